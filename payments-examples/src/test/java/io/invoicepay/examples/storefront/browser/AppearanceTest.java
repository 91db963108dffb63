package io.invoicepay.examples.storefront.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.examples.storefront.Storefront;
import io.invoicepay.inmemory.Plan;
import io.invoicepay.inmemory.VirtualClock;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.Customer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;

/** With the system property {@code screenshots=true} it also draws the pictures of the README, {@code docs/screenshots}. */
@DisplayName("Every page and every step of the dialog")
class AppearanceTest extends BrowserTest {
    private static final Path PICTURES = Path.of("../docs/screenshots");
    private static Storefront storefront;
    private static String axe;

    @BeforeAll
    static void open() throws IOException {
        storefront = Storefront.of(sample()).start();
        try (InputStream script = AppearanceTest.class.getResourceAsStream("/axe.min.js")) {
            assertThat(script).isNotNull();
            axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @AfterAll
    static void close() {
        storefront.close();
    }

    @Override
    URI address() {
        return storefront.address();
    }

    @ParameterizedTest(name = "breaks no rule of accessibility that axe knows, {0}")
    @ValueSource(strings = {"light", "dark"})
    void accessible(String scheme) throws IOException {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", scheme),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        String invoice = scheme.equals("light") ? "PS-INV103001" : "PS-INV103002";
        ann.go("/sign-in");
        look("sign-in", scheme);
        ann.signIn("20000");
        look("dashboard", scheme);
        ann.press("nav-history");
        ann.see("filter");
        look("order-history", scheme);
        ann.openDialog(invoice);
        look("dialog-address", scheme);
        ann.press("continue");
        ann.see("dialog-fault");
        look("dialog-faults", scheme);
        ann.fillAddress();
        ann.press("continue");
        ann.see("pay-now");
        ann.type("nameOnCard", "Ann Example");
        ann.typeCard("4000000000009995");
        look("dialog-card", scheme);
        ann.inFrame(() -> check("card form", scheme));
        ann.press("pay-now");
        ann.readsSoon("dialog-fault", "insufficient funds");
        ann.see("pay-now");
        look("dialog-declined", scheme);
        ann.press("tab-portal");
        ann.see("open-portal");
        look("dialog-portal", scheme);
        ann.press("tab-guest-checkout");
        ann.typeCard(Shopper.GOOD_CARD);
        ann.press("pay-now");
        ann.see(Shopper.row(invoice, "pending"));
        look("pending", scheme);
        ann.go("/invoices/" + invoice);
        ann.press(By.cssSelector("[data-test=explanation] summary"));
        look("invoice", scheme);
        ann.go("/invoices/PS-INV103004/pay?method=portal");
        ann.intoNewTab(() -> ann.press("open-portal"));
        ann.see(By.tagName("h1"));
        check("portal", scheme);
    }

    @ParameterizedTest(name = "breaks no rule on the operator''s page, {0}")
    @ValueSource(strings = {"light", "dark"})
    void operator(String scheme) throws IOException {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        ann.go("/sign-in");
        ann.press("sign-in-operator");
        ann.see("nothing-to-do");
        look("operator", scheme);

        VirtualClock clock = VirtualClock.at(Instant.parse("2026-11-20T12:00:00Z"));
        try (Storefront waiting = Storefront.of(sample()).clock(clock).start()) {
            InvoiceNumber number = new InvoiceNumber("PS-INV103001");
            inMemory(waiting).payInPortal(number, Money.of("1250.00", "USD"), Plan.settleAfter(Duration.ofDays(60)));
            waiting.payments().open(new Customer(new AccountId("20000"), "ann"), number);
            for (int i = 0; i < 12; i++) {
                clock.advance(Duration.ofHours(12));
                waiting.work();
            }
            Shopper ben = new Shopper(driver, waiting.address());
            ben.go("/sign-in");
            ben.press("sign-in-operator");
            ben.see("verdict");
            check("operator, with a payment that waits", scheme);
        }
    }

    private void look(String what, String scheme) throws IOException {
        check(what, scheme);
        if (Boolean.getBoolean("screenshots")) {
            Files.createDirectories(PICTURES);
            Files.write(PICTURES.resolve(what + "-" + scheme + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        }
    }

    private void check(String what, String scheme) {
        driver.executeScript(axe);
        Object violations = driver.executeAsyncScript("const done = arguments[arguments.length - 1];"
                + "const whole = { enabled: window === window.top };" // what a page needs as a whole
                + "axe.run(document, { iframes: false, rules: { region: whole, 'landmark-one-main': whole,"
                + " 'page-has-heading-one': whole } }).then((found) => done(found.violations.map((rule) =>"
                + " rule.id + ': ' + rule.nodes.map((node) => node.html + ' ' + node.failureSummary).join(' | '))));");
        assertThat(violations).as(what + ", " + scheme).isEqualTo(List.of());
    }
}
