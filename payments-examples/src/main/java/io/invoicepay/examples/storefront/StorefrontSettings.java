package io.invoicepay.examples.storefront;

import io.invoicepay.examples.businesscentral.SalesDocuments;
import io.invoicepay.examples.store.OpenStore;
import io.invoicepay.examples.store.StoreChoice;
import io.invoicepay.examples.storefront.provider.Backend;
import io.invoicepay.examples.storefront.provider.InMemoryBackend;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** What a storefront is started with. Immutable. */
public final class StorefrontSettings {
    private final Builder chosen;

    private StorefrontSettings(Builder chosen) {
        this.chosen = chosen;
    }

    static Builder builder(SalesDocuments documents) {
        return new Builder(documents);
    }

    SalesDocuments documents() {
        return chosen.documents;
    }

    int port() {
        return chosen.port;
    }

    Clock clock() {
        return chosen.clock;
    }

    Backend.Choice provider() {
        return chosen.provider;
    }

    Option<Backend.Choice> formerProvider() {
        return chosen.formerProvider;
    }

    Supplier<OpenStore> store() {
        return chosen.store;
    }

    Duration erpPostsAfter() {
        return chosen.erpPostsAfter;
    }

    /** How many times a minute an account may press Pay Now. */
    public int paymentsPerMinute() {
        return chosen.paymentsPerMinute;
    }

    /** Collects what differs from the defaults. Not for sharing between threads. */
    public static final class Builder {
        private final SalesDocuments documents;
        private int port;
        private Clock clock = Clock.systemUTC();
        private Backend.Choice provider = InMemoryBackend::open;
        private Option<Backend.Choice> formerProvider = Option.none();
        private Supplier<OpenStore> store = () -> new StoreChoice.Memory().open(Map.of());
        private Duration erpPostsAfter = Duration.ofSeconds(20);
        private int paymentsPerMinute = 10;

        private Builder(SalesDocuments documents) {
            this.documents = Objects.requireNonNull(documents, "documents");
        }

        /** The port on the loopback; a free one unless said otherwise. */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /** The system's unless said otherwise. */
        public Builder clock(Clock time) {
            clock = Objects.requireNonNull(time, "time");
            return this;
        }

        /** The in-memory provider unless said otherwise. */
        public Builder provider(Backend.Choice choice) {
            provider = Objects.requireNonNull(choice, "choice");
            return this;
        }

        /** The provider used before, for as long as payments it began are in flight (LIB-06); none unless said otherwise. */
        public Builder formerProvider(Backend.Choice choice) {
            formerProvider = Option.some(Objects.requireNonNull(choice, "choice"));
            return this;
        }

        /** Where payment attempts are kept; in memory unless said otherwise. The storefront closes it when it ends. */
        public Builder store(Supplier<OpenStore> opening) {
            store = Objects.requireNonNull(opening, "opening");
            return this;
        }

        /** How long the ERP takes to show a completed payment; 20 seconds unless said otherwise. Real ones take hours or days. */
        public Builder erpPostsAfter(Duration length) {
            erpPostsAfter = Objects.requireNonNull(length, "length");
            return this;
        }

        /** How many times a minute an account may press Pay Now; 10 unless said otherwise. */
        public Builder paymentsPerMinute(int count) {
            paymentsPerMinute = count;
            return this;
        }

        /** Starts a storefront with what was chosen. */
        public Storefront start() {
            return Storefront.start(new StorefrontSettings(this));
        }
    }
}
