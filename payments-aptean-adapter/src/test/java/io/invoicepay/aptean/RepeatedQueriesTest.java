package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.aptean.ApteanPayConfig.PaymentMark;
import io.invoicepay.inmemory.VirtualClock;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Option;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Aptean Pay, asked about an invoice")
class RepeatedQueriesTest {
    private static final PaymentQuery PLAIN = PaymentQuery.about(Fixtures.INVOICE);

    private final FakeAptean aptean = new FakeAptean();

    @AfterEach
    void close() {
        aptean.close();
    }

    private PaymentProvider provider() {
        return Fixtures.provider(Fixtures.settings(aptean.url()).paymentMark(PaymentMark.ATTEMPT_TIME));
    }

    private void shows(String... payments) {
        aptean.on(
                "findPaymentRequests",
                body -> FakeAptean.json(FakeAptean.found(
                        body,
                        reference -> FakeAptean.page(FakeAptean.request(reference, "FAILED", 125000, payments)))));
    }

    private static Option<IdempotencyKey> key(Map<InvoiceNumber, ProviderView> views) {
        return ((ProviderView.Sent) Objects.requireNonNull(views.get(Fixtures.INVOICE)))
                .payments()
                .get(0)
                .key();
    }

    @DisplayName("COL-08 twice, asks once, for the attempt if there is one")
    @Test
    void twice() {
        shows(FakeAptean.payment("FAILED", 125000, "USD"));
        PaymentProvider provider = provider();

        assertThat(key(provider.find(List.of(PLAIN, PLAIN)))).isEqualTo(Option.none());
        assertThat(key(provider.find(List.of(PLAIN, Shown.byAttempt())))).isEqualTo(Option.some(Fixtures.KEY));
        assertThat(key(provider.find(List.of(Shown.byAttempt(), PLAIN)))).isEqualTo(Option.some(Fixtures.KEY));
        assertThat(aptean.count("findPaymentRequests")).isEqualTo(3);
    }

    @DisplayName("asks about the account again first, if a minute has gone by since that had no answer")
    @Test
    void accountAgain() {
        aptean.on("serverCheck", FakeAptean.json(503, ""));
        VirtualClock clock = VirtualClock.at(Fixtures.NOW);
        ApteanPayConfig config = Fixtures.settings(aptean.url()).build();
        PaymentProvider provider = ApteanPay.of(config).withClock(clock).provider();
        assertThat(provider.find(List.of(PLAIN))).hasSize(1);
        assertThat(aptean.count("serverCheck")).isEqualTo(1);

        clock.advance(Duration.ofMinutes(1));
        assertThat(provider.find(List.of(PLAIN))).hasSize(1);
        assertThat(aptean.count("serverCheck")).isEqualTo(2);
    }

    @DisplayName("not at all, asks nothing")
    @Test
    void nothing() {
        PaymentProvider provider = provider();
        int before = aptean.requests().size();

        assertThat(provider.find(List.of())).isEmpty();
        assertThat(aptean.requests()).hasSize(before);
    }

    @DisplayName("VAL-05 that it cannot tell of, says why")
    @Test
    void failing() {
        aptean.on("findPaymentRequests", FakeAptean.json(401, ""));
        assertThat(provider().find(List.of(PLAIN)))
                .containsOnly(Map.entry(Fixtures.INVOICE, ProviderView.inconclusive(Cause.MISCONFIGURED)));
    }

    private static String ours(String status) {
        return FakeAptean.payment(status, 125000, "USD")
                .replace("}", ",\"description\":\"Invoice 1 / " + Fixtures.KEY.value() + "\"}");
    }

    @DisplayName("GST-07 after a charge without success, takes of several ended payments of ours the last")
    @Test
    void lastOfSeveral() {
        String first = ours("FAILED").replace(Fixtures.PAYMENT, "first");
        String second = ours("CANCELED");
        shows(first, second);
        aptean.on("createPayment", FakeAptean.json(FakeAptean.created("ERROR", "null")));

        assertThat(provider().charge(Fixtures.order())).isInstanceOfSatisfying(ChargeResult.Confirmed.class, c -> {
            assertThat(c.payment().id().value()).isEqualTo(Fixtures.PAYMENT);
            assertThat(c.payment().status()).isEqualTo(ProviderPayment.Status.CANCELLED);
        });
    }

    @DisplayName("GST-10 after a charge without success, takes none as long as one of ours is alive")
    @Test
    void oneAlive() {
        String alive = ours("PENDING").replace(Fixtures.PAYMENT, "alive");
        String dead = ours("CANCELED");
        shows(alive, dead);
        aptean.on("createPayment", FakeAptean.json(FakeAptean.created("ERROR", "null")));

        assertThat(provider().charge(Fixtures.order())).isInstanceOf(ChargeResult.Ambiguous.class);
    }

    @DisplayName("shows of itself which it is and where, and nothing else")
    @Test
    void text() {
        assertThat(provider())
                .hasToString("Aptean Pay[ApteanPayConfig[aptean-pay at "
                        + URI.create(aptean.url()).getHost() + "]]");
    }
}
