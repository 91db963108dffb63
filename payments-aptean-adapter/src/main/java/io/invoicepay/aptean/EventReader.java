package io.invoicepay.aptean;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Takes an event message apart. Whatever is not exactly of the published shape is nothing. */
final class EventReader {
    private static final int LARGEST_MESSAGE = 1 << 20;
    private static final int MOST_EVENTS = 100;
    private static final int LONGEST_SIGNATURE = 1_024;
    private static final JsonReader.Options ENVELOPE = JsonReader.Options.of("data");
    private static final JsonReader.Options DATA = JsonReader.Options.of("payload", "signature", "validationCode");
    private static final JsonReader.Options ENTRY = JsonReader.Options.of("protected", "signature");
    private static final JsonReader.Options ALGORITHM = JsonReader.Options.of("alg");

    private EventReader() {}

    /**
     * What stands in an envelope's data; the rest of the envelope is not signed and means nothing.
     *
     * @param payload as it came
     */
    record Event(
            @Nullable String payload,
            @Nullable String signature,
            @Nullable String validationCode) {}

    /** The events; nothing if the message is too large, not UTF-8, or not an array of at least one event */
    static Option<List<Event>> events(byte[] message) {
        if (message.length > LARGEST_MESSAGE || !isUtf8(message)) {
            return Option.none();
        }
        try {
            Buffer source = new Buffer().write(message);
            JsonReader in = JsonReader.of(source);
            List<Event> events = StrictJson.array(in, EventReader::event);
            StrictJson.end(in, source);
            return Option.when(!events.isEmpty() && events.size() <= MOST_EVENTS, events);
        } catch (Misreading | JsonDataException | IOException e) {
            return Option.none();
        }
    }

    /** The two signatures; nothing unless there are exactly two, each said to be RS256. */
    static Option<List<byte[]>> signatures(String encoded) {
        try {
            byte[] json = Base64.getDecoder().decode(encoded);
            Buffer source = new Buffer().write(json);
            JsonReader in = JsonReader.of(source);
            List<byte[]> signatures = StrictJson.array(in, EventReader::signature);
            StrictJson.end(in, source);
            return Option.when(signatures.size() == 2, signatures);
        } catch (Misreading | JsonDataException | IllegalArgumentException | IOException e) {
            return Option.none();
        }
    }

    /** A text member of a payload that has been verified. */
    static Option<String> text(String payload, String member) {
        try {
            JsonReader in = JsonReader.of(new Buffer().writeUtf8(payload));
            @Nullable String[] found = new String[1];
            StrictJson.object(in, JsonReader.Options.of(member), number -> found[0] = StrictJson.text(in));
            return Option.of(found[0]);
        } catch (Misreading | JsonDataException | IOException e) {
            return Option.none();
        }
    }

    private static Event event(JsonReader in) throws IOException {
        @Nullable String[] found = new String[3];
        StrictJson.object(
                in,
                ENVELOPE,
                envelope -> StrictJson.object(in, DATA, number -> {
                    if (number > 0) {
                        found[number] = StrictJson.text(in);
                    } else if (in.peek() == JsonReader.Token.BEGIN_OBJECT) {
                        found[0] = in.nextSource().readUtf8();
                    } else {
                        throw StrictJson.misreading(in);
                    }
                }));
        return new Event(found[0], found[1], found[2]);
    }

    private static byte[] signature(JsonReader in) throws IOException {
        @Nullable String[] found = new String[2];
        StrictJson.object(in, ENTRY, number -> found[number] = StrictJson.text(in));
        String header = found[0];
        String signature = found[1];
        if (header == null || signature == null || signature.length() > LONGEST_SIGNATURE || !isRs256(header)) {
            throw StrictJson.misreading(in);
        }
        return Base64.getDecoder().decode(signature);
    }

    private static boolean isRs256(String header) throws IOException {
        Buffer source = new Buffer().write(Base64.getUrlDecoder().decode(header));
        JsonReader in = JsonReader.of(source);
        @Nullable String[] algorithm = new String[1];
        StrictJson.object(in, ALGORITHM, number -> algorithm[0] = StrictJson.text(in));
        StrictJson.end(in, source);
        return "RS256".equals(algorithm[0]);
    }

    private static boolean isUtf8(byte[] message) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
