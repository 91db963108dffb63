package io.invoicepay.examples.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.examples.businesscentral.BusinessCentral;
import io.invoicepay.examples.storefront.Visitor.Page;
import io.invoicepay.examples.storefront.provider.InMemoryBackend;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.inmemory.Plan;
import io.invoicepay.inmemory.VirtualClock;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.DeclineReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Paying in the storefront")
class PayingTest {
    private static final VirtualClock CLOCK = VirtualClock.at(Instant.parse("2026-11-20T12:00:00Z"));
    private static Storefront storefront;
    private static InMemoryProvider provider;

    @BeforeAll
    static void open() {
        storefront = Storefront.of(new BusinessCentral(Currency.getInstance("USD")).sample())
                .clock(CLOCK)
                .paymentsPerMinute(1_000)
                .start();
        provider = ((InMemoryBackend) storefront.backend()).inMemory();
    }

    @AfterAll
    static void close() {
        storefront.close();
    }

    private static int charges(String invoice) {
        return provider.ledger(new InvoiceNumber(invoice)).size();
    }

    @Test
    @DisplayName(
            "EX-01, GST-05, GST-06 the walk ends on the invoice, which is Pending; STA-01 and empty once the ERP has posted")
    void walk() {
        Visitor ann = Visitor.of(storefront, "20000");
        assertThat(ann.get("/invoices/PS-INV103001/pay").text("dialog-amount")).isEqualTo("$1,250.00");

        Page answer = ann.payNow("PS-INV103001", ann.card("PS-INV103001", "walk"));

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.location()).isEqualTo("/invoices/PS-INV103001");
        Page told = ann.get(answer.location());
        assertThat(told.text("notice")).contains("$1,250.00", "was accepted");
        assertThat(told.has("pending")).isTrue();
        assertThat(told.text("history")).contains("customer Ann");
        assertThat(told.text("explanation")).contains("Since", "Evidence", "Next check", "What ends it");

