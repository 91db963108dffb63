package io.invoicepay.examples.storefront.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Somebody in front of the browser. Everything waits for what it needs, and for nothing else. */
final class Shopper {
    static final String GOOD_CARD = "4111111111111111";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final WebDriver driver;
    private final URI address;

    Shopper(WebDriver driver, URI address) {
        this.driver = driver;
        this.address = address;
    }

    WebDriverWait until() {
        WebDriverWait wait = new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50));
        wait.ignoring(StaleElementReferenceException.class);
        return wait;
    }

    static By named(String test) {
        return By.cssSelector("[data-test=" + test + "]");
    }

    static By row(String number, String test) {
        return By.cssSelector("tr[data-number='" + number + "'] [data-test=" + test + "]");
    }

    WebElement see(By what) {
        return until().until(ExpectedConditions.visibilityOfElementLocated(what));
    }

    WebElement see(String test) {
        return see(named(test));
    }

    boolean sees(String test) {
        return driver.findElements(named(test)).stream().anyMatch(WebElement::isDisplayed);
    }

    /** What stands there now; it may have to come first. */
    String read(String test) {
        return until().until(d -> d.findElement(named(test)).getText());
    }

    /** The reasons of the refusal that is shown, in their order: the name that a program goes by, and the text. */
    Map<String, String> refusals() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (WebElement reason : driver.findElements(By.cssSelector("[data-test=refusal] [data-reason]"))) {
            texts.put(reason.getDomAttribute("data-reason"), reason.getText());
        }
        return texts;
    }

    void readsSoon(String test, String part) {
        until().until(ExpectedConditions.textToBePresentInElementLocated(named(test), part));
    }

    /** From now on the page shows what it showed when it was opened: it takes itself for one that nobody sees. */
    void stopLookingByItself() {
        ((JavascriptExecutor) driver)
                .executeScript("Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });");
    }

    void press(By what) {
        until().until(d -> {
            WebElement element = d.findElement(what);
            if (!element.isDisplayed()) {
                return false;
            }
            element.click();
            return true;
        });
    }

    void press(String test) {
        press(named(test));
    }

    void go(String path) {
        driver.get(address.resolve(path).toString());
    }

    void signIn(String account) {
        go("/sign-in");
        new Select(see(By.id("account"))).selectByValue(account);
        press("sign-in");
        see("who");
    }

    void gone(String test) {
        until().until(ExpectedConditions.invisibilityOfElementLocated(named(test)));
    }

    // ---- the dialog

    void openDialog(String number) {
        press(By.cssSelector("[data-test=pay][data-number='" + number + "']"));
        until().until(ExpectedConditions.attributeToBe(named("pay-dialog"), "data-number", number));
        see("continue");
    }

    void type(String id, String text) {
        WebElement field = see(By.id(id));
        field.clear();
        field.sendKeys(text);
    }

    void fillAddress() {
        type("email", "ann@example.com");
        type("street", "1 Main Street");
        new Select(see(By.id("country"))).selectByValue("US");
        type("postalCode", "02139");
        type("phoneCountryCode", "1");
        type("phone", "617 555 0123");
    }

    /** As far as the card. */
    void addressStep(String number) {
        openDialog(number);
        fillAddress();
        press("continue");
        see("pay-now");
    }

    void inFrame(Runnable work) {
        until().until(ExpectedConditions.frameToBeAvailableAndSwitchToIt(By.cssSelector("#card-frame iframe")));
        work.run();
        driver.switchTo().defaultContent();
    }

    /** Into the in-memory provider's frame. */
    void typeCard(String number) {
        inFrame(() -> {
            type("number", number);
            type("expiry", "11/39");
            type("code", "7391");
        });
    }

    void payWith(String card) {
        type("nameOnCard", "Ann Example");
        typeCard(card);
        press("pay-now");
    }

    // ---- tabs

    /** Does what opens a new tab, and looks at it. Gives the tab that was there before. */
    String intoNewTab(Runnable work) {
        Set<String> before = driver.getWindowHandles();
        String here = driver.getWindowHandle();
        work.run();
        until().until(ExpectedConditions.numberOfWindowsToBe(before.size() + 1));
        List<String> opened = driver.getWindowHandles().stream()
                .filter(handle -> !before.contains(handle))
                .toList();
        assertThat(opened).hasSize(1);
        driver.switchTo().window(opened.get(0));
        return here;
    }
}
