package io.invoicepay.aptean;

import io.invoicepay.aptean.ApteanPayConfig.CardEntryKind;
import io.invoicepay.aptean.ApteanPayConfig.Fault;
import io.invoicepay.aptean.ApteanPayConfig.Faults;
import io.invoicepay.aptean.ApteanPayConfig.PaymentMark;
import io.invoicepay.aptean.ApteanPayConfig.SchemaLevel;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.Secret;
import io.invoicepay.provider.KeyContract;
import io.vavr.control.Either;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Collects the settings of {@link ApteanPayConfig}. Guest checkout is offered unless it is switched off, the portal if its address is
 * there; one of the two is needed. Not for sharing between threads.
 */
public final class ApteanPayConfigBuilder {
    final Map<Setting, String> texts = new HashMap<>();
    final Map<Setting, Secret> secrets = new HashMap<>();
    final Map<String, String> sdkOptions = new LinkedHashMap<>();
    final Map<String, DeclineReason> declineCodes = new LinkedHashMap<>();

    ApteanPayConfigBuilder() {}

    ApteanPayConfigBuilder set(Setting setting, String text) {
        texts.put(setting, text);
        return this;
    }

    ApteanPayConfigBuilder url(String base) {
        return set(Setting.URL, base);
    }

    ApteanPayConfigBuilder apimKey(Secret key) {
        secrets.put(Setting.APIM_KEY, key);
        return this;
    }

    ApteanPayConfigBuilder tenantId(String id) {
        return set(Setting.TENANT_ID, id);
    }

    ApteanPayConfigBuilder tenantSecret(Secret secret) {
        secrets.put(Setting.TENANT_SECRET, secret);
        return this;
    }

    /** The name under which attempts are kept (LIB-06); {@code aptean-pay} unless said otherwise. */
    public ApteanPayConfigBuilder providerId(String name) {
        return set(Setting.PROVIDER_ID, name);
    }

    /** Where below the base the interface listens; {@code /graphql} unless said otherwise (Q2). */
    public ApteanPayConfigBuilder path(String path) {
        return set(Setting.PATH, path);
    }

    /** Which fields may be asked for (Q1); {@link SchemaLevel#PROBE} unless said otherwise. */
    public ApteanPayConfigBuilder schema(SchemaLevel level) {
        return set(Setting.SCHEMA, level.name());
    }

    /**
     * Whether guest checkout is offered; yes unless said otherwise. It does not need {@link #cardForm}: a host may get its card tokens
     * elsewhere, and then the card entry is of kind {@code host}.
     */
    public ApteanPayConfigBuilder guestCheckout(boolean offered) {
        return set(Setting.GUEST_CHECKOUT, yesOrNo(offered));
    }

    /**
     * The card entry form in the browser: nothing of it is secret.
     *
     * @param scriptUrl where Aptean's script is, https
     * @param browserKey the gateway key meant for browsers
     * @param accountId needed for claims
     */
    public ApteanPayConfigBuilder cardForm(String scriptUrl, String browserKey, String productId, String accountId) {
        return set(Setting.SDK_URL, scriptUrl)
                .set(Setting.BROWSER_KEY, browserKey)
                .set(Setting.PRODUCT_ID, productId)
                .set(Setting.ACCOUNT_ID, accountId);
    }

    /** What the form hands over (Q4); {@link CardEntryKind#CLAIM} unless said otherwise. */
    public ApteanPayConfigBuilder cardEntry(CardEntryKind kind) {
        return set(Setting.CARD_ENTRY, kind.name());
    }

    /** An option handed through to Aptean's script (Q18). */
    public ApteanPayConfigBuilder sdkOption(String name, String value) {
        sdkOptions.put(name, value);
        return this;
    }

    /** The payer portal's root, https. Links to its host and to {@code furtherHosts} are handed out, to no other (POR-02). */
    public ApteanPayConfigBuilder portal(String rootUrl, String... furtherHosts) {
        return set(Setting.PORTAL_URL, rootUrl).set(Setting.PORTAL_HOSTS, String.join(",", furtherHosts));
    }

    /** Where the account balance is paid (Q21), with {@code {account}} where the account's number belongs; else the portal's root. */
    public ApteanPayConfigBuilder balanceUrl(String template) {
        return set(Setting.BALANCE_URL, template);
    }

    /** Whether the product id goes into the headers of server calls (Q3); yes unless said otherwise. */
    public ApteanPayConfigBuilder sendProduct(boolean send) {
        return set(Setting.SEND_PRODUCT, yesOrNo(send));
    }

    /** The one currency of the tenant (Q17), ISO 4217; USD unless said otherwise. */
    public ApteanPayConfigBuilder currency(String code) {
        return set(Setting.CURRENCY, code);
    }

