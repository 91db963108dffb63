package io.invoicepay.reconciliation;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** The one thread that the library ever starts, and only where a host asks for a runner of its own. */
final class OwnThread {
    private static final String NAME = "invoice-payments-reconciliation";

    private OwnThread() {}

    /** A daemon: a program that ends does not wait for it, and what it was about is found again in the store. */
    static ScheduledExecutorService start() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, NAME);
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }
}
