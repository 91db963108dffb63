package io.invoicepay.aptean.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is served on the card entry's port: the script that a storefront includes, the frame in which the number is typed, and
 * the browser's own endpoint for claims. A number comes in here and is neither kept nor logged.
 */
final class CardSite {
    private static final Map<String, String> FRAME_HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors http://127.0.0.1:* http://localhost:*",
            "Referrer-Policy",
            "no-referrer",
            "X-Content-Type-Options",
            "nosniff",
            "Cache-Control",
            "no-store");

    private final Merchant merchant;

    private CardSite(Merchant merchant) {
        this.merchant = merchant;
    }

    static void mount(HttpServer server, Merchant merchant, GraphQlEndpoint claims) {
        CardSite site = new CardSite(merchant);
        file(server, "/apteanpay-js/v1", "text/javascript; charset=utf-8", "apteanpay.js");
        file(server, "/card-frame", "text/html; charset=utf-8", "card-frame.html");
        file(server, "/card-frame.js", "text/javascript; charset=utf-8", "card-frame.js");
        file(server, "/card-frame.css", "text/css; charset=utf-8", "card-frame.css");
        server.createContext("/cards", exchange -> site.enter(exchange, Route.of(exchange)));
        server.createContext("/graphql", exchange -> {
            Map<String, String> crossOrigin = crossOrigin(exchange);
            if (exchange.getRequestMethod().equals("OPTIONS")) {
                HttpAnswer.text(204, "").with(crossOrigin).send(exchange);
            } else {
                claims.handle(exchange, crossOrigin);
            }
        });
        server.createContext("/", exchange -> HttpAnswer.text(404, "not found").send(exchange));
    }

    private static void file(HttpServer server, String path, String contentType, String resource) {
        HttpAnswer file = new HttpAnswer(200, FRAME_HEADERS, contentType, ApteanSandbox.resource(resource));
        server.createContext(path, exchange -> {
            boolean asked = exchange.getRequestURI().getPath().equals(path)
                    && exchange.getRequestMethod().equals("GET");
            (asked ? file : HttpAnswer.text(404, "not found")).send(exchange);
        });
    }

    /** The storefront's page, of whatever origin, may ask for claims; it sends no cookies, only what it was given. */
    private static Map<String, String> crossOrigin(HttpExchange exchange) {
        String origin = exchange.getRequestHeaders().getFirst("origin");
        return origin == null
                ? Map.of()
                : Map.of(
                        "Access-Control-Allow-Origin", origin,
                        "Access-Control-Allow-Methods", "POST",
                        "Access-Control-Allow-Headers",
                                "content-type, x-aptean-apim, x-aptean-tenant, x-aptean-account, x-aptean-product",
                        "Vary", "Origin");
    }

    /** Takes a card from the frame, which is of this origin: JSON in, so that no other origin can post a form here. */
    private void enter(HttpExchange exchange, Route route) throws IOException {
        boolean fromFrame =
                route.method().equals("POST") && route.header("content-type").startsWith(HttpAnswer.JSON);
        Optional<Input> card = fromFrame ? Json.object(route.body()).map(Input::new) : Optional.empty();
        if (card.isEmpty()) {
            HttpAnswer.text(400, "a card as JSON, please").send(exchange);
            return;
        }
        List<Map<String, @Nullable Object>> faults = faults(card.get());
        if (!faults.isEmpty()) {
            HttpAnswer.json(422, Json.row("errors", faults)).send(exchange);
            return;
        }
        PaymentMethod method;
        synchronized (merchant.books()) {
            method = merchant.cards()
                    .enter(
                            TestCard.parse(card.get().requiredText("number")).orElseThrow(),
                            month(card.get()).orElseThrow().getMonthValue(),
                            month(card.get()).orElseThrow().getYear(),
                            card.get().raw("holder"));
        }
        HttpAnswer.json(
                        200,
                        Json.row(
                                "token", method.id(),
                                "cardBrand", method.card().brand(),
                                "lastFour", method.card().lastFour(),
                                "created", method.createdAt().getEpochSecond()))
                .send(exchange);
    }

    private List<Map<String, @Nullable Object>> faults(Input card) {
        List<Map<String, @Nullable Object>> faults = new ArrayList<>();
        String number = card.text("number").orElse("").trim();
        if (number.isEmpty()) {
            faults.add(fault("validation_error", "empty", "ccnumber", "Field is empty"));
        } else if (TestCard.parse(number).isEmpty()) {
            faults.add(fault("card_error", "invalid_number", "ccnumber", "Not a test card of the sandbox"));
        }
        YearMonth present = YearMonth.from(merchant.books().now().atZone(ZoneOffset.UTC));
        if (month(card).filter(end -> !end.isBefore(present)).isEmpty()) {
            faults.add(fault("card_error", "invalid_expiry", "ccexp", "Invalid expiry date"));
        }
        if (!card.text("cvv").orElse("").matches("[0-9]{3,4}")) {
            faults.add(fault("card_error", "invalid_cvc", "cvv", "Invalid security code"));
        }
        return faults;
    }

    private static Optional<YearMonth> month(Input card) {
        String month = card.text("month").orElse("").trim();
        String year = card.text("year").orElse("").trim();
        return month.matches("0?[1-9]|1[0-2]") && year.matches("[0-9]{2}")
                ? Optional.of(YearMonth.of(2000 + Integer.parseInt(year), Integer.parseInt(month)))
                : Optional.empty();
    }

    private static Map<String, @Nullable Object> fault(String type, String code, String field, String message) {
        return Json.row("type", type, "code", code, "param", field, "message", message);
    }
}
