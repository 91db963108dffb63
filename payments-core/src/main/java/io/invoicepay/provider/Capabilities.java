package io.invoicepay.provider;

import static com.google.common.base.Preconditions.checkArgument;

import io.invoicepay.money.Money;
import io.invoicepay.payment.PaymentMethod;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a provider can do and asks for. Unless said otherwise: both methods, every currency and amount, unverified keys that it does
 * not show, no portal host.
 *
 * <p>Immutable and safe for any thread.
 */
public final class Capabilities {
    /** Beyond it a date could not be reckoned with; no provider promises as much. */
    private static final Duration LONGEST_MEMORY = Duration.ofDays(3653);

    private static final Pattern HOST = Pattern.compile("[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?");

    private final Set<PaymentMethod> methods;
    private final Option<Set<Currency>> currencies;
    private final List<Money> minimums;
    private final List<Money> maximums;
    private final KeyContract keyContract;
    private final Duration resendWindow;
    private final boolean showsKeys;
    private final Set<String> portalHosts;

    private Capabilities(Builder builder) {
        methods = Set.copyOf(builder.methods);
        currencies = builder.currencies;
        minimums = List.copyOf(builder.minimums);
        maximums = List.copyOf(builder.maximums);
        keyContract = builder.keyContract;
        resendWindow = builder.resendWindow;
        showsKeys = builder.showsKeys;
        portalHosts = builder.portalHosts;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Whether the provider offers a method (DLG-01). */
    public boolean offers(PaymentMethod method) {
        return methods.contains(method);
    }

    /** Whether it takes payments in a currency (VAL-08). */
    public boolean accepts(Currency currency) {
        return currencies.isEmpty() || currencies.get().contains(currency);
    }

    /** Whether the amount is less than it takes in that currency (VAL-08). */
    public boolean isBelowMinimum(Money amount) {
        for (Money minimum : minimums) {
            if (minimum.currency().equals(amount.currency()) && amount.isLessThan(minimum)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the amount is more than it takes in that currency (VAL-08). */
    public boolean isAboveMaximum(Money amount) {
        for (Money maximum : maximums) {
            if (maximum.currency().equals(amount.currency()) && amount.isMoreThan(maximum)) {
                return true;
            }
        }
        return false;
    }

    /** What it does with a key it has seen before. */
    public KeyContract keyContract() {
        return keyContract;
    }

    /** For how long after the first send it surely remembers a key; zero: not at all. */
    public Duration resendWindow() {
        return resendWindow;
    }

    /** Whether the payments it shows carry the key they were made with. */
    public boolean showsKeys() {
        return showsKeys;
    }

    /** The hosts to which its portal links may lead (POR-02): lower case, {@code host} or {@code host:port}. */
    public Set<String> portalHosts() {
        return portalHosts;
    }

    /** Collects what differs from the defaults. Not for sharing between threads. */
    public static final class Builder {
        private final Set<PaymentMethod> methods = EnumSet.allOf(PaymentMethod.class);
        private Option<Set<Currency>> currencies = Option.none();
        private final List<Money> minimums = new ArrayList<>();
        private final List<Money> maximums = new ArrayList<>();
        private KeyContract keyContract = KeyContract.UNVERIFIED;
        private Duration resendWindow = Duration.ZERO;
        private boolean showsKeys;
        private Set<String> portalHosts = Set.of();

        private Builder() {}

        public Builder without(PaymentMethod method) {
            methods.remove(method);
            return this;
        }

        /** Takes these currencies alone. */
        public Builder currencies(Set<Currency> accepted) {
            currencies = Option.some(Set.copyOf(accepted));
            return this;
        }

        /** The smallest amount, for its currency; none for the others. */
        public Builder minimum(Money amount) {
            minimums.add(Objects.requireNonNull(amount, "amount"));
            return this;
        }

        /** The largest amount, for its currency; none for the others. */
        public Builder maximum(Money amount) {
            maximums.add(Objects.requireNonNull(amount, "amount"));
            return this;
        }

        /**
         * What it does with a key it has seen.
         *
         * @param remembered for how long after the first send a key is surely remembered; up to ten years
         * @throws IllegalArgumentException if that is negative, or longer
         */
        public Builder keys(KeyContract contract, Duration remembered) {
            keyContract = Objects.requireNonNull(contract, "contract");
            checkArgument(
                    !remembered.isNegative() && remembered.compareTo(LONGEST_MEMORY) <= 0,
                    "remembered is a length of time up to ten years, not %s",
                    remembered);
            resendWindow = remembered;
            return this;
        }

        /** Payments show the key they were made with. */
        public Builder showingKeys() {
            showsKeys = true;
            return this;
        }

        /**
         * Name or name with port ({@code pay.example.com:8443}), compared without regard to case; no address, no path.
         *
         * @throws IllegalArgumentException if one is something else: no link would ever lead to it
         */
        public Builder portalHosts(String... hosts) {
            Set<String> lower = new HashSet<>();
            for (String host : hosts) {
                String small = host.toLowerCase(Locale.ROOT);
                checkArgument(
                        HOST.matcher(small).matches(),
                        "portal host %s is neither a name nor a name with its port (pay.example.com:8443)",
                        host);
                lower.add(small.replaceFirst(":443$", "")); // as links to it are compared
            }
            portalHosts = Set.copyOf(lower);
            return this;
        }

        public Capabilities build() {
            return new Capabilities(this);
        }
    }
}
