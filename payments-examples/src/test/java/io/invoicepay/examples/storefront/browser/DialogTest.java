package io.invoicepay.examples.storefront.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.invoicepay.examples.storefront.Storefront;
import io.invoicepay.inmemory.InMemoryProvider;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.interactions.Actions;

@DisplayName("The Pay Invoice dialog in a browser")
class DialogTest extends BrowserTest {
    private static final VirtualClock CLOCK = VirtualClock.at(Instant.parse("2026-11-20T12:00:00Z"));
    private static Storefront storefront;
    private static InMemoryProvider provider;

    @BeforeAll
    static void open() {
        storefront =
                Storefront.of(sample()).clock(CLOCK).paymentsPerMinute(1_000).start();
        provider = inMemory(storefront);
    }

    @AfterAll
    static void close() {
        storefront.close();
    }

    @Override
    URI address() {
        return storefront.address();
    }

    private static int charges(String number) {
        return provider.ledger(new InvoiceNumber(number)).size();
    }

    private void historyOf(String account) {
        ann.signIn(account);
        ann.go("/invoices");
    }

    @Test
    @DisplayName("DLG-01, VAL-03 the dialog shows number and balance and offers Guest Checkout and Portal as tabs")
    void methods() {
        historyOf("20000");
        ann.openDialog("PS-INV103002");

        assertThat(ann.read("dialog-invoice")).isEqualTo("PS-INV103002");
        assertThat(ann.read("dialog-amount")).isEqualTo("$5,345.84");
        ann.press("tab-portal");
        ann.see("open-portal");
        assertThat(ann.sees("continue")).isFalse();
        ann.press("tab-guest-checkout");
        ann.see("continue");
        assertThat(ann.sees("open-portal")).isFalse();
    }

    @Test
    @DisplayName(
            "DLG-03 Cancel at the address, at the card and in the Portal tab pays nothing, and Pay works again at once")
    void cancel() {
        historyOf("20000");
        for (int step = 0; step < 3; step++) {
            ann.openDialog("PS-INV103002");
            if (step == 1) {
                ann.fillAddress();
                ann.press("continue");
                ann.see("pay-now");
                ann.press(By.cssSelector("#card-form [data-test=cancel]"));
            } else if (step == 2) {
                ann.press("tab-portal");
                ann.press(By.cssSelector("#panel-portal [data-test=cancel]"));
            } else {
                ann.press(By.cssSelector("#address-form [data-test=cancel]"));
            }
            ann.gone("pay-dialog");
            ann.see(Shopper.row("PS-INV103002", "pay"));
        }
        assertThat(charges("PS-INV103002")).isZero();
    }

    /** From now on the card form gives its token when {@code giveToken} is called, and posts are kept in {@code posts}. */
    private void slowCard() {
        driver.executeScript("window.posts = []; const send = window.fetch; window.fetch = (address, options) => {"
                + "  if (options && options.method === 'POST') { window.posts.push(new URL(address, location.href).pathname); }"
                + "  return send(address, options); };"
                + "cardEntries['in-memory'] = async () => ({ close: () => undefined, token: () =>"
                + "  new Promise((resolve) => { window.giveToken = () => resolve({ token: 'late' }); }) });");
    }

    /** Lets the card form answer, and waits until the page has done what it does about it. */
    private Object postsAfterTheToken() {
        return driver.executeAsyncScript(
                "const done = arguments[0]; window.giveToken(); setTimeout(() => done(window.posts));");
    }

    @ParameterizedTest(name = "DLG-03 {0} while the card form is at work: no payment is made when it has done")
    @ValueSource(strings = {"Cancel", "Escape", "Change"})
    void cancelWhileTheCardIsRead(String way) {
        historyOf("30000");
        slowCard();
        ann.addressStep("PS-INV103021");
        ann.type("nameOnCard", "Ann Example");
        driver.executeScript("window.posts = [];");
        ann.press("pay-now");
        ann.readsSoon("pay-now", "Paying");

        switch (way) {
            case "Cancel" -> ann.press(By.cssSelector("#card-form [data-test=cancel]"));
            case "Escape" -> new Actions(driver).sendKeys(Keys.ESCAPE).perform();
            default -> {
                ann.press("change-address");
                ann.see("continue");
            }
        }

        assertThat(postsAfterTheToken())
                .isEqualTo(way.equals("Change") ? List.of("/invoices/PS-INV103021/pay/address/change") : List.of());
        assertThat(charges("PS-INV103021")).isZero();
        if (!way.equals("Change")) {
            ann.gone("pay-dialog");
            ann.see(Shopper.row("PS-INV103021", "pay"));
        }
    }

