package io.invoicepay.examples.storefront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.invoicepay.examples.businesscentral.BusinessCentral;
import io.invoicepay.examples.storefront.Visitor.Page;
import io.invoicepay.examples.storefront.provider.Backends;
import io.invoicepay.examples.storefront.provider.InMemoryBackend;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.inmemory.Plan;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The storefront's pages")
class PagesTest {
    private static Storefront storefront;
    private static InMemoryProvider provider;

    @BeforeAll
    static void open() {
        storefront = Storefront.of(new BusinessCentral(Currency.getInstance("USD")).sample())
                .start();
        provider = ((InMemoryBackend) storefront.backend()).inMemory();
    }

    @AfterAll
    static void close() {
        storefront.close();
    }

    private static String payCell(Page page, String number) {
        return page.html()
                .select("tr[data-number=" + number + "] [data-test=pay-cell]")
                .text();
    }

    @ParameterizedTest(name = "[{index}] {1}")
    @MethodSource("unfitNames")
    @DisplayName("Signing in says what is wrong with a name, as a customer and as an operator, and lets nobody in:")
    void unfitName(String name, String told) {
        Visitor somebody = new Visitor(storefront);

        Page asCustomer = somebody.signIn("/sign-in", Map.of("account", "20000", "user", name));
        Page asOperator = somebody.signIn("/sign-in/operator", Map.of("user", name));
        Page nowhere = somebody.signIn("/sign-in", Map.of("account", "12345", "user", name));

        assertThat(alert(asCustomer)).isEqualTo(told);
        assertThat(alert(asOperator)).isEqualTo(told);
        assertThat(alert(nowhere)).isEqualTo("Please choose an account. " + told);
        assertThat(asCustomer.body()).doesNotContain("4111");
        assertThat(somebody.get("/").location()).endsWith("/sign-in");
        assertThat(somebody.get("/operator").location()).endsWith("/sign-in");
    }

    static Stream<Arguments> unfitNames() {
        return Stream.of(
                arguments(" ", "Please fill in your name."),
                arguments("n".repeat(101), "Your name is too long: please shorten it to 100 characters."),
                arguments("Ann\u0007", "Your name holds a character that cannot be used, such as a line break."),
                arguments("Ann\u202e", "Your name holds a character that cannot be used, such as a line break."),
                arguments("4111 1111 1111 1111", "Please do not type a card number as your name."),
                arguments("Ann 4111-1111-1111-1111", "Please do not type a card number as your name."));
    }

    private static String alert(Page page) {
        return page.html().select("[role=alert]").text();
    }

    @Test
    @DisplayName("Signing in takes a name of 100 characters, however they are composed")
    void longestName() {
        Visitor somebody = new Visitor(storefront);

        assertThat(somebody.signIn("/sign-in", Map.of("account", "20000", "user", "e\u0301".repeat(100)))
                        .location())
                .endsWith("/");
        assertThat(somebody.get("/").text("who")).contains("\u00e9".repeat(100));
    }

    @Test
    @DisplayName("BAL-01, BAL-02 the dashboard shows the balance of the account, and PAY beside it if it is positive")
    void balances() {
        Page owing = Visitor.of(storefront, "40000").get("/");
        assertThat(owing.text("balance-amount")).isEqualTo("CA$31,313.66");
        assertThat(owing.has("balance-pay")).isTrue();

        Page inCredit = Visitor.of(storefront, "90000").get("/");
        assertThat(inCredit.text("balance-amount")).isEqualTo("-$350.00");
        assertThat(inCredit.has("balance-pay")).isFalse();

        Page settled = Visitor.of(storefront, "95000").get("/");
        assertThat(settled.text("balance-amount")).isEqualTo("$0.00");
        assertThat(settled.has("balance-pay")).isFalse();
    }

