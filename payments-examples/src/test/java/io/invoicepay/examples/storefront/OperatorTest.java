package io.invoicepay.examples.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.examples.businesscentral.BusinessCentral;
import io.invoicepay.examples.storefront.Visitor.Page;
import io.invoicepay.examples.storefront.provider.InMemoryBackend;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.inmemory.Plan;
import io.invoicepay.inmemory.VirtualClock;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The operator's page")
class OperatorTest {
    private final VirtualClock clock = VirtualClock.at(Instant.parse("2026-11-20T12:00:00Z"));
    private final Storefront storefront = Storefront.of(new BusinessCentral(Currency.getInstance("USD")).sample())
            .clock(clock)
            .erpPostsAfter(Duration.ofDays(90))
            .start();
    private final InMemoryProvider provider = ((InMemoryBackend) storefront.backend()).inMemory();

    @BeforeEach
    void nothingYet() {
        assertThat(Visitor.operator(storefront).get("/operator").has("nothing-to-do"))
                .isTrue();
    }

    @AfterEach
    void close() {
        storefront.close();
    }

    private void pass(Duration length) {
        for (int i = 0; i < 12; i++) {
            clock.advance(length.dividedBy(12));
            storefront.work();
        }
    }

    @Test
    @DisplayName(
            "STA-04 a payment that is pending too long is shown with why and since when, and is not released by time")
    void pendingTooLong() {
        provider.plan("slow", Plan.settleAfter(Duration.ofDays(60)));
        Visitor ann = Visitor.of(storefront, "20000");
        ann.payNow("PS-INV103001", ann.card("PS-INV103001", "slow"));

        pass(Duration.ofDays(6));

        Page page = Visitor.operator(storefront).get("/operator");
        assertThat(page.html().select("[data-test=attention]").eachAttr("data-number"))
                .containsExactly("PS-INV103001");
        assertThat(page.text("attention-why")).isEqualTo("A payment has been pending for longer than expected.");
        assertThat(page.text("attention-status")).isEqualTo("REVIEW");
        assertThat(page.text("attention-since")).isEqualTo("Nov 23, 2026, 12:00:00 UTC");
        assertThat(ann.get("/invoices/PS-INV103001").has("pending")).isTrue();
    }

    @Test
    @DisplayName(
            "STA-06, STA-05 an overpaid invoice is shown with both references; a decision takes a reason and is in the history")
    void overpaid() {
        InvoiceNumber number = new InvoiceNumber("PS-INV103002");
        Visitor ann = Visitor.of(storefront, "20000");
        provider.plan("first", Plan.settleAfter(Duration.ofMinutes(2)));
        ann.payNow(number.value(), ann.card(number.value(), "first"));
        Money owed = Money.of("5345.84", "USD");
        provider.payInPortal(number, owed, Plan.complete());
        pass(Duration.ofHours(2));
        Visitor ben = Visitor.operator(storefront);

        Page page = ben.get("/operator");
        assertThat(page.text("attention-why")).isEqualTo("More than was owed has been taken.");
        assertThat(page.html()
                        .select("[data-test=attention] code")
                        .text()
                        .strip()
                        .split(" +"))
                .hasSize(2);

        Map<String, String> form = page.form("form.decision");
        form.put("verdict", "PAID");
        ben.post("/operator/" + number + "/decision", form);
        assertThat(ben.get("/operator").text("notice")).startsWith("Nothing was changed");

        form.put("reason", "the card 4111 1111 1111 1111 was refunded");
        ben.post("/operator/" + number + "/decision", form);
        assertThat(ben.get("/operator").text("notice"))
                .isEqualTo("Nothing was changed: the reason holds what looks like a card number: leave it out.");

        form.put("reason", "Refunded the portal payment, case 4711");
        Map<String, String> earlier = new LinkedHashMap<>(form);
        String shown = form.getOrDefault("shown", "");
        for (String part : List.of("2026-11-20", "OVERPAID", "payment-")) { // the moment, the reason, the payments
            assertThat(shown).contains(part);
            earlier.put("shown", shown.replaceFirst(part, "1999-01-01"));
            ben.post("/operator/" + number + "/decision", earlier);
            assertThat(ben.get("/operator").text("notice")).startsWith("Nothing was changed");
        }

        assertThat(ben.post("/operator/" + number + "/decision", form).status()).isEqualTo(303);
        Page after = ben.get("/operator");
        assertThat(after.text("notice")).isEqualTo("Your decision about PS-INV103002 is on record.");
        String history = after.html().select("[data-test=decided-history]").attr("href");
        assertThat(ben.get(history).text("history")).contains("operator Ben", "Refunded the portal payment, case 4711");
        assertThat(ann.get("/invoices/" + number).text("history"))
                .as("a customer is told that it was decided, and not by whom and why")
                .contains("An operator has decided.", "the shop")
                .doesNotContain("Ben", "4711");
        assertThat(ann.get(history).status()).isEqualTo(403);
        assertThat(ben.get(history.replace("20000", "30000")).has("history")).isFalse();
        assertThat(ben.get(history.replace("20000", "%20")).has("history")).isFalse();
    }

