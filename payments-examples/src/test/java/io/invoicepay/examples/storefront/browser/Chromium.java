package io.invoicepay.examples.storefront.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * One browser for all classes that need it. Each test begins with one empty window and no cookies, and ends with a console without
 * errors. Where there is no browser the tests are skipped, or fail if {@code PAYMENTS_REQUIRE_BROWSER} is {@code true}. The paths come
 * from {@code CHROMIUM} and {@code CHROMEDRIVER}; the defaults are Debian's.
 */
final class Chromium implements ExecutionCondition, BeforeEachCallback, AfterEachCallback {
    private static final Path BROWSER = path("CHROMIUM", "/usr/bin/chromium");
    private static final Path DRIVER = path("CHROMEDRIVER", "/usr/bin/chromedriver");

    private record Running(ChromeDriver driver) implements AutoCloseable {
        @Override
        public void close() {
            driver.quit();
        }
    }

    private static Path path(String variable, String otherwise) {
        return Path.of(System.getenv().getOrDefault(variable, otherwise));
    }

    static boolean isThere() {
        return Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER);
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (isThere() || "true".equals(System.getenv("PAYMENTS_REQUIRE_BROWSER"))) {
            return ConditionEvaluationResult.enabled("there is a browser, or has to be one");
        }
        return ConditionEvaluationResult.disabled("SKIPPED: no browser. " + BROWSER + " and " + DRIVER
                + " are needed; CHROMIUM and CHROMEDRIVER name others.");
    }

    static ChromeDriver driver(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(Chromium.class))
                .getOrComputeIfAbsent(Running.class, key -> new Running(start(true)), Running.class)
                .driver();
    }

    /** A browser of its own, to be quit by who starts it. */
    static ChromeDriver start(boolean script) {
        assertThat(isThere())
                .as("a browser at %s and its driver at %s", BROWSER, DRIVER)
                .isTrue();
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--lang=en-US",
                "--window-size=1100,900");
        if (!script) {
            options.setExperimentalOption("prefs", Map.of("profile.managed_default_content_settings.javascript", 2));
        }
        LoggingPreferences console = new LoggingPreferences();
        console.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", console);
        File driver = DRIVER.toFile();
        ChromeDriver started = new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(driver).build(), options);
        started.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(60));
        return started;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        ChromeDriver driver = driver(context);
        String fresh = driver.switchTo().newWindow(WindowType.TAB).getWindowHandle();
        driver.getWindowHandles().stream()
                .filter(handle -> !handle.equals(fresh))
                .forEach(handle -> driver.switchTo().window(handle).close());
        driver.switchTo().window(fresh);
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        driver.manage().logs().get(LogType.BROWSER);
        Object test = context.getRequiredTestInstance();
        if (test instanceof BrowserTest browserTest) {
            browserTest.begin(driver);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertThat(driver(context).manage().logs().get(LogType.BROWSER).getAll())
                .as("errors in the browser's console")
                .filteredOn(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .isEmpty();
    }
}
