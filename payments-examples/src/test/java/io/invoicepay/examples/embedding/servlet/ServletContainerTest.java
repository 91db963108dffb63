package io.invoicepay.examples.embedding.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.examples.embedding.ApteanWebhook;
import io.invoicepay.examples.embedding.Host;
import io.invoicepay.examples.embedding.PlainJava;
import io.invoicepay.spi.PaymentListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Embedding in a servlet container")
@Timeout(60)
class ServletContainerTest {
    private final Host host = new Host();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final AtomicReference<PlainJava> shop = new AtomicReference<>();
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    /** What the host's sign-in does. */
    private static final class SignIn extends HttpServlet {
        @Serial
        private static final long serialVersionUID = 1;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {
            request.getSession(true).setAttribute(PayServlet.CUSTOMER, Host.ANN);
        }
    }

    @BeforeEach
    void start() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
        context.addEventListener(new PaymentsContext(() -> {
            PlainJava wired =
                    new PlainJava(host.invoices, host.attempts, host.provider, Host.SECRET, new PaymentListener() {});
            shop.set(wired);
            return wired;
        }));
        context.addServlet(new ServletHolder(new SignIn()), "/sign-in");
        context.addServlet(new ServletHolder(new PayServlet()), "/pay");
        context.addServlet(new ServletHolder(new ApteanEventsServlet(host.events())), "/events");
        server.setHandler(context);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        assertThat(shop().runner().isRunning()).isFalse();
    }

    private PlainJava shop() {
        return Objects.requireNonNull(shop.get(), "the context has not started");
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, Map<String, String> fields)
            throws IOException, InterruptedException {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(to(path).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static Map<String, String> payment(String dialog) {
        return Map.of(
                "dialog", dialog,
                "email", "ann@customer.example",
                "street", "1 Main St",
                "country", "US",
                "postalCode", "98052",
                "phoneCountryCode", "1",
                "phone", "425 555 0100",
                "nameOnCard", "Ann Example",
                "cardToken", "token");
    }

    @Test
    @DisplayName("EX-01 opens the dialog and pays; a second dialog is refused while the payment is pending")
    void pays() throws IOException, InterruptedException {
        post("/sign-in", Map.of());
        HttpResponse<String> dialog = send(to("/pay?invoice=" + Host.NUMBER.value()));
        assertThat(dialog.statusCode()).isEqualTo(200);

        HttpResponse<String> outcome = post("/pay", payment(dialog.body()));
        assertThat(outcome.body()).isEqualTo("PENDING 1250.00 USD");
        assertThat(host.provider.ledger()).hasSize(1);

        HttpResponse<String> again = send(to("/pay?invoice=" + Host.NUMBER.value()));
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).isEqualTo("A payment for this invoice is already pending.");
    }

    @Test
    @DisplayName("PAY-04 tells nothing to who is not signed in, and takes no forged dialog")
    void guards() throws IOException, InterruptedException {
        assertThat(send(to("/pay?invoice=" + Host.NUMBER.value())).statusCode()).isEqualTo(401);
        post("/sign-in", Map.of());
        assertThat(send(to("/pay?invoice=PS-INV9")).body()).isEqualTo("There is no such invoice in your account.");
        assertThat(post("/pay", payment("forged")).body()).startsWith("REFUSED");
        assertThat(post("/pay", Map.of()).statusCode()).isEqualTo(400);
        assertThat(host.provider.chargeRequests()).isZero();
    }

    @Test
    @DisplayName("STA-03 takes events from the platform and from nobody else")
    void events() throws IOException, InterruptedException {
        HttpRequest.Builder event = to("/events").header(ApteanWebhook.KIND, "Notification");
        assertThat(send(event.copy().POST(HttpRequest.BodyPublishers.ofByteArray(host.event(Host.NUMBER.value()))))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(event.copy().POST(HttpRequest.BodyPublishers.ofByteArray(new Host().event("PS-INV1"))))
                        .statusCode())
                .isEqualTo(400);
        assertThat(shop().runner().activity().hintsTaken()).isEqualTo(1);
    }
}
