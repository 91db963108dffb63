package io.invoicepay.conformance;

import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.CardToken;
import io.invoicepay.payment.PaymentMethod;
import io.invoicepay.provider.Capabilities;
import io.invoicepay.provider.KeyContract;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;

/** Providers that keep every promise, one for each thing that capabilities can say of keys and methods. */
final class SoundProviders {
    static final Duration KEYS_KEPT = Duration.ofHours(24);

    private static final Map<String, Capabilities> ALL = Map.of(
            "rejects used keys",
            capabilities(KeyContract.REJECTS_USED_KEYS).showingKeys().build(),
            "replays",
            capabilities(KeyContract.REPLAYS).showingKeys().build(),
            "remembers successes",
            capabilities(KeyContract.REMEMBERS_SUCCESSES).build(),
            "guest checkout alone",
            capabilities(KeyContract.IGNORES_KEYS).without(PaymentMethod.PORTAL).build(),
            "portal alone",
            capabilities(KeyContract.UNVERIFIED)
                    .without(PaymentMethod.GUEST_CHECKOUT)
                    .build());

    private SoundProviders() {}

    static Capabilities.Builder capabilities(KeyContract keys) {
        return Capabilities.builder().keys(keys, KEYS_KEPT).portalHosts("pay.bank.example");
    }

    static Trial trial(String name) {
        return Trial.of(OnTrial.class, name);
    }

    /** One that replays, behind a harness that overrides nothing. */
    static Trial trialOfLeastHarness() {
        return Trial.of(LeastOnTrial.class, "replays");
    }

    /** One that replays, behind a harness that cannot send invoices. */
    static Trial trialOfUselessHarness() {
        return Trial.of(UselessOnTrial.class, "replays");
    }

    private static ProviderHarness harness(String name) {
        Capabilities capabilities = Option.of(ALL.get(name)).get();
        Bank bank = new Bank(capabilities.keyContract(), KEYS_KEPT);
        return new BankHarness(bank, () -> new BankClient(bank, capabilities));
    }

    /** Does what every harness must, and nothing else. */
    private static class LeastHarness implements ProviderHarness {
        private final ProviderHarness full;

        LeastHarness(ProviderHarness full) {
            this.full = full;
        }

        @Override
        public PaymentProvider provider() {
            return full.provider();
        }

        @Override
        public CardToken cardToken() {
            return full.cardToken();
        }

        @Override
        public Arranged send(InvoiceNumber invoice, Money amount) {
            return full.send(invoice, amount);
        }

        @Override
        public int chargeRequests() {
            return full.chargeRequests();
        }

        @Override
        public List<Money> chargesTaken(InvoiceNumber invoice) {
            return full.chargesTaken(invoice);
        }
    }

    @ExtendWith(Trial.SubjectResolver.class)
    static final class LeastOnTrial extends PaymentProviderContract {
        private final String name;

        LeastOnTrial(String name) {
            this.name = name;
        }

        @Override
        protected ProviderHarness newHarness() {
            return new LeastHarness(harness(name));
        }
    }

    @ExtendWith(Trial.SubjectResolver.class)
    static final class UselessOnTrial extends PaymentProviderContract {
        private final String name;

        UselessOnTrial(String name) {
            this.name = name;
        }

        @Override
        protected ProviderHarness newHarness() {
            return new LeastHarness(harness(name)) {
                @Override
                public Arranged send(InvoiceNumber invoice, Money amount) {
                    return Arranged.unsupported("invoices come over night");
                }
            };
        }
    }

    @ExtendWith(Trial.SubjectResolver.class)
    static final class OnTrial extends PaymentProviderContract {
        private final String name;

        OnTrial(String name) {
            this.name = name;
        }

        @Override
        protected ProviderHarness newHarness() {
            return harness(name);
        }
    }
}
