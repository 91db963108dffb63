package io.invoicepay.aptean.sandbox;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Named values of a GraphQL argument, an input object or a JSON body; an absent one and a null one are alike. */
record Input(Map<String, @Nullable Object> values) {
    @SuppressWarnings("unchecked") // JSON objects have text keys
    static Input of(@Nullable Object object) {
        return new Input(object instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of());
    }

    @Nullable Object raw(String name) {
        return values.get(name);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(Object::toString);
    }

    /** A text that must be there; the schema or the caller has seen to it. */
    String requiredText(String name) {
        return text(name).orElseThrow(() -> new Rejection("SANDBOX_INPUT", name + " is required"));
    }

    Optional<Long> number(String name) {
        return Optional.ofNullable(values.get(name)).map(value -> {
            try {
                return new BigDecimal(value.toString()).longValueExact();
            } catch (ArithmeticException | NumberFormatException notWhole) {
                throw new Rejection("SANDBOX_INPUT", name + " must be a whole number");
            }
        });
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    /** A moment; an empty text counts as none. */
    Optional<Instant> moment(String name) {
        return text(name).flatMap(Dates::parse);
    }

    Input object(String name) {
        return of(values.get(name));
    }

    List<Input> objects(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream().map(Input::of).toList()
                : List.of();
    }

    List<String> texts(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
