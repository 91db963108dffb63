package io.invoicepay.aptean.sandbox;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How one sandbox behaves. Everything has a default; {@code SandboxSettings.builder().build()} is the service as the facts
 * describe it, on free ports and running time. Immutable. The credentials are made up and protect nothing.
 */
public final class SandboxSettings {
    private final Builder from;

    private SandboxSettings(Builder from) {
        this.from = from;
    }

    /** Settings in which nothing is chosen yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** The key of servers, header {@code x-aptean-apim}. */
    public String serverKey() {
        return "sandbox-server-key";
    }

    /** The key that browsers may have; it makes claims and nothing else. */
    public String browserKey() {
        return "sandbox-browser-key";
    }

    /** The key of hosted checkout. */
    public String checkoutKey() {
        return "sandbox-checkout-key";
    }

    /** The merchant's secret, header {@code x-aptean-tenant-secret}. */
    public String tenantSecret() {
        return "sandbox-tenant-secret";
    }

    /** What a signed-in portal user sends as bearer token. */
    public String userToken() {
        return "sandbox-user-token";
    }

    /** The merchant, header {@code x-aptean-tenant}. */
    public String tenantId() {
        return "5b0c7c1e-0d2f-4c57-9a37-3f1f6f0a9d10";
    }

    /** The merchant's account, header {@code x-aptean-account}. */
    public String accountId() {
        return "c2f3b0f4-6f5e-4b7a-8b1d-77a1c7d0e2aa";
    }

    /** The product, header {@code x-aptean-product}. */
    public String productId() {
        return "3f3c1a52-0000-4000-8000-000000000001";
    }

    /** The merchant's name, as payers see it. */
    public String merchantName() {
        return "Example Foods";
    }

    int port() {
        return from.port;
    }

    int cardPort() {
        return from.cardPort;
    }

    long seed() {
        return from.seed;
    }

    SchemaLevel schemaLevel() {
        return from.schemaLevel;
    }

    /** The time in this sandbox. */
    public SandboxClock clock() {
        return from.clock;
    }

    boolean introspection() {
        return from.introspection;
    }

    KeyContract keyContract() {
        return from.keyContract;
    }

    boolean keyRequired() {
        return from.keyRequired;
    }

    RequestCap requestCap() {
        return from.requestCap;
    }

    DeclineForm declineForm() {
        return from.declineForm;
    }

    /** The merchant's only currency, ISO 4217. */
    public String currency() {
        return from.currency;
    }

    int convenienceFeeBps() {
        return from.convenienceFeeBps;
    }

    boolean uniqueReferences() {
        return from.uniqueReferences;
    }

    boolean partialPayment() {
        return from.partialPayment;
    }

    boolean consolidatedPayment() {
        return from.consolidatedPayment;
    }

    Duration cardProcessing() {
        return from.cardProcessing;
    }

    boolean strictProcessing() {
        return from.strictProcessing;
    }

    Duration settlement() {
        return from.settlement;
    }

    Duration slowSettlement() {
        return from.slowSettlement;
    }

    Duration refundSettlement() {
        return from.refundSettlement;
    }

    Duration searchLag() {
        return from.searchLag;
    }

    int pageSize() {
        return from.pageSize;
    }

    int largestPage() {
        return from.largestPage;
    }

    Optional<URI> webhook() {
        return from.webhook;
    }

    /** Chooses settings one by one. Not shared between threads. */
    public static final class Builder implements Cloneable {
        private int port;
        private int cardPort;
        private long seed = 1;
        private SchemaLevel schemaLevel = SchemaLevel.NEWEST;
        private SandboxClock clock = SandboxClock.running();
        private boolean introspection;
        private KeyContract keyContract = KeyContract.REJECT_USED;
        private boolean keyRequired = true;
        private RequestCap requestCap = RequestCap.COMPLETED_AND_PENDING;
        private DeclineForm declineForm = DeclineForm.PAYMENT_FAILED;
        private String currency = "USD";
        private int convenienceFeeBps;
        private boolean partialPayment;
        private boolean uniqueReferences = true;
        private boolean consolidatedPayment;
        private Duration cardProcessing = Duration.ofMillis(500);
        private boolean strictProcessing;
        private Duration settlement = Duration.ofSeconds(40);
        private Duration slowSettlement = Duration.ofHours(1);
        private Duration refundSettlement = Duration.ofSeconds(60);
        private Duration searchLag = Duration.ZERO;
        private int pageSize = 25;
        private int largestPage = 50;
        private Optional<URI> webhook = Optional.empty();