    @Test
    @DisplayName("BAL-03 PAY beside the balance posts into a new tab, which is sent on to the portal with 303")
    void payBalance() {
        Visitor ann = Visitor.of(storefront, "40000");
        Page dashboard = ann.get("/");
        Element form = dashboard.html().expectFirst("form[action=/balance/pay]");
        assertThat(form.attr("target")).isEqualTo("_blank");
        assertThat(form.attr("rel")).isEqualTo("noopener noreferrer");

        Page answer = ann.post("/balance/pay", dashboard.form("form[action=/balance/pay]"));
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.location()).matches("http://127\\.0\\.0\\.1:[0-9]+/portal\\?account=40000");
    }

    @Test
    @DisplayName("BAL-04 a balance that has fallen below zero is refused a portal link")
    void balanceFell() {
        Visitor ann = Visitor.of(storefront, "90000");
        var form = ann.get("/").form("form[action=/sign-out]");

        Page answer = ann.post("/balance/pay", form);

        assertThat(answer.location()).isEmpty();
        assertThat(answer.text("refusal")).isEqualTo("Nothing is outstanding on your account.");
    }

    @Test
    @DisplayName("COL-01, COL-02, COL-05 a row shows Pay as an action, or nothing")
    void payAndNothing() {
        Page history = Visitor.of(storefront, "50000").get("/invoices");
        assertThat(payCell(history, "PS-INV103037")).isEqualTo("Pay invoice PS-INV103037");
        assertThat(history.html()
                        .select("a[data-test=pay][data-number=PS-INV103037]")
                        .attr("href"))
                .isEqualTo("/invoices/PS-INV103037/pay");
        assertThat(payCell(history, "PS-INV103038")).isEmpty(); // cancelled
        assertThat(payCell(history, "PS-INV103039")).isEmpty(); // in review
        assertThat(payCell(history, "PS-INV103040")).isEmpty(); // paid
    }

    @Test
    @DisplayName(
            "COL-03, COL-06, DET-02 a payment made in the portal shows Pending in the list and on the detail, and is no action")
    void pending() {
        provider.payInPortal(
                new InvoiceNumber("PS-INV103042"),
                Money.of("5824.29", "EUR"),
                Plan.settleAfter(java.time.Duration.ofDays(9)));
        Visitor ann = Visitor.of(storefront, "50000");

        Page history = ann.get("/invoices");
        Page detail = ann.get("/invoices/PS-INV103042");

        assertThat(payCell(history, "PS-INV103042")).isEqualTo("Pending");
        assertThat(history.html().select("a[data-test=pay][data-number=PS-INV103042]"))
                .isEmpty();
        assertThat(detail.text("pending")).isEqualTo("Pending");
        assertThat(detail.has("pay")).isFalse();
    }

    @Test
    @DisplayName("COL-04, DET-01 an account in credit shows no Pay in its list, but on the invoice's own page")
    void inCredit() {
        Visitor ann = Visitor.of(storefront, "90000");

        assertThat(ann.get("/invoices").has("pay")).isFalse();
        assertThat(ann.get("/invoices/PS-INV103061").has("pay")).isTrue();
    }

    @Test
    @DisplayName(
            "COL-07, VAL-01 an invoice that the provider does not know shows Pay; selecting it says why no dialog opens")
    void notSent() {
        InvoiceNumber number = new InvoiceNumber("PS-INV200001");
        storefront.erp().put(Invoice.of(number, new AccountId("60000"), Money.of("7000", "JPY")));
        Visitor ann = Visitor.of(storefront, "60000");

        assertThat(payCell(ann.get("/invoices?size=100"), number.value())).startsWith("Pay");
        Page answer = ann.get("/invoices/" + number + "/pay");
        assertThat(answer.has("pay-dialog")).isFalse();
        assertThat(answer.html().select("[data-reason]").eachAttr("data-reason"))
                .isEqualTo(List.of("NOT_SENT"));
        assertThat(answer.text("refusal")).contains("has not been sent for payment processing");
    }

    @Test
    @DisplayName("PAY-05 without a provider the shop reads as usual, and nothing can be paid")
    void withoutProvider() {
        try (Storefront bare = Storefront.of(new BusinessCentral(Currency.getInstance("USD")).sample())
                .provider(Backends.NONE)
                .start()) {
            Visitor ann = Visitor.of(bare, "20000");
            Page dashboard = ann.get("/");
            assertThat(dashboard.text("balance-amount")).isEqualTo("$22,413.20");
            assertThat(dashboard.has("balance-pay")).isFalse();
            assertThat(dashboard.has("pay")).isFalse();
            assertThat(dashboard.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("frame-src 'none'");
            assertThat(ann.get("/invoices/PS-INV103001/pay").text("refusal"))
                    .contains("Online payment is not available.");
        }
    }

    @Test
    @DisplayName("Order History filters, searches and pages")
    void filters() {
        Visitor ann = Visitor.of(storefront, "30000");

        assertThat(ann.get("/invoices?show=open").html().select("[data-test=row]"))
                .hasSize(6);
        assertThat(ann.get("/invoices?show=settled").html().select("[data-test=row]"))
                .hasSize(6);
        assertThat(ann.get("/invoices?search=inv103021")
                        .html()
                        .select("[data-test=row]")
                        .attr("data-number"))
                .isEqualTo("PS-INV103021");
        assertThat(ann.get("/invoices?search=%3Cb%3E").text("no-rows")).isEqualTo("There are no such invoices.");
        Page second = ann.get("/invoices?page=2&size=5");
        assertThat(second.html()
                        .select("[data-test=row]")
                        .eachAttr("data-number")
                        .get(0))
                .isEqualTo("PS-INV103018");
        assertThat(second.has("previous")).isTrue();
        assertThat(second.has("next")).isTrue();
        assertThat(ann.get("/invoices?page=-3&size=nonsense").status()).isEqualTo(400);
    }

    @Test
    @DisplayName("LIB-07 the status as data says what the page shows")
    void status() {
        Visitor ann = Visitor.of(storefront, "30000");

        Page page = ann.get("/invoices?show=open");
        Page data = ann.get(page.html().expectFirst("main").attr("data-status"));

        assertThat(page.html().select("[data-live] [data-state]").eachAttr("data-state"))
                .contains("USD 29276.25 true", "PS-INV103013 PAY 6930.04");
        assertThat(data.body())
                .startsWith(
                        "{\"version\":1,\"balances\":[{\"currency\":\"USD\",\"amount\":\"29276.25\",\"payButton\":true}],")
                .contains("{\"number\":\"PS-INV103013\",\"pay\":\"PAY\",\"outstanding\":\"6930.04\"}");
    }
}
