package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.squareup.moshi.JsonReader;
import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;

/**
 * Answers of any bytes at all. In the build the committed inputs are replayed; with {@code JAZZER_FUZZ=1} the fuzzer goes on from them.
 * What an answer tells is decided anew by another JSON reader.
 */
@DisplayName("Any answer at all")
class AnswerFuzzTest {
    private static final ChargeOrder ORDER = Fixtures.order();
    private static final PaymentQuery QUERY = PaymentQuery.about(Fixtures.INVOICE);

    /** It was paid, whatever was given back since: a payment shown as completed may not show its refund yet. */
    private static final Set<Object> SETTLED = Set.of(
            "COMPLETED", "REFUND_PENDING", "REFUND_FAILED", "PARTIALLY_REFUNDED", "FULLY_REFUNDED", "REFUND_COMPLETED");

    private byte[] answer = new byte[0];
    private final OkHttpClient spoken = new OkHttpClient.Builder()
            .addInterceptor(chain -> new Response.Builder()
                    .request(chain.request())
                    .protocol(Protocol.HTTP_1_1)
                    .code(200)
                    .message("")
                    .addHeader("content-type", "application/json")
                    .body(ResponseBody.create(answer, MediaType.get("application/json")))
                    .build())
            .build();
    private final ApteanPayConfig config =
            Fixtures.settings("https://api.aptean.example").build();
    private final Gateway gateway = new Gateway(
            config, spoken, spoken, new Backoff(1, Duration.ZERO, config.queries.timeout(), () -> 0.5), Fixtures.CLOCK);
    private final Documents documents = new Documents(config.lookups.mark());
    private final Knowledge knowledge = new Knowledge(gateway, documents, config, Fixtures.CLOCK);
    private final Charging charging = Fixtures.charging(gateway, documents, knowledge, config);
    private final Finder finder = new Finder(gateway, documents, knowledge, config, Fixtures.CLOCK);
    private final RequestView view = new RequestView(config, Fixtures.CLOCK);

    @DisplayName(
            "GST-10 to a charge confirms a completed payment only if amount, currency, request and reference are told")
    @FuzzTest(maxDuration = "1m")
    void charge(byte[] bytes) {
        answer = bytes;

        ChargeResult result = charging.charge(ORDER);

        assertThat(result).isNotInstanceOf(ChargeResult.NotSent.class);
        if (result instanceof ChargeResult.Confirmed confirmed
                && confirmed.payment().status() == Status.COMPLETED
                && confirmed.payment().applied().equals(ORDER.amount())) {
            assertThat(confirmed.payment().isOf(ORDER.key())).isTrue();
            assertThat(paysTheOrder(bytes, confirmed.payment().id().value())).isTrue();
        }
    }

    @DisplayName(
            "STA-01 to a look-up covers an invoice only if a request of its very reference tells the whole amount paid, or that it is settled")
    @FuzzTest(maxDuration = "1m")
    void lookup(byte[] bytes) {
        answer = bytes;

        Search search = finder.find(List.of(QUERY)).get(0);

        assertThat(search.goesOn()).isFalse();
        if (search.failure().isEmpty()
                && view.of(QUERY, search.matches()) instanceof ProviderView.Sent sent
                && sent.isCovered()) {
            assertThat(tellsPaid(bytes, sent.request(), sent.requested().minorUnits()))
                    .isTrue();
        }
    }

    /** What another reader makes of it, one that takes the last of two members. */
    @NullUnmarked
    private static boolean paysTheOrder(byte[] bytes, String id) {
        Map<?, ?> root = (Map<?, ?>) read(bytes);
        Map<?, ?> created = (Map<?, ?>) ((Map<?, ?>) root.get("data")).get("createPayment");
        Map<?, ?> payment = (Map<?, ?>) created.get("payment");
        return isEmpty(root.get("errors"))
                && "SUCCESS".equals(created.get("code"))
                && Objects.equals(payment.get("id"), id)
                && Objects.equals(payment.get("status"), "COMPLETED")
                && Objects.equals(payment.get("currency"), "USD")
                && ORDER.amount().minorUnits() == applied(payment, ORDER.request());
    }

