package io.invoicepay.proof.simulation;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;

/**
 * A thread of a node that can be put to sleep at a port call and woken again much later. Only one thread of a world ever runs: the one
 * that wakes a fibre waits until it sleeps or ends, so that nothing depends on the operating system's scheduler.
 */
final class Fibre {
    private final Semaphore wake = new Semaphore(0);
    private final Semaphore back = new Semaphore(0);
    private boolean started;
    private boolean running;
    private boolean ended;
    private final Runnable work;
    private final ExecutorService threads;

    /** @param work must not throw */
    Fibre(Runnable work, ExecutorService threads) {
        this.work = work;
        this.threads = threads;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Neither ended nor waiting for something it has itself set off. */
    boolean isAsleep() {
        return !ended && !running;
    }

    /** Lets it run until it sleeps or ends. */
    void resume() {
        running = true;
        if (started) {
            wake.release();
        } else {
            started = true;
            threads.execute(() -> {
                try {
                    work.run();
                } finally {
                    ended = true;
                    back.release();
                }
            });
        }
        back.acquireUninterruptibly();
        running = false;
    }

    /** Called on the fibre's own thread. */
    void sleep() {
        back.release();
        wake.acquireUninterruptibly();
    }
}
