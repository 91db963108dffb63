package io.invoicepay.aptean.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListsTest {
    private static final String NEWEST_FIRST = "orderBy: {direction: DESC, field: TIMESTAMP}";

    private final ApteanSandbox sandbox = ApteanSandbox.start(SandboxSettings.builder()
            .clock(SandboxClock.standingAt(Instant.parse("2026-11-20T12:00:00Z")))
            .build());
    private final SandboxClient server = SandboxClient.server(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @DisplayName("paging visits every request once, also when new ones arrive on the way")
    @Test
    void paging() {
        IntStream.range(0, 57).forEach(i -> sandbox.issue("A-" + i, 1_000));
        List<String> seen = new ArrayList<>();
        String cursor = "";
        boolean more = true;
        while (more) {
            SandboxClient.Answer page = list("first: 20, after: \"" + cursor + "\", " + NEWEST_FIRST);
            for (int i = 0; page.at("data.paymentRequests.nodes." + i) != null; i++) {
                seen.add(page.text("data.paymentRequests.nodes." + i + ".referenceNumber"));
            }
            cursor = page.text("data.paymentRequests.pageInfo.endCursor");
            more = page.text("data.paymentRequests.pageInfo.hasNextPage").equals("true");
            sandbox.issue("NEW-" + seen.size(), 1_000);
        }
        assertThat(seen).hasSize(57).doesNotHaveDuplicates().startsWith("A-56").endsWith("A-0");
    }

    @DisplayName("going backwards gives the last entries before the cursor")
    @Test
    void backwards() {
        IntStream.range(0, 5).forEach(i -> sandbox.issue("A-" + i, 1_000));
        SandboxClient.Answer last = list("last: 2, orderBy: {direction: ASC, field: TIMESTAMP}");
        assertThat(last.text("data.paymentRequests.nodes.0.referenceNumber")).isEqualTo("A-3");
        assertThat(last.at("data.paymentRequests.pageInfo.hasPreviousPage")).isEqualTo(true);
        String before = last.text("data.paymentRequests.pageInfo.startCursor");
        assertThat(list("last: 2, before: \"" + before + "\", orderBy: {direction: ASC, field: TIMESTAMP}")
                        .text("data.paymentRequests.nodes.0.referenceNumber"))
                .isEqualTo("A-1");
    }

    @DisplayName("a page has 25 entries unless asked otherwise")
    @Test
    void defaultSize() {
        IntStream.range(0, 30).forEach(i -> sandbox.issue("A-" + i, 1_000));
        SandboxClient.Answer page = list(NEWEST_FIRST);
        assertThat(page.text("data.paymentRequests.totalCount")).isEqualTo("30");
        assertThat(page.at("data.paymentRequests.nodes.24")).isNotNull();
        assertThat(page.at("data.paymentRequests.nodes.25")).isNull();
    }

    @DisplayName("a list without order, too large a page, both ends or a strange cursor are rejected")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "first: 5",
                "first: 51, " + NEWEST_FIRST,
                "first: 5, last: 5, " + NEWEST_FIRST,
                "first: -1, " + NEWEST_FIRST,
                "after: \"nowhere\", " + NEWEST_FIRST,
                "after: \"!\", " + NEWEST_FIRST
            })
    void rejectedPages(String arguments) {
        SandboxClient.Answer answer = list(arguments);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("data")).isNull();
        assertThat(answer.has("errors")).isTrue();
    }

    @DisplayName("half an order is no valid document, and HTTP 400")
    @ParameterizedTest
    @ValueSource(strings = {"orderBy: {direction: DESC}", "orderBy: {field: TIMESTAMP}"})
    void halfAnOrder(String arguments) {
        SandboxClient.Answer answer = list(arguments);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.has("data")).isFalse();
    }

    @DisplayName("the search is loose: any part of the reference, in any case")
    @Test
    void looseSearch() {
        sandbox.issue("PSI-100245", 1_000);
        sandbox.issue("PSI-1002451", 1_000);
        sandbox.issue("PSI-200", 1_000);
        assertThat(server.find(" psi-100245 ").text("data.paymentRequests.totalCount"))
                .isEqualTo("2");
        assertThat(server.find("nothing").text("data.paymentRequests.totalCount"))
                .isEqualTo("0");
    }

    @DisplayName("status and dates narrow the list")
    @Test
    void filters() {
        String paid = sandbox.issue("A-1", 1_000);
        sandbox.issue("A-2", 1_000);
        server.key("k").pay(sandbox.enterCard(TestCard.APPROVED), paid, 1_000);
        sandbox.clock().advance(Duration.ofSeconds(40));
        assertThat(list("status: COMPLETED, " + NEWEST_FIRST).text("data.paymentRequests.nodes.0.referenceNumber"))
                .isEqualTo("A-1");
        assertThat(list("statusFilter: [UNPAID, FAILED], " + NEWEST_FIRST)
                        .text("data.paymentRequests.nodes.0.referenceNumber"))
                .isEqualTo("A-2");
        assertThat(list("dateRangeType: PAYMENT_COMPLETED, startDate: \"2026-11-20T12:00:30Z\", " + NEWEST_FIRST)
                        .text("data.paymentRequests.totalCount"))
                .isEqualTo("1");
        assertThat(list("endDate: \"2026-11-20T11:59:59Z\", " + NEWEST_FIRST).text("data.paymentRequests.totalCount"))
                .isEqualTo("0");
        assertThat(list("id: \"" + paid + "\"").text("data.paymentRequests.totalCount"))
                .isEqualTo("1");
    }

    @DisplayName("lists that lag show the past, payments included; look-ups by id do not lag")
    @Test
    void lag() {
        String request = sandbox.issue("A-1", 1_000);
        sandbox.clock().advance(Duration.ofMinutes(1));
        sandbox.lagBy(Duration.ofSeconds(30));
        String payment = server.key("k")
                .pay(sandbox.enterCard(TestCard.APPROVED), request, 1_000)
                .text("data.createPayment.payment.id");
        assertThat(server.requestStatus("A-1")).isEqualTo("UNPAID");
        assertThat(server.find("A-1").at("data.paymentRequests.nodes.0.payments.0"))
                .isNull();
        assertThat(server.paymentStatus(payment)).isEqualTo("PENDING");
        sandbox.clock().advance(Duration.ofSeconds(30));
        assertThat(server.requestStatus("A-1")).isEqualTo("PENDING");
        sandbox.clock().advance(Duration.ofSeconds(15));
        assertThat(server.requestStatus("A-1")).isEqualTo("PENDING");
        assertThat(server.paymentStatus(payment)).isEqualTo("COMPLETED");
    }

    @DisplayName("payments and refunds are lists, too")
    @Test
    void paymentsAndRefunds() {
        String request = sandbox.issue("A-1", 1_000);
        String payment = server.key("k")
                .pay(sandbox.enterCard(TestCard.APPROVED), request, 1_000)
                .text("data.createPayment.payment.id");
        sandbox.clock().advance(Duration.ofSeconds(40));
        server.mutate(
                "processRefund",
                "ProcessRefundInput",
                "{ code }",
                Map.of("paymentId", payment, "amount", 400, "refundReason", "test"));
        SandboxClient.Answer payments = server.ask(
                "{ payments(status: [COMPLETED], extendedPaymentStatus: [PARTIALLY_REFUNDED], queryString: \"A-1\", "
                        + NEWEST_FIRST
                        + ") { nodes { amountRefunded refunds { amount } paymentRequest { referenceNumber }"
                        + " paymentRequestAllocation { amount paymentRequest { id } } paymentMethod { status } } } }",
                Map.of());
        assertThat(payments.text("data.payments.nodes.0.amountRefunded")).isEqualTo("400");
        assertThat(payments.text("data.payments.nodes.0.refunds.0.amount")).isEqualTo("400");
        assertThat(payments.text("data.payments.nodes.0.paymentRequest.referenceNumber"))
                .isEqualTo("A-1");
        assertThat(payments.text("data.payments.nodes.0.paymentRequestAllocation.0.paymentRequest.id"))
                .isEqualTo(request);
        SandboxClient.Answer refunds = server.ask(
                "{ refunds(" + NEWEST_FIRST + ") { edges { cursor node { status payment { id } } } } }", Map.of());
        assertThat(refunds.text("data.refunds.edges.0.node.payment.id")).isEqualTo(payment);
        assertThat(server.ask("{ payments { totalCount } }", Map.of()).at("data"))
                .isNull();
    }

    private SandboxClient.Answer list(String arguments) {
        return server.ask(
                "{ paymentRequests(" + arguments + ") { totalCount nodes { referenceNumber }"
                        + " pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }",
                Map.of());
    }
}
