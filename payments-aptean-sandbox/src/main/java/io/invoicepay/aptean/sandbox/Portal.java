package io.invoicepay.aptean.sandbox;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The payer portal. {@code /portal/?<urlToken>} shows one request and takes a payment for it; the root lists what is open. Cards
 * are chosen by name, so that no number is typed here. Who has the link may pay: there is no login.
 */
final class Portal {
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "Referrer-Policy",
            "no-referrer",
            "X-Content-Type-Options",
            "nosniff",
            "Cache-Control",
            "no-store");
    private static final String PAGE = ApteanSandbox.resource("portal.html");
    private static final String STYLE = ApteanSandbox.resource("portal.css");

    private final Merchant merchant;

    Portal(Merchant merchant) {
        this.merchant = merchant;
    }

    HttpAnswer answer(Route route) {
        return switch (route.methodAndPath()) {
            case "GET /portal/portal.css" -> new HttpAnswer(200, HEADERS, "text/css; charset=utf-8", STYLE);
            case "GET /portal/" -> route.query().isEmpty() ? openRequests() : request(route.query());
            case "POST /portal/pay" -> pay(route);
            default -> page(404, "Not found", "<p>There is nothing here.</p>");
        };
    }

    private HttpAnswer openRequests() {
        synchronized (merchant.books()) {
            Books.View view = merchant.books().view();
            List<PaymentRequest> open = view.requests().stream()
                    .filter(request -> merchant.payments().payable(request, true) > 0)
                    .filter(request -> request.pinnedStatus().isEmpty())
                    .toList();
            long due = open.stream()
                    .mapToLong(request -> merchant.payments().payable(request, true))
                    .sum();
            String rows = open.stream()
                    .map(request -> "<tr><td>" + Html.escape(request.referenceNumber()) + "</td><td class=\"amount\">"
                            + money(merchant.payments().payable(request, true)) + "</td><td>"
                            + Html.escape(view.status(request)) + "</td><td><a href=\"/portal/?" + request.urlToken()
                            + "\">Pay</a></td></tr>\n")
                    .collect(Collectors.joining());
            return page(
                    200,
                    "Balance due: " + money(due),
                    "<table><thead><tr><th>Reference</th><th>Amount</th><th>Status</th><th>Action</th></tr></thead>\n<tbody>"
                            + rows + "</tbody></table>");
        }
    }

    private HttpAnswer request(String urlToken) {
        synchronized (merchant.books()) {
            Books.View view = merchant.books().view();
            return view.requestBehind(urlToken)
                    .map(request -> page(
                            200,
                            "Payment request " + request.referenceNumber(),
                            details(request, view) + action(request)))
                    .orElseGet(() -> page(404, "Payment request not found", "<p>The link is wrong or too old.</p>"));
        }
    }

    private String details(PaymentRequest request, Books.View view) {
        Optional<String> failure = view.paymentsOf(request).stream()
                .reduce((earlier, later) -> later)
                .filter(last -> last.status() == Payment.Status.FAILED)
                .flatMap(last -> Optional.ofNullable(last.standing().reason()));
        return "<dl><dt>Reference</dt><dd>" + Html.escape(request.referenceNumber()) + "</dd><dt>Amount</dt><dd>"
                + money(request.amount()) + "</dd><dt>Status</dt><dd id=\"status\">"
                + Html.escape(view.status(request)) + "</dd></dl>"
                + failure.map(reason -> "<p role=\"alert\">The last payment failed: " + Html.escape(reason) + ".</p>")
                        .orElse("");
    }

    private String action(PaymentRequest request) {
        long payable = merchant.payments().payable(request, true);
        if (payable <= 0 || request.pinnedStatus().isPresent()) {
            return "<p>There is nothing to pay.</p>";
        }
        String cards = Arrays.stream(TestCard.values())
                .map(card -> "<option value=\"" + card.name() + "\">" + card.brand() + " ending in " + card.lastFour()
                        + " (" + card.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ")</option>")
                .collect(Collectors.joining());
        return "<form method=\"post\" action=\"/portal/pay?" + request.urlToken()
                + "\"><label for=\"card\">Test card</label>"
                + "<select id=\"card\" name=\"card\">" + cards + "</select>"
                + "<button type=\"submit\">Pay " + money(payable) + "</button></form>";
    }

    private HttpAnswer pay(Route route) {
        if (!route.addressedToLoopback()) {
            return page(403, "Refused", "<p>The sandbox answers on the loopback only.</p>");
        }
        Optional<TestCard> card = Arrays.stream(TestCard.values())
                .filter(known -> route.body().equals("card=" + known.name()))
                .findFirst();
        synchronized (merchant.books()) {
            Optional<PaymentRequest> request = merchant.books().view().requestBehind(route.query());
            if (card.isEmpty() || request.isEmpty()) {
                return page(400, "Payment not made", "<p>Card or payment request is unknown.</p>");
            }
            try {
                var unused = merchant.payments().payInPortal(request.get(), card.get());
            } catch (Rejection rejection) {
                return page(
                        409, "Payment not made", "<p>" + Html.escape(String.valueOf(rejection.getMessage())) + "</p>");
            }
            return HttpAnswer.redirect("/portal/?" + request.get().urlToken());
        }
    }

    private HttpAnswer page(int status, String title, String content) {
        String page = PAGE.replace(
                        "{{merchant}}", Html.escape(merchant.settings().merchantName()))
                .replace("{{title}}", Html.escape(title))
                .replace("{{content}}", content);
        return new HttpAnswer(status, HEADERS, "text/html; charset=utf-8", page);
    }

    private String money(long minorUnits) {
        return BigDecimal.valueOf(minorUnits, 2).toPlainString() + " "
                + merchant.settings().currency();
    }
}
