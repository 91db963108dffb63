package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.aptean.ApteanPayConfig.CardEntryKind;
import io.invoicepay.aptean.ApteanPayConfig.Fault;
import io.invoicepay.aptean.ApteanPayConfig.PaymentMark;
import io.invoicepay.aptean.ApteanPayConfig.SchemaLevel;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.Secret;
import io.invoicepay.provider.KeyContract;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A setting")
class SettingBoundsTest {
    private static final String KEY = """
            -----BEGIN PUBLIC KEY-----
            MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA
            -----END PUBLIC KEY-----
            """;

    private final Map<String, String> environment = new HashMap<>(Map.of(
            "APTEAN_PAY_URL", "https://api.aptean.example/base",
            "APTEAN_PAY_APIM_KEY", "apim-key-1",
            "APTEAN_PAY_TENANT_ID", "tenant-1",
            "APTEAN_PAY_TENANT_SECRET", "tenant-secret-1"));

    private SettingBoundsTest with(String setting, String value) {
        environment.put("APTEAN_PAY_" + setting, value);
        return this;
    }

    private ApteanPayConfig config() {
        return ApteanPayConfig.fromEnvironment(environment)
                .getOrElseThrow(faults -> new AssertionError(faults.toString()));
    }

    private List<String> faults() {
        return ApteanPayConfig.fromEnvironment(environment)
                .swap()
                .map(faults -> faults.faults().stream().map(Fault::toString).toList())
                .getOrElse(List.of());
    }

    @DisplayName("is taken up to its bounds, and refused beyond them")
    @ParameterizedTest(name = "{0}: {1} to {2}, not {3}, {4}")
    @CsvSource({
        "MINIMUM,1,1000000000,0,2147483648",
        "MAXIMUM,100,2147483647,99,2147483648",
        "MAXIMUM,190,900,-900,2147483650",
        "PAGE_SIZE,1,50,0,51",
        "MAX_PAGES,1,50,0,51",
        "LOOKUPS_PER_REQUEST,1,50,0,51",
        "QUERY_TRIES,1,5,0,6",
        "QUERY_TRIES,0000000001,0000000005,00000000001,1x",
        "QUERY_TIMEOUT,PT0.001S,PT19.999S,PT0.000999S,PT60.001S",
        "CHARGE_TIMEOUT,PT0.001S,PT39.999S,PT0S,PT61S",
        "KEY_MEMORY,PT0S,PT87600H,-PT1S,PT87601H",
        "DISCOUNT_MARGIN,PT0S,PT24H,-PT0.001S,PT24.001H",
        "CURRENCY,CAD,JPY,usd,XAU",
        "PAYMENT_MARK,custom-data,ATTEMPT_TIME,customdata,-",
        "SEND_PRODUCT,YES,no,true,0",
    })
    void bounds(String setting, String least, String most, String below, String above) {
        for (String sound : List.of(least, most)) {
            assertThat(with(setting, sound).faults()).as("%s", sound).isEmpty();
        }
        for (String faulty : List.of(below, above)) {
            assertThat(with(setting, faulty).faults())
                    .as("%s", faulty)
                    .anyMatch(fault -> fault.startsWith("APTEAN_PAY_" + setting + " "));
        }
    }

    @DisplayName("that limits a call's time leaves less than two minutes to preparing a card and charging it")
    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvSource({
        "claim,yes,PT10S,PT40S,true",
        "claim,yes,PT20S,PT30S,true",
        "claim,yes,PT19.999S,PT30S,false",
        "token,yes,PT10S,PT60S,false",
        "token,yes,PT20S,PT60S,true",
        "claim,no,PT60S,PT60S,false"
    })
    void timesTogether(String cardEntry, String guestCheckout, String query, String charge, boolean tooLong) {
        List<String> faults = with("PORTAL_URL", "https://payer.example/")
                .with("CARD_ENTRY", cardEntry)
                .with("GUEST_CHECKOUT", guestCheckout)
                .with("QUERY_TIMEOUT", query)
                .with("CHARGE_TIMEOUT", charge)
                .faults();
        assertThat(faults)
                .isEqualTo(
                        tooLong
                                ? List.of("APTEAN_PAY_CHARGE_TIMEOUT is too long beside APTEAN_PAY_QUERY_TIMEOUT:"
                                        + " preparing a card and charging it has to take less than two minutes")
                                : List.of());
    }

