package io.invoicepay.aptean.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PortalTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final ApteanSandbox sandbox = ApteanSandbox.start(SandboxSettings.builder()
            .clock(SandboxClock.standingAt(Instant.parse("2026-11-20T12:00:00Z")))
            .build());

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @DisplayName("the link shows the request, and paying there leads back to it with the payment pending")
    @Test
    void payByLink() {
        URI link = sandbox.paymentUrl(sandbox.issue("A-1", 125_000));
        HttpResponse<String> page = Web.get(link);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("A-1", "1250.00 USD", "UNPAID", "/portal/pay?" + link.getQuery());

        HttpResponse<String> paid = pay(link, "card=APPROVED");
        assertThat(paid.statusCode()).isEqualTo(303);
        assertThat(Web.get(sandbox.apiUrl()
                                .resolve(paid.headers().firstValue("location").orElseThrow()))
                        .body())
                .contains("PENDING")
                .doesNotContain("<form");
        sandbox.clock().advance(Duration.ofSeconds(40));
        assertThat(Web.get(link).body()).contains("COMPLETED");
        assertThat(sandbox.charges()).singleElement().satisfies(charge -> {
            assertThat(charge.channel()).isEqualTo(Charge.Channel.PORTAL);
            assertThat(charge.amount()).isEqualTo(125_000);
            assertThat(charge.key()).isEmpty();
        });
    }

    @DisplayName("a declined card says so, and another one can be tried")
    @Test
    void declined() {
        URI link = sandbox.paymentUrl(sandbox.issue("A-1", 125_000));
        pay(link, "card=DECLINED");
        assertThat(Web.get(link).body()).contains("FAILED", "card declined", "<form");
        pay(link, "card=APPROVED");
        assertThat(Web.get(link).body()).contains("PENDING").doesNotContain("card declined");
    }

    @DisplayName("an old tab cannot pay a second time")
    @Test
    void paidMeanwhile() {
        URI link = sandbox.paymentUrl(sandbox.issue("A-1", 125_000));
        pay(link, "card=APPROVED");
        assertThat(pay(link, "card=APPROVED").statusCode()).isEqualTo(409);
        assertThat(sandbox.charges()).hasSize(1);
    }

    @DisplayName("the discounted amount is asked for while the discount lasts")
    @Test
    void discounted() {
        URI link = sandbox.paymentUrl(sandbox.issue("A-1", 125_000, 2_500, Duration.ofDays(1)));
        assertThat(Web.get(link).body()).contains("Pay 1225.00 USD");
        sandbox.clock().advance(Duration.ofDays(2));
        assertThat(Web.get(link).body()).contains("Pay 1250.00 USD");
    }

    @DisplayName("the root lists what is open, with the balance due, and nothing that is paid or closed")
    @Test
    void root() {
        URI paid = sandbox.paymentUrl(sandbox.issue("A-PAID", 1_000));
        sandbox.closeRequest(sandbox.issue("A-CLOSED", 1_000));
        sandbox.issue("A-1", 125_000);
        sandbox.issue("A-2", 50_000);
        pay(paid, "card=APPROVED");
        assertThat(Web.get(sandbox.portalUrl()).body())
                .contains("Balance due: 1750.00 USD", "A-1", "A-2")
                .doesNotContain("A-PAID", "A-CLOSED");
    }

    @DisplayName("a wrong link is not found, and a closed request cannot be paid")
    @Test
    void wrongLinks() {
        assertThat(Web.get(URI.create(sandbox.portalUrl() + "?nothing")).statusCode())
                .isEqualTo(404);
        String request = sandbox.issue("A-1", 1_000);
        sandbox.closeRequest(request);
        assertThat(Web.get(sandbox.paymentUrl(request)).body()).contains("nothing to pay");
        assertThat(pay(sandbox.paymentUrl(request), "card=APPROVED").statusCode())
                .isEqualTo(409);
        assertThat(pay(sandbox.paymentUrl(request), "card=UNKNOWN").statusCode())
                .isEqualTo(400);
    }

    @DisplayName("whatever a reference number holds stands in the page as text")
    @Test
    void escaped() {
        URI link = sandbox.paymentUrl(sandbox.issue("<script>alert(1)</script>&\"'", 1_000));
        for (URI address : new URI[] {link, sandbox.portalUrl()}) {
            assertThat(Web.get(address).body())
                    .doesNotContain("<script>")
                    .contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39;");
        }
    }

    @DisplayName("the pages run no script, are framed nowhere and tell nobody their address")
    @Test
    void headers() {
        HttpResponse<String> page = Web.get(sandbox.portalUrl());
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(page.headers().firstValue("referrer-policy")).contains("no-referrer");
        assertThat(Web.get(sandbox.portalUrl().resolve("portal.css")).statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> pay(URI link, String form) {
        return Web.post(URI.create(sandbox.apiUrl() + "/portal/pay?" + link.getQuery()), FORM, form);
    }
}
