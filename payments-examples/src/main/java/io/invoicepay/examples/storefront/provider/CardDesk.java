package io.invoicepay.examples.storefront.provider;

import static org.springframework.web.util.HtmlUtils.htmlEscape;

import io.invoicepay.inmemory.InMemoryProvider;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Takes a test card in the provider's own frame, and gives a token for it. Keeps no number. */
final class CardDesk {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
    private static final int TOKEN_LENGTH = 24;

    private final InMemoryProvider provider;
    private final SecureRandom random = new SecureRandom();

    CardDesk(InMemoryProvider provider) {
        this.provider = provider;
    }

    String page() {
        String cards = Arrays.stream(TestCard.values())
                .map(card -> "<li><code>" + card.grouped() + "</code> " + htmlEscape(card.summary()) + "</li>")
                .collect(Collectors.joining());
        return InMemorySite.resource("card.html").replace("{cards}", cards);
    }

    /** A line with the token, or with a field's name and what is wrong with it. */
    String token(Map<String, String> fields) {
        String fault = fault(fields);
        return fault.isEmpty()
                ? TestCard.of(fields.getOrDefault("number", ""))
                        .map(card -> "token " + issue(card))
                        .getOrElse("number This is none of the test cards.")
                : fault;
    }

    private static String fault(Map<String, String> fields) {
        if (fields.getOrDefault("number", "").isBlank()) {
            return "number Please fill in the card number.";
        }
        if (!isExpiry(fields.getOrDefault("expiry", "").strip())) {
            return "expiry Please check when the card expires (MM/YY).";
        }
        return fields.getOrDefault("code", "").strip().matches("[0-9]{3,4}")
                ? ""
                : "code Please check the security code: three or four digits.";
    }

    private static boolean isExpiry(String text) {
        if (!text.matches("(0[1-9]|1[0-2]) ?/ ?[0-9]{2}")) {
            return false;
        }
        int month = Integer.parseInt(text.substring(0, 2));
        int year = 2000 + Integer.parseInt(text.substring(text.length() - 2));
        return !YearMonth.of(year, month).isBefore(YearMonth.now(Clock.systemUTC()));
    }

    private String issue(TestCard card) {
        String token = random.ints(TOKEN_LENGTH, 0, LETTERS.length())
                .mapToObj(i -> String.valueOf(LETTERS.charAt(i)))
                .collect(Collectors.joining());
        provider.plan(token, card.plan());
        return token;
    }
}
