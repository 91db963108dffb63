package io.invoicepay.aptean;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.ByteString;

/**
 * A body that can be written once: the one setting that stops most of OkHttp's repetitions. What belongs to this request alone is not
 * copied into it but handed over.
 */
final class OneShotBody extends RequestBody {
    private static final MediaType JSON = MediaType.get("application/json");

    private final ByteString head;
    private final Buffer rest;
    private final long length;
    private final SendWitness witness = new SendWitness();

    OneShotBody(ByteString head, Buffer rest) {
        this.head = head;
        this.rest = rest;
        this.length = head.size() + rest.size();
    }

    /** Who sees it leave. */
    SendWitness witness() {
        return witness;
    }

    @Override
    public MediaType contentType() {
        return JSON;
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    /** @throws IOException if it has been written before: there is nothing left to send */
    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        if (rest.exhausted()) {
            throw new IOException("written before");
        }
        sink.write(head);
        sink.write(rest, rest.size());
    }
}
