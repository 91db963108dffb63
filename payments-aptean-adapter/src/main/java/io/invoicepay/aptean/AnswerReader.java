package io.invoicepay.aptean;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer by asking, in this order: was the server reached (that is behind us here)? Is it a 2xx with JSON? Does it report
 * errors, or no data? What the payload's own code says and whether it maps is asked by those who know the operation.
 */
final class AnswerReader {
    private static final JsonReader.Options ROOT = JsonReader.Options.of("data", "errors");
    private static final JsonReader.Options ERROR = JsonReader.Options.of("extensions");
    private static final JsonReader.Options EXTENSIONS = JsonReader.Options.of("code", "exception");
    private static final JsonReader.Options EXCEPTION = JsonReader.Options.of("reasonCode");
    private static final int LONGEST_CODE = 64;
    /** Never more than have read at one moment. */
    private static final Queue<Lens> IDLE = new ConcurrentLinkedQueue<>();

    private AnswerReader() {}

    /** Reads the object under {@code data}, which is there. */
    interface Data<T> {
        T read(JsonReader in) throws IOException;
    }

    /** Of a 2xx. */
    static <T> Either<Trouble, Answer<T>> read(@Nullable String contentType, Buffer body, Data<T> data) {
        if (!isJson(contentType)) {
            return Either.left(new Trouble.Misread("content type"));
        }
        try {
            return Either.right(parse(body, data));
        } catch (Misreading e) {
            return Either.left(new Trouble.Misread(e.path()));
        } catch (JsonDataException | IOException e) {
            return Either.left(new Trouble.Misread("$")); // its message may show a value
        }
    }

    /** Whether a body that came with 400 or its like is GraphQL's way to refuse a document: errors, and no data. [T] */
    static boolean refusesDocument(@Nullable String contentType, Buffer body) {
        return read(contentType, body, in -> {
                    throw StrictJson.misreading(in);
                })
                .exists(Answer::failed);
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int end = contentType.indexOf(';'); // by hand: every answer comes through here
        String type =
                (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json") || type.equals("application/graphql-response+json");
    }

    /** Reads one answer after another, as long as each is sound: a reader brings more of its own than most answers are long. */
    private static final class Lens {
        private final Buffer page = new Buffer();
        private final JsonReader in = JsonReader.of(page);

        /** At the beginning of the next answer, which a strict reader does not expect behind the end of one. */
        JsonReader turnedTo(Buffer body) throws IOException {
            page.write(body, body.size());
            StrictJson.begin(in, page);
            in.setLenient(true);
            JsonReader.Token unused = in.peek();
            in.setLenient(false);
            return in;
        }
    }

    private static <T> Answer<T> parse(Buffer body, Data<T> data) throws IOException {
        Lens used = IDLE.poll();
        Lens lens = used == null ? new Lens() : used;
        Answer<T> answer = parse(lens.turnedTo(body), data);
        StrictJson.end(lens.in, lens.page);
        lens.page.clear();
        IDLE.add(lens); // one that met with anything else is in the midst of it, and not used again
        return answer;
    }

    private static <T> Answer<T> parse(JsonReader in, Data<T> data) throws IOException {
        Root<T> root = new Root<>();
        StrictJson.object(in, ROOT, number -> {
            if (number == 1) {
                root.reasonCodes = StrictJson.array(in, AnswerReader::reasonCode);
            } else if (in.peek() == JsonReader.Token.NULL) {
                in.nextNull();
            } else {
                root.data = Option.some(data.read(in));
            }
        });
        boolean failed = !root.reasonCodes.isEmpty();
        return new Answer<>(root.data, failed, failed ? root.reasonCodes.get(0) : Option.none());
    }

    /** An error's code, if it has one; the message may be of any shape and decides nothing. [T] */
    private static Option<String> reasonCode(JsonReader in) throws IOException {
        if (in.peek() != JsonReader.Token.BEGIN_OBJECT) {
            in.skipValue();
            return Option.none();
        }
        @Nullable String[] codes = new String[2];
        StrictJson.object(
                in,
                ERROR,
                number -> lenient(in, EXTENSIONS, inner -> {
                    if (inner == 0) {
                        codes[0] = lenientText(in);
                    } else {
                        lenient(in, EXCEPTION, innermost -> codes[1] = lenientText(in));
                    }
                }));
        return Option.of(codes[1] == null ? codes[0] : codes[1]).map(AnswerReader::cut);
    }

    private static void lenient(JsonReader in, JsonReader.Options names, StrictJson.Member member) throws IOException {
        if (in.peek() == JsonReader.Token.BEGIN_OBJECT) {
            StrictJson.object(in, names, member);
        } else {
            in.skipValue();
        }
    }

    private static @Nullable String lenientText(JsonReader in) throws IOException {
        if (in.peek() == JsonReader.Token.STRING) {
            return StrictJson.text(in);
        }
        in.skipValue();
        return null;
    }

    /** A code is letters, digits and a few marks; whatever else stands there is not shown to anybody. */
    private static String cut(String code) {
        String sound = code.replaceAll("[^A-Za-z0-9_.-]", "");
        return sound.substring(0, Math.min(sound.length(), LONGEST_CODE));
    }

    private static final class Root<T> {
        Option<T> data = Option.none();
        /** One for each error. */
        List<Option<String>> reasonCodes = List.of();
    }
}
