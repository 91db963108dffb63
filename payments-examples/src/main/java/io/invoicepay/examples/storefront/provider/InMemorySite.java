package io.invoicepay.examples.storefront.provider;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.invoicepay.inmemory.InMemoryInvoices;
import io.invoicepay.inmemory.InMemoryProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The in-memory provider's own web site, on a port and thus an origin of its own: what is typed here never goes to the storefront. */
final class InMemorySite implements AutoCloseable {
    private static final String HTML = "text/html; charset=utf-8";
    private static final int LONGEST_FORM = 4_096;

    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(4);

    private InMemorySite(HttpServer server) {
        this.server = server;
    }

    static InMemorySite open() {
        try {
            return new InMemorySite(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By address: to a browser that is another host than the storefront's, so that neither gets the other's cookies. */
    private URI origin() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    URI cardForm() {
        return origin().resolve("/card");
    }

    URI portal() {
        return origin().resolve("/portal");
    }

    void serve(InMemoryProvider provider, InMemoryInvoices erp) {
        CardDesk cards = new CardDesk(provider);
        PortalDesk portal = new PortalDesk(provider, erp);
        page("/card", "GET", HTML, form -> cards.page());
        page("/cards", "POST", "text/plain; charset=utf-8", cards::token);
        page("/portal", "GET", HTML, portal::page);
        page("/portal/payments", "POST", HTML, portal::pay);
        page("/card.js", "GET", "text/javascript; charset=utf-8", form -> resource("card.js"));
        page("/site.css", "GET", "text/css; charset=utf-8", form -> resource("site.css"));
        server.createContext("/", exchange -> answer(exchange, HTML, 404, "Not found"));
        server.setExecutor(workers);
        server.start();
    }

    /** What a page makes of the fields that came with a request. */
    @FunctionalInterface
    private interface Page {
        String of(Map<String, String> fields);
    }

    private void page(String path, String method, String type, Page page) {
        HttpHandler handler = exchange -> {
            boolean isMeant = exchange.getRequestURI().getPath().equals(path)
                    && exchange.getRequestMethod().equals(method);
            if (isMeant) {
                answer(exchange, type, 200, page.of(fields(exchange)));
            } else {
                answer(exchange, HTML, 404, "Not found");
            }
        };
        server.createContext(path, handler);
    }

    private static Map<String, String> fields(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        String body = new String(exchange.getRequestBody().readNBytes(LONGEST_FORM), StandardCharsets.UTF_8);
        Map<String, String> fields = new HashMap<>();
        for (String pair : ((query == null ? "" : query) + "&" + body).split("&", -1)) {
            int at = pair.indexOf('=');
            if (at > 0) {
                fields.put(pair.substring(0, at), URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
            }
        }
        return fields;
    }

    private static void answer(HttpExchange exchange, String type, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
        exchange.getResponseHeaders()
                .set(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none';"
                                + " form-action 'self'; frame-ancestors http://localhost:* http://127.0.0.1:*");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** A file of this site; in pages, {@code {name}} stands for what is to be filled in. */
    static String resource(String name) {
        try (InputStream in = InMemorySite.class.getResourceAsStream("site/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the program was built without " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own " + name + " cannot be read", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