        private Builder() {}

        /** The loopback port of API and portal; 0, the default, takes a free one. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** The loopback port of the card entry, which is another origin; 0, the default, takes a free one. */
        public Builder cardPort(int port) {
            this.cardPort = port;
            return this;
        }

        /** Where identifiers begin: the same seed and the same calls give the same identifiers. 1 by default. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** The sandbox's time, by default running; one that stands still makes tests exact. Stopping the sandbox closes it. */
        public Builder clock(SandboxClock time) {
            this.clock = time;
            return this;
        }

        /** Which API it speaks; the newest by default. */
        public Builder schema(SchemaLevel level) {
            this.schemaLevel = level;
            return this;
        }

        /** Whether anybody may ask for the schema; by default only who sends the code generator's two headers. */
        public Builder openIntrospection(boolean open) {
            this.introspection = open;
            return this;
        }

        /** What a repeated key does to payments and refunds; by default it is rejected once used. */
        public Builder keys(KeyContract contract) {
            this.keyContract = contract;
            return this;
        }

        /** Whether a payment needs a key; true by default. A refund always does. */
        public Builder paymentKeyRequired(boolean required) {
            this.keyRequired = required;
            return this;
        }

        /** What limits the payments of one request; by default pending and completed ones together. */
        public Builder requestCap(RequestCap cap) {
            this.requestCap = cap;
            return this;
        }

        /** How a declined card looks; by default as a failed payment. */
        public Builder declines(DeclineForm form) {
            this.declineForm = form;
            return this;
        }

        /** The merchant's only currency: USD (the default), CAD or GBP. */
        public Builder currency(String isoCode) {
            this.currency = Objects.requireNonNull(isoCode);
            return this;
        }

        /** A convenience fee in basis points that is added to every card payment; 0, the default, switches the feature off. */
        public Builder convenienceFee(int basisPoints) {
            this.convenienceFeeBps = basisPoints;
            return this;
        }

        /** Whether less than the payable amount may be paid; false by default. */
        public Builder partialPayment(boolean allowed) {
            this.partialPayment = allowed;
            return this;
        }

        /** Whether one payment may cover several requests; false by default. */
        public Builder consolidatedPayment(boolean allowed) {
            this.consolidatedPayment = allowed;
            return this;
        }

        /** Whether a reference number is refused while another open request bears it; true by default. */
        public Builder uniqueReferences(boolean unique) {
            this.uniqueReferences = unique;
            return this;
        }

        /** How long an entered card stays {@code PROCESSING}; half a second by default. */
        public Builder cardProcessing(Duration time) {
            this.cardProcessing = time;
            return this;
        }

        /** Whether a card that is still processing is refused for claims and payments; false by default. */
        public Builder strictProcessing(boolean strict) {
            this.strictProcessing = strict;
            return this;
        }

        /** How long an ordinary payment stays pending; 40 seconds by default, zero completes it at once. */
        public Builder settlement(Duration time) {
            this.settlement = time;
            return this;
        }

        /** How long a payment with {@link TestCard#SLOW} stays pending; an hour by default. */
        public Builder slowSettlement(Duration time) {
            this.slowSettlement = time;
            return this;
        }

        /** How long a refund stays pending; a minute by default. */
        public Builder refundSettlement(Duration time) {
            this.refundSettlement = time;
            return this;
        }

        /** How far behind the lists are; not at all by default. Look-ups by id are never behind. */
        public Builder searchLag(Duration lag) {
            this.searchLag = lag;
            return this;
        }

        /** The page size when none is asked for (25 by default), and the largest that may be asked for (50). */
        public Builder pages(int size, int largest) {
            this.pageSize = size;
            this.largestPage = largest;
            return this;
        }

        /** Where a signed event is posted whenever a payment changes; nowhere by default. */
        public Builder webhook(URI address) {
            this.webhook = Optional.of(address);
            return this;
        }

        /** The settings as chosen so far; choosing on does not change them. They share the clock, if one was given. */
        public SandboxSettings build() {
            return new SandboxSettings(clone());
        }

        @Override
        protected Builder clone() {
            try {
                return (Builder) super.clone();
            } catch (CloneNotSupportedException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
