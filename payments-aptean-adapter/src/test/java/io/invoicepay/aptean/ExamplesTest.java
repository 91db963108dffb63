package io.invoicepay.aptean;

import static io.invoicepay.aptean.Fixtures.AMOUNT;
import static io.invoicepay.aptean.Fixtures.INVOICE;
import static io.invoicepay.aptean.Fixtures.PAYMENT;
import static io.invoicepay.aptean.Fixtures.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.invoicepay.aptean.ApteanPayConfig.SchemaLevel;
import io.invoicepay.money.Money;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("The published samples of answers")
@NullUnmarked // samples are maps of anything
class ExamplesTest {
    private static final JsonAdapter<Object> JSON =
            new Moshi.Builder().build().adapter(Object.class).serializeNulls();

    private final FakeAptean aptean = new FakeAptean();
    private final PaymentProvider provider = provider();

    private PaymentProvider provider() {
        return Fixtures.provider(
                Fixtures.settings(aptean.url()).timeouts(Duration.ofMillis(500), Duration.ofMillis(500)));
    }

    @AfterEach
    void close() {
        aptean.close();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> responses(String file) {
        try {
            Map<String, Object> whole =
                    (Map<String, Object>) JSON.fromJson(Fixtures.resource("examples/" + file + ".json"));
            return (Map<String, Map<String, Object>>) whole.get("responses");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MockResponse answer(String file, String response) {
        Map<String, Object> sample = responses(file).get(response);
        MockResponse.Builder answer = new MockResponse.Builder()
                .code(((Double) sample.get("httpStatus")).intValue())
                .addHeader("content-type", sample.getOrDefault("contentType", "application/json"));
        Object text = sample.get("bodyText");
        return answer.body(text != null ? (String) text : body(sample.get("body")))
                .build();
    }

    private static String body(Object body) {
        return JSON.toJson(body).replaceAll("([0-9])\\.0\\b", "$1");
    }

    private ProviderView found(String file, String response) {
        aptean.on("findPaymentRequests", answer(file, response));
        return Fixtures.view(provider);
    }

    private ChargeResult charged(String file, String response) {
        aptean.on("createPayment", answer(file, response));
        return provider.charge(Fixtures.order());
    }

    private static ProviderView.Sent sent(boolean payable, Money collectible, ProviderPayment... payments) {
        return new ProviderView.Sent(REQUEST, payable, AMOUNT, collectible, Option.none(), List.of(payments));
    }

    private static ProviderPayment payment(Status status, String amount) {
        ProviderPayment payment =
                ProviderPayment.of(new PaymentId(PAYMENT), status, Money.of(amount, "USD"), Option.none());
        return status != Status.FAILED
                ? payment
                : new ProviderPayment(
                        payment.id(),
                        status,
                        payment.applied(),
                        payment.refunded(),
                        payment.key(),
                        Option.some(DeclineReason.DECLINED));
    }

    @DisplayName("of looking a request for payment up are answered as they say")
    @TestFactory
    List<DynamicTest> find() {
        Money none = Money.of("0.00", "USD");
        Map<String, ProviderView> expected = Map.of(
                "unpaid", sent(true, AMOUNT),
                "pending", sent(false, AMOUNT, payment(Status.PENDING, "1250.00")),
                "completed", sent(false, none, payment(Status.COMPLETED, "1250.00")),
                "failed", sent(true, AMOUNT, payment(Status.FAILED, "1250.00")),
                "partially-paid", sent(true, Money.of("1000.00", "USD"), payment(Status.COMPLETED, "250.00")),
                "discount",
                        new ProviderView.Sent(
                                REQUEST,
                                true,
                                AMOUNT,
                                Money.of("1225.00", "USD"),
                                Option.some(Money.of("25.00", "USD")),
                                List.of()),
                "closed-and-reissued",
                        new ProviderView.Sent(
                                REQUEST.replace("6a01", "6a02"),
                                true,
                                Money.of("1100.00", "USD"),
                                Money.of("1100.00", "USD"),
                                Option.none(),
                                List.of()),
                "loose-match", sent(true, AMOUNT),
                "not-found", ProviderView.notSent(),
                "missing-order", ProviderView.inconclusive(Cause.UNREACHABLE));
        return each(
                "01-find-payment-requests",
                expected.keySet(),
                name -> assertThat(found("01-find-payment-requests", name)).isEqualTo(expected.get(name)));
    }

    @DisplayName("of an older server are answered as they say")
    @TestFactory
    List<DynamicTest> findCore() {
        Map<String, ProviderView> expected = Map.of(
                "unpaid", sent(true, AMOUNT),
                "full-document-rejected", ProviderView.inconclusive(Cause.MISCONFIGURED));
        return each(
                "01b-find-payment-requests-core",
                expected.keySet(),
                name -> assertThat(found("01b-find-payment-requests-core", name))
                        .isEqualTo(expected.get(name)));
    }

    @DisplayName("of the account are understood")
    @Test
    void account() {
        aptean.on("serverCheck", answer("02-account-features", "ok"));
        PaymentProvider asking =
                Fixtures.provider(Fixtures.settings(aptean.url()).schema(SchemaLevel.PROBE));

        asking.find(List.of(PaymentQuery.about(INVOICE)));
        assertThat(aptean.bodies("findPaymentRequests").get(0)).contains("discountAmount");
    }

    @DisplayName("of exchanging a claim are answered as they say")
    @TestFactory
    List<DynamicTest> claims() {
        return each("04-convert-claim", Set.of("ok", "used-or-expired"), name -> {
            aptean.on("convertClaim", answer("04-convert-claim", name));
            ChargeResult result =
                    Fixtures.provider(Fixtures.settings(aptean.url())).charge(Fixtures.order());
            if (name.equals("ok")) {
                assertThat(result).isInstanceOf(ChargeResult.Confirmed.class);
            } else {
                assertThat(result).isEqualTo(ChargeResult.notSent(NotChargedReason.CARD_ENTRY_EXPIRED));
            }
        });
    }

    @DisplayName("of a payment method are answered as they say")
    @TestFactory
    List<DynamicTest> methods() {
        Map<String, ChargeResult> expected = Map.of(
                "processing", ChargeResult.notSent(NotChargedReason.PROVIDER_UNREACHABLE),
                "processing-error", ChargeResult.notSent(NotChargedReason.CARD_ENTRY_EXPIRED));
        return each("06-payment-method", Set.of("processing", "verified", "processing-error"), name -> {
            aptean.on("paymentMethod", answer("06-payment-method", name));
            ChargeResult result = provider.charge(Fixtures.order());
            if (name.equals("verified")) {
                assertThat(result).isInstanceOf(ChargeResult.Confirmed.class);
            } else {
                assertThat(result).isEqualTo(expected.get(name));
            }
        });
    }

    @DisplayName("of a charge are classified as they say: an error never is a decline")
    @TestFactory
    List<DynamicTest> charges() {
        Map<String, Consumer<ChargeResult>> expected = Map.of(
                "pending", confirmed(Status.PENDING),
                "completed", confirmed(Status.COMPLETED),
                "declined-as-payment", confirmed(Status.FAILED),
                "in-review", confirmed(Status.PENDING),
                "declined-as-code", ExamplesTest::ambiguous,
                "cancelled-by-review", confirmed(Status.CANCELLED),
                "amount-rejected", ExamplesTest::ambiguous,
                "idempotency-key-reused", ExamplesTest::ambiguous,
                "invalid-document", ExamplesTest::ambiguous);
        return each(
                "07-create-payment",
                expected.keySet(),
                name -> expected.get(name).accept(charged("07-create-payment", name)));
    }

    private static Consumer<ChargeResult> confirmed(Status status) {
        return result -> assertThat(result).isInstanceOfSatisfying(ChargeResult.Confirmed.class, confirmed -> {
            assertThat(confirmed.payment().status()).isEqualTo(status);
            assertThat(confirmed.payment().applied()).isEqualTo(AMOUNT);
        });
    }

    private static void ambiguous(ChargeResult result) {
        assertThat(result).isInstanceOfSatisfying(ChargeResult.Ambiguous.class, ambiguous -> {
            assertThat(ambiguous.payment()).isEqualTo(Option.none());
            assertThat(ambiguous.detail()).doesNotContain("made-up");
        });
    }

    @DisplayName("of a payment's status are told apart where a request shows them")
    @TestFactory
    List<DynamicTest> statuses() {
        Map<String, Status> expected = Map.of(
                "pending", Status.PENDING,
                "pending-capture", Status.PENDING,
                "completed", Status.COMPLETED,
                "failed", Status.FAILED);
        Set<String> all = new TreeSet<>(expected.keySet());
        all.add("unknown-id");
        return each("08-payment-status", all, name -> {
            String nodes = body(((Map<?, ?>) ((Map<?, ?>) ((Map<?, ?>) responses("08-payment-status")
                                            .get(name)
                                            .get("body"))
                                    .get("data"))
                            .get("payments"))
                    .get("nodes"));
            String payments = nodes.substring(1, nodes.length() - 1);
            aptean.on(
                    "findPaymentRequests",
                    body -> FakeAptean.json(FakeAptean.found(
                            body, reference -> FakeAptean.page(FakeAptean.request(reference, 125000, payments)))));
            ProviderView.Sent view = (ProviderView.Sent) Fixtures.view(provider);
            assertThat(view.payments().stream().map(ProviderPayment::status).toList())
                    .isEqualTo(Option.of(expected.get(name)).toJavaList());
        });
    }

    @DisplayName("of trouble on the way say nothing of an invoice, and leave a charge open")
    @TestFactory
    List<DynamicTest> transport() {
        Map<String, ProviderView> expected = Map.of(
                "401-bad-key", ProviderView.inconclusive(Cause.MISCONFIGURED),
                "429-rate", new ProviderView.Inconclusive(Cause.THROTTLED, Option.some(Duration.ofSeconds(7))),
                "504-html", ProviderView.inconclusive(Cause.UNREACHABLE),
                "200-empty", ProviderView.inconclusive(Cause.UNREADABLE),
                "timeout", ProviderView.inconclusive(Cause.UNREACHABLE));
        return each("90-transport-errors", expected.keySet(), name -> {
            MockResponse answer = name.equals("timeout")
                    ? new MockResponse.Builder()
                            .onResponseStart(SocketEffect.Stall.INSTANCE)
                            .build()
                    : withRetryAfter(name, answer("90-transport-errors", name));
            aptean.on("findPaymentRequests", answer);
            aptean.on("createPayment", answer);
            PaymentProvider fresh = provider(); // which has not been asked to rest yet
            assertThat(fresh.find(List.of(PaymentQuery.about(INVOICE)))).containsEntry(INVOICE, expected.get(name));
            assertThat(fresh.charge(Fixtures.order())).isInstanceOf(ChargeResult.Ambiguous.class);
        });
    }

    private static MockResponse withRetryAfter(String name, MockResponse answer) {
        return name.equals("429-rate")
                ? answer.newBuilder().addHeader("Retry-After", "7").build()
                : answer;
    }

    private static List<DynamicTest> each(String file, Set<String> expected, Consumer<String> check) {
        assertThat(responses(file).keySet()).as("samples of " + file).isEqualTo(expected);
        return expected.stream()
                .sorted()
                .map(name -> DynamicTest.dynamicTest(name, () -> check.accept(name)))
                .toList();
    }
}
