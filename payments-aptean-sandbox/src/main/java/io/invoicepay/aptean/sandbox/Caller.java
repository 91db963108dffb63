package io.invoicepay.aptean.sandbox;

import com.sun.net.httpserver.Headers;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who is calling, by the headers sent, and what such a caller may ask for. */
enum Caller {
    /** The merchant's server, with the secret. */
    SERVER,
    /** The card entry script in a payer's browser, without the secret. */
    BROWSER,
    /** A signed-in user of a portal. */
    USER,
    /** The consumer of hosted checkout. */
    CHECKOUT;

    private static final Set<String> FOR_BROWSERS = Set.of("createPaymentMethodClaim");
    private static final Set<String> FOR_USERS = Set.of(
            "paymentRequestFromUrlToken",
            "payerTransactionSummaryByMerchant",
            "persons",
            "person",
            "viewer",
            "upsertPerson");
    private static final Set<String> FOR_CHECKOUT = Set.of("createCheckoutSession", "checkoutSession");
    /** The one thing of the users' that an older test did as a server. */
    private static final String FOR_USERS_AND_SERVERS = "paymentRequestFromUrlToken";

    /** The caller whose credentials the headers hold; empty if they hold none that are complete and right. */
    static Optional<Caller> of(Headers headers, SandboxSettings settings) {
        if (!is(headers, "x-aptean-tenant", settings.tenantId())) {
            return Optional.empty();
        }
        return EnumSet.allOf(Caller.class).stream()
                .filter(caller -> caller.holds(headers, settings))
                .findFirst();
    }

    /** Whether this caller may ask for that field of query or mutation. */
    boolean may(String operation) {
        return switch (this) {
            case BROWSER -> FOR_BROWSERS.contains(operation);
            case USER -> FOR_USERS.contains(operation);
            case CHECKOUT -> FOR_CHECKOUT.contains(operation);
            case SERVER ->
                operation.equals(FOR_USERS_AND_SERVERS)
                        || Stream.of(FOR_BROWSERS, FOR_USERS, FOR_CHECKOUT)
                                .noneMatch(others -> others.contains(operation));
        };
    }

    private boolean holds(Headers headers, SandboxSettings settings) {
        return switch (this) {
            case SERVER ->
                is(headers, "x-aptean-apim", settings.serverKey())
                        && is(headers, "x-aptean-tenant-secret", settings.tenantSecret());
            case CHECKOUT ->
                is(headers, "x-aptean-apim", settings.checkoutKey())
                        && is(headers, "x-aptean-tenant-secret", settings.tenantSecret())
                        && is(headers, "x-aptean-product", settings.productId());
            case USER ->
                is(headers, "authorization", "Bearer " + settings.userToken())
                        && (is(headers, "x-aptean-apim", settings.serverKey())
                                || is(headers, "x-aptean-apim", settings.browserKey()));
            case BROWSER ->
                is(headers, "x-aptean-apim", settings.browserKey())
                        && is(headers, "x-aptean-account", settings.accountId());
        };
    }

    private static boolean is(Headers headers, String name, String value) {
        return value.equals(headers.getFirst(name));
    }
}
