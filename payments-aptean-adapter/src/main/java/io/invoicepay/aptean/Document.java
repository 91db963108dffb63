package io.invoicepay.aptean;

import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import okio.Buffer;
import okio.ByteString;

/** One operation, ready to send: all of the request body that does not change is encoded once. */
final class Document {
    private static final ByteString END = ByteString.encodeUtf8("}");

    private final String operation;
    private final String text;
    private final ByteString head;
    /** Never more than have written at one moment. */
    private final Queue<Pen> idle = new ConcurrentLinkedQueue<>();

    /** Writes one object after another; a writer brings more of its own than most requests are long. */
    private static final class Pen {
        private final Buffer ink = new Buffer();
        private final JsonWriter writer = JsonWriter.of(ink);

        Pen() {
            writer.setLenient(true); // so that it goes on after the first object
        }

        /** What has been written since the last time. */
        Buffer lift() {
            Buffer written = new Buffer();
            written.write(ink, ink.size());
            return written;
        }
    }

    Document(String operation, String text) {
        this.operation = operation;
        this.text = text;
        this.head = head(operation, text);
    }

    /** Writes the variables, one member each, into an object that is open. */
    interface Variables {
        void write(JsonWriter out) throws IOException;
    }

    String operation() {
        return operation;
    }

    String text() {
        return text;
    }

    /** A request body with these variables, to be sent once. */
    OneShotBody with(Variables variables) {
        try {
            Pen used = idle.poll();
            Pen pen = used == null ? new Pen() : used;
            pen.writer.beginObject();
            variables.write(pen.writer);
            pen.writer.endObject();
            OneShotBody body = new OneShotBody(head, pen.lift().write(END));
            idle.add(pen);
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a buffer in memory has none
        }
    }

    private static ByteString head(String operation, String text) {
        try {
            Buffer buffer = new Buffer();
            JsonWriter out = JsonWriter.of(buffer);
            out.beginObject();
            out.name("operationName").value(operation);
            out.name("query").value(text);
            out.endObject();
            ByteString whole = buffer.readByteString();
            return new Buffer()
                    .write(whole.substring(0, whole.size() - 1))
                    .writeUtf8(",\"variables\":")
                    .readByteString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return operation;
    }
}
