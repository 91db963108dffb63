package io.invoicepay.examples.json;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonEncodingException;
import com.squareup.moshi.JsonReader;
import io.invoicepay.examples.InputFault;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import okio.BufferedSource;
import okio.ByteString;
import okio.Okio;

/** Reads a file that should be one JSON document, and puts every fault of it into one line that begins with the file's name. */
public final class JsonFile {
    private static final ByteString UTF_8_MARK = ByteString.decodeHex("efbbbf");
    private static final ByteString UTF_16_MARK = ByteString.decodeHex("feff");
    private static final ByteString UTF_16_MARK_REVERSED = ByteString.decodeHex("fffe");

    private static final int LONGEST_PLACE = 80;

    private JsonFile() {}

    /** Reads a document from front to back; what it cannot use it throws as {@link MisreadException}. */
    @FunctionalInterface
    public interface Reading<T> {
        T from(JsonReader reader) throws IOException;
    }

    /**
     * Reads a file of the user's.
     *
     * @throws InputFault naming the file and the fault
     */
    public static <T> T read(Path file, Reading<T> reading) {
        if (Files.isDirectory(file)) {
            throw new InputFault(file.toString(), "is a directory, not a file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in, reading);
        } catch (NoSuchFileException e) {
            throw new InputFault(file.toString(), "there is no such file");
        } catch (AccessDeniedException e) {
            throw new InputFault(file.toString(), "may not be read");
        } catch (IOException e) {
            throw new InputFault(file.toString(), "cannot be read: " + e.getMessage());
        }
    }

    /**
     * Reads a document that is no file of the user's.
     *
     * @throws InputFault naming the document and the fault
     * @throws IOException if the stream itself fails
     */
    public static <T> T read(String name, InputStream in, Reading<T> reading) throws IOException {
        BufferedSource source = Okio.buffer(Okio.source(in));
        refuseForeignStart(name, source);
        JsonReader reader = JsonReader.of(source);
        T result = document(name, reader, reading);
        if (goesOn(reader)) {
            throw new InputFault(name, "goes on behind the end of its JSON document");
        }
        return result;
    }

    private static <T> T document(String name, JsonReader reader, Reading<T> reading) throws IOException {
        try {
            return reading.from(reader);
        } catch (MisreadException e) {
            throw new InputFault(name, String.valueOf(e.getMessage()));
        } catch (EOFException e) {
            throw new InputFault(name, "is not complete JSON: it ends within " + place(reader));
        } catch (JsonEncodingException e) {
            throw new InputFault(name, "is not JSON, from " + place(reader) + " on");
        } catch (JsonDataException e) {
            throw new InputFault(name, "is nested too deeply, from " + place(reader) + " on");
        }
    }

    private static boolean goesOn(JsonReader reader) throws IOException {
        try {
            return reader.peek() != JsonReader.Token.END_DOCUMENT;
        } catch (JsonEncodingException e) {
            return true;
        }
    }

    private static void refuseForeignStart(String name, BufferedSource source) throws IOException {
        if (source.exhausted()) {
            throw new InputFault(name, "is empty");
        }
        if (source.rangeEquals(0, UTF_8_MARK)
                || source.rangeEquals(0, UTF_16_MARK)
                || source.rangeEquals(0, UTF_16_MARK_REVERSED)) {
            throw new InputFault(name, "begins with a byte order mark; JSON is UTF-8 without one");
        }
    }

    private static String place(JsonReader reader) {
        String path = reader.getPath();
        String inner = path.startsWith("$.") ? path.substring(2) : path.substring(1);
        if (inner.isEmpty()) {
            return "its beginning";
        }
        return inner.length() <= LONGEST_PLACE ? inner : inner.substring(0, LONGEST_PLACE) + "…";
    }
}
