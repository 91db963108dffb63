package io.invoicepay.examples.storefront.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.examples.storefront.Storefront;
import io.invoicepay.examples.storefront.provider.Backends;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("While a card is typed in,")
class CardDataTest extends BrowserTest {
    private static final String INVOICE = "PS-INV103001";
    private static final Pattern RUN_OF_DIGITS = Pattern.compile("[0-9]{13,19}");
    /** The storefront's own, and at times thirteen digits of it pass the check of a card number. */
    private static final Pattern SESSION = Pattern.compile("storefront-session=[0-9A-F]+");

    private Storefront storefront = Storefront.of(sample()).start();
    private Recorder recorder = new Recorder(storefront.address());

    @Override
    URI address() {
        return recorder.address();
    }

    @AfterEach
    void close() {
        recorder.close();
        storefront.close();
    }

    private void on(Backends provider) {
        close();
        storefront = Storefront.of(sample()).provider(provider).start();
        recorder = new Recorder(storefront.address());
        ann = new Shopper(driver, address());
    }

    private void toTheCard() {
        ann.signIn("20000");
        ann.press("nav-history");
        ann.addressStep(INVOICE);
        ann.type("nameOnCard", "Ann Example");
    }

    @SuppressWarnings("unchecked")
    private List<String> scripts() {
        return (List<String>)
                driver.executeScript("return Array.from(document.scripts, s => s.src || 'inline: ' + s.textContent)");
    }

    private String own(String path) {
        return address().resolve(path).toString();
    }

    private void nothingOfTheCardWasSent() {
        String decoded =
                URLDecoder.decode(recorder.sent().replaceAll("%(?![0-9A-Fa-f]{2})", "%25"), StandardCharsets.UTF_8);
        assertThat(decoded)
                .as("the recording holds what was posted")
                .contains("nameOnCard=Ann Example", "email=ann@example.com");
        assertThat(recorder.sent() + decoded).doesNotContain(Shopper.GOOD_CARD, "4111 1111", "11/39");
        assertThat(RUN_OF_DIGITS
                        .matcher(SESSION.matcher(decoded).replaceAll("session"))
                        .results()
                        .map(run -> run.group())
                        .filter(CardDataTest::passesLuhn))
                .isEmpty();
    }

    private static boolean passesLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 1 ? digit * 2 : digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }

    @Test
    @DisplayName("GST-04 no request to the storefront holds any of it, and the page runs its own two scripts alone")
    void inMemoryProvider() {
        toTheCard();
        assertThat(scripts()).containsExactly(own("/assets/card-entry.js"), own("/assets/storefront.js"));
        ann.typeCard(Shopper.GOOD_CARD);
        ann.press("pay-now");
        ann.see(Shopper.row(INVOICE, "pending"));

        nothingOfTheCardWasSent();
    }

    @Test
    @DisplayName("GST-04 the same holds on the Aptean Pay adapter, whose script is the one that comes from elsewhere")
    void sandbox() {
        on(Backends.SANDBOX);
        toTheCard();
        ann.inFrame(() -> {
            assertThat(scripts()).as("the frame's own").allMatch(script -> script.startsWith("http://127.0.0.1:"));
            ann.type("ccnumber", Shopper.GOOD_CARD);
            ann.type("month", "11");
            ann.type("year", "39");
            ann.type("cvv", "7391");
        });
        List<String> scripts = scripts();
        assertThat(scripts).hasSize(3).contains(own("/assets/card-entry.js"), own("/assets/storefront.js"));
        assertThat(scripts)
                .filteredOn(script -> !script.startsWith(address().toString()))
                .singleElement()
                .satisfies(script -> assertThat(script.toLowerCase(Locale.ROOT))
                        .startsWith("http://127.0.0.1:")
                        .endsWith("/apteanpay-js/v1"));
        ann.press("pay-now");
        ann.see(Shopper.row(INVOICE, "pending"));

        nothingOfTheCardWasSent();
    }
}
