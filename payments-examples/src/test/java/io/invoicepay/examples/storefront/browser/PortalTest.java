package io.invoicepay.examples.storefront.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.examples.storefront.Storefront;
import io.invoicepay.inmemory.VirtualClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;

@DisplayName("The payer portal in a browser")
class PortalTest extends BrowserTest {
    private static final String INVOICE = "PS-INV103028";
    private static final VirtualClock CLOCK = VirtualClock.at(Instant.parse("2026-11-20T12:00:00Z"));
    private static Storefront storefront;

    @BeforeAll
    static void open() {
        storefront = Storefront.of(sample())
                .clock(CLOCK)
                .erpPostsAfter(Duration.ofSeconds(20))
                .start();
    }

    @AfterAll
    static void close() {
        storefront.close();
    }

    @Override
    URI address() {
        return storefront.address();
    }

    @Test
    @DisplayName("BAL-02, BAL-03 PAY beside the balance opens the portal in a new tab; the storefront's page stays")
    void balance() {
        ann.signIn("50000");
        String here = ann.intoNewTab(() -> ann.press("balance-pay"));

        ann.until().until(ExpectedConditions.urlContains("/portal?account=50000"));
        assertThat(driver.executeScript("return window.opener === null && document.referrer === ''"))
                .isEqualTo(true);
        driver.switchTo().window(here);
        assertThat(ann.sees("balance")).isTrue();
        assertThat(ann.sees("pay-dialog")).isFalse();
    }

    @Test
    @DisplayName(
            "POR-01, POR-03 what was paid in the portal shows as Pending on coming back, and then as settled, by itself")
    void comingBack() {
        ann.signIn("40000");
        ann.go("/invoices");
        ann.openDialog(INVOICE);
        ann.press("tab-portal");
        String here = ann.intoNewTab(() -> ann.press("open-portal"));
        ann.press(By.cssSelector("form[action='/portal/payments'] button"));
        ann.see(By.id("paid"));

        driver.close();
        driver.switchTo().window(here);
        ann.gone("pay-dialog");
        ann.see(Shopper.row(INVOICE, "pending"));
        for (int i = 0; i < 4; i++) {
            CLOCK.advance(Duration.ofMinutes(1));
            storefront.work();
        }
        ann.until().until(ExpectedConditions.textToBe(Shopper.row(INVOICE, "outstanding"), "CA$0.00"));
        assertThat(driver.findElements(Shopper.row(INVOICE, "pending"))).isEmpty();
    }

    @Test
    @DisplayName(
            "POR-01, GST-04 without JavaScript pages read and navigate, the card step says what it needs, and the portal works")
    void withoutScript() {
        ChromeDriver plain = Chromium.start(false);
        try {
            Shopper ben = new Shopper(plain, address());
            ben.signIn("50000");
            ben.press("nav-history");
            ben.press(By.cssSelector("[data-test=pay][data-number=PS-INV103037]"));
            ben.fillAddress();
            ben.press("continue");
            assertThat(ben.read("no-script")).contains("needs JavaScript", "Portal");
            assertThat(ben.sees("pay-now")).isFalse();
            ben.press("tab-portal");
            ben.intoNewTab(() -> ben.press("open-portal"));
            ben.press(By.cssSelector("form[action='/portal/payments'] button"));
            ben.see(By.id("paid"));
            ben.go("/invoices/PS-INV103037");
            ben.see("pending");
        } finally {
            plain.quit();
        }
    }
}
