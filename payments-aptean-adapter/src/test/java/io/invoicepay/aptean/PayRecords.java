package io.invoicepay.aptean;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** A charge and its answer as records for Moshi: how a client without any rules would write and read them, to measure beside. */
public final class PayRecords {
    private static final Moshi MOSHI = new Moshi.Builder().build();
    private static final JsonAdapter<Charge> CHARGES = MOSHI.adapter(Charge.class);
    private static final JsonAdapter<Answer> ANSWERS = MOSHI.adapter(Answer.class);

    private PayRecords() {}

    public record Charge(String operationName, String query, Variables variables) {}

    public record Variables(Input input) {}

    public record Input(
            String paymentMethodId,
            int amount,
            String currency,
            boolean immediateCapture,
            boolean failOnReview,
            List<Allocation> paymentRequestAllocation,
            Risk riskMetadata,
            Mark customData,
            @Nullable String description) {}

    public record Allocation(String paymentRequestId, int amount) {}

    public record Risk(Address address, Phone phone, List<LineItem> lineItems) {}

    public record Address(String line1, @Nullable String line2, String postalCode, String country) {}

    public record Phone(String countryCode, String number) {}

    public record LineItem(String description, int price, String currency, int quantity) {}

    public record Mark(String attempt, String key) {}

    public record Answer(Data data) {}

    public record Data(Created createPayment) {}

    public record Created(String code, Payment payment) {}

    public record Payment(String id, String status, int amount, String currency, String attemptTimestamp) {}

    static Charge charge(ByteString body) {
        try {
            return Objects.requireNonNull(CHARGES.fromJson(new Buffer().write(body)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static ByteString bytes(Charge charge) throws IOException {
        Buffer buffer = new Buffer();
        CHARGES.toJson(buffer, charge);
        return buffer.readByteString();
    }

    static Answer answer(BufferedSource source) throws IOException {
        return Objects.requireNonNull(ANSWERS.fromJson(source));
    }
}