    /** From now on what is posted to such an address waits until {@code letGo} is called; {@code handled} tells when the page is done. */
    private void holdPosts(String end) {
        driver.executeScript(
                "const send = window.fetch; window.fetch = async (address, options) => {"
                        + "  if (options && options.method === 'POST' && new URL(address, location.href).pathname.endsWith(arguments[0])) {"
                        + "    await new Promise((resolve) => { window.letGo = resolve; });"
                        + "    const text = await (await send(address, options)).text();"
                        + "    return { url: location.href, text: async () => { setTimeout(() => { window.handled = true; }); return text; } }; }"
                        + "  return send(address, options); };",
                end);
    }

    @Test
    @DisplayName(
            "DLG-03, GST-06 once Pay Now is on its way Cancel and Escape do not pretend: the dialog stays, and says what is going on")
    void cancelWhileThePaymentIsMade() {
        historyOf("30000");
        ann.addressStep("PS-INV103023");
        holdPosts("/pay");
        ann.payWith(Shopper.GOOD_CARD);
        ann.readsSoon("paying", "is being made");

        for (By cancel :
                List.of(By.cssSelector("#card-form [data-test=cancel]"), By.cssSelector("#pay-dialog .close"))) {
            ann.press(cancel);
            assertThat(ann.see(cancel).getDomAttribute("aria-disabled")).isEqualTo("true");
        }
        ann.press("change-address");
        for (int i = 0; i < 3; i++) { // a browser may heed what a page says of the first alone
            new Actions(driver).sendKeys(Keys.ESCAPE).perform();
            assertThat(ann.read("paying")).contains("cannot be cancelled");
        }
        driver.executeScript("window.letGo();");

        ann.see(Shopper.row("PS-INV103023", "pending"));
        ann.gone("pay-dialog");
        assertThat(charges("PS-INV103023")).isEqualTo(1);
    }

    @Test
    @DisplayName("DLG-03 Cancel while the address is being checked: the answer does not bring the dialog back")
    void cancelWhileTheAddressIsChecked() {
        historyOf("30000");
        ann.openDialog("PS-INV103019");
        ann.fillAddress();
        holdPosts("/address");
        ann.press("continue");
        ann.until().until(d -> "function".equals(driver.executeScript("return typeof window.letGo")));
        ann.press(By.cssSelector("#address-form [data-test=cancel]"));
        ann.gone("pay-dialog");

        driver.executeScript("window.letGo();");
        ann.until().until(d -> Boolean.TRUE.equals(driver.executeScript("return window.handled")));

        assertThat(ann.sees("pay-dialog")).isFalse();
        ann.see(Shopper.row("PS-INV103019", "pay"));
    }

    @Test
    @DisplayName(
            "DLG-04 a dialog left open too long charges nothing at Pay Now, and goes on after another look at the invoice")
    void expired() {
        historyOf("20000");
        ann.addressStep("PS-INV103004");
        CLOCK.advance(Duration.ofMinutes(31));
        ann.payWith(Shopper.GOOD_CARD);

        ann.readsSoon("dialog-fault", "open too long and has been renewed");
        assertThat(charges("PS-INV103004")).isZero();
        ann.see("pay-now");
        ann.typeCard(Shopper.GOOD_CARD);
        ann.press("pay-now");
        ann.see(Shopper.row("PS-INV103004", "pending"));
        assertThat(charges("PS-INV103004")).isEqualTo(1);
    }

    @Test
    @DisplayName("DLG-02, PAY-04 amount, number and account that are forged in the page change nothing")
    void forged() {
        historyOf("20000");
        ann.addressStep("PS-INV103005");
        driver.executeScript("const form = document.getElementById('card-form');"
                + "for (const [name, value] of [['amount', '0.01'], ['number', 'PS-INV103025'], ['account', '40000']]) {"
                + "  const field = document.createElement('input'); field.type = 'hidden'; field.name = name;"
                + "  field.value = value; form.append(field); }");
        ann.payWith(Shopper.GOOD_CARD);

        ann.see(Shopper.row("PS-INV103005", "pending"));
        assertThat(provider.ledger(new InvoiceNumber("PS-INV103005")).get(0).charged())
                .isEqualTo(Money.of("3929.87", "USD"));
        assertThat(charges("PS-INV103025")).isZero();
    }

