package io.invoicepay.proof.host;

import io.invoicepay.aptean.ApteanPay;
import io.invoicepay.aptean.ApteanPayConfig;
import io.invoicepay.attempt.Evidence;
import io.invoicepay.attempt.Patience;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.Secret;
import io.invoicepay.reconciliation.ReconciliationRunner;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Option;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A storefront's node without pages: Aptean Pay over HTTP, attempts in a database, and a clock that is set from outside. Its arguments
 * are the database's address and the time; Aptean Pay is configured by its usual environment variables. Each line of its input is a
 * command; it answers with some lines, the last of which is {@value #DONE}, and ends with its input.
 */
public final class Host {
    /** The end of every answer. */
    public static final String DONE = "done";

    /** Who is paid. */
    public static final MerchantId MERCHANT = new MerchantId("default");

    private static final Secret SECRET = Secret.of("a secret that all nodes share, of 32 bytes");
    /** The usual one, but for the last: paid and posted invoices are soon left alone, so that their number does not slow a long proof. */
    private static final Patience PATIENCE = new Patience(
            Patience.standard().reservation(),
            Patience.standard().answer(),
            Patience.standard().unknown(),
            Patience.standard().pending(),
            Patience.standard().posting(),
            Duration.ofHours(1));

    private static final int CONNECTIONS = 12;
    private static final int MOST_ROUNDS = 1_000;

    private final Crash crash = new Crash();
    private final Erp erp = new Erp(crash);
    private final SetClock clock;
    private final PaymentAttempts attempts;
    private final InvoicePayments payments;
    private final Customers customers;
    private final Map<String, Consumer<List<String>>> commands = new HashMap<>();
    private final PrintStream out;

    private Host(Database database, Instant start, PrintStream out) {
        this.attempts = database.attempts();
        this.clock = new SetClock(start);
        this.out = out;
        payments = InvoicePayments.builder(erp, new CrashingAttempts(attempts, crash), SECRET)
                .merchant(MERCHANT)
                .clock(clock)
                .patience(PATIENCE)
                .provider(provider())
                .build();
        customers = new Customers(payments);
        commands.put("clock", words -> clock.set(Instant.parse(words.get(0))));
        commands.put("crash", words -> crash.at(CrashPoint.parse(words.get(0)), Integer.parseInt(words.get(1))));
        commands.put("posted", words -> words.forEach(word -> erp.post(new InvoiceNumber(word))));
        commands.put("pay", words -> customers.pay(words, Option.none()).forEach(this::say));
        commands.put(
                "reprice",
                words -> customers.pay(words, Option.some(erp::reprice)).forEach(this::say));
        commands.put("begin", customers::begin);
        commands.put("reconcile", words -> say(Long.toString(reconcile())));
        commands.put("slots", words -> words.forEach(word -> say(slot(new InvoiceNumber(word)))));
        commands.put("hasten", words -> hasten(database));
        commands.put("decide", words -> say(decide(words)));
    }

    /** Runs until the input ends, or until it is killed. */
    public static void main(String[] args) throws IOException {
        try (Database database = Database.open(args[0], CONNECTIONS);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            Host host = new Host(
                    database, Instant.parse(args[1]), new PrintStream(System.out, true, StandardCharsets.UTF_8));
            host.say(DONE);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                List<String> words = Arrays.asList(line.split(" ", -1));
                Option.of(host.commands.get(words.get(0)))
                        .getOrElseThrow(() -> new IllegalArgumentException("no such command: " + words.get(0)))
                        .accept(words.subList(1, words.size()));
                host.say(DONE);
            }
        }
    }

    private PaymentProvider provider() {
        ApteanPayConfig config = ApteanPayConfig.fromEnvironment(System.getenv())
                .getOrElseThrow(faults -> new IllegalArgumentException(faults.toString()));
        return new CrashingProvider(ApteanPay.of(config).withClock(clock).provider(), crash);
    }

    private void hasten(Database database) {
        attempts.read(new InvoiceKey(MERCHANT, Erp.number(1)));
        database.hasten();
    }

    private void say(String line) {
        out.println(line);
    }

    /** Rounds, until one finds nothing more that is due: what was due gets a later check, or none. */
    private long reconcile() {
        try (ReconciliationRunner runner =
                ReconciliationRunner.builder(payments.reconciliation()).build()) {
            for (int round = 0; runner.runOnce().checked() > 0; round++) {
                if (round == MOST_ROUNDS) {
                    throw new IllegalStateException(
                            "due however often it is checked: " + attempts.due(MERCHANT, clock.instant(), 1));
                }
            }
            return runner.activity().checked();
        }
    }

    /** Number, status, sequence, version, and the payments it rests on. */
    private String slot(InvoiceNumber number) {
        var stored = attempts.read(new InvoiceKey(MERCHANT, number));
        PaymentSlot slot = stored.slot();
        return String.join(
                " ",
                number.value(),
                slot.status().name(),
                Integer.toString(slot.sequence()),
                Long.toString(stored.version()),
                String.join(",", slot.payments().stream().map(PaymentId::value).toList()));
    }

    private String decide(List<String> words) {
        return Boolean.toString(payments.reconciliation()
                .decide(
                        new InvoiceNumber(words.get(0)),
                        Evidence.Verdict.valueOf(words.get(1)),
                        List.of(),
                        "an operator",
                        "the provider's ledger was read"));
    }
}
