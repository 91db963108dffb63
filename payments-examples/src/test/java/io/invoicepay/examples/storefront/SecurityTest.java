package io.invoicepay.examples.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.examples.businesscentral.BusinessCentral;
import io.invoicepay.examples.storefront.Visitor.Page;
import io.invoicepay.examples.storefront.provider.InMemoryBackend;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.invoice.InvoiceNumber;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The storefront's security")
class SecurityTest {
    private static final String OTHERS = "PS-INV103025"; // of account 40000
    private static final String UNKNOWN = "PS-INV999999";

    private static Storefront storefront;
    private static InMemoryProvider provider;

    @BeforeAll
    static void open() {
        storefront = Storefront.of(new BusinessCentral(Currency.getInstance("USD")).sample())
                .paymentsPerMinute(3)
                .start();
        provider = ((InMemoryBackend) storefront.backend()).inMemory();
    }

    @AfterAll
    static void close() {
        storefront.close();
    }

    private static String header(Page page, String name) {
        return page.headers().firstValue(name).orElse("");
    }

    @Test
    @DisplayName(
            "Every page says what a browser may load, is not kept, not framed, and tells nobody where it came from")
    void headers() {
        Visitor ann = Visitor.of(storefront, "20000");
        for (String path : List.of(
                "/",
                "/invoices",
                "/invoices/PS-INV103002",
                "/invoices/PS-INV103002/pay",
                "/status",
                "/sign-in",
                "/nowhere")) {
            Page page = ann.get(path);
            assertThat(header(page, "Content-Security-Policy"))
                    .as(path)
                    .doesNotContain("unsafe", "*", "data:")
                    .matches(
                            "default-src 'none'; script-src 'self' (http://127\\.0\\.0\\.1:[0-9]+); style-src 'self'; img-src 'self'; "
                                    + "connect-src 'self' \\1; frame-src \\1; form-action 'self' \\1; base-uri 'none'; frame-ancestors 'none'");
            assertThat(header(page, "Cache-Control")).contains("no-store");
            assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(page, "X-Frame-Options")).isEqualTo("DENY");
            assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(header(page, "Permissions-Policy")).contains("camera=()", "payment=()");
        }
    }

    @Test
    @DisplayName("No page holds script or style of its own, and only the storefront's two scripts are named")
    void noInlineScript() {
        Visitor ann = Visitor.of(storefront, "20000");
        for (String path : List.of("/", "/invoices", "/invoices/PS-INV103002", "/invoices/PS-INV103002/pay")) {
            Page page = ann.get(path);
            assertThat(page.html().select("script").eachAttr("src"))
                    .isEqualTo(List.of("/assets/card-entry.js", "/assets/storefront.js"));
            assertThat(page.html().select("style, [style], [onclick], [onsubmit], [onload]"))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName(
            "The session's cookie is out of script's reach and not sent from other sites; its id changes at sign-in")
    void session() {
        Visitor somebody = new Visitor(storefront);
        Page before = somebody.get("/sign-in");
        Map<String, String> form = before.form("form[action=/sign-in]");
        form.put("account", "20000");

        Page after = somebody.post("/sign-in", form);

        assertThat(header(before, "Set-Cookie")).contains("HttpOnly", "SameSite=Lax");
        assertThat(header(after, "Set-Cookie")).contains("HttpOnly", "SameSite=Lax");
        assertThat(header(after, "Set-Cookie").split(";", 2)[0])
                .isNotEqualTo(header(before, "Set-Cookie").split(";", 2)[0]);
        assertThat(somebody.post("/sign-in", form).status())
                .as("with the old token")
                .isEqualTo(403);
    }

    @Test
    @DisplayName("Who is not signed in sees no page but sign-in, and a customer no operator's page")
    void signedOut() {
        Visitor nobody = new Visitor(storefront);
        for (String path : List.of(
                "/", "/invoices", "/invoices/PS-INV103002", "/invoices/PS-INV103002/pay", "/status", "/operator")) {
            Page page = nobody.get(path);
            assertThat(page.status()).as(path).isEqualTo(302);
            assertThat(page.location()).endsWith("/sign-in");
        }
        assertThat(Visitor.of(storefront, "20000").get("/operator").status()).isEqualTo(403);
        assertThat(Visitor.operator(storefront).get("/invoices").status()).isEqualTo(403);
    }

    @Test
    @DisplayName("Signing out ends the session")
    void signOut() {
        Visitor ann = Visitor.of(storefront, "20000");
        ann.post("/sign-out", ann.get("/").form("form[action=/sign-out]"));

        assertThat(ann.get("/").location()).endsWith("/sign-in");
    }

    @ParameterizedTest(name = "POST {0} without a CSRF token is refused")
    @ValueSource(
            strings = {
                "/balance/pay",
                "/invoices/PS-INV103002/pay",
                "/invoices/PS-INV103002/pay/address",
                "/invoices/PS-INV103002/portal",
                "/sign-out",
                "/sign-in"
            })
    void csrf(String path) {
        Visitor ann = Visitor.of(storefront, "20000");

        assertThat(ann.post(path, Map.of()).status()).isEqualTo(403);
        assertThat(ann.post(path, Map.of("_csrf", "made-up")).status()).isEqualTo(403);
    }

    @Test
    @DisplayName("What another site makes a browser post is refused, even with a token")
    void origin() {
        Visitor ann = Visitor.of(storefront, "20000");
        String form = Visitor.encoded(ann.get("/").form("form[action=/balance/pay]"));
        Map<String, Integer> statuses = new LinkedHashMap<>();

        for (String[] from : List.of(
                new String[] {"Origin", "https://evil.example.com"},
                new String[] {"Origin", "null"},
                new String[] {"Origin", storefront.address().toString().replaceAll("[0-9]+/$", "1")},
                new String[] {"Sec-Fetch-Site", "cross-site"},
                new String[] {"Sec-Fetch-Site", "same-site"},
                new String[] {"Sec-Fetch-Site", "same-origin"},
                new String[] {"Origin", storefront.address().toString().replaceAll("/$", "")})) {
            Page answer = ann.send(ann.to("/balance/pay")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header(from[0], from[1])
                    .POST(BodyPublishers.ofString(form)));
            statuses.put(String.join(" ", from), answer.status());
        }

        assertThat(statuses.values()).containsExactly(403, 403, 403, 403, 403, 303, 303);
    }

    @Test
    @DisplayName("PAY-04 another account's invoice is answered exactly as one that does not exist, whatever is asked")
    void othersInvoice() {
        Visitor ann = Visitor.of(storefront, "20000");
        Map<String, String> form = ann.card("PS-INV103002", "token");

        for (String path : List.of("", "/status", "/pay", "/pay?method=portal")) {
            assertSame(ann.get("/invoices/" + OTHERS + path), ann.get("/invoices/" + UNKNOWN + path));
        }
        for (String path : List.of("/pay/address", "/pay/address/change", "/portal")) {
            Page others = ann.post("/invoices/" + OTHERS + path, form);
            Page unknown = ann.post("/invoices/" + UNKNOWN + path, form);
            assertThat(others.location()).isEmpty();
            assertSame(others, unknown);
        }
        Page others = ann.payNow(OTHERS, new LinkedHashMap<>(Map.of("_csrf", form.getOrDefault("_csrf", ""))));
        assertSame(others, ann.payNow(UNKNOWN, new LinkedHashMap<>(Map.of("_csrf", form.getOrDefault("_csrf", "")))));
        assertThat(provider.ledger(new InvoiceNumber(OTHERS))).isEmpty();
    }

    private static void assertSame(Page others, Page unknown) {
        assertThat(others.status()).isEqualTo(unknown.status());
        assertThat(comparable(others)).isEqualTo(comparable(unknown));
    }

    private static String comparable(Page page) {
        return page.body()
                .replaceAll("value=\"[^\"]{60,}\"", "")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "")
                .replaceAll("\"timestamp\":\"[^\"]*\"", "")
                .replace(OTHERS, UNKNOWN);
    }

    @Test
    @DisplayName("A page that went wrong shows an id that is in the answer's head, and no internals")
    void errors() {
        Visitor ann = Visitor.of(storefront, "20000");
        for (String path : List.of("/nowhere", "/invoices/%00", "/invoices?page=x", "/invoices/" + UNKNOWN)) {
            Page page = ann.get(path);
            assertThat(page.status()).as(path).isBetween(400, 499);
            assertThat(page.body()).as(path).doesNotContain("Exception", "org.", "java.", "Whitelabel", "Tomcat");
        }
        Page page = ann.get("/invoices/" + UNKNOWN);
        assertThat(page.text("correlation-id")).isNotBlank().isEqualTo(header(page, "X-Correlation-Id"));
    }

    @Test
    @DisplayName(
            "Pay Now is limited: the fourth try in a minute is refused with 429, charges nothing, and keeps what was typed")
    void limit() {
        Visitor ann = Visitor.of(storefront, "60000");
        for (String number : List.of("PS-INV103049", "PS-INV103050", "PS-INV103052")) {
            assertThat(ann.payNow(number, ann.card(number, "t" + number)).status())
                    .isEqualTo(303);
        }

        Page fourth = ann.payNow("PS-INV103055", ann.card("PS-INV103055", "fourth"));

        assertThat(fourth.status()).isEqualTo(429);
        assertThat(fourth.text("dialog-fault")).contains("Nothing was charged");
        assertThat(fourth.form("#card-form")).containsEntry("nameOnCard", "Ann Example");
        assertThat(provider.ledger(new InvoiceNumber("PS-INV103055"))).isEmpty();
    }
}
