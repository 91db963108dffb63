package io.invoicepay.examples.businesscentral;

import com.squareup.moshi.JsonReader;
import io.invoicepay.examples.json.JsonNode;
import io.invoicepay.examples.json.MisreadException;
import io.vavr.control.Option;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One page of an answer: its documents are handed on while it is read, so that a long list is never in memory as JSON.
 *
 * @param nextLink where the page behind it is, if there is one
 */
record Envelope(Option<String> nextLink) {
    private static final String VALUE = "value";
    private static final String NEXT_LINK = "@odata.nextLink";

    /** A file holds one envelope, or an array of them. */
    static List<Envelope> readAll(JsonReader reader, Consumer<JsonNode> documents) throws IOException {
        if (reader.peek() != JsonReader.Token.BEGIN_ARRAY) {
            return List.of(read(reader, "", documents));
        }
        List<Envelope> envelopes = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            envelopes.add(read(reader, "[" + envelopes.size() + "]", documents));
        }
        reader.endArray();
        if (envelopes.isEmpty()) {
            throw new MisreadException("", "is an empty array, without any envelope");
        }
        return envelopes;
    }

    private static Envelope read(JsonReader reader, String place, Consumer<JsonNode> documents) throws IOException {
        if (reader.peek() != JsonReader.Token.BEGIN_OBJECT) {
            throw new MisreadException(place, "is not an envelope: an object with value is expected");
        }
        String prefix = place.isEmpty() ? "" : place + ".";
        Option<JsonNode> nextLink = Option.none();
        boolean hasValue = false;
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (name.equals(VALUE)) {
                if (hasValue) {
                    throw new MisreadException(prefix + VALUE, "appears twice");
                }
                hasValue = true;
                documents(reader, prefix + VALUE, documents);
            } else if (name.equals(NEXT_LINK)) {
                if (nextLink.isDefined()) {
                    throw new MisreadException(prefix + NEXT_LINK, "appears twice");
                }
                nextLink = Option.some(JsonNode.read(reader, prefix + NEXT_LINK));
            } else {
                reader.skipValue();
            }
        }
        reader.endObject();
        if (!hasValue) {
            throw new MisreadException(prefix + VALUE, "is missing: an envelope of Business Central's API is expected");
        }
        return new Envelope(nextLink.filter(link -> !link.isNull()).map(JsonNode::text));
    }

    private static void documents(JsonReader reader, String place, Consumer<JsonNode> documents) throws IOException {
        if (reader.peek() != JsonReader.Token.BEGIN_ARRAY) {
            throw new MisreadException(place, "is not an array");
        }
        reader.beginArray();
        for (int index = 0; reader.hasNext(); index++) {
            documents.accept(JsonNode.read(reader, place + "[" + index + "]"));
        }
        reader.endArray();
    }
}
