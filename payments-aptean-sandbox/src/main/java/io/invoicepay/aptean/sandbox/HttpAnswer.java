package io.invoicepay.aptean.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes back over HTTP. A caller that has hung up meanwhile does no harm. */
record HttpAnswer(int status, Map<String, String> headers, String contentType, String body) {
    static final String JSON = "application/json";

    static HttpAnswer json(int status, @Nullable Object body) {
        return new HttpAnswer(status, Map.of(), JSON, Json.text(body));
    }

    static HttpAnswer text(int status, String text) {
        return new HttpAnswer(status, Map.of(), "text/plain; charset=utf-8", text);
    }

    static HttpAnswer redirect(String location) {
        return new HttpAnswer(303, Map.of("Location", location), "text/plain; charset=utf-8", "");
    }

    HttpAnswer with(Map<String, String> newHeaders) {
        return new HttpAnswer(status, newHeaders, contentType, body);
    }

    void send(HttpExchange exchange) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        send(exchange, bytes, bytes.length);
    }

    /** Promises the whole body, sends half of it and hangs up. */
    void sendHalf(HttpExchange exchange) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        send(exchange, bytes, bytes.length / 2);
    }

    private void send(HttpExchange exchange, byte[] bytes, int sent) {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        headers.forEach(exchange.getResponseHeaders()::set);
        boolean bodiless = status == 204 || status == 304;
        try {
            exchange.sendResponseHeaders(status, bodiless || bytes.length == 0 ? -1 : bytes.length);
            if (!bodiless) {
                OutputStream out = exchange.getResponseBody();
                out.write(bytes, 0, sent);
                out.flush();
            }
        } catch (IOException hungUp) {
            // The caller's time-out is a normal event here, and there is nobody left to tell.
        } finally {
            exchange.close();
        }
    }
}
