package io.invoicepay.examples.json;

import com.squareup.moshi.JsonWriter;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** A JSON object to be written: its properties in the order of being put. Not for sharing between threads. */
public final class JsonObject {
    private final Map<String, @Nullable Object> properties = new LinkedHashMap<>();

    public JsonObject put(String name, String text) {
        properties.put(name, text);
        return this;
    }

    public JsonObject put(String name, long number) {
        properties.put(name, number);
        return this;
    }

    public JsonObject put(String name, boolean flag) {
        properties.put(name, flag);
        return this;
    }

    public JsonObject put(String name, JsonObject object) {
        properties.put(name, object.properties);
        return this;
    }

    /** The text of what is there; null if nothing is. */
    public JsonObject put(String name, Option<?> value) {
        properties.put(name, value.map(Object::toString).getOrNull());
        return this;
    }

    /** The object that is there; null if none is. */
    public JsonObject putObject(String name, Option<JsonObject> object) {
        properties.put(name, object.map(o -> o.properties).getOrNull());
        return this;
    }

    /** An array of texts. */
    public JsonObject texts(String name, Collection<?> values) {
        properties.put(name, values.stream().map(Object::toString).toList());
        return this;
    }

    /** An array of objects. */
    public <T> JsonObject objects(String name, Collection<T> values, Function<T, JsonObject> shape) {
        properties.put(
                name,
                values.stream().map(shape).map(object -> object.properties).toList());
        return this;
    }

    /** An array of arrays of objects. */
    public <T> JsonObject arrays(String name, Collection<List<T>> values, Function<T, JsonObject> shape) {
        properties.put(name, values.stream().map(inner -> shaped(inner, shape)).toList());
        return this;
    }

    private static <T> List<Map<String, @Nullable Object>> shaped(Collection<T> values, Function<T, JsonObject> shape) {
        return values.stream().map(shape).map(object -> object.properties).toList();
    }

    /** Compact JSON in UTF-8, with one line feed at its end. */
    public byte[] toBytes() {
        Buffer buffer = new Buffer();
        try (JsonWriter writer = JsonWriter.of(buffer)) {
            writer.setSerializeNulls(true);
            writer.jsonValue(properties);
        } catch (IOException e) {
            throw new UncheckedIOException("a buffer in memory cannot fail", e);
        }
        return buffer.writeByte('\n').readByteArray();
    }
}
