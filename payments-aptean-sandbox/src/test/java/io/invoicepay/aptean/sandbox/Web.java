package io.invoicepay.aptean.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Asks for pages as a browser would, redirects left alone. */
final class Web {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Web() {}

    static HttpResponse<String> get(URI address) {
        return send(HttpRequest.newBuilder(address).GET());
    }

    static HttpResponse<String> post(URI address, String contentType, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("content-type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    static HttpResponse<String> method(String method, URI address, String... headers) {
        return send(HttpRequest.newBuilder(address)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .headers(headers));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException lost) {
            throw new IllegalStateException("no answer", lost);
        }
    }
}