    @Test
    @DisplayName("GST-01, GST-02 all faults show together, each at its field, and what was typed is kept")
    void faults() {
        historyOf("20000");
        ann.openDialog("PS-INV103007");
        ann.fillAddress();
        ann.type("email", "not an address");
        ann.type("postalCode", "nonsense");
        ann.type("phone", "12");
        ann.press("continue");

        for (String field : new String[] {"email", "postalCode", "phone"}) {
            assertThat(ann.see("fault-" + field).getText()).isNotBlank();
        }
        assertThat(ann.see(By.id("email")).getDomProperty("value")).isEqualTo("not an address");
        assertThat(ann.see(By.id("street")).getDomProperty("value")).isEqualTo("1 Main Street");
        assertThat(ann.see(By.id("country")).getDomProperty("value")).isEqualTo("US");
    }

    @Test
    @DisplayName("GST-03, GST-05, GST-07 a declined card keeps the dialog open with the reason; another card pays")
    void declined() {
        historyOf("20000");
        ann.addressStep("PS-INV103009");
        ann.payWith("4000000000009995");

        ann.readsSoon("dialog-fault", "insufficient funds");
        assertThat(ann.read("dialog-fault")).contains("Nothing was charged");
        assertThat(ann.see(By.id("nameOnCard")).getDomProperty("value")).isEqualTo("Ann Example");
        ann.see("pay-now");
        ann.typeCard(Shopper.GOOD_CARD);
        ann.press("pay-now");
        ann.see(Shopper.row("PS-INV103009", "pending"));
    }

    @Test
    @DisplayName("GST-08 a balance that changed is not charged, and the new one is shown")
    void balanceChanged() {
        historyOf("30000");
        ann.addressStep("PS-INV103013");
        InvoiceNumber number = new InvoiceNumber("PS-INV103013");
        Money less = Money.of("100.00", "USD");
        storefront.erp().put(Invoice.of(number, new AccountId("30000"), less));
        provider.send(number, less);
        ann.payWith(Shopper.GOOD_CARD);

        ann.readsSoon("dialog-fault", "It is now $100.00.");
        assertThat(ann.read("dialog-amount")).isEqualTo("$100.00");
        assertThat(charges("PS-INV103013")).isZero();
    }

    @Test
    @DisplayName(
            "GST-08 a balance that changes while the address is typed is told at Continue, and the new one is paid")
    void balanceChangedWhileTyping() {
        historyOf("40000");
        ann.openDialog("PS-INV103033");
        ann.fillAddress();
        InvoiceNumber number = new InvoiceNumber("PS-INV103033");
        Money less = Money.of("100.00", "CAD");
        storefront.erp().put(Invoice.of(number, new AccountId("40000"), less));
        provider.send(number, less);
        ann.press("continue");

        ann.readsSoon("dialog-fault", "The balance has changed to CA$100.00.");
        assertThat(ann.read("dialog-amount")).isEqualTo("CA$100.00");
        ann.see("pay-now");
        ann.payWith(Shopper.GOOD_CARD);
        ann.see(Shopper.row("PS-INV103033", "pending"));
        assertThat(provider.ledger(number).get(0).charged()).isEqualTo(less);
    }

    @Test
    @DisplayName("GST-09 with the dialog open in two tabs one is charged; the other is told that a payment is pending")
    void twoTabs() {
        historyOf("30000");
        ann.addressStep("PS-INV103015");
        String first = driver.getWindowHandle();
        driver.switchTo().newWindow(WindowType.TAB);
        ann.go("/invoices");
        ann.addressStep("PS-INV103015");
        ann.payWith(Shopper.GOOD_CARD);
        ann.see(Shopper.row("PS-INV103015", "pending"));

        driver.switchTo().window(first);
        ann.payWith(Shopper.GOOD_CARD);
        ann.readsSoon("refusal", "already pending");
        ann.gone("pay-dialog");
        assertThat(charges("PS-INV103015")).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "GST-10, COL-03, DET-02 a lost answer is called being confirmed, and shows Pending in the list, which finds it out, and on the detail")
    void lostAnswer() {
        historyOf("30000");
        ann.addressStep("PS-INV103018");
        ann.payWith("4000000000000119");

        ann.readsSoon("notice", "is being confirmed");
        ann.see(Shopper.row("PS-INV103018", "pending"));
        ann.go("/invoices/PS-INV103018");
        assertThat(ann.read("payment-status")).isEqualTo("Payment accepted, being processed");
        assertThat(ann.sees("pay")).isFalse();
        ann.see("pending");
    }

