package io.invoicepay.aptean;

import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.payment.Secret;
import io.invoicepay.provider.KeyContract;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import okhttp3.HttpUrl;

/**
 * Everything the adapter has to be told, checked as a whole and shown nowhere. What is not publicly known about Aptean Pay is a setting
 * with a safe default here; the module's README lists them with the questions behind them.
 *
 * <p>Immutable and safe for any thread.
 */
public final class ApteanPayConfig {
    /** What the card entry form in the browser hands to the server (Q4). */
    public enum CardEntryKind {
        /** A claim, exchanged for a payment method under the merchant's secret. [T] */
        CLAIM,
        /** A token that is itself a payment method. [S] */
        TOKEN
    }

    /** Which of the server's fields may be asked for (Q1). */
    public enum SchemaLevel {
        /** What a server of 2021 knows. [T] */
        CORE,
        /** The core, until one query at start-up has shown that the server knows the newer fields. */
        PROBE,
        /** The newer fields as well. [S] */
        FULL
    }

    /** By what our own payments are told from others' in the provider's answers. */
    public enum PaymentMark {
        /** By the key in the payment's {@code description}, where the server knows that field [S]; else as {@link #NONE}. */
        AUTO,
        /** By nothing but the references that answers to our own charges named. Always safe. */
        NONE,
        /**
         * By request, amount and time of the attempt, if exactly one payment fits: begun no earlier than ours, and not much later. A
         * payment that the same customer makes in the portal at the same moment could be taken for ours.
         */
        ATTEMPT_TIME,
        /** By the key in {@code customData}; only where Aptean has confirmed that payments can be asked for it. */
        CUSTOM_DATA,
        /** By the key in the payment's {@code description}, which people see. [S] */
        DESCRIPTION
    }

    /** One thing wrong with a setting: its environment name and what is wrong, without its value. */
    public record Fault(String setting, String problem) {
        public Fault {
            Objects.requireNonNull(setting, "setting");
            Objects.requireNonNull(problem, "problem");
        }

        @Override
        public String toString() {
            return setting + " " + problem;
        }
    }

    /** All that is wrong with a configuration, at once. */
    public record Faults(List<Fault> faults) {
        public Faults {
            faults = List.copyOf(faults);
        }
    }

    record Server(
            HttpUrl endpoint, Secret apimKey, String tenantId, Secret tenantSecret, Option<String> productHeader) {}

    record CardForm(
            HttpUrl script,
            String browserKey,
            String productId,
            Option<String> accountId,
            Map<String, String> options) {}

    record Portal(HttpUrl root, Set<String> hosts, Option<String> balanceTemplate) {}

    record Lookups(
            int pageSize,
            int maxPages,
            int perRequest,
            String referencePrefix,
            String referenceSuffix,
            boolean paysRest,
            Duration discountMargin,
            PaymentMark mark) {}

    record Charges(
            boolean guestCheckout,
            CardEntryKind cardEntry,
            Currency currency,
            int minimum,
            int maximum,
            Duration timeout,
            KeyContract keyContract,
            Duration keyMemory,
            String keyPrefix,
            boolean guestDespiteFees,
            boolean failOnReview,
            Map<String, DeclineReason> declineCodes) {}

    record Queries(Duration timeout, int tries) {}

    record Events(String primaryKey, String secondaryKey, String referenceMember, boolean handshakeArmed) {}

    final ProviderId id;
    final SchemaLevel schema;
    final Server server;
    final Option<CardForm> cardForm;
    final Option<Portal> portal;
    final Lookups lookups;
    final Charges charges;
    final Queries queries;
    final Option<Events> events;

    ApteanPayConfig(
            ProviderId id,
            SchemaLevel schema,
            Server server,
            Option<CardForm> cardForm,
            Option<Portal> portal,
            Lookups lookups,
            Charges charges,
            Queries queries,
            Option<Events> events) {
        this.id = id;
        this.schema = schema;
        this.server = server;
        this.cardForm = cardForm;
        this.portal = portal;
        this.lookups = lookups;
        this.charges = charges;
        this.queries = queries;
        this.events = events;
    }

    /**
     * Begins a configuration with what every call to Aptean Pay needs.
     *
     * @param url the interface's base, https; http for loopback alone
     */
    public static ApteanPayConfigBuilder builder(String url, Secret apimKey, String tenantId, Secret tenantSecret) {
        return new ApteanPayConfigBuilder()
                .url(url)
                .apimKey(apimKey)
                .tenantId(tenantId)
                .tenantSecret(tenantSecret);
    }

    /**
     * Reads the settings named {@code APTEAN_PAY_…} of an environment; a blank one counts as not set.
     *
     * @return right: the configuration; left: all faults together, none of which shows a value
     */
    public static Either<Faults, ApteanPayConfig> fromEnvironment(Map<String, String> environment) {
        return new Environment(environment).read();
    }

    /** The name under which attempts are kept (LIB-06). */
    public ProviderId id() {
        return id;
    }

    /** Shows which provider and which host, and nothing else. */
    @Override
    public String toString() {
        return "ApteanPayConfig[" + id + " at " + server.endpoint().host() + "]";
    }
}
