package io.invoicepay.aptean.sandbox;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be changed. The older calls without an idempotency key are here, too. */
final class Mutations {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final Merchant merchant;
    private final Shapes shapes;
    private final Map<String, Map<String, @Nullable Object>> checkoutSessions = new HashMap<>();

    Mutations(Merchant merchant, Shapes shapes) {
        this.merchant = merchant;
        this.shapes = shapes;
    }

    Map<String, Operation> byName() {
        return Map.ofEntries(
                named("upsertPaymentRequest", (input, key) -> upsertPaymentRequest(input)),
                named("processPaymentRequest", (input, key) -> processPaymentRequest(input)),
                named("convertPayfacPaymentMethodToken", (input, key) -> convertToken(input)),
                named("createPaymentMethodClaim", (input, key) -> createClaim(input)),
                named("convertPaymentMethodClaim", (input, key) -> convertClaim(input)),
                named("createPayment", this::createPayment),
                named("capturePayment", (input, key) -> capturePayment(input)),
                named("cancelPayment", (input, key) -> cancelPayment(input)),
                named("createRefund", this::createRefund),
                named("processRefund", (input, key) -> processRefund(input)),
                named("createCheckoutSession", (input, key) -> createCheckoutSession(input)),
                named("checkoutSession", (input, key) -> checkoutSession(input.requiredText("id"))));
    }

    private static Map.Entry<String, Operation> named(String name, Operation onInput) {
        return Map.entry(name, (arguments, key) -> onInput.answer(arguments.object("input"), key));
    }

    private Object upsertPaymentRequest(Input input) {
        Optional<String> invoiceRef = Stream.concat(
                        input.text("invoiceRef").stream(), input.texts("invoiceRefs").stream())
                .findFirst();
        Reply<PaymentRequest> reply = merchant.requests()
                .upsert(new RequestDesk.Draft(
                        input.text("id"),
                        input.text("referenceNumber"),
                        input.number("amount"),
                        invoiceRef,
                        input.text("type").orElse("NONE"),
                        input.text("email"),
                        input.text("phoneNumber"),
                        new PaymentRequest.Terms(
                                input.moment("dueDate"),
                                input.number("discountAmount").orElse(0L),
                                input.moment("discountEndDate")),
                        input.object("customData").values(),
                        input.text("status"),
                        input.text("statusReason")));
        PaymentRequest request = reply.payload();
        Map<String, @Nullable Object> status = status(reply);
        status.put("paymentRequestId", request == null ? null : request.id());
        status.put("paymentUrl", request == null ? null : shapes.paymentUrl(request));
        return status;
    }

    /** The older guest payment: takes the processor's token straight away and tells no payment id. */
    private Object processPaymentRequest(Input input) {
        String requestId = input.requiredText("paymentRequestId");
        long amount = input.number("expectedPaymentAmount").orElseThrow();
        PaymentRequest request = merchant.books()
                .view()
                .request(requestId)
                .filter(found -> found.referenceNumber().equals(input.requiredText("referenceNumber")))
                .orElseThrow(() -> new Rejection("SANDBOX_NOT_FOUND", "payment request not found"));
        if (merchant.payments().payable(request, true) != amount) {
            throw new Rejection("SANDBOX_AMOUNT", "amount differs from the payable amount");
        }
        PaymentMethod method = merchant.cards()
                .convertToken(
                        input.requiredText("paymentToken"),
                        Json.row(
                                "name", input.raw("payerFullName"),
                                "email", input.raw("payerEmailAddress")))
                .payload();
        if (method == null) {
            return status(Reply.refused("card details refused"));
        }
        Reply<Payment> paid = merchant.payments()
                .create(new Payment.Order(
                        method.id(),
                        amount,
                        merchant.settings().currency(),
                        true,
                        false,
                        List.of(new Payment.Allocation(requestId, amount, 0)),
                        Optional.empty(),
                        Charge.Channel.API,
                        null,
                        Map.of()));
        return status(paid.code() == Reply.Code.SUCCESS ? Reply.pending() : paid);
    }

    private Object convertToken(Input input) {
        return status(
                merchant.cards().convertToken(input.requiredText("token"), input.raw("holder")),
                "token",
                shapes::token);
    }

    private Object createClaim(Input input) {
        return status(
                merchant.cards()
                        .claim(input.requiredText("token"), input.flag("singleUse"), input.moment("expirationDate")),
                "paymentMethodClaim",
                shapes::claim);
    }

