package io.invoicepay.proof.contention;

import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.proof.host.Database;
import io.invoicepay.proof.host.Erp;
import io.invoicepay.proof.host.Host;
import io.invoicepay.proof.host.Reservations;
import io.invoicepay.proof.process.TimeLimit;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.PaymentAttempts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * A node that reserves what it is told to, with all its threads at once. Its arguments are the database's address, its name and a seed.
 * Each line of its input is a command; the answer is a {@link Claim} a line, and {@value Host#DONE}.
 *
 * <p>{@code race 0 1000} reserves each of these invoices once; {@code careless 0 1000} does the same by a store that looks whether an
 * invoice is free and then writes over whatever is there; {@code hot 7 5000} makes so many writes to one invoice.
 */
public final class Contender {
    static final int THREADS = 32;
    private static final Duration LONGEST_COMMAND = Duration.ofMinutes(2);

    private final PaymentAttempts attempts;
    private final String name;
    private final SplittableRandom chance;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(THREADS, task -> TimeLimit.daemon("contender", task));

    private Contender(PaymentAttempts attempts, String name, SplittableRandom chance) {
        this.attempts = attempts;
        this.name = name;
        this.chance = chance;
    }

    /** Runs until the input ends. */
    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        try (Database database = Database.open(args[0], THREADS);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            Contender contender =
                    new Contender(database.attempts(), args[1], new SplittableRandom(Long.parseLong(args[2])));
            tell(out, List.of());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", -1);
                tell(out, contender.carryOut(words[0], Integer.parseInt(words[1]), Integer.parseInt(words[2])));
            }
            contender.threads.shutdownNow();
        }
    }

    private static void tell(PrintStream out, List<Claim> claims) {
        claims.forEach(out::println);
        out.println(Host.DONE);
        out.flush();
    }

    private List<Claim> carryOut(String command, int first, int second) {
        return switch (command) {
            case "race" -> all(second - first, turn -> race(first + turn));
            case "careless" -> all(second - first, turn -> careless(first + turn));
            case "hot" ->
                all(second, turn -> write(first, attempts.read(key(first)).version()));
            default -> throw new IllegalArgumentException(command);
        };
    }

    private Claim race(int invoice) {
        return write(invoice, 0);
    }

    /** What the store is there to prevent. */
    private Claim careless(int invoice) {
        if (attempts.read(key(invoice)).version() != 0) {
            return new Claim(invoice, 1, CasResult.LOST, writeId(), 0, 0);
        }
        Claim claim = write(invoice, 0);
        while (claim.result() == CasResult.LOST) {
            claim = write(invoice, attempts.read(key(invoice)).version());
        }
        return claim;
    }

    private Claim write(int invoice, long version) {
        UUID writeId = writeId();
        InvoiceKey key = key(invoice);
        long begun = System.nanoTime();
        CasResult result = attempts.compareAndSet(version, Reservations.of(key, name, writeId), writeId);
        return new Claim(invoice, version + 1, result, writeId, begun, System.nanoTime());
    }

    private UUID writeId() {
        synchronized (chance) {
            return new UUID(chance.nextLong(), chance.nextLong());
        }
    }

    static InvoiceKey key(int invoice) {
        return new InvoiceKey(Host.MERCHANT, Erp.number(invoice));
    }

    /** All turns, one after the other for each thread that is free. */
    private List<Claim> all(int turns, IntFunction<Claim> turn) {
        AtomicInteger next = new AtomicInteger();
        Callable<List<Claim>> worker = () -> {
            List<Claim> claims = new ArrayList<>();
            for (int i = next.getAndIncrement(); i < turns; i = next.getAndIncrement()) {
                claims.add(turn.apply(i));
            }
            return claims;
        };
        List<Claim> all = new ArrayList<>();
        List<Future<List<Claim>>> workers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            workers.add(threads.submit(worker));
        }
        try {
            for (Future<List<Claim>> claims : workers) {
                all.addAll(claims.get(LONGEST_COMMAND.toSeconds(), TimeUnit.SECONDS));
            }
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
        return all;
    }
}
