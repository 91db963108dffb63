package io.invoicepay.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.aptean.sandbox.ApteanSandbox;
import io.invoicepay.aptean.sandbox.Charge;
import io.invoicepay.aptean.sandbox.Fault;
import io.invoicepay.aptean.sandbox.ReceivedCall;
import io.invoicepay.aptean.sandbox.SandboxClock;
import io.invoicepay.aptean.sandbox.SandboxProgram;
import io.invoicepay.aptean.sandbox.SandboxSettings;
import io.invoicepay.aptean.sandbox.TestCard;
import io.invoicepay.examples.console.Terminal.Answer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The console with --provider aptean, on a sandbox of its own")
class ApteanTest {
    private static final String EXAMPLE = "PS-INV103001";
    private static final String ACCOUNT = "20000";

    private final ApteanSandbox sandbox = ApteanSandbox.start(SandboxSettings.builder()
            .clock(SandboxClock.standingAt(Instant.parse("2026-11-20T09:00:00Z")))
            .cardProcessing(Duration.ZERO)
            .build());
    private final Map<String, String> environment = SandboxProgram.environment(sandbox);
    private final Terminal terminal = new Terminal(sandbox.clock().asClock(), environment);
    private String state = "";

    @BeforeEach
    void freshState(@TempDir Path folder) {
        state = folder.resolve("state.json").toString();
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    private Answer run(Terminal program, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--provider", "aptean", "--state", state, "--json"));
        return program.run(all.toArray(String[]::new));
    }

    private Answer run(String... args) {
        return run(terminal, args);
    }

    private Answer pay(TestCard card) {
        return pay(terminal, sandbox.claimCard(card));
    }

    private Answer pay(Terminal program, String token) {
        return program.payWith(token, EXAMPLE, ACCOUNT, "--provider", "aptean", "--state", state);
    }

    private List<String> operations() {
        return sandbox.calls().stream().map(ReceivedCall::operation).toList();
    }

    private String payState() {
        return run("invoice", EXAMPLE, "--account", ACCOUNT).out();
    }

    private static String paid(String outcome, String reasons) {
        return "{\"number\":\"PS-INV103001\",\"outcome\":\"" + outcome
                + "\",\"amount\":\"1250.00\",\"currency\":\"USD\",\"reasons\":[" + reasons + "],\"faults\":[]}\n";
    }

    @Test
    @DisplayName("tells once of a variable that is no setting")
    void unknownVariable() {
        environment.put("APTEAN_PAY_CURENCY", "USD");
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        StreamHandler handler = new StreamHandler(heard, new SimpleFormatter());
        Logger logger = Logger.getLogger("io.invoicepay.aptean");
        logger.addHandler(handler);
        try {
            assertThat(run("balance", "--account", ACCOUNT).exitCode()).isZero();
        } finally {
            logger.removeHandler(handler);
            handler.close();
        }
        assertThat(heard.toString(StandardCharsets.UTF_8)).containsOnlyOnce("APTEAN_PAY_CURENCY");
    }

    @Test
    @DisplayName("LIB-03 balance has its PAY button without a call for any payment")
    void balance() {
        assertThat(run("balance", "--account", ACCOUNT))
                .isEqualTo(new Answer(
                        0,
                        "{\"account\":\"20000\",\"balances\":[{\"currency\":\"USD\",\"amount\":\"22413.20\",\"payButton\":true}]}\n",
                        ""));
        assertThat(operations()).containsExactly("account");
    }

    @Test
    @DisplayName("COL-03 COL-08 invoices shows Pay and Pending, at the cost of one look-up for the list")
    void invoices() {
        String request = sandbox.issue(EXAMPLE, 125_000);
        assertThat(run("invoices", "--account", ACCOUNT).out())
                .contains("\"number\":\"PS-INV103001\",\"currency\":\"USD\",\"outstanding\":\"1250.00\","
                        + "\"status\":\"Open\",\"pay\":\"PAY\"");
        assertThat(operations()).containsExactly("account", "paymentRequests");

        sandbox.payInPortal(request, TestCard.APPROVED);
        assertThat(run("invoices", "--account", ACCOUNT).out())
                .contains("\"number\":\"PS-INV103001\",\"currency\":\"USD\",\"outstanding\":\"1250.00\","
                        + "\"status\":\"Open\",\"pay\":\"PENDING\"");
    }

    @Test
    @DisplayName("VAL-01 VAL-02 invoice tells what pressing Pay would meet with")
    void invoice() {
        assertThat(payState()).contains("\"pay\":\"PAY\",\"refusals\":[\"NOT_SENT\"]");
        String request = sandbox.issue(EXAMPLE, 125_000);
        assertThat(payState()).contains("\"pay\":\"PAY\",\"refusals\":[]");
        sandbox.payInPortal(request, TestCard.APPROVED);
        assertThat(payState()).contains("\"pay\":\"PENDING\",\"refusals\":[\"PAYMENT_PENDING\"]");
    }

    @Test
    @DisplayName("EX-01 pay goes from Pay over Pending to paid: found, claim exchanged, charged once, reconciled")
    void workedExample() {
        sandbox.issue(EXAMPLE, 125_000);
        assertThat(pay(TestCard.APPROVED)).isEqualTo(new Answer(0, paid("PENDING", ""), ""));
        assertThat(payState()).contains("\"pay\":\"PENDING\"");
        assertThat(pay(TestCard.APPROVED)).isEqualTo(new Answer(1, paid("REFUSED", "\"PAYMENT_PENDING\""), ""));

        sandbox.clock().advance(Duration.ofDays(2));
        assertThat(run("reconcile").out())
                .contains("\"checked\":1", "\"from\":\"PENDING\",\"to\":\"PAID\"", "\"attention\":[]");
        assertThat(pay(TestCard.APPROVED)).isEqualTo(new Answer(1, paid("REFUSED", "\"ALREADY_PAID\""), ""));
        assertThat(sandbox.charges()).hasSize(1).allSatisfy(charge -> {
            assertThat(charge.amount()).isEqualTo(125_000);
            assertThat(charge.references()).containsExactly(EXAMPLE);
            assertThat(charge.status()).isEqualTo("COMPLETED");
        });
        assertThat(operations()).containsOnlyOnce("convertPaymentMethodClaim", "createPayment");
    }

    @Test
    @DisplayName("EX-01 pay needs the first four settings and no other")
    void fourSettings() {
        sandbox.issue(EXAMPLE, 125_000);
        Map<String, String> four = new HashMap<>(environment);
        four.keySet()
                .retainAll(List.of(
                        "APTEAN_PAY_URL", "APTEAN_PAY_APIM_KEY", "APTEAN_PAY_TENANT_ID", "APTEAN_PAY_TENANT_SECRET"));
        assertThat(four).hasSize(4);
        Terminal bare = new Terminal(sandbox.clock().asClock(), four);

        assertThat(pay(bare, sandbox.claimCard(TestCard.APPROVED))).isEqualTo(new Answer(0, paid("PENDING", ""), ""));
        assertThat(sandbox.liveCharges(EXAMPLE)).hasSize(1);
        assertThat(run(bare, "portal", "PS-INV103002", "--account", ACCOUNT).out())
                .contains("refusals");
    }

    @Test
    @DisplayName("GST-07 pay tells a decline, and takes another card afterwards")
    void declined() {
        sandbox.issue(EXAMPLE, 125_000);
        assertThat(pay(TestCard.DECLINED)).isEqualTo(new Answer(2, paid("DECLINED", "\"DECLINED\""), ""));
        assertThat(payState()).contains("\"pay\":\"PAY\"");
        assertThat(pay(TestCard.APPROVED)).isEqualTo(new Answer(0, paid("PENDING", ""), ""));
        assertThat(sandbox.liveCharges(EXAMPLE)).hasSize(1);
    }

    @Test
    @DisplayName("GST-04 pay charges nothing with a claim that was used before")
    void usedClaim() {
        sandbox.issue(EXAMPLE, 125_000);
        String claim = sandbox.claimCard(TestCard.DECLINED);
        assertThat(pay(terminal, claim).exitCode()).isEqualTo(2);
        assertThat(pay(terminal, claim)).isEqualTo(new Answer(1, paid("NOT_CHARGED", "\"CARD_ENTRY_EXPIRED\""), ""));
        assertThat(sandbox.liveCharges(EXAMPLE)).isEmpty();
    }

    @Test
    @DisplayName("GST-10 pay says that the outcome is unknown if the answer gets lost, and reconcile finds the payment")
    void lostAnswer() {
        sandbox.issue(EXAMPLE, 125_000);
        sandbox.faults().next("createPayment", Fault.after(new Fault.Damage.Closed()));
        assertThat(pay(TestCard.APPROVED)).isEqualTo(new Answer(3, paid("UNKNOWN", ""), ""));
        assertThat(payState()).contains("\"pay\":\"PENDING\"");
        assertThat(pay(TestCard.APPROVED).exitCode()).isOne();

        sandbox.clock().advance(Duration.ofMinutes(2));
        assertThat(run("reconcile").out()).contains("\"from\":\"UNKNOWN\",\"to\":\"PAID\"");
        assertThat(sandbox.charges()).hasSize(1);
    }

    @Test
    @DisplayName("VAL-05 pay says that nothing was charged where Aptean Pay cannot be reached")
    void unreachable() {
        sandbox.close();
        assertThat(pay(terminal, "a-claim")).isEqualTo(new Answer(1, paid("REFUSED", "\"PROVIDER_UNREACHABLE\""), ""));
    }

    @Test
    @DisplayName("BAL-03 POR-01 portal gives the balance's link and the invoice's own")
    void portal() {
        String request = sandbox.issue(EXAMPLE, 125_000);
        assertThat(run("portal", "--account", ACCOUNT).out()).isEqualTo("{\"url\":\"" + sandbox.portalUrl() + "\"}\n");
        assertThat(run("portal", EXAMPLE, "--account", ACCOUNT).out())
                .isEqualTo("{\"url\":\"" + sandbox.paymentUrl(request) + "\"}\n");
    }

    @Test
    @DisplayName("STA-05 history names Aptean Pay and its reference, and holds no claim and no key")
    void history() {
        sandbox.issue(EXAMPLE, 125_000);
        String claim = sandbox.claimCard(TestCard.APPROVED);
        pay(terminal, claim);
        Charge charge = sandbox.charges().get(0);
        assertThat(run("history", EXAMPLE, "--account", ACCOUNT).out())
                .contains(
                        "\"provider\":\"aptean-pay\",\"payments\":[\"" + charge.paymentId() + "\"]",
                        "\"now\":{\"status\":\"PENDING\"")
                .doesNotContain(claim, sandbox.settings().tenantSecret());
    }

    @Test
    @DisplayName(
            "LIB-06 what Aptean Pay began stays there when the in-memory provider is chosen, and the other way round")
    void swap() {
        sandbox.issue(EXAMPLE, 125_000);
        assertThat(pay(TestCard.APPROVED).exitCode()).isZero();
        assertThat(terminal.pay("PS-INV103002", ACCOUNT, "--state", state).exitCode())
                .isZero();
        assertThat(run("invoice", "PS-INV103002", "--account", ACCOUNT).out()).contains("\"pay\":\"PENDING\"");

        sandbox.clock().advance(Duration.ofDays(3));
        assertThat(terminal.run("reconcile", "--json", "--state", state).out())
                .contains("\"checked\":2")
                .containsPattern("PS-INV103001\",\"from\":\"PENDING\",\"to\":\"PAID\"")
                .containsPattern("PS-INV103002\",\"from\":\"PENDING\",\"to\":\"PAID\"");
        assertThat(sandbox.charges()).hasSize(1);
    }

    @Test
    @DisplayName("LIB-06 what Aptean Pay began waits, and says so, where Aptean Pay is not set up any more")
    void swapWithoutSettings() {
        sandbox.issue(EXAMPLE, 125_000);
        assertThat(pay(TestCard.APPROVED).exitCode()).isZero();
        Terminal elsewhere = new Terminal(sandbox.clock().asClock(), Map.of());
        sandbox.clock().advance(Duration.ofDays(1));
        assertThat(elsewhere.run("reconcile", "--json", "--state", state))
                .satisfies(answer -> assertThat(answer.out()).contains("\"changes\":[]"))
                .satisfies(answer -> assertThat(answer.err())
                        .isEqualTo("payments begun with aptean-pay wait: this provider is not set up here"
                                + System.lineSeparator()));
        assertThat(elsewhere.pay(EXAMPLE, ACCOUNT, "--state", state).out())
                .isEqualTo(paid("REFUSED", "\"PAYMENT_PENDING\""));
        assertThat(run("reconcile", "--advance", "1d").out()).contains("\"to\":\"PAID\"");
    }

    @Test
    @DisplayName("LIB-03 a configuration that is missing is one line which names every setting")
    void notSetUp() {
        Terminal empty = new Terminal(sandbox.clock().asClock(), Map.of());
        String line = "Aptean Pay: APTEAN_PAY_URL is missing; APTEAN_PAY_APIM_KEY is missing; "
                + "APTEAN_PAY_TENANT_ID is missing; APTEAN_PAY_TENANT_SECRET is missing" + System.lineSeparator();
        for (String[] args : List.of(
                new String[] {"balance", "--account", ACCOUNT},
                new String[] {"invoices", "--account", ACCOUNT},
                new String[] {"invoice", EXAMPLE, "--account", ACCOUNT},
                new String[] {"portal", "--account", ACCOUNT},
                new String[] {"history", EXAMPLE, "--account", ACCOUNT},
                new String[] {"reconcile"})) {
            assertThat(run(empty, args)).isEqualTo(new Answer(64, "", line));
        }
        assertThat(pay(empty, "a-claim")).isEqualTo(new Answer(64, "", line));
        assertThat(Path.of(state)).doesNotExist();
    }

    @Test
    @DisplayName("LIB-03 a configuration that is wrong is one line which names every fault and shows no value")
    void wronglySetUp() {
        Map<String, String> wrong = new HashMap<>(environment);
        environment.keySet().forEach(name -> wrong.put(name, "s3cr3t \u0001"));
        for (String name : List.of(
                "SCHEMA",
                "KEY_CONTRACT",
                "QUERY_TIMEOUT",
                "CURRENCY",
                "PAGE_SIZE",
                "MAX_PAGES",
                "MINIMUM",
                "MAXIMUM",
                "PAYMENT_MARK",
                "DISCOUNT_MARGIN",
                "PATH",
                "QUERY_TRIES",
                "CHARGE_TIMEOUT")) {
            wrong.put("APTEAN_PAY_" + name, "s3cr3t");
        }
        Answer answer = run(new Terminal(sandbox.clock().asClock(), wrong), "balance", "--account", ACCOUNT);
        assertThat(answer.exitCode()).isEqualTo(64);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err().lines()).hasSize(1);
        assertThat(answer.err()).contains(wrong.keySet()).doesNotContain("s3cr3t");
    }

