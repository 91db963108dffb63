package io.invoicepay.aptean;

import static io.invoicepay.aptean.FakeAptean.found;
import static io.invoicepay.aptean.FakeAptean.json;
import static io.invoicepay.aptean.FakeAptean.page;
import static io.invoicepay.aptean.FakeAptean.request;
import static io.invoicepay.aptean.Fixtures.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.aptean.ApteanPayConfig.SchemaLevel;
import io.invoicepay.inmemory.VirtualClock;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Looking invoices up")
class LookupCountTest {
    private final FakeAptean aptean = new FakeAptean();
    private final PaymentProvider provider =
            Fixtures.provider(Fixtures.settings(aptean.url()).pages(10, 5));

    @AfterEach
    void close() {
        aptean.close();
    }

    private static List<PaymentQuery> queries(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> PaymentQuery.about(new InvoiceNumber("INV-" + n)))
                .toList();
    }

    /** Answers a page by the cursor it is asked with. */
    private void paged(UnaryOperator<String> byCursor) {
        aptean.on(
                "findPaymentRequests", body -> json(found(body, reference -> byCursor.apply(FakeAptean.cursor(body)))));
    }

    @DisplayName("COL-08 costs one request for every fifty invoices, and none a row")
    @ParameterizedTest(name = "{0} invoices: {1} requests")
    @CsvSource({"0,0", "1,1", "50,1", "51,2", "100,2", "101,3", "1000,20"})
    void requestsForAList(int invoices, int requests) {
        long before = aptean.requests().size();

        Map<InvoiceNumber, ProviderView> views = provider.find(queries(invoices));

        assertThat(aptean.requests().size() - before).isEqualTo(requests);
        assertThat(views).hasSize(invoices);
        assertThat(views.values()).allMatch(ProviderView.Sent.class::isInstance);
    }

    @DisplayName("COL-08 goes on invoice by invoice with a server that takes one look-up in a document")
    @Test
    void oneLookupInADocument() {
        aptean.on(
                "findPaymentRequests",
                body -> body.contains("queryString1")
                        ? json(400, "{\"errors\":[{\"message\":\"too many aliases\"}]}")
                        : json(found(body, reference -> page(request(reference, 100)))));

        assertThat(provider.find(queries(3)).values()).hasSize(3).allMatch(ProviderView.Sent.class::isInstance);
        long refused = aptean.count("findPaymentRequests") - 3;
        assertThat(provider.find(queries(3)).values()).allMatch(ProviderView.Sent.class::isInstance);

        assertThat(refused).isEqualTo(1);
        assertThat(aptean.count("findPaymentRequests")).isEqualTo(refused + 6);
    }

    @DisplayName(
            "COL-08 asks a server that limits the look-ups of a document for as many as it takes, not for one at a time")
    @Test
    void fewLookupsInADocument() {
        aptean.on(
                "findPaymentRequests",
                body -> body.contains("queryString15")
                        ? json(400, "{\"errors\":[{\"message\":\"aliases limit of 15 exceeded\"}]}")
                        : json(found(body, reference -> page(request(reference, 100)))));

        assertThat(provider.find(queries(50)).values()).hasSize(50).allMatch(ProviderView.Sent.class::isInstance);
        long before = aptean.count("findPaymentRequests");
        assertThat(provider.find(queries(48)).values()).hasSize(48).allMatch(ProviderView.Sent.class::isInstance);

        assertThat(aptean.count("findPaymentRequests") - before).isEqualTo(4);
    }

    @DisplayName("COL-08 asks a server that has forgotten the newer fields for as many at once as before")
    @Test
    void forgottenFields() {
        PaymentProvider probing =
                Fixtures.provider(Fixtures.settings(aptean.url()).schema(SchemaLevel.PROBE));
        aptean.on(
                "findPaymentRequests",
                body -> body.contains("paymentUrl")
                        ? json(400, "{\"errors\":[{\"message\":\"Cannot query field paymentUrl\"}]}")
                        : json(found(body, reference -> page(request(reference, 100)))));
        aptean.on("serverCheck", json(400, "{\"errors\":[{\"message\":\"Cannot query field\"}]}"));

        assertThat(probing.find(queries(100)).values()).hasSize(100).allMatch(ProviderView.Sent.class::isInstance);
        long before = aptean.count("findPaymentRequests");
        assertThat(probing.find(queries(100)).values()).hasSize(100).allMatch(ProviderView.Sent.class::isInstance);

        assertThat(aptean.count("findPaymentRequests") - before).isEqualTo(2);
    }

    private static MockResponse tooLarge(int status) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("content-type", "text/html")
                .body("<html><body>Request Entity Too Large</body></html>")
                .build();
    }

    @DisplayName("COL-08 goes on with smaller requests where a gateway calls them too large, and remembers the size")
    @ParameterizedTest(name = "HTTP {0}, {1} look-ups in a request: {2} refused, then {3} requests for a hundred")
    @CsvSource({"413,25,1,4", "413,20,2,9", "400,1,5,100", "422,12,2,9"})
    void smallerRequests(int status, int taken, int refused, int requests) {
        aptean.on(
                "findPaymentRequests",
                body -> body.contains("queryString" + taken) || (taken == 1 && body.contains("queryString1"))
                        ? tooLarge(status)
                        : json(found(body, reference -> page(request(reference, 100)))));

        assertThat(provider.find(queries(50)).values()).hasSize(50).allMatch(ProviderView.Sent.class::isInstance);
        assertThat(aptean.bodies("findPaymentRequests").stream()
                        .filter(body -> body.contains("queryString" + taken))
                        .count())
                .isEqualTo(refused);
        long before = aptean.count("findPaymentRequests");
        assertThat(provider.find(queries(100)).values()).allMatch(ProviderView.Sent.class::isInstance);
        assertThat(aptean.count("findPaymentRequests") - before).isEqualTo(requests);
    }

    @DisplayName("COL-08 does not go on in small requests with a gateway that was in trouble for a while")
    @Test
    void sizeIsKept() {
        aptean.on("findPaymentRequests", tooLarge(400));
        assertThat(provider.find(queries(50)).values())
                .hasSize(50)
                .allMatch(ProviderView.inconclusive(Cause.UNREACHABLE)::equals);

        aptean.on("findPaymentRequests", body -> json(found(body, reference -> page(request(reference, 100)))));
        long before = aptean.count("findPaymentRequests");
        assertThat(provider.find(queries(50)).values()).allMatch(ProviderView.Sent.class::isInstance);
        assertThat(aptean.count("findPaymentRequests") - before).isEqualTo(1);
    }

    @DisplayName("COL-08 asks again only for the invoices whose answer has further pages")
    @Test
    void furtherPagesOfOne() {
        aptean.on(
                "findPaymentRequests",
                body -> json(found(body, reference -> {
                    if (!reference.equals("INV-7")) {
                        return page(request(reference, 100));
                    }
                    return FakeAptean.cursor(body, body.contains("INV-6") ? "7" : "")
                                    .isEmpty()
                            ? page(2, "c1", request("INV-70", 100))
                            : page(2, "", request("INV-7", 700));
                })));

        Map<InvoiceNumber, ProviderView> views = provider.find(queries(20));

        assertThat(aptean.count("findPaymentRequests")).isEqualTo(2);
        assertThat(aptean.bodies("findPaymentRequests").get(1))
                .contains("INV-7")
                .doesNotContain("INV-6\"", "queryString1");
        assertThat(views.get(new InvoiceNumber("INV-7")))
                .isInstanceOfSatisfying(
                        ProviderView.Sent.class,
                        sent -> assertThat(sent.requested()).isEqualTo(Money.of("7.00", "USD")));
    }

    @DisplayName(
            "VAL-01 (fault 34) a search that returns neighbours counts exact matches alone; of two that count none is chosen")
    @Test
    void fuzzySearch() {
        paged(cursor -> page(
                request("psi-100245", 1),
                request("PSI-1002450", 2),
                request("XPSI-100245", 3),
                request("PSI-100245-1", 4)));
        assertThat(view(provider)).isEqualTo(ProviderView.notSent());

        paged(cursor -> page(request("PSI-1002450", 2), request(" PSI-100245 ", 125000)));
        assertThat(view(provider))
                .isInstanceOfSatisfying(
                        ProviderView.Sent.class,
                        sent -> assertThat(sent.requested()).isEqualTo(Money.of("1250.00", "USD")));

        paged(cursor -> page(
                request("PSI-100245", 125000),
                request("PSI-100245", 125000).replace(Fixtures.REQUEST, "another-request")));
        assertThat(view(provider)).isInstanceOf(ProviderView.Contradictory.class);
    }

    @DisplayName("VAL-01 an invoice on a later page is found")
    @Test
    void laterPage() {
        paged(cursor -> cursor.isEmpty()
                ? page(2, "c1", request("PSI-1002450", 100))
                : page(2, "", request("PSI-100245", 125000)));

        assertThat(view(provider)).isInstanceOf(ProviderView.Sent.class);
        assertThat(aptean.count("findPaymentRequests")).isEqualTo(2);
    }

    @DisplayName("VAL-01 (fault 33) what was not seen whole is incomplete, never not sent: a cursor that comes again")
    @Test
    void repeatedCursor() {
        paged(cursor -> page(9, "same", request("PSI-1002450", 100)));

        assertThat(view(provider)).isEqualTo(ProviderView.inconclusive(Cause.INCOMPLETE));
        assertThat(aptean.count("findPaymentRequests")).isEqualTo(2);
    }

    @DisplayName("VAL-01 (fault 33) pages without end are given up, and say nothing")
    @Test
    void endlessPages() {
        paged(cursor -> page(9, "c" + cursor, request("PSI-1002450", 100)));

        assertThat(view(provider)).isEqualTo(ProviderView.inconclusive(Cause.INCOMPLETE));
        assertThat(aptean.count("findPaymentRequests")).isEqualTo(5);
    }

    @DisplayName("VAL-01 (fault 33) a total that moves between pages, or rows that are missing from it, are incomplete")
    @Test
    void missingRows() {
        paged(cursor -> cursor.isEmpty() ? page(2, "c1", request("A", 100)) : page(3, "", request("B", 100)));
        assertThat(view(provider)).isEqualTo(ProviderView.inconclusive(Cause.INCOMPLETE));

        paged(cursor -> page(3, "", request("A", 100)));
        assertThat(view(provider)).isEqualTo(ProviderView.inconclusive(Cause.INCOMPLETE));
    }

    @DisplayName("VAL-01 (fault 33) a further page without a cursor is incomplete")
    @Test
    void noCursor() {
        paged(cursor -> page(2, "x", request("A", 100)).replace("\"x\"", "null"));

        assertThat(view(provider)).isEqualTo(ProviderView.inconclusive(Cause.INCOMPLETE));
    }

    @DisplayName("VAL-05 one look-up that is refused hides none of the others")
    @Test
    void oneRefused() {
        aptean.on(
                "findPaymentRequests",
                body -> body.contains("INV-1\"")
                        ? json("{\"errors\":[{\"message\":\"no\"}],\"data\":null}")
                        : json(found(body, reference -> page(request(reference, 100)))));

        Map<InvoiceNumber, ProviderView> views = provider.find(queries(3));

        assertThat(views.get(new InvoiceNumber("INV-1"))).isInstanceOf(ProviderView.Inconclusive.class);
        assertThat(views.values().stream().filter(ProviderView.Sent.class::isInstance))
                .hasSize(2);
        assertThat(aptean.count("findPaymentRequests")).isEqualTo(4);
    }

    @DisplayName("a server that asks to be left alone is left alone as long as it says, by lists and dialogs alike")
    @Test
    void rests() {
        VirtualClock clock = VirtualClock.at(Fixtures.NOW);
        PaymentProvider patient = ApteanPay.of(Fixtures.settings(aptean.url()).build())
                .withClock(clock)
                .provider();
        aptean.on(
                "findPaymentRequests",
                json(429, "{}").newBuilder().addHeader("retry-after", "600").build());
        assertThat(patient.find(queries(100)).values()).allMatch(throttled(Duration.ofMinutes(10))::equals);
        assertThat(aptean.count("findPaymentRequests")).isEqualTo(1);

        aptean.on("findPaymentRequests", body -> json(found(body, reference -> page(request(reference, 100)))));
        clock.advance(Duration.ofMinutes(4));
        assertThat(patient.find(queries(1)).values()).allMatch(throttled(Duration.ofMinutes(6))::equals);
        clock.advance(Duration.ofMinutes(6).minusMillis(1));
        assertThat(view(patient)).isEqualTo(throttled(Duration.ofMillis(1)));
        assertThat(aptean.count("findPaymentRequests")).isEqualTo(1);

        clock.advance(Duration.ofMillis(1));
        assertThat(patient.find(queries(1)).values()).allMatch(ProviderView.Sent.class::isInstance);
    }

    @DisplayName(
            "a server that asks to be left alone in the midst of a payment is left alone by lists, and not by payments")
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"convertClaim", "paymentMethod", "createPayment"})
    void restsAfterPayments(String operation) {
        aptean.on(
                operation,
                json(429, "{}").newBuilder().addHeader("retry-after", "600").build());
        PaymentProvider patient = Fixtures.provider(Fixtures.settings(aptean.url()));
        patient.charge(Fixtures.order());

        assertThat(patient.find(queries(1)).values()).containsExactly(throttled(Duration.ofMinutes(10)));
        assertThat(aptean.count("findPaymentRequests")).isZero();
        patient.charge(Fixtures.order());
        assertThat(aptean.count(operation)).isEqualTo(2);
    }

    private static ProviderView throttled(Duration left) {
        return new ProviderView.Inconclusive(Cause.THROTTLED, Option.some(left));
    }

    @DisplayName("a server that cannot answer is not asked for the rest of the list")
    @Test
    void stopsAsking() {
        aptean.on("findPaymentRequests", json(503, "{}"));

        assertThat(provider.find(queries(500)).values())
                .hasSize(500)
                .allMatch(ProviderView.inconclusive(Cause.UNREACHABLE)::equals);
        assertThat(aptean.count("findPaymentRequests")).isEqualTo(1);
    }
}
