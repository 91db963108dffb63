package io.invoicepay.checkout;

import static io.invoicepay.fixtures.Sample.ACCOUNT;
import static io.invoicepay.fixtures.Sample.INVOICE;
import static io.invoicepay.fixtures.Sample.KEYS;
import static io.invoicepay.fixtures.Sample.MERCHANT;
import static io.invoicepay.fixtures.Sample.NOW;
import static io.invoicepay.fixtures.Sample.NUMBER;
import static io.invoicepay.fixtures.Sample.PROVIDER;
import static io.invoicepay.fixtures.Sample.USER;
import static io.invoicepay.fixtures.Sample.invoice;
import static io.invoicepay.fixtures.Sample.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.invoicepay.attempt.Lifecycle;
import io.invoicepay.attempt.Patience;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.engine.Engine;
import io.invoicepay.engine.Providers;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.invoice.OpenItems;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.provider.Capabilities;
import io.invoicepay.provider.CardEntry;
import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.InvoicePage;
import io.invoicepay.spi.InvoiceSource;
import io.invoicepay.spi.PageRequest;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.PaymentProvider;
import io.invoicepay.spi.StoredSlot;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FactsTest {
    private static final Customer CUSTOMER = new Customer(ACCOUNT, USER);

    private static Facts facts(OneSlot store, Instant now) {
        return new Facts(
                new Engine(
                        MERCHANT,
                        new OneInvoice(),
                        new Providers(Option.some(new PendingInPortal()), List.of()),
                        store,
                        new Lifecycle(KEYS, Patience.standard()),
                        List.of(),
                        Clock.fixed(now, ZoneOffset.UTC),
                        () -> new UUID(1, 1)),
                List.of());
    }

    @Test
    @DisplayName("LIB-06 a slot whose provider is not wired in is asked of nobody")
    void providerNotWiredIn() {
        Engine engine = new Engine(
                MERCHANT,
                new OneInvoice(),
                new Providers(Option.none(), List.of()),
                new OneSlot(PaymentSlot.untouched(INVOICE), CasResult.WON),
                new Lifecycle(KEYS, Patience.standard()),
                List.of(),
                Clock.fixed(NOW, ZoneOffset.UTC),
                () -> new UUID(1, 1));
        assertThat(engine.look(PaymentSlot.untouched(INVOICE)))
                .isEqualTo(ProviderView.inconclusive(ProviderView.Inconclusive.Cause.MISCONFIGURED));
    }

    @Test
    @DisplayName(
            "LIB-06 two providers of one name are refused, since a payment in flight could be asked of the wrong one")
    void oneNameTwice() {
        PaymentProvider one = new PendingInPortal();
        PaymentProvider another = new PendingInPortal();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Providers(Option.some(one), List.of(another)))
                .withMessageContaining("provider");
        assertThatIllegalArgumentException().isThrownBy(() -> new Providers(Option.none(), List.of(one, another)));
        assertThat(new Providers(Option.none(), List.of(one)).byId(PROVIDER)).containsExactly(one);
    }

    @Test
    @DisplayName("T13 STA-07 LIB-06 a payment found by a customer's page is put on record with account and provider")
    void foundByAPage() {
        OneSlot store = new OneSlot(PaymentSlot.untouched(INVOICE), CasResult.WON);
        Candidate candidate = facts(store, NOW).about(CUSTOMER, invoice());
        assertThat(candidate.held()).isEqualTo(Held.PENDING);
        assertThat(store.written).singleElement().satisfies(slot -> {
            assertThat(slot.status()).isEqualTo(SlotStatus.EXTERNAL_PENDING);
            assertThat(slot.account()).containsExactly(ACCOUNT);
            assertThat(slot.provider()).containsExactly(PROVIDER);
        });
    }

    @Test
    @DisplayName("VAL-01 VAL-02 a reservation that lapsed in a store that does not confirm it opens nothing unseen")
    void lapsedAndUndecided() {
        OneSlot store = new OneSlot(ViewsOfSlots.in(SlotStatus.RESERVED), CasResult.UNKNOWN);
        Candidate candidate = facts(store, NOW.plusSeconds(60)).about(CUSTOMER, invoice());
        assertThat(candidate.held()).isEqualTo(Held.UNREADABLE);
        assertThat(Candidates.reasons(candidate)).containsExactly("PAYMENTS_UNAVAILABLE");
        assertThat(facts(store, NOW).about(CUSTOMER, invoice()).held()).isEqualTo(Held.PENDING);
    }

    /** A store of one slot that answers every write the same. */
    private static final class OneSlot implements PaymentAttempts {
        private final PaymentSlot slot;
        private final CasResult result;
        private final List<PaymentSlot> written = new ArrayList<>();

        OneSlot(PaymentSlot slot, CasResult result) {
            this.slot = slot;
            this.result = result;
        }

        @Override
        public StoredSlot read(InvoiceKey invoice) {
            return new StoredSlot(1, slot, StoredSlot.NO_WRITE);
        }

        @Override
        public Map<InvoiceKey, StoredSlot> readAll(Collection<InvoiceKey> invoices) {
            return Map.of();
        }

        @Override
        public CasResult compareAndSet(long expectedVersion, PaymentSlot next, UUID writeId) {
            written.add(next);
            return result;
        }

        @Override
        public List<InvoiceKey> due(MerchantId merchant, Instant now, int limit) {
            return List.of();
        }

        @Override
        public List<InvoiceKey> attention(MerchantId merchant, Set<SlotStatus> statuses, int limit) {
            return List.of();
        }

        @Override
        public List<StoredSlot> history(InvoiceKey invoice) {
            return List.of();
        }
    }

    private static final class OneInvoice implements InvoiceSource {
        @Override
        public Option<Invoice> invoice(AccountId account, InvoiceNumber number) {
            return Option.some(io.invoicepay.fixtures.Sample.invoice());
        }

        @Override
        public InvoicePage invoices(AccountId account, PageRequest page) {
            return new InvoicePage(List.of(), false, openItems(account));
        }

        @Override
        public OpenItems openItems(AccountId account) {
            return new OpenItems(List.of(), List.of());
        }
    }

    private static final class PendingInPortal implements PaymentProvider {
        @Override
        public ProviderId id() {
            return PROVIDER;
        }

        @Override
        public Capabilities capabilities() {
            return Capabilities.builder().build();
        }

        @Override
        public Map<InvoiceNumber, ProviderView> find(List<PaymentQuery> queries) {
            return Map.of(NUMBER, sent(io.invoicepay.fixtures.Sample.portal(Status.PENDING)));
        }

        @Override
        public ChargeResult charge(ChargeOrder order) {
            throw new AssertionError("nothing may be charged");
        }

        @Override
        public Either<ProviderView.Inconclusive.Cause, URI> portal(AccountId account, Option<InvoiceNumber> invoice) {
            return Either.left(ProviderView.Inconclusive.Cause.UNREACHABLE);
        }

        @Override
        public Option<CardEntry> cardEntry() {
            return Option.none();
        }
    }
}
