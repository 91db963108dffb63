package io.invoicepay.aptean.sandbox;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /sandbox/…}: what {@link ApteanSandbox} offers in Java, as JSON for other processes on this machine. A request must name
 * the loopback as its host and bring JSON, so that no web page can send one behind its reader's back.
 */
final class AdminEndpoint {
    private final ApteanSandbox sandbox;

    AdminEndpoint(ApteanSandbox sandbox) {
        this.sandbox = sandbox;
    }

    HttpAnswer answer(Route route) {
        boolean bare = !route.method().equals("POST");
        if (!route.addressedToLoopback()
                || (!bare && !route.header("content-type").startsWith(HttpAnswer.JSON))) {
            return HttpAnswer.json(403, Json.row("error", "send JSON to the loopback"));
        }
        Optional<Input> body = bare
                ? Optional.of(new Input(Map.of()))
                : Json.object(route.body()).map(Input::new);
        if (body.isEmpty()) {
            return HttpAnswer.json(400, Json.row("error", "the body is not a JSON object"));
        }
        try {
            return answer(route.methodAndPath(), body.get());
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException | Rejection wrong) {
            return HttpAnswer.json(400, Json.row("error", wrong.getMessage()));
        }
    }

    private HttpAnswer answer(String methodAndPath, Input body) {
        return switch (methodAndPath) {
            case "GET /sandbox/charges" ->
                ok(
                        "charges",
                        sandbox.charges().stream().map(AdminEndpoint::charge).toList());
            case "GET /sandbox/calls" ->
                ok("calls", sandbox.calls().stream().map(AdminEndpoint::call).toList());
            case "GET /sandbox/clock" -> ok("now", Dates.text(sandbox.clock().now()));
            case "POST /sandbox/clock" -> {
                sandbox.clock().advance(duration(body, "advance"));
                yield ok("now", Dates.text(sandbox.clock().now()));
            }
            case "POST /sandbox/requests" -> issue(body);
            case "POST /sandbox/requests/close" -> {
                sandbox.closeRequest(body.requiredText("id"));
                yield done();
            }
            case "POST /sandbox/requests/status" -> {
                sandbox.pinStatus(body.requiredText("id"), body.requiredText("status"));
                yield done();
            }
            case "POST /sandbox/cards" -> card(testCard(body));
            case "POST /sandbox/portal-payments" ->
                HttpAnswer.json(
                        200,
                        Json.row(
                                "paymentId",
                                sandbox.payInPortal(body.requiredText("requestId"), testCard(body))
                                        .orElse(null)));
            case "POST /sandbox/payments/status" -> {
                sandbox.overrulePayment(body.requiredText("id"), body.requiredText("status"));
                yield done();
            }
            case "POST /sandbox/reviews" -> {
                sandbox.decideReview(body.requiredText("paymentId"), body.flag("approve"));
                yield done();
            }
            case "POST /sandbox/refunds/fail" -> {
                sandbox.failRefund(body.requiredText("id"));
                yield done();
            }
            case "POST /sandbox/lag" -> {
                sandbox.lagBy(duration(body, "lag"));
                yield done();
            }
            case "POST /sandbox/faults" -> {
                sandbox.faults()
                        .next(
                                body.text("operation").orElse(Faults.ANY),
                                body.number("times").map(Math::toIntExact).orElse(1),
                                fault(body));
                yield done();
            }
            case "DELETE /sandbox/faults" -> {
                sandbox.faults().clear();
                yield done();
            }
            case "POST /sandbox/events" -> event(body);
            default -> HttpAnswer.json(404, Json.row("error", "no such address"));
        };
    }

    private HttpAnswer issue(Input body) {
        String id = sandbox.issue(
                body.requiredText("referenceNumber"),
                body.number("amount").orElse(0L),
                body.number("discountAmount").orElse(0L),
                body.text("discountFor").isPresent() ? duration(body, "discountFor") : Duration.ZERO);
        return HttpAnswer.json(
                200, Json.row("id", id, "paymentUrl", sandbox.paymentUrl(id).toString()));
    }

    private HttpAnswer card(TestCard card) {
        return HttpAnswer.json(
                200,
                Json.row(
                        "token", sandbox.enterCard(card),
                        "claim", sandbox.claimCard(card),
                        "processorToken", sandbox.processorToken(card)));
    }

    private static TestCard testCard(Input body) {
        return TestCard.valueOf(body.requiredText("card"));
    }

    private HttpAnswer event(Input body) {
        String event = sandbox.events().paymentChanged(body.requiredText("paymentId"));
        Optional<URI> subscriber = body.text("to").map(URI::create);
        Optional<Integer> status = subscriber.map(to -> sandbox.events().post(to, "Notification", event));
        return HttpAnswer.json(200, Json.row("body", event, "status", status.orElse(null)));
    }

    /** A fault as JSON: {@code {"processing": "ONCE", "damage": "STATUS", "status": 503, "headers": {"Retry-After": "0"}}}. */
    private static Fault fault(Input body) {
        return new Fault(
                Fault.Processing.valueOf(body.text("processing").orElse("ONCE")),
                body.text("lateness").isPresent() ? duration(body, "lateness") : Duration.ZERO,
                damage(body));
    }

    private static Fault.Damage damage(Input body) {
        String contentType = body.text("contentType").orElse(HttpAnswer.JSON);
        String text = body.text("body").orElse("");
        return switch (body.text("damage").orElse("NONE")) {
            case "NONE" -> new Fault.Damage.None();
            case "SILENCE" -> new Fault.Damage.Silence();
            case "CLOSED" -> new Fault.Damage.Closed();
            case "SLOW" -> new Fault.Damage.Slow(duration(body, "delay"));
            case "STATUS" ->
                new Fault.Damage.Status(
                        body.number("status").map(Math::toIntExact).orElse(503),
                        headers(body.object("headers")),
                        contentType,
                        text);
            case "BODY" -> new Fault.Damage.Body(contentType, text);
            case "TRUNCATED" -> new Fault.Damage.Truncated();
            case "WITH_ERRORS" -> new Fault.Damage.WithErrors();
            case "NULL_DATA" -> new Fault.Damage.NullData();
            case "REWRITTEN" -> new Fault.Damage.Rewritten(body.requiredText("path"), body.raw("value"));
            case "REPEATED" -> new Fault.Damage.Repeated(body.requiredText("path"));
            default -> throw new IllegalArgumentException("unknown damage");
        };
    }

    private static Map<String, String> headers(Input headers) {
        Map<String, String> texts = new LinkedHashMap<>();
        headers.values().forEach((name, value) -> texts.put(name, String.valueOf(value)));
        return texts;
    }

    private static Duration duration(Input body, String name) {
        return Duration.parse(body.requiredText(name));
    }

    private static Map<String, @Nullable Object> charge(Charge charge) {
        return Json.row(
                "paymentId", charge.paymentId(),
                "requestIds", charge.requestIds(),
                "references", charge.references(),
                "amount", charge.amount(),
                "currency", charge.currency(),
                "key", charge.key().orElse(null),
                "channel", charge.channel().name(),
                "at", Dates.text(charge.at()),
                "status", charge.status());
    }

    private static Map<String, @Nullable Object> call(ReceivedCall call) {
        return Json.row("operation", call.operation(), "key", call.key().orElse(null), "at", Dates.text(call.at()));
    }

    private static HttpAnswer ok(String name, Object value) {
        return HttpAnswer.json(200, Json.row(name, value));
    }

    private static HttpAnswer done() {
        return HttpAnswer.json(200, Map.of());
    }
}