    /** The smallest and the largest payment in minor units; 100 and 1,000,000,000 unless said otherwise. */
    public ApteanPayConfigBuilder amounts(int minimum, int maximum) {
        return set(Setting.MINIMUM, Integer.toString(minimum)).set(Setting.MAXIMUM, Integer.toString(maximum));
    }

    /** What the server does with a key it has seen (Q5), and for how long; unverified unless said otherwise. */
    public ApteanPayConfigBuilder keys(KeyContract contract, Duration remembered) {
        return set(Setting.KEY_CONTRACT, contract.name()).set(Setting.KEY_MEMORY, remembered.toString());
    }

    /** Put before every idempotency key (Q5); nothing unless said otherwise. */
    public ApteanPayConfigBuilder keyPrefix(String prefix) {
        return set(Setting.KEY_PREFIX, prefix);
    }

    /** A code of a failed payment, and what customers may hear of it (Q7). */
    public ApteanPayConfigBuilder declineCode(String code, DeclineReason reason) {
        declineCodes.put(code, reason);
        return this;
    }

    /** Whether the rest of a partly paid request may be paid, if it is what the ERP shows (Q9); yes unless said otherwise. */
    public ApteanPayConfigBuilder payRest(boolean allowed) {
        return set(Setting.PAY_REST, yesOrNo(allowed));
    }

    /** Whether guests may pay although the account adds convenience fees (Q10); no unless said otherwise. */
    public ApteanPayConfigBuilder guestDespiteFees(boolean allowed) {
        return set(Setting.GUEST_DESPITE_FEES, yesOrNo(allowed));
    }

    /** Whether a payment that goes into review is cancelled at once instead of pending; no unless said otherwise. */
    public ApteanPayConfigBuilder failOnReview(boolean fail) {
        return set(Setting.FAIL_ON_REVIEW, yesOrNo(fail));
    }

    /** How many requests for payment a page of one lookup has (Q11, Q16), 1 to 50, and how many pages are read at most. */
    public ApteanPayConfigBuilder pages(int size, int most) {
        return set(Setting.PAGE_SIZE, Integer.toString(size)).set(Setting.MAX_PAGES, Integer.toString(most));
    }

    /** How many invoices one request asks about (Q16), 1 to 50. */
    public ApteanPayConfigBuilder lookupsPerRequest(int most) {
        return set(Setting.LOOKUPS_PER_REQUEST, Integer.toString(most));
    }

    /** What stands before and after the invoice number in a reference (Q13); nothing unless said otherwise. */
    public ApteanPayConfigBuilder reference(String prefix, String suffix) {
        return set(Setting.REFERENCE_PREFIX, prefix).set(Setting.REFERENCE_SUFFIX, suffix);
    }

    /** How close to the end of a discount it is not certain whether it counts (Q20); five minutes unless said otherwise. */
    public ApteanPayConfigBuilder discountMargin(Duration margin) {
        return set(Setting.DISCOUNT_MARGIN, margin.toString());
    }

    /** By what our own payments are recognised; {@link PaymentMark#AUTO} unless said otherwise. */
    public ApteanPayConfigBuilder paymentMark(PaymentMark mark) {
        return set(Setting.PAYMENT_MARK, mark.name());
    }

    /** How long a query and a charge may take as a whole (Q16); 10 s and 30 s unless said otherwise. */
    public ApteanPayConfigBuilder timeouts(Duration query, Duration charge) {
        return set(Setting.QUERY_TIMEOUT, query.toString()).set(Setting.CHARGE_TIMEOUT, charge.toString());
    }

    /** How often a query is tried (Q16), 1 to 5; a charge is tried once. */
    public ApteanPayConfigBuilder queryTries(int most) {
        return set(Setting.QUERY_TRIES, Integer.toString(most));
    }

    /**
     * Receive signed events (Q14).
     *
     * @param primaryKey PEM text of the event platform's primary public key, RSA of at least 2048 bits
     * @param secondaryKey the same of its secondary key
     */
    public ApteanPayConfigBuilder events(String primaryKey, String secondaryKey) {
        return set(Setting.EVENT_PRIMARY_KEY, primaryKey).set(Setting.EVENT_SECONDARY_KEY, secondaryKey);
    }

    /** Answer the event platform's handshake; only while a subscription is being made (Q14). */
    public ApteanPayConfigBuilder armEventHandshake(boolean armed) {
        return set(Setting.EVENT_HANDSHAKE, yesOrNo(armed));
    }

    /** All faults together, or the configuration. */
    Either<Faults, ApteanPayConfig> check(List<Fault> already) {
        return new SettingsReader(this, already).read();
    }

    /**
     * The configuration.
     *
     * @throws IllegalArgumentException naming every fault, without any value
     */
    public ApteanPayConfig build() {
        return check(List.of())
                .getOrElseThrow(faults -> new IllegalArgumentException(
                        faults.faults().stream().map(Fault::toString).collect(Collectors.joining("; "))));
    }

    private static String yesOrNo(boolean yes) {
        return yes ? "yes" : "no";
    }
}
