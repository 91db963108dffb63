package io.invoicepay.aptean;

import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;

/** The settings, each with its name in an environment (behind {@code APTEAN_PAY_}) and its safe default, if it has one. */
enum Setting {
    URL,
    APIM_KEY,
    TENANT_ID,
    TENANT_SECRET,
    PRODUCT_ID,
    ACCOUNT_ID,
    BROWSER_KEY,
    PORTAL_URL,
    SDK_URL,
    CARD_ENTRY("claim"),
    GUEST_CHECKOUT("yes"),

    PROVIDER_ID("aptean-pay"),
    SCHEMA("probe"),
    PATH("/graphql"),
    PORTAL_HOSTS(""),
    SEND_PRODUCT("yes"),
    KEY_CONTRACT("unverified"),
    KEY_MEMORY("PT0S"),
    KEY_PREFIX(""),
    DECLINE_CODES(""),
    PAY_REST("yes"),
    GUEST_DESPITE_FEES("no"),
    FAIL_ON_REVIEW("no"),
    PAGE_SIZE("10"),
    MAX_PAGES("10"),
    LOOKUPS_PER_REQUEST("50"),
    REFERENCE_PREFIX(""),
    REFERENCE_SUFFIX(""),
    EVENT_PRIMARY_KEY,
    EVENT_SECONDARY_KEY,
    EVENT_REFERENCE("referenceNumber"),
    EVENT_HANDSHAKE("no"),
    QUERY_TRIES("3"),
    QUERY_TIMEOUT("PT10S"),
    CHARGE_TIMEOUT("PT30S"),
    CURRENCY("USD"),
    MINIMUM("100"),
    MAXIMUM("1000000000"),
    SDK_OPTIONS(""),
    DISCOUNT_MARGIN("PT5M"),
    BALANCE_URL,
    PAYMENT_MARK("auto");

    static final String PREFIX = "APTEAN_PAY_";

    private final @Nullable String standard;

    Setting() {
        standard = null;
    }

    Setting(String standard) {
        this.standard = standard;
    }

    /** {@code APTEAN_PAY_URL}. */
    String environmentName() {
        return PREFIX + name();
    }

    Option<String> standard() {
        return Option.of(standard);
    }
}