    private Object convertClaim(Input input) {
        return status(merchant.cards().convert(input.requiredText("claimId")), "paymentMethod", shapes::method);
    }

    private Object createPayment(Input input, Optional<String> key) {
        Reply<Payment> reply = merchant.keys()
                .once(
                        "createPayment",
                        key,
                        merchant.settings().keyRequired(),
                        input.values(),
                        () -> merchant.payments().create(order(input, key)));
        return status(reply, "payment", this::payment);
    }

    private static Payment.Order order(Input input, Optional<String> key) {
        long amount = input.number("amount").orElseThrow();
        List<Payment.Allocation> allocations = Stream.concat(
                        input.text("paymentRequestId").map(id -> new Payment.Allocation(id, amount, 0)).stream(),
                        input.objects("paymentRequestAllocation").stream()
                                .map(part -> new Payment.Allocation(
                                        part.requiredText("paymentRequestId"),
                                        part.number("amount").orElseThrow(),
                                        0)))
                .toList();
        Map<String, String> labels = Stream.of("description", "orderNumber", "customerPONumber", "invoiceNumber")
                .filter(name -> input.text(name).isPresent())
                .collect(Collectors.toUnmodifiableMap(Function.identity(), input::requiredText));
        return new Payment.Order(
                input.requiredText("paymentMethodId"),
                amount,
                input.requiredText("currency"),
                input.flag("immediateCapture"),
                input.flag("failOnReview"),
                allocations,
                key,
                Charge.Channel.API,
                input.raw("customData"),
                labels);
    }

    private Object capturePayment(Input input) {
        return status(
                merchant.payments()
                        .capture(
                                input.requiredText("paymentId"),
                                input.object("amounts").number("amount")),
                "payment",
                this::payment);
    }

    private Object cancelPayment(Input input) {
        return status(merchant.payments()
                .cancel(input.requiredText("paymentId"), input.text("reason").orElse("cancelled")));
    }

    private Object createRefund(Input input, Optional<String> key) {
        Reply<Refund> reply = merchant.keys()
                .once(
                        "createRefund",
                        key,
                        true,
                        input.values(),
                        () -> merchant.refunds()
                                .create(
                                        input.requiredText("paymentId"),
                                        input.number("amount"),
                                        input.requiredText("refundReason")));
        return status(
                reply,
                "refund",
                refund -> shapes.refund(refund, merchant.books().view()));
    }

    private Object processRefund(Input input) {
        return status(merchant.refunds()
                .create(input.requiredText("paymentId"), input.number("amount"), input.requiredText("refundReason")));
    }

    private Object createCheckoutSession(Input input) {
        Input payer = input.object("payerDetails");
        boolean strangeCountry = payer.object("address")
                .text("country")
                .filter(country -> !COUNTRIES.contains(country))
                .isPresent();
        if (input.number("amount").orElse(0L) < 100 || strangeCountry) {
            throw new Rejection("SANDBOX_CHECKOUT", "amount must be at least 100, country an ISO code");
        }
        String id = merchant.books().ids().next("cs-");
        Map<String, @Nullable Object> session = new HashMap<>(input.values());
        session.put("id", id);
        session.put("checkoutUrl", shapes.checkoutUrl(id));
        session.put("payerDetails", payer.values());
        checkoutSessions.put(id, session);
        return Json.row("code", "SUCCESS", "message", null, "error", null, "checkoutSession", session);
    }

    /** The one query here: it reads what the mutation above it made. */
    private Map<String, @Nullable Object> checkoutSession(String id) {
        return Optional.ofNullable(checkoutSessions.get(id))
                .orElseThrow(() -> new Rejection("SANDBOX_NOT_FOUND", "checkout session not found"));
    }

    private Map<String, @Nullable Object> payment(Payment payment) {
        return shapes.payment(payment, merchant.books().view());
    }

    private static <T> Map<String, @Nullable Object> status(
            Reply<T> reply, String name, Function<T, Map<String, @Nullable Object>> shape) {
        T payload = reply.payload();
        Map<String, @Nullable Object> status = status(reply);
        status.put(name, payload == null ? null : shape.apply(payload));
        return status;
    }

    private static Map<String, @Nullable Object> status(Reply<?> reply) {
        return Json.row(
                "code", reply.code().name(),
                "message", reply.message(),
                "error", reply.error(),
                "errorReason",
                        reply.reasonCode() == null
                                ? null
                                : Json.row(
                                        "code", reply.reasonCode(),
                                        "message", reply.error(),
                                        "details", List.of()));
    }
}
