package io.invoicepay.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.examples.console.Terminal.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The console pays")
class PaymentsTest {
    private static final String EXAMPLE = "PS-INV103001";
    private static final String ACCOUNT = "20000";
    private static final String PENDING = outcome("PENDING", "");
    private static final String REFUSED_AS_PENDING = outcome("REFUSED", "\"PAYMENT_PENDING\"");

    private final Terminal terminal = new Terminal();
    private String state = "";

    @BeforeEach
    void freshState(@TempDir Path folder) {
        state = folder.resolve("state.json").toString();
    }

    private static String outcome(String outcome, String reasons) {
        return "{\"number\":\"PS-INV103001\",\"outcome\":\"" + outcome
                + "\",\"amount\":\"1250.00\",\"currency\":\"USD\",\"reasons\":[" + reasons + "],\"faults\":[]}\n";
    }

    private Answer pay(String... more) {
        String[] args = new String[more.length + 2];
        args[0] = "--state";
        args[1] = state;
        System.arraycopy(more, 0, args, 2, more.length);
        return terminal.pay(EXAMPLE, ACCOUNT, args);
    }

    private Answer reconcile(String advance) {
        return terminal.run("reconcile", "--json", "--state", state, "--advance", advance);
    }

    private String payColumn(String... more) {
        String[] args = {"invoices", "--account", ACCOUNT, "--json", "--limit", "1", "--state", state};
        String[] all = new String[args.length + more.length];
        System.arraycopy(args, 0, all, 0, args.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        String out = terminal.run(all).out();
        return out.substring(out.lastIndexOf("\"pay\":\"") + 7, out.lastIndexOf("\"}]}"));
    }

    private String historyOf() {
        return terminal.run("history", EXAMPLE, "--account", ACCOUNT, "--json", "--state", state)
                .out();
    }

    private String settled(Path folder) throws IOException {
        return Files.writeString(
                        folder.resolve("posted.json"),
                        "{\"value\":[{\"number\":\"PS-INV103001\",\"billToCustomerNumber\":\"20000\",\"currencyCode\":\"USD\","
                                + "\"remainingAmount\":0.00,\"totalAmountIncludingTax\":1250.00,\"status\":\"Paid\"}]}")
                .toString();
    }

    @Nested
    @DisplayName("an invoice")
    class AnInvoice {
        @Test
        @DisplayName("EX-01 from Pay to Pending, over the provider's completion, to nothing outstanding")
        void workedExample(@TempDir Path folder) throws IOException {
            assertThat(payColumn()).isEqualTo("PAY");
            assertThat(pay()).isEqualTo(new Answer(0, PENDING, ""));
            assertThat(payColumn()).isEqualTo("PENDING");
            assertThat(reconcile("2d"))
                    .isEqualTo(new Answer(
                            0,
                            "{\"checked\":1,\"unanswered\":0,\"changes\":[{\"number\":\"PS-INV103001\",\"from\":\"PENDING\",\"to\":\"PAID\","
                                    + "\"attention\":null,\"evidence\":\"payment payment-15 is COMPLETED\"}],\"attention\":[]}\n",
                            ""));
            assertThat(payColumn()).as("while the ERP shows a balance").isEqualTo("PENDING");
            assertThat(pay()).isEqualTo(new Answer(1, outcome("REFUSED", "\"ALREADY_PAID\""), ""));
            assertThat(payColumn("--invoices", settled(folder))).isEqualTo("NONE");
        }

        @Test
        @DisplayName(
                "GST-09 once: pressing Pay Now again is told that a payment is pending, and the ledger has one charge")
        void onlyOnce() throws IOException {
            assertThat(pay().out()).isEqualTo(PENDING);
            assertThat(pay()).isEqualTo(new Answer(1, REFUSED_AS_PENDING, ""));
            assertThat(Files.readString(Path.of(state))).containsOnlyOnce("\"channel\":\"GUEST\"");
        }

        @Test
        @DisplayName("GST-07 with a second card after the first was declined")
        void secondCard() {
            assertThat(pay("--card", "declined")).isEqualTo(new Answer(2, outcome("DECLINED", "\"DECLINED\""), ""));
            assertThat(payColumn()).isEqualTo("PAY");
            assertThat(pay()).isEqualTo(new Answer(0, PENDING, ""));
        }

        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource({
            "declined, DECLINED",
            "insufficient-funds, INSUFFICIENT_FUNDS",
            "expired, EXPIRED_CARD",
            "invalid, INVALID_CARD",
            "limit-exceeded, LIMIT_EXCEEDED",
            "suspected-fraud, SUSPECTED_FRAUD"
        })
        @DisplayName("GST-07 and tells why a card was declined")
        void declines(String card, String reason) {
            assertThat(pay("--card", card)).isEqualTo(new Answer(2, outcome("DECLINED", "\"" + reason + "\""), ""));
        }

        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource({"unreachable, PROVIDER_UNREACHABLE", "entry-expired, CARD_ENTRY_EXPIRED"})
        @DisplayName("VAL-05 and tells when nothing was charged, for sure")
        void notCharged(String card, String reason) {
            assertThat(pay("--card", card)).isEqualTo(new Answer(1, outcome("NOT_CHARGED", "\"" + reason + "\""), ""));
            assertThat(payColumn()).isEqualTo("PAY");
        }

        @Test
        @DisplayName("GST-10 an answer that got lost is outcome unknown, Pending, and found again")
        void lostAnswer() {
            assertThat(pay("--card", "lost-answer")).isEqualTo(new Answer(3, outcome("UNKNOWN", ""), ""));
            assertThat(pay()).isEqualTo(new Answer(1, REFUSED_AS_PENDING, ""));
            assertThat(reconcile("1m").out()).contains("\"from\":\"UNKNOWN\",\"to\":\"PENDING\"");
            assertThat(payColumn()).isEqualTo("PENDING");
            assertThat(reconcile("2d").out()).contains("\"from\":\"PENDING\",\"to\":\"PAID\"");
        }

        @Test
        @DisplayName("GST-10 a declined card whose answer got lost can be paid again once the provider has shown it")
        void lostDecline() {
            assertThat(pay("--card", "lost-decline").exitCode()).isEqualTo(3);
            assertThat(reconcile("1m").out()).contains("\"from\":\"UNKNOWN\",\"to\":\"PAYABLE\"");
            assertThat(pay().out()).isEqualTo(PENDING);
        }

        @Test
        @DisplayName("GST-10 a request that arrives late is found, and never sent again")
        void lateRequest() throws IOException {
            assertThat(pay("--card", "late-request").exitCode()).isEqualTo(3);
            assertThat(reconcile("30m").out()).contains("\"changes\":[]");
            assertThat(reconcile("2h").out()).contains("\"from\":\"UNKNOWN\",\"to\":\"PENDING\"");
            assertThat(Files.readString(Path.of(state))).containsOnlyOnce("\"channel\":\"GUEST\"");
        }

        @Test
        @DisplayName("STA-04 a lost request is never released by time alone, but shown to an operator")
        void lostRequest() {
            assertThat(pay("--card", "lost-request").exitCode()).isEqualTo(3);
            assertThat(reconcile("1h").out()).contains("\"attention\":[]");
            assertThat(reconcile("3d").out())
                    .contains("\"attention\":[{\"number\":\"PS-INV103001\",\"status\":\"REVIEW\","
                            + "\"attention\":\"UNKNOWN_TOO_LONG\",\"payments\":[],");
            assertThat(payColumn()).isEqualTo("PENDING");
            assertThat(pay().out()).isEqualTo(outcome("REFUSED", "\"UNDER_REVIEW\""));
            assertThat(historyOf()).contains("\"now\":{\"status\":\"REVIEW\"", "\"nextCheck\":\"", "\"whatEndsIt\":\"");
        }

        @Test
        @DisplayName("STA-02 that fails after it was pending shows Pay again, and the reason can be read")
        void failsLater() {
            assertThat(pay("--card", "fails-later").out()).isEqualTo(PENDING);
            assertThat(reconcile("2d").out()).contains("\"from\":\"PENDING\",\"to\":\"PAYABLE\"");
            assertThat(payColumn()).isEqualTo("PAY");
            assertThat(historyOf()).contains("INSUFFICIENT_FUNDS");
        }

        @Test
        @DisplayName("STA-04 a payment that stays pending for long is shown to an operator")
        void slow() {
            assertThat(pay("--card", "slow").out()).isEqualTo(PENDING);
            assertThat(reconcile("5d").out())
                    .contains("\"attention\":\"PENDING_TOO_LONG\",\"payments\":[\"payment-8\"]");
            assertThat(reconcile("3d").out()).contains("\"to\":\"PAID\"").endsWith("\"attention\":[]}\n");
        }

        @Test
        @DisplayName("completed at once still shows Pending until the ERP shows it (STA-01)")
        void atOnce() {
            assertThat(pay("--card", "at-once").out()).isEqualTo(PENDING);
            assertThat(payColumn()).isEqualTo("PENDING");
        }

        @Test
        @DisplayName("STA-05 and the history tells who, when, how much and on what grounds")
        void history() {
            assertThat(pay("--user", "ann").exitCode()).isZero();
            String at = "2026-11-20T09:00:00Z";
            String who = "\"actor\":\"customer ann\"";
            String amount = "\"amount\":\"1250.00\",\"currency\":\"USD\",\"provider\":\"in-memory\"";
            assertThat(historyOf())
                    .contains("{\"at\":\"" + at + "\"," + who + ",\"event\":\"RESERVED\",\"status\":\"RESERVED\","
                            + amount + ",\"payments\":[],")
                    .contains("\"event\":\"ACCEPTED\",\"status\":\"PENDING\"," + amount
                            + ",\"payments\":[\"payment-8\"],")
                    .doesNotContain("98052", "425", "Trey", "token-of-the-card-entry");
        }

        @Test
        @DisplayName("DLG-03 nothing is kept without a state file: every call begins afresh")
        void withoutState() {
            assertThat(terminal.pay(EXAMPLE, ACCOUNT).out()).isEqualTo(PENDING);
            assertThat(terminal.pay(EXAMPLE, ACCOUNT).out()).isEqualTo(PENDING);
        }

        @Test
        @DisplayName("in a currency without minor units")
        void yen() {
            assertThat(terminal.pay("PS-INV103049", "60000").out())
                    .isEqualTo(
                            "{\"number\":\"PS-INV103049\",\"outcome\":\"PENDING\",\"amount\":\"341749\",\"currency\":\"JPY\","
                                    + "\"reasons\":[],\"faults\":[]}\n");
        }
    }

    @Nested
    @DisplayName("not")
    class Refused {
        @Test
        @DisplayName("VAL-01 an invoice that was not sent")
        void notSent() {
            assertThat(pay("--not-sent", EXAMPLE)).isEqualTo(new Answer(1, outcome("REFUSED", "\"NOT_SENT\""), ""));
        }

        @Test
        @DisplayName("VAL-02 an invoice that is being paid in the portal, now and later")
        void pendingElsewhere() {
            assertThat(pay("--pending-elsewhere", EXAMPLE)).isEqualTo(new Answer(1, REFUSED_AS_PENDING, ""));
            assertThat(pay()).isEqualTo(new Answer(1, REFUSED_AS_PENDING, ""));
            assertThat(reconcile("2d").out()).contains("\"from\":\"EXTERNAL_PENDING\",\"to\":\"PAID\"");
            assertThat(pay("--pending-elsewhere", EXAMPLE).out()).isEqualTo(outcome("REFUSED", "\"ALREADY_PAID\""));
        }

        @Test
        @DisplayName("PAY-05 without a provider; what the former one began goes on there (LIB-06)")
        void withoutProvider() {
            assertThat(pay("--provider", "none")).isEqualTo(new Answer(1, outcome("REFUSED", "\"NO_PROVIDER\""), ""));
            assertThat(payColumn("--provider", "none")).isEqualTo("NONE");
            assertThat(pay().out()).isEqualTo(PENDING);
            assertThat(payColumn("--provider", "none")).isEqualTo("PENDING");
            assertThat(terminal.run("reconcile", "--json", "--state", state, "--advance", "2d", "--provider", "none")
                            .out())
                    .contains("\"to\":\"PAID\"");
        }

        @Test
        @DisplayName("PAY-04 another account's invoice, which is answered as an unknown one")
        void foreign() {
            String json =
                    "\"outcome\":\"REFUSED\",\"amount\":null,\"currency\":null,\"reasons\":[\"UNKNOWN_INVOICE\"],\"faults\":[]}\n";
            assertThat(terminal.pay(EXAMPLE, "30000"))
                    .isEqualTo(new Answer(1, "{\"number\":\"PS-INV103001\"," + json, ""));
            assertThat(terminal.pay("PS-INV999999", "30000"))
                    .isEqualTo(new Answer(1, "{\"number\":\"PS-INV999999\"," + json, ""));
        }

        @Test
        @DisplayName("VAL-05 with a provider that is down")
        void providerDown() {
            assertThat(pay("--provider-down"))
                    .isEqualTo(new Answer(1, outcome("REFUSED", "\"PROVIDER_UNREACHABLE\""), ""));
        }

        @Test
        @DisplayName("STA-03 reconcile tells that the provider was out of reach")
        void nobodyReached() {
            assertThat(pay()).isEqualTo(new Answer(0, PENDING, ""));
            Answer answer = terminal.run("reconcile", "--state", state, "--advance", "1h", "--provider-down");
            assertThat(answer.out())
                    .contains("Checked: 1\n")
                    .contains("The provider told nothing of 1 of them: it is out of reach");
        }

        @Test
        @DisplayName("GST-02 with a faulty form: all faults together, one a field, and nothing is charged")
        void faults() {
            Answer answer = terminal.run(
                    "pay",
                    EXAMPLE,
                    "--account",
                    ACCOUNT,
                    "--json",
                    "--state",
                    state,
                    "--email",
                    "nobody",
                    "--street",
                    "",
                    "--country",
                    "XK",
                    "--phone-country-code",
                    "one",
                    "--phone",
                    "call me",
                    "--name",
                    "4111 1111 1111 1111",
                    "--card-token",
                    "4111111111111111");
            assertThat(answer)
                    .isEqualTo(new Answer(
                            1,
                            "{\"number\":\"PS-INV103001\",\"outcome\":\"REFUSED\",\"amount\":\"1250.00\",\"currency\":\"USD\",\"reasons\":[],"
                                    + "\"faults\":[{\"field\":\"email\",\"reason\":\"MALFORMED\"},"
                                    + "{\"field\":\"street\",\"reason\":\"MISSING\"},"
                                    + "{\"field\":\"country\",\"reason\":\"UNKNOWN_COUNTRY\"},"
                                    + "{\"field\":\"postalCode\",\"reason\":\"MISSING\"},"
                                    + "{\"field\":\"phoneCountryCode\",\"reason\":\"MALFORMED\"},"
                                    + "{\"field\":\"phone\",\"reason\":\"MALFORMED\"},"
                                    + "{\"field\":\"nameOnCard\",\"reason\":\"LOOKS_LIKE_A_CARD_NUMBER\"},"
                                    + "{\"field\":\"cardToken\",\"reason\":\"LOOKS_LIKE_A_CARD_NUMBER\"}]}\n",
                            ""));
            assertThat(pay().out()).isEqualTo(PENDING);
        }
    }

    @Nested
    @DisplayName("and tells people")
    class ForPeople {

        @Test
        @DisplayName("EX-01 the whole story, in a tour")
        void tour() {
            Answer tour = terminal.run("tour");
            assertThat(tour.exitCode()).isZero();
            assertThat(tour.err()).isEmpty();
            assertThat(tour.out())
                    .containsSubsequence(
                            "PS-INV103001  2026-12-02  Open    1,250.00 USD  Pay\n",
                            "Invoice PS-INV103001, amount 1,250.00 USD; neither can be changed.",
                            "Methods: Guest Checkout, Portal.",
                            "Continue is refused: postalCode",
                            "Corrected, Continue shows the card entry form.",
                            "The card has insufficient funds.",
                            "Pending: 1,250.00 USD for PS-INV103001",
                            "PS-INV103001  2026-12-02  Open    1,250.00 USD  Pending\n",
                            "A payment for this invoice is already pending.",
                            "Reconciliation: PS-INV103001 was PENDING, is PAID.",
                            "PS-INV103001  2026-12-02  Open    1,250.00 USD  Pending\n",
                            "PS-INV103001  2026-12-02  Paid       0.00 USD\n",
                            "Account balance 21,163.20 USD  [PAY]",
                            "The payment is being confirmed.",
                            "Reconciliation: PS-INV103012 was UNKNOWN, is PENDING.",
                            "Open Portal: https://pay.example.com/",
                            "Reconciliation: PS-INV103007 was PAYABLE, is EXTERNAL_PENDING.");
            assertThat(tour.out().lines().filter(line -> line.endsWith("COMPLETED  1,250.00 USD")))
                    .hasSize(1);
        }

        @Test
        @DisplayName("the history as a table, with why the payment is as it is")
        void history() {
            assertThat(pay().exitCode()).isZero();
            assertThat(terminal.run("history", EXAMPLE, "--account", ACCOUNT, "--state", state)
                            .out())
                    .contains("customer console", "The provider has accepted the charge.")
                    .contains("\nNow PENDING since 2026-11-20T09:00:00Z.\n"
                            + "What ends it: The provider shows the payment as completed or failed;")
                    .contains("\nNext check at 2026-11-20T09:00:0");
            assertThat(terminal.run("history", "PS-INV103002", "--account", ACCOUNT, "--state", state)
                            .out())
                    .isEqualTo("No payment was begun.\n");
        }

        @Test
        @DisplayName("what reconciliation changed and what needs an operator")
        void reconciliation() {
            assertThat(pay("--card", "lost-request").exitCode()).isEqualTo(3);
            assertThat(terminal.run("reconcile", "--state", state, "--advance", "3d")
                            .out())
                    .startsWith("Checked: 1\n")
                    .contains("PS-INV103001  UNKNOWN  REVIEW")
                    .contains("For the operator  Status");
        }

        @Test
        @DisplayName("each ending in a sentence")
        void endings() {
            String[] form = {
                "pay",
                EXAMPLE,
                "--account",
                ACCOUNT,
                "--email",
                "ap@20000.example",
                "--street",
                "1 Main St",
                "--country",
                "US",
                "--postal-code",
                "98052",
                "--phone-country-code",
                "1",
                "--phone",
                "4255550100",
                "--name",
                "Trey Research",
                "--card-token",
                "t",
                "--card",
                "approved"
            };
            assertThat(terminal.run(form).out())
                    .isEqualTo("Pending: 1,250.00 USD for PS-INV103001, payment payment-8.\n");
            form[form.length - 1] = "expired";
            assertThat(terminal.run(form).out())
                    .isEqualTo("The card has expired. Nothing is pending; another card can be tried.\n");
            form[form.length - 1] = "unreachable";
            assertThat(terminal.run(form).out())
                    .isEqualTo("The payment service cannot be reached right now. Nothing was charged.\n");
            form[form.length - 1] = "lost-answer";
            assertThat(terminal.run(form).out())
                    .isEqualTo("The payment is being confirmed. Do not pay again; run reconcile to find out.\n");
            form[form.length - 5] = "4111111111111111";
            assertThat(terminal.run(form).out())
                    .isEqualTo("Field       Fault\nnameOnCard  Please do not type a card number here.\n");
        }

        @Test
        @DisplayName("GST-02 of each field that is not well-formed how it should be")
        void malformed() {
            assertThat(terminal.run(
                                    "pay",
                                    EXAMPLE,
                                    "--account",
                                    ACCOUNT,
                                    "--email",
                                    "nobody",
                                    "--street",
                                    "1 Main St",
                                    "--country",
                                    "US",
                                    "--postal-code",
                                    "98052!",
                                    "--phone-country-code",
                                    "one",
                                    "--phone",
                                    "call me",
                                    "--name",
                                    "Trey Research",
                                    "--card-token",
                                    "t")
                            .out()
                            .lines())
                    .containsExactly(
                            "Field             Fault",
                            "email             Please give an address such as name@example.com.",
                            "postalCode        Please give letters, digits, blanks and hyphens only, such as 02139 or K1A 0B1.",
                            "phoneCountryCode  Please give one to three digits only, such as 1.",
                            "phone             Please give digits only, without the country code.");
        }
    }
}
