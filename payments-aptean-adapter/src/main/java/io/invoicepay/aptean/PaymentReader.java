package io.invoicepay.aptean;

import com.squareup.moshi.JsonReader;
import io.vavr.control.Option;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a payment. */
final class PaymentReader implements StrictJson.Member {
    private static final JsonReader.Options PAYMENT = JsonReader.Options.of(
            "id",
            "status",
            "amount",
            "currency",
            "amountRefunded",
            "amountBeforeFees",
            "convenienceFee",
            "creditAmount",
            "attemptTimestamp",
            "failureDetail",
            "refunds",
            "paymentRequestAllocation",
            "customData",
            "description");
    private static final StrictJson.Words CURRENCIES = new StrictJson.Words("USD", "CAD", "EUR", "GBP");
    private static final JsonReader.Options REFUND = JsonReader.Options.of("status", "amount");
    private static final JsonReader.Options ALLOCATION = JsonReader.Options.of("amount", "paymentRequest");
    private static final JsonReader.Options ID = JsonReader.Options.of("id");
    private static final JsonReader.Options DETAIL = JsonReader.Options.of("code", "details");
    private static final JsonReader.Options CODE = JsonReader.Options.of("code");

    private final JsonReader in;
    private @Nullable String id;
    private @Nullable String status;
    private @Nullable Integer amount;
    private @Nullable String currency;
    private @Nullable Integer amountRefunded;
    private @Nullable Integer amountBeforeFees;
    private @Nullable Integer convenienceFee;
    private @Nullable Integer creditAmount;
    private @Nullable String attemptTimestamp;
    private @Nullable String ownKey;
    private List<String> failureCodes = List.of();
    private List<Wire.Refund> refunds = List.of();
    private List<Wire.Allocation> allocations = List.of();

    private PaymentReader(JsonReader in) {
        this.in = in;
    }

    /** Nothing where there is null. */
    static Wire.@Nullable Payment read(JsonReader in) throws IOException {
        PaymentReader reader = new PaymentReader(in);
        return StrictJson.object(in, PAYMENT, reader) ? reader.payment() : null;
    }

    static Wire.Payment element(JsonReader in) throws IOException {
        PaymentReader reader = new PaymentReader(in);
        StrictJson.object(in, PAYMENT, reader);
        return reader.payment();
    }

    @Override
    public void read(int number) throws IOException {
        switch (number) {
            case 0 -> id = StrictJson.text(in);
            case 1 -> status = StrictJson.text(in, PaymentMapping.WORDS);
            case 2 -> amount = StrictJson.minorUnits(in);
            case 3 -> currency = StrictJson.text(in, CURRENCIES);
            case 4 -> amountRefunded = StrictJson.minorUnits(in);
            case 5 -> amountBeforeFees = StrictJson.minorUnits(in);
            case 6 -> convenienceFee = StrictJson.minorUnits(in);
            case 7 -> creditAmount = StrictJson.minorUnits(in);
            case 8 -> attemptTimestamp = StrictJson.text(in);
            case 9 -> failureCodes = failureCodes(in);
            case 10 -> refunds = StrictJson.array(in, PaymentReader::refund);
            case 11 -> allocations = StrictJson.array(in, PaymentReader::allocation);
            case 12 -> ownKey = OwnMark.inCustomData(in);
            default -> ownKey = OwnMark.inDescription(StrictJson.text(in));
        }
    }

    private Wire.Payment payment() {
        return new Wire.Payment(
                id,
                status,
                amount,
                currency,
                amountRefunded,
                amountBeforeFees,
                convenienceFee,
                creditAmount,
                attemptTimestamp,
                ownKey,
                failureCodes,
                refunds,
                allocations);
    }

    private static Wire.Refund refund(JsonReader in) throws IOException {
        @Nullable String[] status = new String[1];
        @Nullable Integer[] amount = new Integer[1];
        StrictJson.object(in, REFUND, number -> {
            if (number == 0) {
                status[0] = StrictJson.text(in);
            } else {
                amount[0] = StrictJson.minorUnits(in);
            }
        });
        return new Wire.Refund(status[0], amount[0]);
    }

    private static Wire.Allocation allocation(JsonReader in) throws IOException {
        @Nullable Integer[] amount = new Integer[1];
        @Nullable String[] request = new String[1];
        StrictJson.object(in, ALLOCATION, number -> {
            if (number == 0) {
                amount[0] = StrictJson.minorUnits(in);
            } else {
                StrictJson.object(in, ID, inner -> request[0] = StrictJson.text(in));
            }
        });
        return new Wire.Allocation(request[0], amount[0]);
    }

    /** Those of the details, in their order, and behind them the detail's own. */
    private static List<String> failureCodes(JsonReader in) throws IOException {
        List<String> codes = new ArrayList<>();
        @Nullable String[] general = new String[1];
        StrictJson.object(in, DETAIL, number -> {
            if (number == 0) {
                general[0] = StrictJson.text(in);
            } else {
                StrictJson.array(in, PaymentReader::code).forEach(code -> code.forEach(codes::add));
            }
        });
        Option.of(general[0]).forEach(codes::add);
        return codes;
    }

    private static Option<String> code(JsonReader in) throws IOException {
        @Nullable String[] code = new String[1];
        StrictJson.object(in, CODE, number -> code[0] = StrictJson.text(in));
        return Option.of(code[0]);
    }
}
