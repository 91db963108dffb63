package io.invoicepay.examples.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.aptean.sandbox.ApteanSandbox;
import io.invoicepay.aptean.sandbox.Charge;
import io.invoicepay.aptean.sandbox.SandboxClock;
import io.invoicepay.aptean.sandbox.SandboxProgram;
import io.invoicepay.aptean.sandbox.SandboxSettings;
import io.invoicepay.aptean.sandbox.TestCard;
import io.invoicepay.examples.businesscentral.BusinessCentral;
import io.invoicepay.examples.store.Postgres;
import io.invoicepay.examples.storefront.Visitor.Page;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** As docs/two-nodes.md tells it, but that the provider's time is advanced by hand. */
@DisplayName("Two storefronts, each a process of its own, on one PostgreSQL")
class TwoStorefrontsTest {
    private static final Pattern ADDRESS = Pattern.compile("open at (http://localhost:[0-9]+/)");
    private static final String SECRET =
            Base64.getEncoder().encodeToString("one secret for all of the nodes.".getBytes(StandardCharsets.US_ASCII));
    private static final String ACCOUNT = "20000";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final ApteanSandbox SANDBOX = ApteanSandbox.start(SandboxSettings.builder()
            .clock(SandboxClock.running())
            .cardProcessing(Duration.ZERO)
            .build());

    private static Node first;
    private static Node second;

    /** A storefront's process. */
    private record Node(Process process, URI address) implements AutoCloseable {
        static Node start() throws IOException {
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "io.invoicepay.examples.Main",
                            "storefront",
                            "--port",
                            "0",
                            "--provider",
                            "aptean",
                            "--store",
                            Postgres.address("postgres"))
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(SandboxProgram.environment(SANDBOX));
            builder.environment().putAll(Map.of("PAYMENTS_SECRET", SECRET, "PAYMENTS_DB_USER", "postgres"));
            Process process = builder.start();
            BufferedReader told = process.inputReader(StandardCharsets.UTF_8);
            for (String line = told.readLine(); line != null; line = told.readLine()) {
                Matcher address = ADDRESS.matcher(line);
                if (address.find()) {
                    return new Node(process, URI.create(address.group(1)));
                }
            }
            throw new AssertionError("a storefront ended before it was open");
        }

        Visitor visitor() {
            return Visitor.of(address, ACCOUNT);
        }

        /** As {@code kill -9} does. */
        void kill() throws InterruptedException {
            assertThat(process.toHandle().destroyForcibly()).isTrue();
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    @BeforeAll
    static void start() throws IOException {
        first = Node.start();
        second = Node.start();
    }

    @AfterAll
    static void stop() {
        List.of(first, second).forEach(Node::close);
        SANDBOX.close();
    }

    @Test
    @DisplayName("LIB-08 Pay Now pressed on both at once charges once, and the other is told that a payment is pending")
    void bothAtOnce() {
        for (String invoice : List.of("PS-INV103002", "PS-INV103004", "PS-INV103005")) {
            SANDBOX.issue(invoice, owed(invoice));
            Visitor ann = first.visitor();
            Visitor ben = second.visitor();
            Map<String, String> annsCard = ann.card(invoice, SANDBOX.claimCard(TestCard.APPROVED));
            Map<String, String> bensCard = ben.card(invoice, SANDBOX.claimCard(TestCard.APPROVED));

            CyclicBarrier together = new CyclicBarrier(2);
            CompletableFuture<Page> anns = press(together, ann, invoice, annsCard);
            CompletableFuture<Page> bens = press(together, ben, invoice, bensCard);

            assertThat(List.of(anns.join(), bens.join()))
                    .anySatisfy(page -> assertThat(page.status()).isEqualTo(303))
                    .anySatisfy(
                            page -> assertThat(page.body()).contains("A payment for this invoice is already pending."));
            assertThat(charges(invoice)).hasSize(1);
        }
    }

    @Test
    @DisplayName(
            "LIB-08 a dialog that one has opened is paid on the other, which knows its token by the secret they share")
    void acrossNodes() {
        String invoice = "PS-INV103007";
        SANDBOX.issue(invoice, owed(invoice));
        Visitor ann = first.visitor();
        Visitor annElsewhere = second.visitor();
        String card = SANDBOX.claimCard(TestCard.APPROVED);
        Map<String, String> opened = ann.card(invoice, card);
        Map<String, String> form = annElsewhere.card(invoice, card);
        assertThat(form).containsKey("dialog");
        form.put("dialog", opened.getOrDefault("dialog", ""));

        assertThat(annElsewhere.payNow(invoice, form).status()).isEqualTo(303);

        assertThat(charges(invoice)).hasSize(1);
        awaitStatus(ann, invoice, "being processed");
    }

    @Test
    @DisplayName("LIB-08 one is killed with a payment under way, and the other follows it to its end")
    void oneIsKilled() throws IOException, InterruptedException {
        String invoice = "PS-INV103012";
        SANDBOX.issue(invoice, owed(invoice));
        try (Node third = Node.start()) {
            Visitor ann = third.visitor();
            Map<String, String> form = ann.card(invoice, SANDBOX.claimCard(TestCard.APPROVED));
            assertThat(ann.payNow(invoice, form).status()).isEqualTo(303);
            third.kill();
        }
        Visitor ann = second.visitor();
        awaitStatus(ann, invoice, "being processed");

        SANDBOX.clock().advance(Duration.ofDays(3));

        awaitStatus(ann, invoice, "Paid");
        assertThat(charges(invoice)).hasSize(1);
        assertThat(ann.get("/invoices/" + invoice).has("pay")).isFalse();
    }

    private static long owed(String invoice) {
        return new BusinessCentral(Currency.getInstance("USD"))
                .sample().invoices().stream()
                        .filter(candidate -> candidate.number().value().equals(invoice))
                        .map(owed -> owed.outstanding().minorUnits())
                        .findFirst()
                        .orElseThrow();
    }

    private static List<Charge> charges(String invoice) {
        return SANDBOX.charges().stream()
                .filter(charge -> charge.references().contains(invoice))
                .toList();
    }

    private static CompletableFuture<Page> press(
            CyclicBarrier together, Visitor visitor, String invoice, Map<String, String> form) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                together.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
            return visitor.payNow(invoice, form);
        });
    }

    /** Looks at an invoice again and again until its page says so. */
    private static void awaitStatus(Visitor visitor, String invoice, String wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String status = "";
        while (!status.contains(wanted)) {
            assertThat(System.nanoTime()).as("the status is still: %s", status).isLessThan(end);
            status = visitor.get("/invoices/" + invoice).text("payment-status");
        }
    }
}
