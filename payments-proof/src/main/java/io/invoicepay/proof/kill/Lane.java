package io.invoicepay.proof.kill;

import io.invoicepay.aptean.sandbox.ApteanSandbox;
import io.invoicepay.aptean.sandbox.SandboxProgram;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.proof.host.CrashPoint;
import io.invoicepay.proof.host.Database;
import io.invoicepay.proof.process.Bank;
import io.invoicepay.proof.process.JavaProgram;
import io.invoicepay.proof.process.Talk;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * One life after the other on one database, with one provider that survives them all. Each process first finds out what became of the
 * payments that its predecessors left behind; slots and ledger are compared; then it pays invoices, and dies.
 */
final class Lane implements AutoCloseable {
    private static final int BATCH = 4;
    private static final int HEAP = 40;
    private static final int KILLED = 137;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BEAT = Duration.ofSeconds(20);
    /** How time goes on while a host recovers: to the end of reservations and deadlines, of settlements, and of all patience. */
    private static final List<Duration> STEPS = List.of(
            Duration.ZERO,
            Duration.ofMinutes(3),
            Duration.ofMinutes(5),
            Duration.ofHours(1),
            Duration.ofHours(12),
            Duration.ofHours(12),
            Duration.ofDays(1),
            Duration.ofDays(1));

    private final String url;
    private final JavaProgram program;
    private final boolean hasty;
    private final ApteanSandbox sandbox;
    private final Teller teller;
    private final Tally tally = new Tally();
    private final Audit audit;

    /**
     * A lane.
     *
     * @param hasty whether its database answers before it writes
     */
    Lane(String url, JavaProgram program, Random chance, boolean hasty) {
        this.hasty = hasty;
        this.url = url;
        this.program = program;
        this.sandbox = Bank.careless();
        this.teller = new Teller(sandbox, chance);
        this.audit = new Audit(sandbox, teller, tally);
    }

    Tally tally() {
        return tally;
    }

    /** One life. */
    void live(Stint stint) {
        try (Talk host = begin(program)) {
            boolean armed =
                    stint instanceof Stint.AtPort at && at.where().step().isOfReconciler();
            if (armed) {
                arm(host, (Stint.AtPort) stint);
            }
            if (recover(host)) {
                die(host, stint);
            } else if (!armed) {
                tally.odd("a host died while it recovered, before " + stint + ": " + program.errors());
            }
            boolean survived = host.ask("clock " + sandbox.clock().now()).isDefined();
            if (!survived) {
                int status = host.awaitEnd();
                if (host.isHung()) {
                    tally.odd("a host hung, " + stint);
                } else if (status == KILLED) {
                    tally.killed(stint.point());
                } else {
                    tally.odd("a host ended with " + status + " instead of dying " + stint + ": " + program.errors());
                }
            }
        }
        awaitQuiet();
    }

    private Talk begin(JavaProgram from) {
        Talk host = from.start(SandboxProgram.environment(sandbox), List.of(url, now()));
        host.hear();
        if (hasty) {
            host.ask("hasten");
        }
        if (!teller.paid().isEmpty()) {
            host.ask("posted " + words(teller.paid()));
        }
        return host;
    }

    /** The life of one that nobody kills. Writes the archive of classes for the others. */
    void train() {
        try (Talk host = program.train(SandboxProgram.environment(sandbox), List.of(url, now()))) {
            host.hear();
            host.ask("pay " + teller.wishes(BATCH));
            recover(host);
            int status = host.end();
            if (status != 0) {
                throw new IllegalStateException(
                        "a host that nobody killed ended with " + status + ": " + program.errors());
            }
        }
    }

    /** The last life, after which nothing may be left open; then the database itself is read. */
    void end() {
        try (Talk host = begin(program)) {
            recover(host);
            int status = host.end();
            if (status != 0) {
                tally.odd("the last host ended with " + status + ": " + program.errors());
            }
        }
        try (Database database = Database.open(url, 2)) {
            audit.histories(database.attempts());
        }
    }

