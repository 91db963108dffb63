package io.invoicepay.aptean;

import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import okio.Buffer;
import okio.ByteString;

/** One operation, ready to send: all of the request body that does not change is encoded once. */
final class Document {
    private static final ByteString END = ByteString.encodeUtf8("}");

    private final String operation;
    private final String text;
    private final ByteString head;

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

    /** The request body with these variables; what does not change is not copied. */
    OneShotBody with(Variables variables) {
        try {
            Buffer body = new Buffer();
            JsonWriter out = JsonWriter.of(body);
            out.beginObject();
            variables.write(out);
            out.endObject();
            body.write(END);
            return new OneShotBody(head, body.readByteString());
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