    @Test
    @DisplayName("LIB-06 the in-memory provider's name is not given to Aptean Pay")
    void sameName() {
        Map<String, String> same = new HashMap<>(environment);
        same.put("APTEAN_PAY_PROVIDER_ID", "in-memory");
        assertThat(run(new Terminal(sandbox.clock().asClock(), same), "balance", "--account", ACCOUNT))
                .isEqualTo(new Answer(
                        64, "", "APTEAN_PAY_PROVIDER_ID: is the in-memory provider's name" + System.lineSeparator()));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"--not-sent=PS-INV103001", "--pending-elsewhere=PS-INV103001", "--provider-down"})
    @DisplayName("what arranges the in-memory provider is a wrong option:")
    void arranging(String option) {
        String name = option.replaceFirst("=.*", "");
        assertThat(run("balance", "--account", ACCOUNT, option))
                .isEqualTo(new Answer(
                        64,
                        "",
                        name + ": arranges the in-memory provider, and cannot go with --provider aptean"
                                + System.lineSeparator()));
    }

    @Test
    @DisplayName("what arranges the in-memory provider's card is a wrong option, and nothing is charged")
    void arrangingCard() {
        sandbox.issue(EXAMPLE, 125_000);
        Answer answer = terminal.pay(EXAMPLE, ACCOUNT, "--provider", "aptean", "--card", "declined");
        assertThat(answer.exitCode()).isEqualTo(64);
        assertThat(answer.err()).startsWith("--card: arranges the in-memory provider");
        assertThat(sandbox.calls()).isEmpty();
    }
}
