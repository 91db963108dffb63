package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.invoicepay.payment.Secret;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The configuration")
class ApteanPayConfigTest {
    private static Map<String, String> sound() {
        Map<String, String> environment = new HashMap<>();
        environment.put("APTEAN_PAY_URL", "https://api.aptean.example/base/");
        environment.put("APTEAN_PAY_APIM_KEY", "apim-key-1");
        environment.put("APTEAN_PAY_TENANT_ID", "tenant-1");
        environment.put("APTEAN_PAY_TENANT_SECRET", "tenant-secret-1");
        environment.put("APTEAN_PAY_PRODUCT_ID", "product-1");
        environment.put("APTEAN_PAY_ACCOUNT_ID", "account-1");
        environment.put("APTEAN_PAY_BROWSER_KEY", "browser-key-1");
        environment.put("APTEAN_PAY_PORTAL_URL", "https://payer.aptean.example/");
        environment.put("APTEAN_PAY_SDK_URL", "https://js.aptean.example/v1");
        return environment;
    }

    private static ApteanPayConfig read(Map<String, String> environment) {
        return ApteanPayConfig.fromEnvironment(environment)
                .getOrElseThrow(faults -> new AssertionError(faults.toString()));
    }

    private static List<String> faults(Map<String, String> environment) {
        return ApteanPayConfig.fromEnvironment(environment)
                .swap()
                .map(faults -> faults.faults().stream().map(f -> f.setting()).toList())
                .getOrElse(List.of());
    }

    private static Map<String, String> with(String setting, String value) {
        Map<String, String> environment = sound();
        environment.put("APTEAN_PAY_" + setting, value);
        return environment;
    }

    @DisplayName("is read from the environment, with a safe default for whatever is not publicly known")
    @Test
    void environment() {
        ApteanPayConfig config = read(sound());

        assertThat(config.server.endpoint()).hasToString("https://api.aptean.example/base/graphql");
        assertThat(config.schema).isEqualTo(ApteanPayConfig.SchemaLevel.PROBE);
        assertThat(config.charges.keyContract().allowsResend()).isFalse();
        assertThat(config.charges.guestDespiteFees()).isFalse();
        assertThat(config.charges.failOnReview()).isFalse();
        assertThat(config.lookups.mark()).isEqualTo(ApteanPayConfig.PaymentMark.AUTO);
        assertThat(config.events.isEmpty()).isTrue();
    }

    @DisplayName("names all its faults together, and shows no value")
    @Test
    void allFaults() {
        String canary = "c4n4ry";
        Map<String, String> broken = Arrays.stream(Setting.values())
                .collect(Collectors.toMap(Setting::environmentName, s -> canary + " \u0001" + s));

        assertThat(ApteanPayConfig.fromEnvironment(broken).getLeft().faults())
                .hasSizeGreaterThan(20)
                .allSatisfy(fault -> assertThat(fault.toString()).doesNotContain(canary));
        assertThat(faults(Map.of()))
                .contains("APTEAN_PAY_URL", "APTEAN_PAY_APIM_KEY", "APTEAN_PAY_TENANT_ID", "APTEAN_PAY_TENANT_SECRET");
    }