    @NullUnmarked
    private static boolean tellsPaid(byte[] bytes, String id, long requested) {
        Map<?, ?> root = (Map<?, ?>) read(bytes);
        List<?> nodes = (List<?>) ((Map<?, ?>) ((Map<?, ?>) root.get("data")).get("paymentRequests")).get("nodes");
        return isEmpty(root.get("errors"))
                && nodes.stream().map(node -> (Map<?, ?>) node).anyMatch(node -> id.equals(node.get("id")))
                && (nodes.stream().map(node -> (Map<?, ?>) node).anyMatch(AnswerFuzzTest::isSettled)
                        || nodes.stream()
                                        .map(node -> (Map<?, ?>) node)
                                        .filter(AnswerFuzzTest::isOurs)
                                        .mapToDouble(AnswerFuzzTest::paid)
                                        .sum()
                                >= requested);
    }

    /** By Aptean's own word, and by a completed payment: it was paid with a discount that is not shown any more. */
    private static boolean isSettled(Map<?, ?> request) {
        return isOurs(request) && SETTLED.contains(String.valueOf(request.get("status"))) && paid(request) > 0;
    }

    private static boolean isOurs(Map<?, ?> request) {
        return request.get("referenceNumber") instanceof String reference
                && reference.strip().equals(Fixtures.INVOICE.value());
    }

    /** With the discount, also where it has ended. */
    private static double paid(Map<?, ?> request) {
        List<?> payments = request.get("payments") instanceof List<?> list ? list : List.of();
        return number(request.get("discountAmount"))
                + payments.stream()
                        .map(payment -> (Map<?, ?>) payment)
                        .filter(payment -> "COMPLETED".equals(payment.get("status")))
                        .mapToDouble(payment -> applied(payment, String.valueOf(request.get("id")))
                                + number(payment.get("creditAmount")))
                        .sum();
    }

    @NullUnmarked
    private static double applied(Map<?, ?> payment, String request) {
        List<?> parts = payment.get("paymentRequestAllocation") instanceof List<?> list ? list : List.of();
        boolean untold = parts.stream().allMatch(part -> requestOf(part) == null);
        if (!untold || (!parts.isEmpty() && parts.stream().allMatch(part -> amountOf(part) != null))) {
            return parts.stream()
                    .filter(part -> untold || request.equals(requestOf(part)))
                    .mapToDouble(part -> number(amountOf(part)))
                    .sum();
        }
        return number(payment.get("amountBeforeFees")) == 0
                ? number(payment.get("amount")) - number(payment.get("convenienceFee"))
                : number(payment.get("amountBeforeFees"));
    }

    private static @Nullable Object requestOf(Object allocation) {
        return ((Map<?, ?>) allocation).get("paymentRequest") instanceof Map<?, ?> request ? request.get("id") : null;
    }

    private static @Nullable Object amountOf(Object allocation) {
        return ((Map<?, ?>) allocation).get("amount");
    }

    private static double number(@Nullable Object value) {
        return value instanceof Double number ? number : 0;
    }

    private static boolean isEmpty(@Nullable Object errors) {
        return errors == null || (errors instanceof List<?> list && list.isEmpty());
    }

    private static @Nullable Object read(byte[] bytes) {
        try (JsonReader json = JsonReader.of(new Buffer().write(bytes))) {
            return value(json);
        } catch (IOException e) {
            throw new AssertionError("not JSON, but understood", e);
        }
    }

    private static @Nullable Object value(JsonReader json) throws IOException {
        return switch (json.peek()) {
            case BEGIN_OBJECT -> {
                Map<String, @Nullable Object> members = new HashMap<>();
                json.beginObject();
                while (json.hasNext()) {
                    members.put(json.nextName(), value(json));
                }
                json.endObject();
                yield members;
            }
            case BEGIN_ARRAY -> {
                List<@Nullable Object> elements = new ArrayList<>();
                json.beginArray();
                while (json.hasNext()) {
                    elements.add(value(json));
                }
                json.endArray();
                yield elements;
            }
            case NUMBER -> Double.valueOf(json.nextString()); // also one beyond all bounds
            case BOOLEAN -> json.nextBoolean();
            case NULL -> json.nextNull();
            default -> json.nextString();
        };
    }
}