    private static List<String> offered(Page page) {
        return page.html().select("[data-test=verdict] option:not([value=''])").eachAttr("value");
    }

    private static String decide(Visitor ben, String number, Map<String, String> changes) {
        Map<String, String> form = ben.get("/operator").form("form.decision");
        form.putAll(changes);
        assertThat(ben.post("/operator/" + number + "/decision", form).location())
                .isEqualTo("/operator");
        return ben.get("/operator").text("notice");
    }

    @Test
    @DisplayName(
            "STA-04 what was lost can be decided on the references that the operator names; what can be none is refused with the reason")
    void references() {
        InvoiceNumber number = new InvoiceNumber("PS-INV103004");
        provider.plan("lost", Plan.loseRequest());
        Visitor ann = Visitor.of(storefront, "20000");
        ann.payNow(number.value(), ann.card(number.value(), "lost"));
        pass(Duration.ofDays(6));
        Visitor ben = Visitor.operator(storefront);

        Page page = ben.get("/operator");
        assertThat(offered(page)).containsExactly("PAID", "NOT_PAID", "OVERPAID");
        assertThat(page.text("not-paid-hint")).startsWith("Not paid: the invoice can then be paid again.");
        assertThat(page.has("ends-when-posted")).isFalse();

        Map<String, String> paid = Map.of("verdict", "PAID", "reason", "The bank said so");
        assertThat(decide(ben, number.value(), paid)).contains("Nothing was changed", "too few payment references");
        for (String bad : List.of("x".repeat(129), "one, tw\u0007o", "r ".repeat(21))) {
            Map<String, String> form = new LinkedHashMap<>(paid);
            form.put("references", bad);
            assertThat(decide(ben, number.value(), form))
                    .contains("Nothing was changed: please check the payment references.");
        }

        Map<String, String> form = new LinkedHashMap<>(paid);
        form.put("references", " bank-17,, bank-18 ");
        assertThat(decide(ben, number.value(), form)).isEqualTo("Your decision about PS-INV103004 is on record.");
        assertThat(ben.get("/operator/" + number + "/history?account=20000").text("history"))
                .contains("operator Ben", "The bank said so", "bank-17", "bank-18");
    }

    @Test
    @DisplayName(
            "STA-01, STA-04 of what is paid and still open in the ERP only Not paid is offered, and it is said that posting ends it")
    void paidButOpen() {
        provider.plan("good", Plan.settleAfter(Duration.ofMinutes(2)));
        Visitor ann = Visitor.of(storefront, "20000");
        ann.payNow("PS-INV103005", ann.card("PS-INV103005", "good"));
        pass(Duration.ofDays(40));

        Page page = Visitor.operator(storefront).get("/operator");

        assertThat(page.text("attention-why"))
                .isEqualTo("The payment is complete, but the invoice is still open in the ERP.");
        assertThat(page.text("ends-when-posted")).startsWith("Posting the payment in the ERP ends this by itself");
        assertThat(offered(page)).containsExactly("NOT_PAID");
    }
}
