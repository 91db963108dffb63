package io.invoicepay.examples.storefront;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Somebody with a browser that runs no script: cookies, forms, and redirects that are looked at one by one. */
final class Visitor {
    /** What came back. */
    record Page(int status, HttpHeaders headers, String body) {
        Document html() {
            return Jsoup.parse(body);
        }

        String location() {
            return headers.firstValue("Location").orElse("");
        }

        /** The text of the one thing of that name; empty if there is none. */
        String text(String test) {
            return html().select("[data-test=" + test + "]").text();
        }

        boolean has(String test) {
            return !html().select("[data-test=" + test + "]").isEmpty();
        }

        /** What would be sent with a form, as it stands. */
        Map<String, String> form(String css) {
            Map<String, String> fields = new LinkedHashMap<>();
            for (Element field : html().expectFirst(css).select("input[name], select[name]")) {
                fields.put(field.attr("name"), valueOf(field));
            }
            return fields;
        }
    }

    private static String valueOf(Element field) {
        return field.nameIs("select") ? field.select("option[selected]").attr("value") : field.val();
    }

    /** What is typed into the first step. */
    static final Map<String, String> ADDRESS = Map.of(
            "email", "ann@example.com",
            "street", "1 Main Street",
            "country", "US",
            "postalCode", "02139",
            "phoneCountryCode", "1",
            "phone", "617 555 0123");

    private final URI base;
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    Visitor(Storefront storefront) {
        this(storefront.address());
    }

    private Visitor(URI base) {
        this.base = base;
    }

    static Visitor of(Storefront storefront, String account) {
        return of(storefront.address(), account);
    }

    static Visitor of(URI address, String account) {
        Visitor visitor = new Visitor(address);
        visitor.signIn("/sign-in", Map.of("account", account, "user", "Ann"));
        return visitor;
    }

    static Visitor operator(Storefront storefront) {
        Visitor visitor = new Visitor(storefront);
        visitor.signIn("/sign-in/operator", Map.of("user", "Ben"));
        return visitor;
    }

    Page signIn(String path, Map<String, String> fields) {
        Map<String, String> all = get("/sign-in").form("form[action=" + path + "]");
        all.putAll(fields);
        return post(path, all);
    }

    Page get(String path) {
        return send(to(path));
    }

    /** As a browser posts a form of this site. */
    Page post(String path, Map<String, String> fields) {
        return send(to(path).header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(fields))));
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(base.resolve(path));
    }

    Page send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Page(answer.statusCode(), answer.headers(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    // ---- guest checkout, step by step

    /** The first step, filled in. */
    Map<String, String> address(String invoice) {
        Map<String, String> form = get("/invoices/" + invoice + "/pay").form("#address-form");
        form.putAll(ADDRESS);
        return form;
    }

    /** The second step, filled in: what Pay Now sends. */
    Map<String, String> card(String invoice, String token) {
        Map<String, String> form =
                post("/invoices/" + invoice + "/pay/address", address(invoice)).form("#card-form");
        form.put("nameOnCard", "Ann Example");
        form.put("cardToken", token);
        return form;
    }

    Page payNow(String invoice, Map<String, String> form) {
        return post("/invoices/" + invoice + "/pay", form);
    }
}
