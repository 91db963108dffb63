package io.invoicepay.proof.outage;

import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.proof.host.Database;
import io.invoicepay.proof.host.Reservations;
import io.invoicepay.proof.process.TimeLimit;
import io.invoicepay.spi.AttemptsUnavailableException;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.PaymentAttempts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A node whose threads write one version after the other, each until the store tells it of the outage. */
final class Load {
    private static final int WRITERS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LONGEST_WAIT_IN_SECONDS = 90;

    private final String url;
    private final Journal journal;
    private final List<Integer> invoices;
    private volatile boolean over;

    Load(String url, Journal journal, List<Integer> invoices) {
        this.url = url;
        this.journal = journal;
        this.invoices = invoices;
    }

    /** Writes; strikes when so many writes have been acknowledged; returns when every writer has noticed. */
    void until(int acknowledged, Runnable strike, Random chance) {
        CountDownLatch left = new CountDownLatch(acknowledged);
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS, task -> TimeLimit.daemon("writer", task));
        try (Database database = Database.open(url, WRITERS, PATIENCE)) {
            PaymentAttempts attempts = database.attempts();
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                long seed = chance.nextLong();
                writers.add(threads.submit(() -> write(attempts, new Random(seed), left)));
            }
            if (!left.await(LONGEST_WAIT_IN_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("still " + left.getCount() + " of " + acknowledged + " writes to go");
            }
            strike.run();
            over = true; // a connection made since then never hears of it
            threads.shutdownNow(); // nor does who waits for one
            for (Future<?> writer : writers) {
                writer.get(LONGEST_WAIT_IN_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } finally {
            over = true;
            threads.shutdownNow();
        }
    }

    /** Goes by what it knows of the versions, as a customer's thread does between two steps, and looks only when that was refused. */
    private void write(PaymentAttempts attempts, Random chance, CountDownLatch left) {
        Map<Integer, Long> versions = new HashMap<>();
        CasResult said = CasResult.WON;
        while (said != CasResult.UNKNOWN && !over) {
            int invoice = invoices.get(chance.nextInt(invoices.size()));
            InvoiceKey key = Journal.key(invoice);
            long version;
            try {
                version = versions.containsKey(invoice)
                        ? versions.get(invoice)
                        : attempts.read(key).version();
            } catch (AttemptsUnavailableException e) {
                return; // the store has told of the outage before anything was written
            }
            UUID writeId = new UUID(chance.nextLong(), chance.nextLong());
            said = attempts.compareAndSet(version, Reservations.of(key, "ann", writeId), writeId);
            journal.enter(invoice, version + 1, writeId, said);
            if (said == CasResult.WON) {
                versions.put(invoice, version + 1);
                left.countDown();
            } else {
                versions.remove(invoice);
            }
        }
    }
}