    @DisplayName("refuses what is not safe, or not what it should be")
    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "URL|http://api.aptean.example/",
                "URL|ftp://api.aptean.example/",
                "URL|https://user:pw@api.aptean.example/",
                "URL|https://api.aptean.example/?a=b",
                "URL|https://api.aptean.example\\@evil.example/",
                "URL|not an address",
                "URL|https://api.aptean.example//",
                "URL|https://api.aptean.example//base",
                "PATH|graphql",
                "PATH|//evil.example/graphql",
                "PATH|/graphql?x",
                "SDK_URL|http://js.aptean.example/",
                "PORTAL_URL|http://payer.aptean.example/",
                "PORTAL_URL|https://payer.aptean.example/#a",
                "PORTAL_HOSTS|payer.example, *",
                "PORTAL_URL|http://[::1]:8080/",
                "BALANCE_URL|javascript:alert(1)",
                "BALANCE_URL|https://pay_er.example/{account}",
                "CARD_ENTRY|iframe",
                "SCHEMA|newest",
                "APIM_KEY|key with blanks",
                "TENANT_SECRET|gehéim",
                "TENANT_ID|a b",
                "SEND_PRODUCT|perhaps",
                "CURRENCY|US",
                "CURRENCY|XXX",
                "MINIMUM|0",
                "MAXIMUM|99",
                "MAXIMUM|2147483648",
                "PAGE_SIZE|51",
                "PAGE_SIZE|-1",
                "MAX_PAGES|0",
                "LOOKUPS_PER_REQUEST|51",
                "QUERY_TRIES|6",
                "QUERY_TIMEOUT|PT0S",
                "CHARGE_TIMEOUT|PT61S",
                "CHARGE_TIMEOUT|soon",
                "KEY_CONTRACT|always",
                "KEY_MEMORY|-PT1S",
                "KEY_PREFIX|a b",
                "REFERENCE_PREFIX|12345678901234567",
                "DECLINE_CODES|A",
                "DECLINE_CODES|A=nonsense",
                "SDK_OPTIONS|=x",
                "DISCOUNT_MARGIN|P2D",
                "PAYMENT_MARK|description",
                "EVENT_PRIMARY_KEY|none",
                "EVENT_HANDSHAKE|1"
            })
    void faulty(String setting, String value) {
        assertThat(faults(with(setting, value))).contains("APTEAN_PAY_" + setting);
    }

    @DisplayName("takes http to this machine alone")
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"http://localhost:8080", "http://127.0.0.1:8080/", "http://[::1]:8080/"})
    void loopback(String url) {
        assertThat(read(with("URL", url)).server.endpoint().encodedPath()).isEqualTo("/graphql");
    }

    @DisplayName("wants the card form whole, and either guest checkout or the portal")
    @Test
    void wholeCardForm() {
        Map<String, String> half = sound();
        half.remove("APTEAN_PAY_BROWSER_KEY");
        half.remove("APTEAN_PAY_ACCOUNT_ID");
        assertThat(faults(half)).containsExactlyInAnyOrder("APTEAN_PAY_BROWSER_KEY", "APTEAN_PAY_ACCOUNT_ID");

        Map<String, String> portalOnly = sound();
        portalOnly.keySet().removeAll(List.of("APTEAN_PAY_SDK_URL", "APTEAN_PAY_BROWSER_KEY"));
        assertThat(read(portalOnly).cardForm.isEmpty()).isTrue();
        assertThat(read(portalOnly).charges.guestCheckout()).isTrue();
        portalOnly.put("APTEAN_PAY_GUEST_CHECKOUT", "no");
        assertThat(read(portalOnly).charges.guestCheckout()).isFalse();
        portalOnly.remove("APTEAN_PAY_PORTAL_URL");
        assertThat(faults(portalOnly)).containsExactly("APTEAN_PAY_PORTAL_URL");
    }

    @DisplayName("needs no account for tokens, and sends the product only if wanted")
    @Test
    void tokens() {
        Map<String, String> tokens = with("CARD_ENTRY", "token");
        tokens.remove("APTEAN_PAY_ACCOUNT_ID");
        tokens.put("APTEAN_PAY_SEND_PRODUCT", "no");

        ApteanPayConfig config = read(tokens);
        assertThat(config.cardForm.get().accountId().isEmpty()).isTrue();
        assertThat(config.server.productHeader().isEmpty()).isTrue();
        assertThat(config.cardForm.get().productId()).isEqualTo("product-1");
    }

    @DisplayName("POR-02 knows the portal's hosts: its own, further ones, and the balance page's")
    @Test
    void portalHosts() {
        Map<String, String> portal = with("PORTAL_HOSTS", "Pay.Example, other.example:8443");
        portal.put("APTEAN_PAY_BALANCE_URL", "https://balance.example/{account}");

        assertThat(read(portal).portal.get().hosts())
                .containsExactlyInAnyOrder(
                        "payer.aptean.example", "pay.example", "other.example:8443", "balance.example");
    }

    private static List<String> warnings(Map<String, String> environment) {
        return LogLines.during(Level.WARNING, () -> read(environment));
    }

    @DisplayName("warns of a variable that is no setting, and says nothing of blank ones and of others' variables")
    @Test
    void misspelt() {
        Map<String, String> environment = sound();
        assertThat(warnings(environment)).isEmpty();
        environment.put("APTEAN_PAY_", "1");
        environment.put("APTEAN_PAY_CURENCY", "c4n4ry");
        environment.put("aptean_pay_currency", "c4n4ry");
        environment.put("APTEAN_PAY_FORGED\nline", "x".repeat(9));
        environment.put("APTEAN_PAY_URLS", " ");
        environment.put("APTEAN_URL", "https://api.aptean.example/");

        assertThat(warnings(environment))
                .containsExactly(
                        "WARNING APTEAN_PAY_ is no setting of this version",
                        "WARNING APTEAN_PAY_CURENCY is no setting of this version",
                        "WARNING APTEAN_PAY_FORGED?line is no setting of this version",
                        "WARNING aptean_pay_currency is no setting of this version");
    }

    @DisplayName("names a misspelt variable among its faults: it may be the one that is missing")
    @Test
    void misspeltAndMissing() {
        Map<String, String> environment = sound();
        environment.put("APTEAN_PAY_TENNANT_ID", environment.remove("APTEAN_PAY_TENANT_ID"));

        assertThat(ApteanPayConfig.fromEnvironment(environment).getLeft().faults())
                .extracting(Object::toString)
                .containsExactly(
                        "APTEAN_PAY_TENANT_ID is missing", "APTEAN_PAY_TENNANT_ID is no setting of this version");
    }

    @DisplayName("tells a programmer all faults at once")
    @Test
    void builder() {
        ApteanPayConfigBuilder broken = ApteanPayConfig.builder("http://a.example", Secret.of("k"), "", Secret.of("ä"));

        assertThatIllegalArgumentException()
                .isThrownBy(broken::build)
                .withMessageContaining("APTEAN_PAY_URL must be https")
                .withMessageContaining("APTEAN_PAY_TENANT_ID is missing")
                .withMessageContaining("APTEAN_PAY_TENANT_SECRET");
    }

    @DisplayName("shows where it points, and nothing else")
    @Test
    void showsNothing() {
        assertThat(read(sound())).hasToString("ApteanPayConfig[aptean-pay at api.aptean.example]");
    }

    @DisplayName("is described by the module's README, setting by setting with its default")
    @Test
    void readme() throws java.io.IOException {
        String readme = java.nio.file.Files.readString(java.nio.file.Path.of("README.md"));

        assertThat(Setting.values())
                .allSatisfy(setting -> assertThat(readme)
                        .contains("| `" + setting.environmentName() + "` | "
                                + setting.standard()
                                        .map(d -> d.isEmpty() ? "empty" : "`" + d + "`")
                                        .getOrElse("none") + " |"));
    }
}
