package io.invoicepay.aptean.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One request to a page or to the admin endpoint, which need less of HTTP than the API does. */
record Route(HttpExchange exchange, String method, String path, String query, String body) {
    private static final int LARGEST_BODY = 1 << 16;
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "[::1]");

    static Route of(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY);
        String query = exchange.getRequestURI().getRawQuery();
        return new Route(
                exchange,
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                query == null ? "" : query,
                new String(body, StandardCharsets.UTF_8));
    }

    String methodAndPath() {
        return method + " " + path;
    }

    String header(String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    /** Whether the request was addressed to the loopback by name: a page elsewhere may have another name point here. */
    boolean addressedToLoopback() {
        String host = header("host").replaceAll(":\\d+$", "");
        return LOOPBACK.contains(host);
    }
}
