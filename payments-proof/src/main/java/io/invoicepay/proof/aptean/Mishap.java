package io.invoicepay.proof.aptean;

import io.invoicepay.aptean.sandbox.Fault;
import io.invoicepay.aptean.sandbox.Fault.Damage;
import io.invoicepay.aptean.sandbox.Fault.Processing;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;

/** What can go wrong with one request. Nothing here waits in real time. */
enum Mishap {
    REQUEST_LOST,
    REQUEST_LATE,
    ANSWER_LOST,
    ANSWER_CUT,
    ANSWER_EMPTY,
    ANSWER_HTML,
    ANSWER_503,
    ANSWER_WITH_ERRORS,
    ANSWER_NULL_DATA,
    ANSWER_CODE_ERROR,
    ANSWER_UNKNOWN_STATUS;

    Fault fault(SplittableRandom random) {
        return switch (this) {
            case REQUEST_LOST -> Fault.before(new Damage.Closed());
            case REQUEST_LATE ->
                new Fault(Processing.LATER, Duration.ofSeconds(random.nextInt(1, 100_000)), new Damage.Closed());
            case ANSWER_LOST -> Fault.after(new Damage.Closed());
            case ANSWER_CUT -> Fault.after(new Damage.Truncated());
            case ANSWER_EMPTY -> Fault.after(new Damage.Body("application/json", ""));
            case ANSWER_HTML -> Fault.after(new Damage.Body("text/html", "<html>busy</html>"));
            case ANSWER_503 -> Fault.after(new Damage.Status(503, Map.of(), "text/plain", "busy"));
            case ANSWER_WITH_ERRORS -> Fault.after(new Damage.WithErrors());
            case ANSWER_NULL_DATA -> Fault.after(new Damage.NullData());
            case ANSWER_CODE_ERROR -> Fault.after(new Damage.Rewritten("createPayment.code", "ERROR"));
            case ANSWER_UNKNOWN_STATUS -> Fault.after(new Damage.Rewritten("payment.status", "ON_ICE"));
        };
    }

    /** Whether it says something of charges alone. */
    boolean isOfCharges() {
        return this == ANSWER_CODE_ERROR || this == ANSWER_UNKNOWN_STATUS || this == REQUEST_LATE;
    }
}
