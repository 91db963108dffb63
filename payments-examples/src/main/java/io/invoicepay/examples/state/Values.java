package io.invoicepay.examples.state;

import io.invoicepay.examples.json.JsonNode;
import io.invoicepay.examples.json.JsonObject;
import io.invoicepay.money.Money;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Currency;
import java.util.function.Function;

/** How small values look in the state file. */
final class Values {
    private Values() {}

    static JsonObject json(Money money) {
        return new JsonObject()
                .put("minorUnits", money.minorUnits())
                .put("currency", money.currency().getCurrencyCode());
    }

    static Money money(JsonNode node) {
        return Money.ofMinor(
                node.get("minorUnits").longInteger(), make(node.get("currency"), code -> Currency.getInstance(code)));
    }

    static Instant instant(JsonNode node) {
        try {
            return Instant.parse(node.text());
        } catch (DateTimeParseException e) {
            throw node.misread("is not a moment in time");
        }
    }

    static Duration duration(JsonNode node) {
        try {
            return Duration.parse(node.text());
        } catch (DateTimeParseException e) {
            throw node.misread("is not a length of time");
        }
    }

    /** One of an enum's constants, by name. */
    static <E extends Enum<E>> E constant(Class<E> type, JsonNode node) {
        String name = node.text();
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw node.misread("is not one of the known values");
    }

    /** A value made of a text; what its type refuses is a fault of the text's place. */
    static <T> T make(JsonNode text, Function<String, T> maker) {
        try {
            return maker.apply(text.text());
        } catch (IllegalArgumentException e) {
            throw text.misread("is not valid");
        }
    }

    static <T> Option<T> made(JsonNode node, String name, Function<String, T> maker) {
        return node.find(name).map(text -> make(text, maker));
    }
}
