package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A payment in an answer")
class PaymentReaderTest {
    private static final String WHOLE = """
            {
              "id": "p-1", "status": "COMPLETED", "amount": 1, "currency": "USD", "amountRefunded": 2,
              "amountBeforeFees": 3, "convenienceFee": 4, "creditAmount": 5,
              "attemptTimestamp": "2026-11-20T14:03:11.000Z",
              "failureDetail": { "code": "CARD", "details": [ { "code": "D1" }, { "code": null }, {}, { "code": "D2" } ] },
              "refunds": [ { "status": "COMPLETED", "amount": 6 }, { "amount": 7, "status": "PENDING" } ],
              "paymentRequestAllocation": [
                { "amount": 8, "paymentRequest": { "id": "r-1", "amount": 99 } },
                { "paymentRequest": null, "amount": null }
              ],
              "customData": { "attempt": "a-1", "key": "k-1" },
              "method": { "id": "not asked for" }
            }
            """;

    private static Wire.@Nullable Payment read(String json) throws IOException {
        return PaymentReader.read(JsonReader.of(new Buffer().writeUtf8(json)));
    }

    private static Wire.Payment present(String json) throws IOException {
        return Objects.requireNonNull(read(json));
    }

    private static final Wire.Payment WHOLE_PAYMENT = new Wire.Payment(
            "p-1",
            "COMPLETED",
            1,
            "USD",
            2,
            3,
            4,
            5,
            "2026-11-20T14:03:11.000Z",
            "k-1",
            List.of("D1", "D2", "CARD"),
            List.of(new Wire.Refund("COMPLETED", 6), new Wire.Refund("PENDING", 7)),
            List.of(new Wire.Allocation("r-1", 8), new Wire.Allocation(null, null)));

    @DisplayName("is read member for member, its reasons to fail from the most particular one on")
    @Test
    void whole() throws IOException {
        assertThat(read(WHOLE)).isEqualTo(WHOLE_PAYMENT);
        assertThat(PaymentReader.element(JsonReader.of(new Buffer().writeUtf8(WHOLE))))
                .isEqualTo(WHOLE_PAYMENT);
    }

    @DisplayName("is none where there is null, and one of which nothing is known where there is an empty object")
    @Test
    void nothing() throws IOException {
        Wire.Payment unknown = new Wire.Payment(
                null, null, null, null, null, null, null, null, null, null, List.of(), List.of(), List.of());
        assertThat(read("null")).isNull();
        assertThat(read("{}")).isEqualTo(unknown);
        assertThat(read("{\"id\":null,\"amount\":null,\"failureDetail\":null,\"refunds\":null,\"customData\":null}"))
                .isEqualTo(unknown);
    }

    @DisplayName("is misread where one of its members is of another kind")
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{\"id\":1}",
                "{\"status\":{}}",
                "{\"amount\":\"1\"}",
                "{\"currency\":[]}",
                "{\"amountRefunded\":1.5}",
                "{\"amountBeforeFees\":-1}",
                "{\"convenienceFee\":true}",
                "{\"creditAmount\":1e2}",
                "{\"attemptTimestamp\":1700000000}",
                "{\"failureDetail\":[]}",
                "{\"failureDetail\":{\"code\":1}}",
                "{\"failureDetail\":{\"details\":{}}}",
                "{\"failureDetail\":{\"details\":[null]}}",
                "{\"failureDetail\":{\"details\":[{\"code\":1}]}}",
                "{\"refunds\":[1]}",
                "{\"refunds\":[{\"amount\":\"1\"}]}",
                "{\"refunds\":[{\"status\":1}]}",
                "{\"paymentRequestAllocation\":[{\"amount\":\"1\"}]}",
                "{\"paymentRequestAllocation\":[{\"paymentRequest\":\"r-1\"}]}",
                "{\"paymentRequestAllocation\":[{\"paymentRequest\":{\"id\":1}}]}",
                "{\"description\":1}",
                "{\"customData\":{\"key\":\"k\",\"key\":\"k\"}}"
            })
    void otherKinds(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(Misreading.class);
    }

    @DisplayName("GST-10 bears our key in its custom data only as a text in an object; anything may be in there")
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"key\":\"k-1\"} | k-1",
                "{\"other\":[1],\"key\":\"k-1\"} | k-1",
                "{\"key\":7} |",
                "{\"key\":{\"key\":\"k-1\"}} |",
                "{\"attempt\":\"k-1\"} |",
                "{} |",
                "\"k-1\" |",
                "[\"k-1\"] |",
                "7 |",
                "null |"
            })
    void customData(String customData, @Nullable String key) throws IOException {
        Wire.Payment payment = present("{\"customData\":" + customData + ",\"id\":\"p-1\"}");

        assertThat(payment.ownKey()).isEqualTo(key);
        assertThat(payment.id()).isEqualTo("p-1");
    }

    @DisplayName(
            "GST-10 bears our key behind the last slash of its description; one that we did not write bears another mark")
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"Invoice A-1 / k-1\" | k-1",
                "\"Invoice A / B / k-1\" | k-1",
                "\" / k-1\" | k-1",
                "\"Invoice A-1 / \" | ''",
                "\"Invoice A-1/k-1\" | ''",
                "\"\" | ''",
                "null |"
            })
    void description(String description, @Nullable String key) throws IOException {
        assertThat(present("{\"description\":" + description + "}").ownKey()).isEqualTo(key);
    }
}