        CLOCK.advance(Duration.ofMinutes(1));
        storefront.work();
        assertThat(ann.get("/invoices/PS-INV103001").has("pending")).isTrue();
        CLOCK.advance(Duration.ofMinutes(1));
        storefront.work();
        Page settled = ann.get("/invoices/PS-INV103001");
        assertThat(settled.text("outstanding")).isEqualTo("$0.00");
        assertThat(settled.text("pay-cell")).isEmpty();
    }

    @Test
    @DisplayName(
            "GST-01, GST-02 all faults of the billing address are shown together, each tied to its field, and what was typed is kept")
    void faults() {
        Visitor ann = Visitor.of(storefront, "20000");
        Map<String, String> form = ann.address("PS-INV103002");
        form.putAll(Map.of("email", "not an address", "postalCode", "nonsense", "street", "", "phone", "12"));

        Page answer = ann.post("/invoices/PS-INV103002/pay/address", form);

        assertThat(answer.html().select("[aria-invalid=true]").eachAttr("id"))
                .isEqualTo(List.of("email", "street", "postalCode", "phone"));
        for (String field : List.of("email", "street", "postalCode", "phone")) {
            assertThat(answer.html().expectFirst("#" + field).attr("aria-describedby"))
                    .isEqualTo(field + "-fault");
            assertThat(answer.html().expectFirst("#" + field + "-fault").text()).isNotBlank();
        }
        assertThat(answer.html().select("#pay-fault a").eachAttr("href"))
                .isEqualTo(List.of("#email", "#street", "#postalCode", "#phone"));
        assertThat(answer.form("#address-form"))
                .containsEntry("email", "not an address")
                .containsEntry("postalCode", "nonsense")
                .containsEntry("country", "US");
    }

    @Test
    @DisplayName("GST-02 each field that is not well-formed says how it should be, beside it and above the form")
    void reasons() {
        Visitor ann = Visitor.of(storefront, "20000");
        Map<String, String> form = ann.address("PS-INV103002");
        form.putAll(Map.of("email", "nobody", "postalCode", "02139!", "phoneCountryCode", "one", "phone", "call me"));

        Page answer = ann.post("/invoices/PS-INV103002/pay/address", form);

        assertThat(answer.text("fault-email")).isEqualTo("Please give an address such as name@example.com.");
        assertThat(answer.text("fault-postalCode"))
                .isEqualTo("Please give letters, digits, blanks and hyphens only, such as 02139 or K1A 0B1.");
        assertThat(answer.text("fault-phoneCountryCode")).isEqualTo("Please give one to three digits only, such as 1.");
        assertThat(answer.text("fault-phone")).isEqualTo("Please give digits only, without the country code.");
        assertThat(answer.text("dialog-fault"))
                .contains("Email: Please give an address such as name@example.com.")
                .doesNotContain("Please check this.");
    }

    @Test
    @DisplayName("GST-02 markup that was typed comes back as text")
    void markup() {
        Visitor ann = Visitor.of(storefront, "20000");
        Map<String, String> form = ann.address("PS-INV103002");
        form.putAll(Map.of("street", "\"><script>alert(1)</script>", "phone", ""));

        Page answer = ann.post("/invoices/PS-INV103002/pay/address", form);

        assertThat(answer.form("#address-form")).containsEntry("street", "\"><script>alert(1)</script>");
        assertThat(answer.html().select("main script")).isEmpty();
    }

    @Test
    @DisplayName(
            "GST-03, GST-04 Continue shows name on card and the provider's card entry, and no field for a card number")
    void continues() {
        Visitor ann = Visitor.of(storefront, "20000");

        Page step = ann.post("/invoices/PS-INV103002/pay/address", ann.address("PS-INV103002"));

        assertThat(step.html().getElementById("nameOnCard")).isNotNull();
        assertThat(step.html().select("#card-entry").attr("data-kind")).isEqualTo("in-memory");
        assertThat(step.html().select("#card-entry data").attr("value")).matches("http://127\\.0\\.0\\.1:[0-9]+/card");
        assertThat(step.html().select("#card-form input:not([type=hidden])").eachAttr("name"))
                .isEqualTo(List.of("nameOnCard"));
    }

    @Test
    @DisplayName("GST-04 a card number typed into the name is refused, and not shown again")
    void cardNumberInName() {
        Visitor ann = Visitor.of(storefront, "20000");
        Map<String, String> form = ann.card("PS-INV103002", "token");
        form.put("nameOnCard", "4111 1111 1111 1111");

        Page answer = ann.payNow("PS-INV103002", form);

        assertThat(answer.text("fault-nameOnCard")).contains("Please do not type a card number here.");
        assertThat(answer.body()).doesNotContain("4111");
        assertThat(charges("PS-INV103002")).isZero();
    }

    @Test
    @DisplayName("DLG-03 Cancel leads back to the invoice at every step, which can be paid at once")
    void cancel() {
        Visitor ann = Visitor.of(storefront, "20000");
        Page address = ann.get("/invoices/PS-INV103002/pay");
        Page card = ann.post("/invoices/PS-INV103002/pay/address", ann.address("PS-INV103002"));

        for (Page step : List.of(address, card)) {
            assertThat(step.html().select("[data-test=cancel]").eachAttr("href"))
                    .isNotEmpty()
                    .containsOnly("/invoices/PS-INV103002");
        }
        assertThat(ann.get("/invoices/PS-INV103002").has("pay")).isTrue();
    }

    @Test
    @DisplayName(
            "GST-07 a declined card keeps the dialog open with the reason and all that was typed; another card pays")
    void declined() {
        provider.plan("poor", Plan.decline(DeclineReason.INSUFFICIENT_FUNDS));
        Visitor ann = Visitor.of(storefront, "20000");

        Page answer = ann.payNow("PS-INV103004", ann.card("PS-INV103004", "poor"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("dialog-fault")).contains("insufficient funds", "Nothing was charged");
        Map<String, String> again = answer.form("#card-form");
        assertThat(again)
                .containsEntry("nameOnCard", "Ann Example")
                .containsEntry("email", "ann@example.com")
                .containsEntry("cardToken", "");
        again.put("cardToken", "rich");
        assertThat(ann.payNow("PS-INV103004", again).status()).isEqualTo(303);
        assertThat(ann.get("/invoices/PS-INV103004").has("pending")).isTrue();
    }

    @Test
    @DisplayName(
            "STA-02 why a payment failed is told to customers as far as the holder of a card may know: never that fraud is suspected")
    void suspectedFraud() {
        provider.plan("poor", Plan.decline(DeclineReason.INSUFFICIENT_FUNDS));
        provider.plan("stolen", Plan.decline(DeclineReason.SUSPECTED_FRAUD));
        Visitor ann = Visitor.of(storefront, "20000");
        Map<String, String> again =
                ann.payNow("PS-INV103007", ann.card("PS-INV103007", "poor")).form("#card-form");
        again.put("cardToken", "stolen");
        assertThat(ann.payNow("PS-INV103007", again).text("dialog-fault")).contains("The card was declined.");

        assertThat(ann.get("/invoices/PS-INV103007").text("history"))
                .contains("is FAILED: The card has insufficient funds.", "is FAILED: The card was declined.")
                .doesNotContain("SUSPECTED", "FUNDS");
    }

    @Test
    @DisplayName("GST-08 a balance that changed is not charged, and the new one is shown")
    void balanceChanged() {
        Visitor ann = Visitor.of(storefront, "20000");
        Map<String, String> form = ann.card("PS-INV103005", "token");
        Money less = Money.of("100.00", "USD");
        InvoiceNumber number = new InvoiceNumber("PS-INV103005");
        storefront.erp().put(Invoice.of(number, new AccountId("20000"), less));
        provider.send(number, less);

        Page answer = ann.payNow("PS-INV103005", form);

        assertThat(answer.text("dialog-fault"))
                .contains("has changed. Nothing was charged just now. It is now $100.00.");
        assertThat(answer.text("dialog-amount")).isEqualTo("$100.00");
        assertThat(charges("PS-INV103005")).isZero();
    }

    private static void owe(String number, Money amount) {
        storefront.erp().put(Invoice.of(new InvoiceNumber(number), new AccountId("20000"), amount));
        provider.send(new InvoiceNumber(number), amount);
    }

    @Test
    @DisplayName(
            "GST-08, GST-03 a balance that changes while the address is typed is told at every step, and the new one is paid")
    void balanceChangedWhileTyping() {
        String number = "PS-INV103012";
        Visitor ann = Visitor.of(storefront, "20000");
        Map<String, String> address = ann.address(number);
        owe(number, Money.of("800.00", "USD"));

        Map<String, String> faulty = new LinkedHashMap<>(address);
        faulty.put("email", "nobody");
        Page faults = ann.post("/invoices/" + number + "/pay/address", faulty);
        assertThat(faults.text("dialog-fault")).startsWith("The balance has changed to $800.00. Please check");
        Page card = ann.post("/invoices/" + number + "/pay/address", address);
        assertThat(card.text("dialog-fault")).isEqualTo("The balance has changed to $800.00.");
        assertThat(card.text("dialog-amount")).isEqualTo("$800.00");

        owe(number, Money.of("700.00", "USD"));
        Page changed = ann.post("/invoices/" + number + "/pay/address/change", card.form("#change-form"));
        assertThat(changed.text("dialog-fault")).isEqualTo("The balance has changed to $700.00.");
        Map<String, String> again = changed.form("#address-form");
        again.putAll(Visitor.ADDRESS);
        Page onward = ann.post("/invoices/" + number + "/pay/address", again);
        assertThat(onward.has("dialog-fault")).isFalse(); // it was told
        Map<String, String> payment = onward.form("#card-form");
        payment.putAll(Map.of("nameOnCard", "", "cardToken", "new"));
        owe(number, Money.of("600.00", "USD"));
        Page nameless = ann.payNow(number, payment);
        assertThat(nameless.text("dialog-fault")).startsWith("The balance has changed to $600.00. Please check");
        payment = nameless.form("#card-form");
        payment.putAll(Map.of("nameOnCard", "Ann Example", "cardToken", "new"));

        assertThat(ann.payNow(number, payment).status()).isEqualTo(303);
        assertThat(provider.ledger(new InvoiceNumber(number)).get(0).charged()).isEqualTo(Money.of("600.00", "USD"));
    }

    @Test
    @DisplayName("DLG-04, GST-08 a dialog that expired while the balance changed says both, and charges nothing")
    void expiredAndChanged() {
        String number = "PS-INV103009";
        Visitor ann = Visitor.of(storefront, "20000");
        Map<String, String> card = ann.card(number, "slow");
        CLOCK.advance(Duration.ofMinutes(31));
        owe(number, Money.of("90.00", "USD"));

        Page late = ann.payNow(number, card);

        assertThat(late.text("dialog-fault"))
                .isEqualTo("This dialog was open too long and has been renewed; please check the amount."
                        + " Nothing was charged. The balance has changed to $90.00.");
        assertThat(charges(number)).isZero();
        assertThat(late.form("#card-form").get("dialog")).isNotEqualTo(card.get("dialog"));
    }

    @Test
    @DisplayName(
            "GST-09 of thirty presses of Pay Now at once one is accepted, and the others are told that a payment is pending")
    void race() {
        Visitor ann = Visitor.of(storefront, "30000");
        Map<String, String> form = ann.card("PS-INV103013", "race");

        List<CompletableFuture<Page>> presses = IntStream.range(0, 30)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> ann.payNow("PS-INV103013", form)))
                .toList();
        List<Page> answers = presses.stream().map(CompletableFuture::join).toList();

        assertThat(answers.stream().filter(answer -> answer.status() == 303)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 200))
                .hasSize(29)
                .allSatisfy(
                        answer -> assertThat(answer.body()).contains("A payment for this invoice is already pending."));
        assertThat(charges("PS-INV103013")).isEqualTo(1);
    }

    @Test
    @DisplayName("GST-10 a lost answer is called being confirmed, never failed, and nothing can be paid again")
    void unknown() {
        provider.plan("lost", Plan.approve().losingAnswer());
        Visitor ann = Visitor.of(storefront, "30000");
        Map<String, String> form = ann.card("PS-INV103015", "lost");

        Page told = ann.get(ann.payNow("PS-INV103015", form).location());

        assertThat(told.text("notice")).contains("is being confirmed", "do not pay again");
        assertThat(told.text("payment-status")).isEqualTo("The payment is being confirmed");
        assertThat(told.text("notice") + told.text("payment-status")).doesNotContainIgnoringCase("fail");
        assertThat(ann.payNow("PS-INV103015", form).text("refusal")).contains("already pending");
        assertThat(charges("PS-INV103015")).isEqualTo(1);
    }

    @Test
    @DisplayName("STA-02 a payment that fails afterwards makes the invoice payable again, and its reason can be read")
    void failsLater() {
        provider.plan("later", Plan.failAfter(Duration.ofSeconds(10), DeclineReason.LIMIT_EXCEEDED));
        Visitor ann = Visitor.of(storefront, "30000");
        ann.payNow("PS-INV103018", ann.card("PS-INV103018", "later"));
        assertThat(ann.get("/invoices/PS-INV103018").has("pending")).isTrue();

        CLOCK.advance(Duration.ofMinutes(1));
        storefront.work();

        Page failed = ann.get("/invoices/PS-INV103018");
        assertThat(failed.has("pay")).isTrue();
        assertThat(failed.text("history"))
                .contains("The provider shows that the charge failed.")
                .containsIgnoringCase("limit");
    }

    @Test
    @DisplayName(
            "DLG-04 a dialog open too long is validated again: at Continue it goes on anew, at Pay Now nothing is charged")
    void expired() {
        Visitor ann = Visitor.of(storefront, "30000");
        Map<String, String> address = ann.address("PS-INV103019");
        Map<String, String> card = ann.card("PS-INV103019", "slow");
        CLOCK.advance(Duration.ofMinutes(31));

        Page late = ann.payNow("PS-INV103019", card);
        assertThat(late.text("dialog-fault"))
                .isEqualTo("This dialog was open too long and has been renewed; please check the amount."
                        + " Nothing was charged.");
        assertThat(charges("PS-INV103019")).isZero();

        Page onward = ann.post("/invoices/PS-INV103019/pay/address", address);
        assertThat(onward.text("dialog-fault"))
                .isEqualTo("This dialog was open too long and has been renewed; please check the amount.");
        Map<String, String> anew = onward.form("#card-form");
        assertThat(anew.get("dialog")).isNotEqualTo(address.get("dialog"));
        anew.putAll(Map.of("nameOnCard", "Ann Example", "cardToken", "fresh"));
        assertThat(ann.payNow("PS-INV103019", anew).status()).isEqualTo(303);
    }

    @Test
    @DisplayName("DLG-02, PAY-02 amount, number and account that are added to Pay Now change nothing")
    void forgedFields() {
        Visitor ann = Visitor.of(storefront, "30000");
        Map<String, String> form = ann.card("PS-INV103021", "forged");
        form.putAll(Map.of(
                "amount",
                "0.01",
                "amountShown",
                "0.01 USD",
                "currency",
                "JPY",
                "number",
                "PS-INV103025",
                "invoice",
                "PS-INV103025",
                "account",
                "40000"));

        assertThat(ann.payNow("PS-INV103021", form).status()).isEqualTo(303);

        assertThat(provider.ledger(new InvoiceNumber("PS-INV103021")).get(0).charged())
                .isEqualTo(Money.of("6698.57", "USD"));
        assertThat(charges("PS-INV103025")).isZero();
    }

    @Test
    @DisplayName("DLG-02 a dialog token that was damaged, or is another account's, charges nothing")
    void forgedToken() {
        Visitor ann = Visitor.of(storefront, "30000");
        Visitor stranger = Visitor.of(storefront, "40000");
        Map<String, String> theirs = stranger.card("PS-INV103025", "stolen");
        Map<String, String> form = ann.card("PS-INV103023", "stolen");

        for (String token : List.of("", "nonsense", form.get("dialog") + "x", theirs.get("dialog"))) {
            form.put("dialog", token);
            assertThat(ann.payNow("PS-INV103023", form).text("dialog-fault")).contains("not valid");
        }
        assertThat(charges("PS-INV103023")).isZero();
        assertThat(charges("PS-INV103025")).isZero();
    }

    @Test
    @DisplayName("DLG-02 a dialog of another invoice, of the same account too, charges neither of them")
    void dialogOfAnotherInvoice() {
        Visitor ann = Visitor.of(storefront, "40000");
        Map<String, String> other = ann.card("PS-INV103035", "mixed");
        Map<String, String> form = ann.card("PS-INV103036", "mixed");
        Map<String, String> own = Map.copyOf(form);
        form.putAll(Map.of("dialog", other.get("dialog"), "amountShown", other.get("amountShown")));

        for (Map<String, String> mixed : List.of(form, other)) {
            Page answer = ann.payNow("PS-INV103036", mixed);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text("dialog-fault")).contains("This payment page is not valid.");
            assertThat(answer.text("dialog-invoice")).isEqualTo("PS-INV103036");
        }
        assertThat(charges("PS-INV103035")).isZero();
        assertThat(charges("PS-INV103036")).isZero();
        assertThat(ann.payNow("PS-INV103036", own).location()).isEqualTo("/invoices/PS-INV103036");
        assertThat(charges("PS-INV103036")).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "POR-01 Open Portal posts into a new tab, which is sent on to the portal of this invoice; without script, too")
    void portal() {
        Visitor ann = Visitor.of(storefront, "40000");
        Page dialog = ann.get("/invoices/PS-INV103028/pay?method=portal");
        assertThat(dialog.html().expectFirst("#panel-portal").hasAttr("hidden")).isFalse();
        assertThat(dialog.html().select("#panel-portal form").attr("target")).isEqualTo("_blank");
        assertThat(dialog.html().select("#panel-portal form").attr("rel")).isEqualTo("noopener noreferrer");

        Page answer = ann.post("/invoices/PS-INV103028/portal", dialog.form("#panel-portal form"));

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.location()).matches("http://127\\.0\\.0\\.1:[0-9]+/portal\\?request=.+");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    }

    @Test
    @DisplayName("POR-03 what was paid in the portal shows as pending, then as settled")
    void comingBack() {
        Visitor ann = Visitor.of(storefront, "40000");
        Page dialog = ann.get("/invoices/PS-INV103033/pay?method=portal");
        ann.post("/invoices/PS-INV103033/portal", dialog.form("#panel-portal form"));
        InvoiceNumber number = new InvoiceNumber("PS-INV103033");

        provider.payInPortal(number, Money.of("3146.99", "CAD"), Plan.settleAfter(Duration.ofSeconds(40)));
        assertThat(ann.get("/invoices/" + number + "/status").body()).contains("\"pay\":\"PENDING\"");
        for (int i = 0; i < 4; i++) {
            CLOCK.advance(Duration.ofMinutes(1));
            storefront.work();
        }

        assertThat(ann.get("/invoices/" + number + "/status").body())
                .contains("\"pay\":\"NONE\",\"outstanding\":\"0.00\"");
    }

    @Test
    @DisplayName("GST-04 without script the card step says so and points to the Portal")
    void withoutScript() {
        Visitor ann = Visitor.of(storefront, "40000");

        Page step = ann.post("/invoices/PS-INV103034/pay/address", ann.address("PS-INV103034"));

        assertThat(step.html().select("noscript [data-test=no-script]").text()).contains("needs JavaScript", "Portal");
        assertThat(step.html().expectFirst("#pay-now").hasAttr("hidden")).isTrue();
        assertThat(step.html().expectFirst("#pay-dialog").hasAttr("open")).isTrue();
        assertThat(step.html().expectFirst("#tab-portal").attr("href"))
                .isEqualTo("/invoices/PS-INV103034/pay?method=portal");
    }
}
