package io.invoicepay.examples.storefront.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.examples.storefront.Storefront;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.DocumentStatus;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

@DisplayName("A page that keeps itself up to date")
class LiveTest extends BrowserTest {
    private static final InvoiceNumber NUMBER = new InvoiceNumber("50% ?x PENDING 1/2");

    private final Storefront storefront = Storefront.of(sample()).start();

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
}
