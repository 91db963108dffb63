package io.invoicepay.aptean.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Brings requests to the service and answers back to the caller, with whatever fault is in store for them. Thread-safe. */
final class Delivery {
    private final SandboxClock clock;
    private final Faults faults;
    private final Semaphore held = new Semaphore(0);
    private final List<ReceivedCall> calls = new ArrayList<>();

    Delivery(SandboxClock clock, Faults faults) {
        this.clock = clock;
        this.faults = faults;
    }

    void deliver(
            HttpExchange exchange, Map<String, String> headers, ReceivedCall call, Supplier<Api.Answer> processing) {
        synchronized (calls) {
            calls.add(call);
        }
        Optional<Fault> fault = faults.take(call.operation());
        if (fault.isEmpty()) {
            Api.Answer answer = processing.get();
            HttpAnswer.json(answer.status(), answer.body()).with(headers).send(exchange);
            return;
        }
        Api.Answer answer = process(fault.get(), processing);
        answer(exchange, headers, answer, fault.get().damage());
    }

    List<ReceivedCall> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    /** Waits, in real time, until one more request is held back without an answer. */
    boolean awaitHeld(Duration patience) throws InterruptedException {
        return held.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Api.Answer process(Fault fault, Supplier<Api.Answer> processing) {
        return switch (fault.processing()) {
            case ONCE -> processing.get();
            case TWICE -> {
                var first = processing.get();
                yield first.status() == 200 ? processing.get() : first;
            }
            case NEVER -> new Api.Answer(200, Json.row("data", null));
            case LATER -> {
                clock.in(fault.lateness(), () -> {
                    var unused = processing.get();
                });
                yield new Api.Answer(200, Json.row("data", null));
            }
        };
    }

    private void answer(HttpExchange exchange, Map<String, String> headers, Api.Answer answer, Fault.Damage damage) {
        HttpAnswer whole = HttpAnswer.json(answer.status(), answer.body()).with(headers);
        if (damage instanceof Fault.Damage.Silence) {
            held.release();
        } else if (damage instanceof Fault.Damage.Closed) {
            exchange.close();
        } else if (damage instanceof Fault.Damage.Slow slow) {
            clock.in(slow.delay(), () -> whole.send(exchange));
            held.release();
        } else if (damage instanceof Fault.Damage.Truncated) {
            whole.sendHalf(exchange);
        } else {
            damaged(whole, answer, damage).send(exchange);
        }
    }

    private static HttpAnswer damaged(HttpAnswer whole, Api.Answer answer, Fault.Damage damage) {
        if (damage instanceof Fault.Damage.Status status) {
            return new HttpAnswer(status.status(), status.headers(), status.contentType(), status.body());
        }
        if (damage instanceof Fault.Damage.Body body) {
            return new HttpAnswer(200, whole.headers(), body.contentType(), body.text());
        }
        return new HttpAnswer(
                whole.status(), whole.headers(), HttpAnswer.JSON, Json.text(edited(answer.body(), damage)));
    }

    private static @Nullable Object edited(Map<String, @Nullable Object> body, Fault.Damage damage) {
        if (damage instanceof Fault.Damage.WithErrors) {
            Map<String, @Nullable Object> both = Json.row(
                    "errors",
                    List.of(Json.row(
                            "message",
                            "something else went wrong",
                            "extensions",
                            Json.row("code", "INTERNAL_SERVER_ERROR"))));
            both.put("data", body.get("data"));
            return both;
        }
        if (damage instanceof Fault.Damage.NullData) {
            return Json.row("data", null);
        }
        if (damage instanceof Fault.Damage.Rewritten rewritten) {
            return Edits.at(body, rewritten.path(), unused -> rewritten.value());
        }
        if (damage instanceof Fault.Damage.Repeated repeated) {
            return Edits.at(body, repeated.path(), Edits::twice);
        }
        return body;
    }
}
