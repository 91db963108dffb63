package io.invoicepay.examples.storefront.browser;

import io.invoicepay.examples.businesscentral.BusinessCentral;
import io.invoicepay.examples.businesscentral.SalesDocuments;
import io.invoicepay.examples.storefront.Storefront;
import io.invoicepay.examples.storefront.provider.InMemoryBackend;
import io.invoicepay.inmemory.InMemoryProvider;
import java.net.URI;
import java.util.Currency;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.chrome.ChromeDriver;

/** What tests in the browser share: the browser, and somebody who shops in it. */
@ExtendWith(Chromium.class)
abstract class BrowserTest {
    ChromeDriver driver;
    Shopper ann;

    /** Where the storefront is that the test looks at. */
    abstract URI address();

    void begin(ChromeDriver chromium) {
        driver = chromium;
        ann = new Shopper(chromium, address());
    }

    static SalesDocuments sample() {
        return new BusinessCentral(Currency.getInstance("USD")).sample();
    }

    static InMemoryProvider inMemory(Storefront storefront) {
        return ((InMemoryBackend) storefront.backend()).inMemory();
    }
}
