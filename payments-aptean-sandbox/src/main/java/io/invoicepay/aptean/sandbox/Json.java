package io.invoicepay.aptean.sandbox;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.ToNumberPolicy;
import com.google.gson.reflect.TypeToken;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON as plain maps, lists, texts and exact numbers. Numbers keep their spelling: {@code 10.0} stays {@code 10.0}. */
final class Json {
    private static final Gson GSON = new GsonBuilder()
            .setStrictness(Strictness.STRICT)
            .setObjectToNumberStrategy(ToNumberPolicy.BIG_DECIMAL)
            .serializeNulls()
            .disableHtmlEscaping()
            .create();
    private static final TypeToken<Map<String, @Nullable Object>> OBJECT = new TypeToken<>() {};

    private Json() {}

    /** The text as a JSON object; empty if it is none. */
    static Optional<Map<String, @Nullable Object>> object(String text) {
        try {
            return Optional.ofNullable(GSON.fromJson(text, OBJECT));
        } catch (JsonParseException notAnObject) {
            return Optional.empty();
        }
    }

    /** The value as compact JSON, members in their order, neither {@code /} nor non-ASCII letters escaped. */
    static String text(@Nullable Object value) {
        return GSON.toJson(value);
    }

    /** One JSON object from names and values in turn. Unlike {@link Map#of}, values may be null and the order stays. */
    static Map<String, @Nullable Object> row(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return row;
    }
}
