package io.invoicepay.aptean.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How what is in the books looks on the wire. What leads from one thing to another stands as a {@link Supplier}, so that it is
 * worked out only if asked for, and circles do no harm.
 */
final class Shapes {
    private final SandboxSettings settings;
    private final String portalUrl;

    Shapes(SandboxSettings settings, String portalUrl) {
        this.settings = settings;
        this.portalUrl = portalUrl;
    }

    String paymentUrl(PaymentRequest request) {
        return portalUrl + "?" + request.urlToken();
    }

    String checkoutUrl(String sessionId) {
        return portalUrl + "checkout/" + sessionId;
    }

    Map<String, @Nullable Object> owner() {
        return Json.row("tenantId", settings.tenantId());
    }

    Map<String, @Nullable Object> request(PaymentRequest request, Books.View view) {
        long paid = view.settled(request, Payment.Status.COMPLETED);
        long pending = view.settled(request, Payment.Status.PENDING);
        PaymentRequest.Terms terms = request.terms();
        return Json.row(
                "id", request.id(),
                "referenceNumber", request.referenceNumber(),
                "amount", request.amount(),
                "createdAt", request.createdAt(),
                "createdBy", null,
                "status", view.status(request),
                "statusReason", request.statusReason().orElse(null),
                "invoiceId", request.contact().invoiceRef(),
                "invoiceLink", invoiceLink(request),
                "invoiceLinks", List.of(invoiceLink(request)),
                "dueDate", terms.dueDate().orElse(null),
                "discountAmount", terms.discount() == 0 ? null : terms.discount(),
                "discountEndDate", terms.discountEnd().orElse(null),
                "totalDue", Math.max(0, request.amount() - paid - pending),
                "totalPaid", paid,
                "totalRefunded",
                        view.paymentsOf(request).stream()
                                .mapToLong(view::refunded)
                                .sum(),
                "paymentUrl", paymentUrl(request),
                "invoiceNumber", request.referenceNumber(),
                "communications", List.of(communication(request)),
                "payments",
                        (Supplier<Object>) () -> view.paymentsOf(request).stream()
                                .map(payment -> payment(payment, view))
                                .toList(),
                "owner", owner());
    }

    Map<String, @Nullable Object> payment(Payment payment, Books.View view) {
        Payment.Standing standing = payment.standing();
        Payment.Order order = payment.order();
        boolean failed = payment.status() == Payment.Status.FAILED;
        return Json.row(
                "id", payment.id(),
                "status", payment.status().name(),
                "pendingReason", payment.status() == Payment.Status.PENDING ? standing.reason() : null,
                "pendingReasonCode", standing.pendingCode(),
                "failureReason", failed ? standing.reason() : null,
                "failureDetail",
                        failed ? Json.row("code", "DECLINED", "details", List.of(Json.row("code", "DECLINED"))) : null,
                "cancelReason", payment.status() == Payment.Status.CANCELED ? standing.reason() : null,
                "amount", payment.total(),
                "amountBeforeFees", order.amount(),
                "convenienceFee", payment.fee(),
                "creditAmount", 0,
                "amountDisputed", 0,
                "amountRefunded", view.refunded(payment),
                "feeAmount", 0,
                "currency", order.currency(),
                "immediateCapture", order.capture(),
                "initiatedBy", order.channel().name(),
                "attemptTimestamp", payment.attemptedAt(),
                "createdAt", payment.attemptedAt(),
                "completedTimestamp", standing.completedAt(),
                "description", order.labels().get("description"),
                "orderNumber", order.labels().get("orderNumber"),
                "customerPONumber", order.labels().get("customerPONumber"),
                "invoiceNumber", order.labels().get("invoiceNumber"),
                "paymentMethod",
                        (Supplier<@Nullable Object>) () ->
                                view.method(order.methodId()).map(this::method).orElse(null),
                "refunds",
                        (Supplier<Object>) () -> view.refundsOf(payment).stream()
                                .map(refund -> refund(refund, view))
                                .toList(),
                "paymentRequest",
                        (Supplier<@Nullable Object>) () -> order.allocations().size() == 1
                                ? requestOf(order.allocations().get(0), view)
                                : null,
                "paymentRequestAllocation",
                        (Supplier<Object>) () -> order.allocations().stream()
                                .map(part ->
                                        Json.row("amount", part.amount(), "paymentRequest", (Supplier<@Nullable Object>)
                                                () -> requestOf(part, view)))
                                .toList(),
                "owner", owner());
    }

