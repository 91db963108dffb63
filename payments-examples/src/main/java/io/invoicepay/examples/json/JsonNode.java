package io.invoicepay.examples.json;

import com.squareup.moshi.JsonReader;
import io.vavr.control.Option;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A part of a JSON document that knows its place, so that whatever is missing or of the wrong type can be named. Numbers are kept as
 * they were written and become exact decimals; no {@code double} comes near them. A property that appears twice is a fault.
 *
 * <p>Immutable and safe for any thread. Every method that asks for something throws {@link MisreadException} if it is not there.
 */
public final class JsonNode {
    private static final int LONGEST_NUMBER = 64;

    private final String place;
    private final Object value;

    private JsonNode(String place, Object value) {
        this.place = place;
        this.value = value;
    }

    /** A number as it was written. */
    private record Literal(String digits) {}

    private enum Nothing {
        NULL
    }

    /**
     * Reads the value that the reader stands before.
     *
     * @param place how faults name it
     * @throws IOException if the text is not JSON, or ends too early
     * @throws com.squareup.moshi.JsonDataException if it is nested too deeply
     */
    public static JsonNode read(JsonReader reader, String place) throws IOException {
        return new JsonNode(place, value(reader, place));
    }

    private static Object value(JsonReader reader, String place) throws IOException {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> object(reader, place);
            case BEGIN_ARRAY -> array(reader, place);
            case STRING -> reader.nextString();
            case NUMBER -> new Literal(reader.nextString());
            case BOOLEAN -> reader.nextBoolean();
            default -> nothing(reader);
        };
    }

    private static Object nothing(JsonReader reader) throws IOException {
        reader.nextNull();
        return Nothing.NULL;
    }

    private static Map<String, Object> object(JsonReader reader, String place) throws IOException {
        Map<String, Object> properties = new HashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (properties.put(name, value(reader, within(place, name))) != null) {
                throw new MisreadException(within(place, name), "appears twice");
            }
        }
        reader.endObject();
        return properties;
    }

    private static List<Object> array(JsonReader reader, String place) throws IOException {
        List<Object> items = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            items.add(value(reader, place + "[" + items.size() + "]"));
        }
        reader.endArray();
        return items;
    }

    private static String within(String place, String name) {
        return place.isEmpty() ? name : place + "." + name;
    }

    /** How faults name it. */
    public String place() {
        return place;
    }

    /** The same value under another name in faults. */
    public JsonNode named(String name) {
        return new JsonNode(name, value);
    }

    public boolean isNull() {
        return value == Nothing.NULL;
    }

    public boolean isObject() {
        return value instanceof Map;
    }

    /** Whether it is this very string. */
    public boolean isText(String text) {
        return value.equals(text);
    }

    /** A property that must be there. */
    public JsonNode get(String name) {
        return property(name).getOrElseThrow(() -> new MisreadException(within(place, name), "is missing"));
    }

    /** A property that need not be there, or is null. */
    public Option<JsonNode> find(String name) {
        return property(name).filter(property -> !property.isNull());
    }

    private Option<JsonNode> property(String name) {
        if (value instanceof Map<?, ?> properties) {
            return Option.<Object>of(properties.get(name)).map(property -> new JsonNode(within(place, name), property));
        }
        throw mistyped("an object");
    }

    /** The items of an array. */
    public List<JsonNode> items() {
        if (value instanceof List<?> items) {
            List<JsonNode> nodes = new ArrayList<>(items.size());
            for (Object item : items) {
                nodes.add(new JsonNode(place + "[" + nodes.size() + "]", item));
            }
            return nodes;
        }
        throw mistyped("an array");
    }

    /** A string; empty ones too. */
    public String text() {
        if (value instanceof String text) {
            return text;
        }
        throw mistyped("a string");
    }

    /** A number, exactly as written: {@code 1250.00} has two decimals. */
    public BigDecimal decimal() {
        if (!(value instanceof Literal literal)) {
            throw mistyped("a number");
        }
        if (literal.digits.length() > LONGEST_NUMBER) {
            throw misread("is a number of more than " + LONGEST_NUMBER + " characters");
        }
        try {
            return new BigDecimal(literal.digits);
        } catch (NumberFormatException e) {
            throw misread("is too large or too small a number");
        }
    }

    /** A whole number that fits an {@code int}. */
    public int integer() {
        try {
            return decimal().intValueExact();
        } catch (ArithmeticException e) {
            throw misread("is not a whole number of ordinary size");
        }
    }

    /** A whole number that fits a {@code long}. */
    public long longInteger() {
        try {
            return decimal().longValueExact();
        } catch (ArithmeticException e) {
            throw misread("is not a whole number of ordinary size");
        }
    }

    /** True or false. */
    public boolean flag() {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw mistyped("true or false");
    }

    /** A fault of this node, for whoever finds one that its type does not show. */
    public MisreadException misread(String fault) {
        return new MisreadException(place, fault);
    }

    private MisreadException mistyped(String wanted) {
        return misread("is " + kind() + ", not " + wanted);
    }

    private String kind() {
        if (value instanceof Map) {
            return "an object";
        } else if (value instanceof List) {
            return "an array";
        } else if (value instanceof String) {
            return "a string";
        } else if (value instanceof Literal) {
            return "a number";
        }
        return value instanceof Boolean ? "true or false" : "null";
    }
}