    /** Lets time pass until nothing is in flight, and compares. Returns whether the host is still alive. */
    private boolean recover(Talk host) {
        long start = System.nanoTime();
        for (Duration step : STEPS) {
            sandbox.clock().advance(step);
            host.tell("clock " + now());
            host.hear();
            boolean alive = host.ask("reconcile").isDefined();
            Option<List<Audit.Slot>> slots = alive ? slots(host) : Option.none();
            if (slots.isEmpty()) {
                return false;
            }
            if (slots.get().stream().noneMatch(Audit.Slot::isInFlight)) {
                tally.recovered(Duration.ofNanos(System.nanoTime() - start));
                audit.compare(slots.get());
                return decide(host, slots.get());
            }
        }
        tally.stuck(slots(host).toString());
        return true;
    }

    private Option<List<Audit.Slot>> slots(Talk host) {
        List<InvoiceNumber> open = teller.open();
        return open.isEmpty()
                ? Option.some(List.of())
                : host.ask("slots " + words(open))
                        .map(lines -> lines.stream().map(Audit.Slot::parse).toList());
    }

    /** What an operator does who sees in the provider's ledger that there was no charge. */
    private boolean decide(Talk host, List<Audit.Slot> slots) {
        for (Audit.Slot slot : slots) {
            if (slot.isInReview()) {
                Option<List<String>> answer =
                        host.ask("decide " + slot.invoice().value() + " NOT_PAID");
                if (answer.isEmpty()) {
                    return false;
                }
                if (!answer.get().equals(List.of("true"))) {
                    tally.odd("a decision was not taken: " + slot + " " + answer);
                }
                teller.isPayable(slot.invoice());
            }
        }
        return true;
    }

    private void die(Talk host, Stint stint) {
        if (stint instanceof Stint.AtPort at) {
            dieAtPort(host, at);
        } else if (stint instanceof Stint.OnTheWire onTheWire) {
            sandbox.faults().next("createPayment", onTheWire.journey().fault());
            host.tell("pay " + teller.wishes(BATCH));
            if (awaitHeld()) {
                host.kill();
            } else {
                tally.odd("no charge came to be held back");
            }
            sandbox.faults().clear();
            host.hear();
        } else if (stint instanceof Stint.AtRandom random) {
            dieAtRandom(host, random.delay());
        }
    }

    private void dieAtPort(Talk host, Stint.AtPort at) {
        if (at.where().step().isOfReconciler()) {
            host.ask("pay " + teller.wishes(BATCH));
            recover(host); // it dies in the middle of it
            return;
        }
        arm(host, at);
        boolean reprices = at.where().step() == CrashPoint.Step.GIVE_UP;
        host.ask((reprices ? "reprice " : "pay ") + teller.wishes(BATCH));
    }

    /** Customers pay, time goes on and the reconciler runs, all at once, until the axe falls. */
    private void dieAtRandom(Talk host, Duration delay) {
        host.ask("begin " + teller.wishes(HEAP));
        CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS).execute(host::kill);
        boolean alive = true;
        while (alive) {
            sandbox.clock().advance(BEAT);
            alive = host.ask("clock " + now()).isDefined()
                    && host.ask("reconcile").isDefined();
        }
    }

    private static void arm(Talk host, Stint.AtPort at) {
        host.ask("crash " + at.where() + " " + at.nth());
    }

    private String now() {
        return sandbox.clock().now().toString();
    }

    private boolean awaitHeld() {
        try {
            return sandbox.awaitHeld(PATIENCE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitQuiet() {
        try {
            if (!sandbox.awaitQuiet(PATIENCE)) {
                tally.odd("the provider did not come to rest");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String words(List<InvoiceNumber> numbers) {
        return numbers.stream().map(InvoiceNumber::value).collect(Collectors.joining(" "));
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