    Map<String, @Nullable Object> refund(Refund refund, Books.View view) {
        Optional<Payment> payment = view.payment(refund.paymentId());
        return Json.row(
                "id", refund.id(),
                "status", refund.status().name(),
                "amount", refund.amount(),
                "currency", payment.map(of -> of.order().currency()).orElse(null),
                "refundReason", refund.reason(),
                "pendingReason", null,
                "failureReason", refund.status() == Refund.Status.FAILED ? "refund refused" : null,
                "attemptTimestamp", refund.createdAt(),
                "createTime", refund.createdAt(),
                "payment",
                        (Supplier<@Nullable Object>)
                                () -> payment.map(of -> payment(of, view)).orElse(null),
                "owner", owner());
    }

    Map<String, @Nullable Object> method(PaymentMethod method) {
        return Json.row(
                "id", method.id(),
                "type", "CREDIT_CARD",
                "status", method.status(),
                "isLongLived", false,
                "createdAt", method.createdAt(),
                "creditCard",
                        Json.row(
                                "cardBrand", method.card().brand(),
                                "displayName",
                                        method.card().brand() + " "
                                                + method.card().lastFour(),
                                "lastFour", method.card().lastFour(),
                                "expirationMonth", method.expiryMonth(),
                                "expirationYear", method.expiryYear(),
                                "cardOnFile", false,
                                "recurring", false,
                                "cvvProvided", true,
                                "cardHolder", holder(Input.of(method.holder()))),
                "owner", owner());
    }

    Map<String, @Nullable Object> token(PaymentMethod method) {
        return Json.row(
                "id",
                method.id(),
                "type",
                "CREDIT_CARD",
                "livemode",
                false,
                "used",
                false,
                "clientIp",
                null,
                "created",
                method.createdAt().getEpochSecond());
    }

    Map<String, @Nullable Object> claim(PaymentMethod.Claim claim) {
        return Json.row(
                "id", claim.id(),
                "singleUse", claim.singleUse(),
                "expirationDate", claim.expires().orElse(null),
                "owner", owner());
    }

    /** The request as the payer's own link shows it. */
    Map<String, @Nullable Object> fromUrlToken(PaymentRequest request, Books.View view) {
        return Json.row(
                "paymentRequestId", request.id(),
                "referenceNumber", request.referenceNumber(),
                "amount", request.amount(),
                "currency", settings.currency(),
                "status", view.status(request),
                "statusReason", request.statusReason().orElse(null),
                "merchantName", settings.merchantName(),
                "merchantStatementDescription", settings.merchantName(),
                "refundPolicy", "A refund takes a minute here.",
                "invoiceLink", invoiceLink(request),
                "tenantId", settings.tenantId());
    }

    private @Nullable Object requestOf(Payment.Allocation part, Books.View view) {
        return view.request(part.requestId())
                .map(request -> request(request, view))
                .orElse(null);
    }

    private String invoiceLink(PaymentRequest request) {
        return portalUrl + "invoice-uploads/" + request.id();
    }

    private static Map<String, @Nullable Object> communication(PaymentRequest request) {
        return Json.row(
                "id", request.id() + "-1",
                "communicationType", request.contact().type(),
                "email", request.contact().email().orElse(null),
                "phoneNumber", request.contact().phone().orElse(null),
                "requestTimestamp", request.createdAt(),
                "sentTimestamp", request.createdAt(),
                "status", "SENT",
                "subType", "REQUEST");
    }

    private static Map<String, @Nullable Object> holder(Input holder) {
        return Json.row(
                "holderName", holder.raw("name"),
                "email", holder.raw("email"),
                "address", holder.raw("address"),
                "phone", holder.raw("phone"));
    }
}
