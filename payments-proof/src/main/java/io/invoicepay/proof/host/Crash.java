package io.invoicepay.proof.host;

import io.invoicepay.proof.host.CrashPoint.Step;
import io.vavr.control.Option;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Ends the process at the chosen point, as abruptly as SIGKILL does: no {@code finally}, no shutdown hook, nothing flushed. Whose call it
 * is shows on the thread.
 */
final class Crash {
    /** What a process killed by SIGKILL reports, too. */
    static final int STATUS = 137;

    private static final String CUSTOMER = "customer-";
    private static final ThreadLocal<Boolean> PAYING = ThreadLocal.withInitial(() -> false);

    private final AtomicInteger passes = new AtomicInteger();
    private volatile Option<CrashPoint> point = Option.none();

    /** From now on the process ends when it comes to that point for the {@code nth} time. */
    void at(CrashPoint chosen, int nth) {
        passes.set(nth);
        point = Option.some(chosen);
    }

    static Thread customer(Runnable task) {
        Thread thread = new Thread(task);
        thread.setName(CUSTOMER + thread.getId());
        return thread;
    }

    /** The step that this is on the present thread; none while a customer only opens a dialog. */
    static Option<Step> step(Step ofPayNow, Step ofReconciler) {
        if (isPaying()) {
            return Option.some(ofPayNow);
        }
        boolean opening = Thread.currentThread().getName().startsWith(CUSTOMER);
        return Option.when(!opening, ofReconciler);
    }

    static boolean isPaying() {
        return PAYING.get();
    }

    /** Pay Now, on the present thread. */
    static <T> T paying(Supplier<T> payNow) {
        PAYING.set(true);
        try {
            return payNow.get();
        } finally {
            PAYING.set(false);
        }
    }

    <T> T around(Option<Step> step, Supplier<T> call) {
        step.forEach(s -> pass(new CrashPoint(s, false)));
        T answer = call.get();
        step.forEach(s -> pass(new CrashPoint(s, true)));
        return answer;
    }

    private void pass(CrashPoint here) {
        if (point.contains(here) && passes.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(STATUS);
        }
    }
}
