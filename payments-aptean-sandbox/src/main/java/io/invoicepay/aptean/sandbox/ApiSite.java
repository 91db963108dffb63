package io.invoicepay.aptean.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.util.List;
import java.util.Map;

/** What is served on the API's port: the endpoint, the public keys, the payer portal and the admin endpoint. */
final class ApiSite {
    private ApiSite() {}

    static void mount(HttpServer server, ApteanSandbox sandbox, Merchant merchant, GraphQlEndpoint endpoint) {
        Portal portal = new Portal(merchant);
        AdminEndpoint admin = new AdminEndpoint(sandbox);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/graphql") || path.equals("/")) {
                endpoint.handle(exchange, Map.of());
            } else {
                HttpAnswer.text(404, "not found").send(exchange);
            }
        });
        server.createContext(
                "/v1/public-keys",
                exchange -> HttpAnswer.json(
                                200, Json.row("items", sandbox.events().publicKeys(), "warnings", List.of()))
                        .send(exchange));
        server.createContext(
                "/portal/", exchange -> portal.answer(Route.of(exchange)).send(exchange));
        server.createContext(
                "/sandbox/", exchange -> admin.answer(Route.of(exchange)).send(exchange));
    }
}
