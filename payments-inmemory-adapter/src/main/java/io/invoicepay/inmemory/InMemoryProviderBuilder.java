package io.invoicepay.inmemory;

import io.invoicepay.money.Money;
import io.invoicepay.payment.PaymentMethod;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.provider.Capabilities;
import io.invoicepay.provider.KeyContract;
import io.vavr.control.Option;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Currency;
import java.util.Objects;
import java.util.Set;

/** Sets an {@link InMemoryProvider} up. Not for sharing between threads. */
public final class InMemoryProviderBuilder {
    private static final Duration RESEND_WINDOW = Duration.ofHours(24);

    private final Clock clock;
    private final Capabilities.Builder capabilities = Capabilities.builder();
    private ProviderId id = new ProviderId("in-memory");
    private KeyContract keys = KeyContract.REPLAYS;
    private boolean showingKeys = true;
    private boolean capped = true;
    private Duration settlesAfter = Duration.ofSeconds(60);
    private Duration findLag = Duration.ZERO;
    private URI portal = URI.create("https://pay.example.com/");
    private Option<URI> cardForm = Option.none();

    InMemoryProviderBuilder(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** {@code in-memory} unless said otherwise. */
    public InMemoryProviderBuilder id(ProviderId name) {
        id = Objects.requireNonNull(name, "id");
        return this;
    }

    /** What it does with a used key; it remembers keys for good. What nobody has confirmed is ignored. Replays, unless said otherwise. */
    public InMemoryProviderBuilder keys(KeyContract contract) {
        keys = Objects.requireNonNull(contract, "contract");
        return this;
    }

    /** Whether payments show the key they were made with; they do, unless said otherwise. */
    public InMemoryProviderBuilder showingKeys(boolean isSo) {
        showingKeys = isSo;
        return this;
    }

    /** Whether it takes no more for a request than is left to collect; pending payments do not count. It does not, unless said otherwise. */
    public InMemoryProviderBuilder caps(boolean isSo) {
        capped = isSo;
        return this;
    }

    /** How long payments are pending; zero: completed at once. A minute, unless said otherwise. */
    public InMemoryProviderBuilder settlesAfter(Duration length) {
        settlesAfter = notNegative(length);
        return this;
    }

    /** How old what it shows is, requests included; nothing is shown too late unless said otherwise. */
    public InMemoryProviderBuilder findLag(Duration length) {
        findLag = notNegative(length);
        return this;
    }

    private static Duration notNegative(Duration length) {
        if (length.isNegative()) {
            throw new IllegalArgumentException("a length of time is not negative: " + length);
        }
        return length;
    }

    /** The smallest amount it takes, for its currency. */
    public InMemoryProviderBuilder minimum(Money amount) {
        capabilities.minimum(amount);
        return this;
    }

    /** The largest amount it takes, for its currency. */
    public InMemoryProviderBuilder maximum(Money amount) {
        capabilities.maximum(amount);
        return this;
    }

    /** The currencies it takes; all of them, unless said otherwise. */
    public InMemoryProviderBuilder currencies(Set<Currency> accepted) {
        capabilities.currencies(accepted);
        return this;
    }

    /** It does not offer this method. */
    public InMemoryProviderBuilder without(PaymentMethod method) {
        capabilities.without(method);
        return this;
    }

    /**
     * Where its payer portal is; {@code https://pay.example.com/} unless said otherwise.
     *
     * @throws IllegalArgumentException if the address has no host
     */
    public InMemoryProviderBuilder portal(URI address) {
        if (address.getHost() == null) {
            throw new IllegalArgumentException("portal " + address + " has no host");
        }
        portal = address;
        return this;
    }

    /** Where a host has a card form for it: told to the page as setting {@code frame}. There is none unless said otherwise. */
    public InMemoryProviderBuilder cardForm(URI address) {
        cardForm = Option.some(Objects.requireNonNull(address, "card form"));
        return this;
    }

    public InMemoryProvider build() {
        capabilities.keys(keys, keys.allowsResend() ? RESEND_WINDOW : Duration.ZERO);
        capabilities.portalHosts(portal.getAuthority());
        if (showingKeys) {
            capabilities.showingKeys();
        }
        return new InMemoryProvider(
                clock, new Terms(id, capabilities.build(), capped, settlesAfter, findLag, portal, cardForm));
    }
}
