package io.invoicepay.aptean;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import io.invoicepay.aptean.ApteanPayConfig.PaymentMark;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.provider.ChargeOrder;
import io.vavr.control.Option;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The mark by which a payment of ours can be told from others': the key, put into a field that comes back. It tells nothing of the
 * customer.
 */
final class OwnMark {
    private static final JsonReader.Options KEY = JsonReader.Options.of("key");
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{32}");
    private static final String BEFORE_KEY = " / ";

    private OwnMark() {}

    /** Always sent: {@code customData} is taken, whether or not it can be asked for. [T] */
    static void writeCustomData(JsonWriter out, ChargeOrder order) throws IOException {
        out.name("customData").beginObject();
        out.name("attempt").value(order.attempt().toString());
        out.name("key").value(order.key().value());
        out.endObject();
    }

    static void writeDescription(JsonWriter out, ChargeOrder order, PaymentMark mark, boolean full) throws IOException {
        if (isDescribed(mark, full)) {
            out.name("description")
                    .value("Invoice " + order.invoice() + BEFORE_KEY
                            + order.key().value());
        }
    }

    /** Anything may be in there; only an object with a key is ours. */
    static @Nullable String inCustomData(JsonReader in) throws IOException {
        if (in.peek() != JsonReader.Token.BEGIN_OBJECT) {
            in.skipValue();
            return null;
        }
        @Nullable String[] key = new String[1];
        StrictJson.object(in, KEY, number -> {
            if (in.peek() == JsonReader.Token.STRING) {
                key[0] = StrictJson.text(in);
            } else {
                in.skipValue();
            }
        });
        return key[0];
    }

    /** What stands where our key would; empty where somebody else has described the payment, and so made it. */
    static @Nullable String inDescription(@Nullable String description) {
        if (description == null) {
            return null;
        }
        int at = description.lastIndexOf(BEFORE_KEY);
        return at < 0 ? "" : description.substring(at + BEFORE_KEY.length());
    }

    /** The key, if it can be one of ours: a whole one. Of a description that was cut short nobody can tell whose it is. */
    static Option<IdempotencyKey> key(@Nullable String text) {
        return text != null && SHAPE.matcher(text).matches() ? Option.some(new IdempotencyKey(text)) : Option.none();
    }

    /** What to ask for besides; nothing if the mark is in no field. */
    static String field(PaymentMark mark, boolean full) {
        if (isDescribed(mark, full)) {
            return "description";
        }
        return mark == PaymentMark.CUSTOM_DATA ? "customData" : "";
    }

    /** [S] Only a server that knows the newer fields is told, and asked for, a description. */
    private static boolean isDescribed(PaymentMark mark, boolean full) {
        return mark == PaymentMark.DESCRIPTION || (mark == PaymentMark.AUTO && full);
    }
}
