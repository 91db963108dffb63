package io.invoicepay.aptean;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.ByteString;

/** A body that OkHttp may write once: the one setting that stops most of its repetitions. */
final class OneShotBody extends RequestBody {
    private static final MediaType JSON = MediaType.get("application/json");

    private final ByteString head;
    private final ByteString rest;

    OneShotBody(ByteString head, ByteString rest) {
        this.head = head;
        this.rest = rest;
    }

    @Override
    public MediaType contentType() {
        return JSON;
    }

    @Override
    public long contentLength() {
        return (long) head.size() + rest.size();
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.write(head).write(rest);
    }
}
