package io.invoicepay.aptean.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be asked for. Lists may be behind; what is asked for by id never is. */
final class Queries {
    private final Merchant merchant;
    private final Shapes shapes;
    private final Pages pages;

    Queries(Merchant merchant, Shapes shapes) {
        this.merchant = merchant;
        this.shapes = shapes;
        this.pages = new Pages(merchant.settings());
    }

    Map<String, Operation> byName() {
        return Map.of(
                "paymentRequests", (arguments, key) -> paymentRequests(arguments),
                "paymentRequestFromUrlToken", (arguments, key) -> fromUrlToken(arguments.requiredText("urlToken")),
                "payments", (arguments, key) -> payments(arguments),
                "refunds", (arguments, key) -> refunds(arguments),
                "paymentMethods", (arguments, key) -> paymentMethods(arguments),
                "account", (arguments, key) -> account(),
                "payerTransactionSummaryByMerchant", (arguments, key) -> payerSummary());
    }

    private Map<String, @Nullable Object> paymentRequests(Input arguments) {
        Books.View view = viewFor(arguments);
        List<String> statuses = Stream.concat(
                        arguments.text("status").stream(), arguments.texts("statusFilter").stream())
                .toList();
        List<PaymentRequest> matches = view.requests().stream()
                .filter(request ->
                        arguments.text("id").map(request.id()::equals).orElse(true))
                .filter(request -> statuses.isEmpty() || statuses.contains(view.status(request)))
                .filter(request -> arguments.text("customerId").isEmpty())
                .filter(request -> matches(request, arguments.text("queryString")))
                .filter(request -> within(dateOf(request, arguments, view), arguments))
                .toList();
        return pages.page(arguments, matches, request -> shapes.request(request, view));
    }

    /** A loose search on purpose: any part of reference, e-mail or phone number, in any case. */
    private static boolean matches(PaymentRequest request, Optional<String> queryString) {
        String wanted = queryString.orElse("").trim().toLowerCase(Locale.ROOT);
        return Stream.of(
                        Optional.of(request.referenceNumber()),
                        request.contact().email(),
                        request.contact().phone())
                .flatMap(Optional::stream)
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
    }

    private static Optional<Instant> dateOf(PaymentRequest request, Input arguments, Books.View view) {
        if (arguments.text("dateRangeType").filter("PAYMENT_COMPLETED"::equals).isEmpty()) {
            return Optional.of(request.createdAt());
        }
        return view.paymentsOf(request).stream()
                .flatMap(payment -> Optional.ofNullable(payment.standing().completedAt()).stream())
                .max(Instant::compareTo);
    }

    private static boolean within(Optional<Instant> date, Input arguments) {
        Optional<Instant> start = arguments.moment("startDate");
        Optional<Instant> end = arguments.moment("endDate");
        return start.map(from -> date.filter(at -> !at.isBefore(from)).isPresent())
                        .orElse(true)
                && end.map(to -> date.filter(at -> !at.isAfter(to)).isPresent()).orElse(true);
    }

    private Map<String, @Nullable Object> payments(Input arguments) {
        Books.View view = viewFor(arguments);
        List<String> statuses = arguments.texts("status");
        List<String> refunded = arguments.texts("extendedPaymentStatus");
        List<Payment> matches = view.payments().stream()
                .filter(payment ->
                        arguments.text("id").map(payment.id()::equals).orElse(true))
                .filter(payment ->
                        statuses.isEmpty() || statuses.contains(payment.status().name()))
                .filter(payment -> refunded.isEmpty() || refunded.contains(refundStatus(payment, view)))
                .filter(payment -> arguments.text("customerId").isEmpty())
                .filter(payment -> matches(payment, arguments.text("queryString"), view))
                .filter(payment -> within(Optional.of(payment.attemptedAt()), arguments))
                .toList();
        return pages.page(arguments, matches, payment -> shapes.payment(payment, view));
    }

    private static String refundStatus(Payment payment, Books.View view) {
        long back = view.refunded(payment);
        if (back == 0) {
            return "NONE";
        }
        return back < payment.total() ? "PARTIALLY_REFUNDED" : "REFUNDED";
    }

    private static boolean matches(Payment payment, Optional<String> queryString, Books.View view) {
        return queryString.filter(text -> !text.isBlank()).isEmpty()
                || payment.order().allocations().stream()
                        .flatMap(part -> view.request(part.requestId()).stream())
                        .anyMatch(request -> matches(request, queryString));
    }

    private Map<String, @Nullable Object> refunds(Input arguments) {
        Books.View view = viewFor(arguments);
        List<Refund> matches = view.refunds().stream()
                .filter(refund -> arguments.text("id").map(refund.id()::equals).orElse(true))
                .toList();
        return pages.page(arguments, matches, refund -> shapes.refund(refund, view));
    }

    /** Guests' cards belong to nobody, so that a list by owner is empty. */
    private Map<String, @Nullable Object> paymentMethods(Input arguments) {
        List<PaymentMethod> matches = merchant.books().view().methods().stream()
                .filter(method ->
                        arguments.text("id").filter(method.id()::equals).isPresent())
                .toList();
        return pages.page(arguments, matches, shapes::method);
    }

    private Map<String, @Nullable Object> fromUrlToken(String urlToken) {
        Books.View view = merchant.books().view();
        return view.requestBehind(urlToken)
                .map(request -> shapes.fromUrlToken(request, view))
                .orElseThrow(() -> new Rejection("SANDBOX_NOT_FOUND", "payment request not found"));
    }

    private Map<String, @Nullable Object> account() {
        SandboxSettings settings = merchant.settings();
        return Json.row(
                "id", settings.accountId(),
                "owner", shapes.owner(),
                "country", "US",
                "defaultCurrency", settings.currency(),
                "payFacType", "SANDBOX",
                "businessProfile", Json.row("name", settings.merchantName()),
                "capabilities",
                        Json.row("cardPayments", "ACTIVE", "achPayments", "INACTIVE", "accountPayouts", "ACTIVE"),
                "settings",
                        Json.row(
                                "supportedPaymentMethods", List.of("CREDIT_CARD"),
                                "features", features(),
                                "options", Json.row("payments", Json.row("requirePartialPaymentReason", false)),
                                "convenienceFees",
                                        Json.row(
                                                "creditCardRateBps", settings.convenienceFeeBps(),
                                                "debitCardRateBps", settings.convenienceFeeBps())));
    }

    private Map<String, @Nullable Object> features() {
        SandboxSettings settings = merchant.settings();
        return Json.row(
                "paymentMethods", Json.row("autoUpdate", false),
                "paymentRequests",
                        Json.row(
                                "consolidatedPayment", settings.consolidatedPayment(),
                                "partialPayment", settings.partialPayment(),
                                "paymentReminderEmails", false),
                "payments", Json.row("convenienceFees", settings.convenienceFeeBps() > 0, "virtualTerminal", false),
                "customers", Json.row("enabled", false),
                "creditMemos", Json.row("enabled", false),
                "customEmailSettings", Json.row("enabled", false));
    }

    private Map<String, @Nullable Object> payerSummary() {
        return Json.row(
                "merchantSummary",
                List.of(Json.row(
                        "merchantInfo",
                        Json.row(
                                "name", merchant.settings().merchantName(),
                                "owner", shapes.owner(),
                                "features", features()))));
    }

    private Books.View viewFor(Input arguments) {
        return arguments.text("id").isPresent() ? merchant.books().view() : merchant.listed();
    }
}