    @Test
    @DisplayName("VAL-01, COL-07 an invoice that was not sent shows Pay; selecting it says why, and no dialog opens")
    void notSent() {
        InvoiceNumber number = new InvoiceNumber("PS-INV200001");
        storefront.erp().put(Invoice.of(number, new AccountId("40000"), Money.of("70.00", "CAD")));
        historyOf("40000");
        ann.press(Shopper.row(number.value(), "pay"));

        ann.readsSoon("refusal", "has not been sent for payment processing");
        assertThat(ann.sees("pay-dialog")).isFalse();
    }

    @Test
    @DisplayName(
            "VAL-06, VAL-08 an amount that differs, by itself or by a discount, is said as what it is, and no dialog opens")
    void otherAmounts() {
        InvoiceNumber number = new InvoiceNumber("PS-INV200002");
        storefront.erp().put(Invoice.of(number, new AccountId("40000"), Money.of("70.00", "CAD")));
        provider.send(number, Money.of("69.99", "CAD"));
        historyOf("40000");
        ann.press(Shopper.row(number.value(), "pay"));
        ann.readsSoon("refusal", "differs from the outstanding balance");

        provider.send(number, Money.of("70.00", "CAD"));
        provider.discount(number, Money.of("1.40", "CAD"), CLOCK.instant().plus(Duration.ofDays(8)));
        ann.press(Shopper.row(number.value(), "pay"));
        ann.readsSoon("refusal", "An early-payment discount applies");
        assertThat(ann.sees("pay-dialog")).isFalse();
        assertThat(charges(number.value())).isZero();
    }

    @Test
    @DisplayName(
            "VAL-02, VAL-05 a payment made elsewhere, and a provider out of reach, are told apart, and no dialog opens")
    void pendingElsewhere() {
        historyOf("40000");
        ann.stopLookingByItself(); // or the page might show Pending before it is pressed
        provider.payInPortal(
                new InvoiceNumber("PS-INV103025"),
                Money.of("4881.59", "CAD"),
                io.invoicepay.inmemory.Plan.settleAfter(Duration.ofDays(9)));
        ann.press(Shopper.row("PS-INV103025", "pay"));
        ann.readsSoon("refusal", "already pending");

        provider.unreachable(true);
        try {
            ann.press(Shopper.row("PS-INV103028", "pay"));
            ann.readsSoon("refusal", "Nothing was charged");
            assertThat(ann.sees("pay-dialog")).isFalse();
        } finally {
            provider.unreachable(false);
        }
    }

    @Test
    @DisplayName(
            "VAL-07, VAL-04 all the reasons that hold are told together, in their fixed order, each by its name for a program")
    void allReasons() {
        InvoiceNumber number = new InvoiceNumber("PS-INV200007");
        Invoice open = Invoice.of(number, new AccountId("40000"), Money.of("70.00", "CAD"));
        storefront.erp().put(open);
        historyOf("40000");
        By pay = Shopper.row(number.value(), "pay");
        ann.see(pay);
        storefront
                .erp()
                .put(Invoice.of(number, open.account(), Money.of("0.00", "CAD")).withStatus(DocumentStatus.CANCELLED));

        ann.press(pay);
        ann.readsSoon("refusal", "is not open for payment");
        assertThat(ann.refusals())
                .containsExactly(
                        entry("NOT_POSTED", "This invoice is not open for payment."),
                        entry("NOTHING_OUTSTANDING", "Nothing is outstanding on this invoice."));
        assertThat(ann.sees("pay-dialog")).isFalse();
    }

    @Test
    @DisplayName("COL-04, DET-01 an account in credit shows no Pay in its list, but on the invoice's own page")
    void inCredit() {
        historyOf("90000");
        assertThat(ann.sees("pay")).isFalse();
        ann.go("/invoices/PS-INV103061");
        ann.see("pay");
    }
}
