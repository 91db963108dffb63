package io.invoicepay.examples.embedding.servlet;

import io.invoicepay.aptean.ApteanEvents;
import io.invoicepay.examples.embedding.ApteanWebhook;
import io.vavr.control.Option;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;

/** Where Aptean's event platform delivers; reads no more of a message than it would take. */
public final class ApteanEventsServlet extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // servlets are serializable by inheritance alone; nobody serialises one
    private final ApteanEvents events;

    public ApteanEventsServlet(ApteanEvents events) {
        this.events = events;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = request.getInputStream().readNBytes(ApteanWebhook.LARGEST + 1);
        String kind = Option.of(request.getHeader(ApteanWebhook.KIND)).getOrElse("");
        ApteanWebhook webhook = new ApteanWebhook(
                events, PaymentsContext.of(getServletContext()).runner());
        ApteanWebhook.Answer answer = webhook.receive(kind, body);
        response.setStatus(answer.status());
        response.setContentType("application/json");
        response.getWriter().print(answer.body());
    }
}
