package io.invoicepay.examples.storefront.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.examples.storefront.Storefront;
import io.invoicepay.examples.storefront.provider.Backends;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

@DisplayName("The worked example in a browser")
class WalkTest extends BrowserTest {
    private static final String INVOICE = "PS-INV103001";
    private static final int MANY = 60;

    private Storefront storefront = Storefront.of(sample()).start();

    @Override
    URI address() {
        return storefront.address();
    }

    @AfterEach
    void close() {
        storefront.close();
    }

    private void on(Backends provider) {
        storefront.close();
        storefront = Storefront.of(sample()).provider(provider).start();
        ann = new Shopper(driver, storefront.address());
    }

    private void toTheCard() {
        ann.signIn("20000");
        ann.press("nav-history");
        ann.openDialog(INVOICE);
        assertThat(ann.read("dialog-amount")).isEqualTo("$1,250.00");
        ann.fillAddress();
        ann.press("continue");
        ann.see("pay-now");
        ann.type("nameOnCard", "Ann Example");
    }

    private void isPending() {
        ann.gone("pay-dialog");
        ann.see(Shopper.row(INVOICE, "pending"));
        assertThat(ann.read("notice")).contains("$1,250.00", "was accepted");
        assertThat(driver.findElements(Shopper.row(INVOICE, "pay"))).isEmpty();
        assertThat(driver.getCurrentUrl()).endsWith("/invoices");
    }

    @Test
    @DisplayName(
            "EX-01, GST-06 on the in-memory provider: the dialog closes and the row shows Pending, on the page one was on")
    void inMemoryProvider() {
        toTheCard();
        ann.typeCard(Shopper.GOOD_CARD);
        ann.press("pay-now");

        isPending();
        assertThat(inMemory(storefront)
                        .ledger(new InvoiceNumber(INVOICE))
                        .get(0)
                        .charged())
                .isEqualTo(Money.of("1250.00", "USD"));
    }

    @Test
    @DisplayName("EX-01, GST-04 on the Aptean Pay adapter: the same walk, with card entry in a frame of another origin")
    void sandbox() {
        on(Backends.SANDBOX);
        toTheCard();
        WebElement frame = ann.see(By.cssSelector("#card-frame iframe"));
        assertThat(URI.create(frame.getDomProperty("src")).getRawAuthority())
                .isNotEqualTo(address().getRawAuthority());
        ann.inFrame(() -> {
            ann.type("ccnumber", Shopper.GOOD_CARD);
            ann.type("month", "11");
            ann.type("year", "39");
            ann.type("cvv", "7391");
        });
        ann.press("pay-now");

        isPending();
    }

    @Test
    @DisplayName(
            "EX-01 with the keyboard alone: every step is reached by Tab, and focus comes back to the invoice's row")
    void keyboard() {
        ann.signIn("20000");
        ann.go("/invoices");
        tabTo(By.cssSelector("[data-test=pay][data-number=" + INVOICE + "]"));
        keys(Keys.ENTER);
        ann.see("continue");
        tabTo(By.id("email"));
        keys(
                "ann@example.com",
                Keys.TAB,
                "1 Main Street",
                Keys.TAB,
                Keys.TAB,
                "United States",
                Keys.TAB,
                "02139",
                Keys.TAB);
        keys(Keys.TAB, "617 555 0123", Keys.ENTER);
        ann.see("pay-now");
        tabTo(By.id("nameOnCard"));
        keys("Ann Example", Keys.TAB);
        keys(Shopper.GOOD_CARD, Keys.TAB, "11/39", Keys.TAB, "739");
        tabTo(By.id("pay-now"));
        keys(Keys.ENTER);

        isPending();
        ann.until().until(d -> "notice".equals(d.switchTo().activeElement().getDomAttribute("data-test")));
    }

    @Test
    @DisplayName("DLG-03 Escape closes the dialog, and focus goes back to the Pay that opened it")
    void escape() {
        ann.signIn("20000");
        ann.go("/invoices");
        ann.openDialog(INVOICE);
        keys(Keys.ESCAPE);
        ann.gone("pay-dialog");

        ann.until()
                .until(d -> INVOICE.equals(d.switchTo().activeElement().getDomAttribute("data-number"))
                        && "pay".equals(d.switchTo().activeElement().getDomAttribute("data-test")));
        assertThat(inMemory(storefront).ledger()).isEmpty();
    }

    private void keys(CharSequence... pressed) {
        new Actions(driver).sendKeys(pressed).perform();
    }

    private void tabTo(By what) {
        for (int i = 0; i < MANY; i++) {
            if (driver.switchTo().activeElement().equals(driver.findElement(what))) {
                return;
            }
            keys(Keys.TAB);
        }
        throw new AssertionError("Tab does not reach " + what);
    }
}
