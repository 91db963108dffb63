package io.invoicepay.examples.storefront.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.examples.storefront.Storefront;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.inmemory.Plan;
import io.invoicepay.inmemory.VirtualClock;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.DocumentStatus;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

@DisplayName("A page that keeps itself up to date")
class LiveTest extends BrowserTest {
    private static final InvoiceNumber NUMBER = new InvoiceNumber("50% ?x PENDING 1/2");

    private static final VirtualClock CLOCK = VirtualClock.at(Instant.parse("2026-11-20T12:00:00Z"));

    private final Storefront storefront = Storefront.of(sample()).clock(CLOCK).start();

    @Override
    URI address() {
        return storefront.address();
    }

    @AfterEach
    void close() {
        storefront.close();
    }

    private static Invoice owing(String amount) {
        return Invoice.of(NUMBER, new AccountId("20000"), Money.of(amount, "USD"));
    }

    private void erpShows(Invoice invoice) {
        storefront.erp().put(invoice);
        driver.executeScript("window.dispatchEvent(new Event('focus'));");
    }

    private void tells(String sentence) {
        ann.until().until(d -> sentence.equals(d.findElement(By.id("announce")).getDomProperty("textContent")));
    }

    @Test
    @DisplayName(
            "COL-05, LIB-07 tells what became of an invoice, and calls settled only what is: money may be owed still")
    void announces() {
        storefront.erp().put(owing("70.00"));
        inMemory(storefront).send(NUMBER, Money.of("70.00", "USD"));
        ann.signIn("20000");
        ann.go("/invoices?search=" + "50%25");

        erpShows(owing("70.00").withStatus(DocumentStatus.CANCELLED));
        tells("Invoice " + NUMBER + " cannot be paid here right now.");
        erpShows(owing("70.00"));
        tells("Invoice " + NUMBER + " can be paid.");
        ann.addressStep(NUMBER.value());
        ann.payWith(Shopper.GOOD_CARD);
        ann.see(Shopper.row(NUMBER.value(), "pending"));
        tells("Invoice " + NUMBER + " is pending.");
        erpShows(owing("0.00").withStatus(DocumentStatus.PAID));
        tells("Invoice " + NUMBER + " is settled.");
        assertThat(ann.read("outstanding")).isEqualTo("$0.00");
    }

    /** Pages opened from now on do not wait for their next look: {@code look} lets it come, {@code pauses} tells how long it would be. */
    private String holdLooks() {
        Object script = driver.executeCdpCommand(
                        "Page.addScriptToEvaluateOnNewDocument",
                        Map.of(
                                "source",
                                "const later = window.setTimeout; window.pauses = [];"
                                        + "window.setTimeout = (work, pause) => {"
                                        + "  if (!(pause >= 3000)) { return later(work, pause); }"
                                        + "  window.look = work; window.pauses.push(pause); return 0; };"))
                .get("identifier");
        return String.valueOf(script);
    }

    private List<?> pauses() {
        return (List<?>) driver.executeScript("return window.pauses;");
    }

    private long lastPause() {
        List<?> pauses = pauses();
        return ((Number) pauses.get(pauses.size() - 1)).longValue();
    }

    private long pauseAfter(int looks) {
        driver.executeAsyncScript(
                "const [looks, done] = arguments; (async () => { window.pauses.length = 0;"
                        + "for (let i = 0; i < looks; i++) { await window.look(); } })().then(() => done());",
                looks);
        assertThat(pauses()).hasSize(looks);
        return lastPause();
    }

    @Test
    @DisplayName(
            "STA-01, POR-03 looks ever less often for what stays pending, and often again when it is come back to, changes, or the portal was opened")
    void backsOff() {
        InMemoryProvider provider = inMemory(storefront);
        String script = holdLooks();
        try {
            ann.signIn("20000");
            ann.go("/invoices");
            ann.see(Shopper.row("PS-INV103001", "pay"));
            assertThat(pauses()).as("with nothing pending").isEmpty();

            ann.addressStep("PS-INV103001");
            ann.payWith(Shopper.GOOD_CARD);
            ann.see(Shopper.row("PS-INV103001", "pending"));
            ann.until().until(d -> !pauses().isEmpty());
            assertThat(lastPause()).as("after Pay").isEqualTo(3_000);

            assertThat(pauseAfter(19)).isEqualTo(3_000);
            assertThat(pauseAfter(1)).isEqualTo(15_000);
            assertThat(pauseAfter(15)).isEqualTo(15_000);
            assertThat(pauseAfter(1)).isEqualTo(60_000);
            driver.executeScript("window.dispatchEvent(new Event('focus'));");
            assertThat(lastPause()).as("after coming back").isEqualTo(3_000);

            assertThat(pauseAfter(60)).isEqualTo(60_000);
            assertThat(pauseAfter(1)).isEqualTo(300_000);
            assertThat(pauseAfter(5)).isEqualTo(300_000);
            driver.executeScript("document.dispatchEvent(new Event('visibilitychange'));");
            assertThat(lastPause()).as("after being seen again").isEqualTo(3_000);

            assertThat(pauseAfter(20)).isEqualTo(15_000);
            provider.payInPortal(
                    new InvoiceNumber("PS-INV103002"),
                    Money.of("5345.84", "USD"),
                    Plan.settleAfter(Duration.ofDays(9)));
            driver.executeAsyncScript("const done = arguments[0]; window.look().then(() => done());");
            ann.see(Shopper.row("PS-INV103002", "pending"));
            assertThat(lastPause()).as("after a change").isEqualTo(3_000);

            assertThat(pauseAfter(20)).isEqualTo(15_000);
            ann.openDialog("PS-INV103004");
            ann.press("tab-portal");
            driver.executeScript( // without the tab, since coming back from it has the same effect
                    "window.addEventListener('submit', (event) => event.preventDefault());");
            ann.press("open-portal");
            ann.gone("pay-dialog");
            assertThat(lastPause()).as("after the portal was opened").isEqualTo(3_000);
        } finally {
            driver.executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", script));
        }
    }
}
