package io.invoicepay.examples.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.examples.businesscentral.SalesDocuments;
import io.invoicepay.examples.storefront.Visitor.Page;
import io.invoicepay.examples.storefront.provider.Backends;
import io.invoicepay.examples.storefront.provider.InMemoryBackend;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.inmemory.Plan;
import io.invoicepay.inmemory.VirtualClock;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Invoice numbers that hold what addresses use otherwise")
class OddNumbersTest {
    private static final AccountId ACCOUNT = new AccountId("20000");
    private static final Money OWED = Money.of("70.00", "USD");
    private static final VirtualClock CLOCK = VirtualClock.at(Instant.parse("2026-11-20T12:00:00Z"));
    private static Storefront storefront;
    private static InMemoryProvider provider;

    static List<String> numbers() {
        return List.of(
                "INV#5", "INV/2026/001", "50% ?x", "Ü 1", "..", "//", "a;b=c", "~2F", "%2F", "{n}+1&a='b'", "<i>\"\\");
    }

    private static SalesDocuments documents() {
        return new SalesDocuments(
                numbers().stream()
                        .map(number -> Invoice.of(new InvoiceNumber(number), ACCOUNT, OWED))
                        .toList(),
                List.of(),
                Map.of());
    }

    @BeforeAll
    static void open() {
        storefront = Storefront.of(documents())
                .clock(CLOCK)
                .paymentsPerMinute(1_000)
                .erpPostsAfter(Duration.ofDays(90))
                .start();
        provider = ((InMemoryBackend) storefront.backend()).inMemory();
    }

    @AfterAll
    static void close() {
        storefront.close();
    }

    private static Element row(Page page, String number) {
        return page.html().select("[data-test=row]").stream()
                .filter(row -> row.attr("data-number").equals(number))
                .findFirst()
                .orElseThrow();
    }

    private static String action(Page page, String form) {
        return page.html().expectFirst(form).attr("action");
    }

    @ParameterizedTest(name = "EX-01, PAY-04 {0} is found in the list, shown, paid, and told to be pending")
    @MethodSource("numbers")
    void pays(String number) {
        Visitor ann = Visitor.of(storefront, ACCOUNT.value());
        Element row = row(ann.get("/invoices"), number);

        Page detail = ann.get(row.expectFirst("th a").attr("href"));
        assertThat(detail.status()).isEqualTo(200);
        assertThat(detail.html().expectFirst("h1").text()).isEqualTo("Invoice " + number);
        assertThat(ann.get(detail.html().expectFirst("main").attr("data-status"))
                        .body())
                .contains("\"outstanding\":\"70.00\"");

        Page dialog = ann.get(row.expectFirst("[data-test=pay]").attr("href"));
        assertThat(dialog.text("dialog-invoice")).isEqualTo(number);
        assertThat(ann.get(dialog.html()
                                .expectFirst("#address-form [data-test=cancel]")
                                .attr("href"))
                        .html()
                        .expectFirst("h1")
                        .text())
                .isEqualTo("Invoice " + number);
        assertThat(ann.get(dialog.html().expectFirst("#tab-portal").attr("href"))
                        .text("dialog-invoice"))
                .isEqualTo(number);
        Page portal = ann.post(action(dialog, "#panel-portal form"), dialog.form("#panel-portal form"));
        assertThat(portal.status()).isEqualTo(303);
        assertThat(portal.location()).contains("/portal?request=");

        Map<String, String> address = dialog.form("#address-form");
        address.putAll(Visitor.ADDRESS);
        Page card = ann.post(action(dialog, "#address-form"), address);
        Page changed = ann.post(action(card, "#change-form"), card.form("#change-form"));
        assertThat(changed.text("dialog-invoice")).isEqualTo(number);
        Map<String, String> payment = card.form("#card-form");
        payment.putAll(Map.of(
                "nameOnCard",
                "Ann Example",
                "cardToken",
                "token of " + numbers().indexOf(number)));
        Page paid = ann.post(action(card, "#card-form"), payment);

        assertThat(paid.status()).isEqualTo(303);
        Page told = ann.get(paid.location());
        assertThat(told.text("notice")).contains("for invoice " + number + " was accepted");
        assertThat(told.has("pending")).isTrue();
        assertThat(provider.ledger(new InvoiceNumber(number))).hasSize(1);
        Page refused = ann.get(row.expectFirst("[data-test=pay]").attr("href"));
        assertThat(refused.text("refusal")).contains(number, "already pending");
        assertThat(ann.get(refused.html()
                                .expectFirst("main a:contains(Back to the invoice)")
                                .attr("href"))
                        .has("pending"))
                .isTrue();
    }

