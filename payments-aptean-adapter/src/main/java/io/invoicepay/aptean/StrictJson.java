package io.invoicepay.aptean;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON where money is concerned. Moshi takes "1250", 1e3 and 1250.00 for the number 1250 and the last of two members for the
 * right one; here each of these is a misreading. Members that are not asked for are skipped.
 */
final class StrictJson {
    private static final int LONGEST_TEXT = 8_192;
    private static final int LONGEST_ARRAY = 1_000;
    private static final int LONGEST_NUMBER = 10;

    private StrictJson() {}

    /** Words that are told often. */
    static final class Words {
        private final String[] words;
        private final JsonReader.Options options;

        Words(String... words) {
            this.words = words.clone();
            this.options = JsonReader.Options.of(words);
        }
    }

    /** Reads a member by its number in the options. */
    interface Member {
        void read(int number) throws IOException;
    }

    /** Reads one element. */
    interface Element<T> {
        T read(JsonReader in) throws IOException;
    }

    /** Reads an object; false if there was null in place of one. */
    static boolean object(JsonReader in, JsonReader.Options names, Member member) throws IOException {
        if (isNull(in)) {
            return false;
        }
        expect(in, JsonReader.Token.BEGIN_OBJECT);
        in.beginObject();
        long seen = 0;
        while (in.hasNext()) {
            int number = in.selectName(names);
            if (number < 0) {
                in.skipName();
                in.skipValue();
                continue;
            }
            long bit = 1L << number;
            if ((seen & bit) != 0) {
                throw misreading(in);
            }
            seen |= bit;
            member.read(number);
        }
        in.endObject();
        return true;
    }

    /** The elements; none if there was null in place of an array. A null element is a misreading. */
    static <T> List<T> array(JsonReader in, Element<T> element) throws IOException {
        if (isNull(in)) {
            return List.of();
        }
        expect(in, JsonReader.Token.BEGIN_ARRAY);
        in.beginArray();
        List<T> elements = List.of(); // and so are those of none and of one: nearly all arrays are
        while (in.hasNext()) {
            if (elements.size() == LONGEST_ARRAY || in.peek() == JsonReader.Token.NULL) {
                throw misreading(in);
            }
            T read = element.read(in);
            if (elements.isEmpty()) {
                elements = List.of(read);
            } else {
                elements = elements.size() == 1 ? new ArrayList<>(elements) : elements;
                elements.add(read);
            }
        }
        in.endArray();
        return elements;
    }

    static @Nullable String text(JsonReader in) throws IOException {
        if (isNull(in)) {
            return null;
        }
        expect(in, JsonReader.Token.STRING);
        String text = in.nextString();
        if (text.length() > LONGEST_TEXT) {
            throw misreading(in);
        }
        return text;
    }

    /** A text, or what stands in its place, read only if it is wanted. */
    static @Nullable String text(JsonReader in, boolean wanted) throws IOException {
        if (wanted || in.peek() != JsonReader.Token.STRING) {
            return text(in);
        }
        in.skipValue();
        return null;
    }

    /** A text that is nearly always one of these words; for them no new text is made. */
    static @Nullable String text(JsonReader in, Words usual) throws IOException {
        int number = in.selectString(usual.options);
        return number < 0 ? text(in) : usual.words[number];
    }

    /** Minor units: digits and nothing else, up to what the interface's 32-bit integers hold. */
    static @Nullable Integer minorUnits(JsonReader in) throws IOException {
        if (isNull(in)) {
            return null;
        }
        expect(in, JsonReader.Token.NUMBER);
        String digits = in.nextString();
        if (digits.length() > LONGEST_NUMBER || !isDigits(digits)) {
            throw misreading(in);
        }
        long number = Long.parseLong(digits);
        if (number > Integer.MAX_VALUE) {
            throw misreading(in);
        }
        return (int) number;
    }

    /** Every amount comes through here: no stream, which would cost more than the number. */
    private static boolean isDigits(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return true;
    }

    static @Nullable Boolean truth(JsonReader in) throws IOException {
        if (isNull(in)) {
            return null;
        }
        expect(in, JsonReader.Token.BOOLEAN);
        return in.nextBoolean();
    }

    /** An object comes next, behind white space at most. */
    static void begin(JsonReader in, Buffer source) {
        long at = blanks(source);
        if (at == source.size() || source.getByte(at) != '{') {
            throw misreading(in);
        }
    }

    private static long blanks(Buffer source) {
        long at = 0;
        while (at < source.size() && " \t\r\n".indexOf(source.getByte(at)) >= 0) {
            at++;
        }
        return at;
    }

    /** Nothing but white space is left: the reader would take the byte 0xFF for the end, whatever comes behind it. */
    static void end(JsonReader in, Buffer source) {
        if (blanks(source) < source.size()) {
            throw misreading(in);
        }
    }

    static Misreading misreading(JsonReader in) {
        return new Misreading(in.getPath());
    }

    private static boolean isNull(JsonReader in) throws IOException {
        if (in.peek() != JsonReader.Token.NULL) {
            return false;
        }
        in.nextNull();
        return true;
    }

    private static void expect(JsonReader in, JsonReader.Token token) throws IOException {
        if (in.peek() != token) {
            throw misreading(in);
        }
    }
}
