package io.invoicepay.aptean.sandbox;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The threads that deal with requests, and whether any of them is at it. */
final class Workers implements Executor {
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "aptean-sandbox");
        thread.setDaemon(true);
        return thread;
    });
    private int busy;

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            busy++;
        }
        threads.execute(() -> {
            try {
                task.run();
            } finally {
                done();
            }
        });
    }

    private synchronized void done() {
        busy--;
        notifyAll();
    }

    /** Waits until nobody is at work. Returns whether that came to pass before the patience ran out. */
    synchronized boolean awaitIdle(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (long left = patience.toNanos(); busy > 0 && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return busy == 0;
    }

    void stop() {
        threads.shutdownNow();
    }
}
