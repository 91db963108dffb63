package io.invoicepay.examples.embedding.spring;

import io.invoicepay.examples.embedding.ApteanWebhook;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where Aptean's event platform delivers. It carries no session and needs no CSRF token: let it past both, and cap the size of requests
 * before it. Registered as a bean by an application that has events configured.
 */
@RestController
public class ApteanEventsController {
    private final ApteanWebhook webhook;

    public ApteanEventsController(ApteanWebhook webhook) {
        this.webhook = webhook;
    }

    @PostMapping("/payments/events/aptean")
    public ResponseEntity<String> receive(
            @RequestHeader(name = ApteanWebhook.KIND, defaultValue = "") String kind, @RequestBody byte[] message) {
        ApteanWebhook.Answer answer = webhook.receive(kind, message);
        return ResponseEntity.status(answer.status())
                .contentType(MediaType.APPLICATION_JSON)
                .body(answer.body());
    }
}