    @Test
    @DisplayName("STA-04 an operator decides about each of them")
    void decides() {
        VirtualClock clock = VirtualClock.at(Instant.parse("2026-11-20T12:00:00Z"));
        try (Storefront own =
                Storefront.of(documents()).clock(clock).paymentsPerMinute(1_000).start()) {
            ((InMemoryBackend) own.backend()).inMemory().plan("lost", Plan.loseRequest());
            Visitor ann = Visitor.of(own, ACCOUNT.value());
            for (Element pay : ann.get("/invoices").html().select("[data-test=pay]")) {
                Map<String, String> address = ann.get(pay.attr("href")).form("#address-form");
                address.putAll(Visitor.ADDRESS);
                Map<String, String> card =
                        ann.post(pay.attr("href") + "/address", address).form("#card-form");
                card.putAll(Map.of("nameOnCard", "Ann Example", "cardToken", "lost"));
                ann.post(pay.attr("href"), card);
            }
            for (int i = 0; i < 12; i++) {
                clock.advance(Duration.ofHours(12));
                own.work();
            }
            Visitor ben = Visitor.operator(own);
            for (int waiting = numbers().size(); waiting > 0; waiting--) {
                Page page = ben.get("/operator");
                assertThat(page.html().select("[data-test=attention]")).hasSize(waiting);
                String number = page.html().expectFirst("[data-test=attention]").attr("data-number");
                Map<String, String> form = page.form("form.decision");
                form.putAll(Map.of("verdict", "NOT_PAID", "reason", "Never sent"));

                ben.post(action(page, "form.decision"), form);

                assertThat(ben.get("/operator").text("notice"))
                        .isEqualTo("Your decision about " + number + " is on record.");
            }
        }
    }

    @Test
    @DisplayName("Order History keeps what was searched for from page to page, whatever it holds")
    void search() {
        Visitor ann = Visitor.of(storefront, ACCOUNT.value());
        for (String searched : List.of("50% ?x", "{n}+1&a='b'", "Ü 1")) {
            String next = ann.get("/invoices?page=2&size=1&search=" + Visitor.encoded(searched))
                    .html()
                    .expectFirst("[data-test=previous]")
                    .attr("href");
            assertThat(row(ann.get(next), searched)).isNotNull();
        }
    }

    @Test
    @DisplayName("PAY-04 what no number can be spelt as is no invoice")
    void misspelt() {
        Visitor ann = Visitor.of(storefront, ACCOUNT.value());
        for (String segment : List.of("~", "INV~2", "INV~zz", "~C3", "~00", "~20")) {
            assertThat(ann.get("/invoices/" + segment).status()).as(segment).isEqualTo(404);
        }
    }

    @Test
    @DisplayName("LIB-03, POR-01 the portal of the Aptean Pay adapter opens for such a number, too")
    void sandbox() {
        try (Storefront aptean =
                Storefront.of(documents()).provider(Backends.SANDBOX).start()) {
            Visitor ann = Visitor.of(aptean, ACCOUNT.value());
            for (String number : List.of("INV#5", "INV/2026/001", "50% ?x", "Ü 1")) {
                Page dialog = ann.get(row(ann.get("/invoices"), number)
                        .expectFirst("[data-test=pay]")
                        .attr("href"));
                Page portal = ann.post(action(dialog, "#panel-portal form"), dialog.form("#panel-portal form"));
                assertThat(portal.status()).as(number).isEqualTo(303);
            }
        }
    }
}