    @DisplayName("that is a name has visible characters, and not too many of them")
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "APIM_KEY,1024",
        "TENANT_SECRET,1024",
        "TENANT_ID,1024",
        "PRODUCT_ID,1024",
        "PROVIDER_ID,32",
        "KEY_PREFIX,16",
        "REFERENCE_PREFIX,16",
        "REFERENCE_SUFFIX,16",
        "EVENT_REFERENCE,64"
    })
    void names(String setting, int longest) {
        String text = "a".repeat(longest);
        assertThat(with(setting, text).faults()).isEmpty();
        if (!setting.equals("PROVIDER_ID")) {
            assertThat(with(setting, "!~").faults()).isEmpty();
        }
        for (String faulty : List.of(text + "a", "a b", "a\u007f", "\u00e9", "a\tb")) {
            assertThat(with(setting, faulty).faults())
                    .as("%s", faulty)
                    .singleElement()
                    .asString()
                    .startsWith("APTEAN_PAY_" + setting + " has a character");
        }
    }

    @DisplayName("that is an address is refused with the reason")
    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "URL|https://user@api.aptean.example/|URL must have neither",
                "URL|https://:pw@api.aptean.example/|URL must have neither",
                "URL|https://api.aptean.example/#|URL must have neither",
                "URL|https://api.aptean.example/?|URL must not have a query",
                "URL|https://api.aptean.example\\a|URL is not an https address",
                "URL|api.aptean.example|URL is not an https address",
                "URL|http://localhost.example/|URL must be https",
                "PATH|graphql|PATH is not a path",
                "PATH|/a#b|PATH is not a path",
                "PATH|/a?b|PATH is not a path",
                "PATH|/a\\b|PATH is not a path",
                "BALANCE_URL|https://payer.example/|BALANCE_URL needs the portal's own",
                "SDK_OPTIONS|a=|SDK_OPTIONS is not a list",
                "SDK_OPTIONS|a=1,b|SDK_OPTIONS is not a list",
                "DECLINE_CODES|A=declined,=declined|DECLINE_CODES is not a list",
                "DECLINE_CODES|A=unheard-of|DECLINE_CODES names an unknown reason",
                "PAYMENT_MARK|mark|PAYMENT_MARK is none of auto, none, attempt-time, custom-data, description",
                "GUEST_CHECKOUT|no|PORTAL_URL is missing"
            })
    void reasons(String setting, String value, String problem) {
        assertThat(with(setting, value).faults()).singleElement().asString().startsWith("APTEAN_PAY_" + problem);
    }

    @DisplayName("is missing, in so many words, if it has no default and is blank")
    @Test
    void missing() {
        environment.clear();
        assertThat(with("TENANT_ID", "  ").faults())
                .containsExactlyInAnyOrder(
                        "APTEAN_PAY_URL is missing",
                        "APTEAN_PAY_APIM_KEY is missing",
                        "APTEAN_PAY_TENANT_ID is missing",
                        "APTEAN_PAY_TENANT_SECRET is missing");
    }

    @DisplayName("of two for events is missing if only the other is there, and must be the text of a key")
    @ParameterizedTest(name = "{0} without {1}")
    @CsvSource({"PRIMARY,SECONDARY", "SECONDARY,PRIMARY"})
    void eventKeys(String given, String other) {
        assertThat(with("EVENT_" + given + "_KEY", KEY).faults())
                .containsExactlyInAnyOrder(
                        "APTEAN_PAY_EVENT_" + given
                                + "_KEY is not the PEM text of an RSA public key of at least 2048 bits",
                        "APTEAN_PAY_EVENT_" + other + "_KEY is missing");
    }

    @DisplayName("gives the interface's address, with one slash between its base and its path")
    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "https://api.aptean.example,/graphql,https://api.aptean.example/graphql",
        "https://api.aptean.example/,/v2/graphql,https://api.aptean.example/v2/graphql",
        "https://api.aptean.example/base,/graphql,https://api.aptean.example/base/graphql",
        "https://api.aptean.example:8443/base/,/graphql,https://api.aptean.example:8443/base/graphql"
    })
    void endpoints(String base, String path, String endpoint) {
        assertThat(with("URL", base).with("PATH", path).config().server.endpoint())
                .hasToString(endpoint);
    }

    @DisplayName("POR-02 of the portal gives its host, with the port where that is not the usual one")
    @Test
    void hosts() {
        with("PORTAL_URL", "https://payer.example:443/").with("BALANCE_URL", "https://balance.example:8443/{account}");

        assertThat(config().portal.get().hosts()).containsExactlyInAnyOrder("payer.example", "balance.example:8443");
        assertThat(config().portal.get().balanceTemplate()).containsExactly("https://balance.example:8443/{account}");
        assertThat(with("PORTAL_HOSTS", " , further.example,")
                        .config()
                        .portal
                        .get()
                        .hosts())
                .containsExactlyInAnyOrder("payer.example", "balance.example:8443", "further.example");
    }

    @DisplayName("of the product goes into a header only if it is to be sent")
    @Test
    void product() {
        with("PRODUCT_ID", "product-1");
        assertThat(config().server.productHeader()).containsExactly("product-1");
        assertThat(with("SEND_PRODUCT", "no").config().server.productHeader()).isEmpty();
    }

    @DisplayName("says the same in an environment as to the builder")
    @Test
    void sameByBuilder() {
        with("PROVIDER_ID", "pay-2")
                .with("PATH", "/v2")
                .with("SCHEMA", "full")
                .with("CARD_ENTRY", "token")
                .with("SDK_URL", "https://js.example/v1")
                .with("BROWSER_KEY", "browser-1")
                .with("PRODUCT_ID", "product-1")
                .with("ACCOUNT_ID", "account-1")
                .with("SDK_OPTIONS", "locale=en, theme = dark")
                .with("PORTAL_URL", "https://payer.example/")
                .with("PORTAL_HOSTS", "further.example")
                .with("BALANCE_URL", "https://payer.example/{account}")
                .with("SEND_PRODUCT", "no")
                .with("CURRENCY", "CAD")
                .with("MINIMUM", "5")
                .with("MAXIMUM", "500")
                .with("KEY_CONTRACT", "replays")
                .with("KEY_MEMORY", "P1D")
                .with("KEY_PREFIX", "shop-")
                .with("DECLINE_CODES", "D1=insufficient-funds, D2 = EXPIRED_CARD")
                .with("PAY_REST", "no")
                .with("GUEST_DESPITE_FEES", "yes")
                .with("FAIL_ON_REVIEW", "yes")
                .with("PAGE_SIZE", "11")
                .with("MAX_PAGES", "12")
                .with("LOOKUPS_PER_REQUEST", "13")
                .with("REFERENCE_PREFIX", "A-")
                .with("REFERENCE_SUFFIX", "/1")
                .with("DISCOUNT_MARGIN", "PT6M")
                .with("PAYMENT_MARK", "description")
                .with("QUERY_TIMEOUT", "PT7S")
                .with("CHARGE_TIMEOUT", "PT8S")
                .with("QUERY_TRIES", "2");
        ApteanPayConfig built = ApteanPayConfig.builder(
                        "https://api.aptean.example/base",
                        Secret.of("apim-key-1"),
                        "tenant-1",
                        Secret.of("tenant-secret-1"))
                .providerId("pay-2")
                .path("/v2")
                .schema(SchemaLevel.FULL)
                .cardEntry(CardEntryKind.TOKEN)
                .cardForm("https://js.example/v1", "browser-1", "product-1", "account-1")
                .sdkOption("locale", "en")
                .sdkOption("theme", "dark")
                .portal("https://payer.example/", "further.example")
                .balanceUrl("https://payer.example/{account}")
                .sendProduct(false)
                .currency("CAD")
                .amounts(5, 500)
                .keys(KeyContract.REPLAYS, Duration.ofDays(1))
                .keyPrefix("shop-")
                .declineCode("D1", DeclineReason.INSUFFICIENT_FUNDS)
                .declineCode("D2", DeclineReason.EXPIRED_CARD)
                .payRest(false)
                .guestDespiteFees(true)
                .failOnReview(true)
                .pages(11, 12)
                .lookupsPerRequest(13)
                .reference("A-", "/1")
                .discountMargin(Duration.ofMinutes(6))
                .paymentMark(PaymentMark.DESCRIPTION)
                .timeouts(Duration.ofSeconds(7), Duration.ofSeconds(8))
                .queryTries(2)
                .guestCheckout(true)
                .build();

        ApteanPayConfig read = config();
        assertThat(read.server.tenantId()).isEqualTo("tenant-1");
        assertThat(read.charges.keyPrefix()).isEqualTo("shop-");
        assertThat(read.cardForm.get().accountId()).containsExactly("account-1");
        assertThat(built.id()).isEqualTo(read.id());
        assertThat(built.schema).isEqualTo(read.schema);
        assertThat(built.server.endpoint()).isEqualTo(read.server.endpoint());
        assertThat(built.server.productHeader()).isEqualTo(read.server.productHeader());
        assertThat(built.cardForm).isEqualTo(read.cardForm);
        assertThat(built.portal).isEqualTo(read.portal);
        assertThat(built.lookups).isEqualTo(read.lookups);
        assertThat(built.charges).isEqualTo(read.charges);
        assertThat(built.queries).isEqualTo(read.queries);
    }
}
