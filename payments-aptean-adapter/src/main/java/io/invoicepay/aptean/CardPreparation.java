package io.invoicepay.aptean;

import com.squareup.moshi.JsonReader;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import io.invoicepay.aptean.ApteanPayConfig.CardEntryKind;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.provider.ChargeOrder;
import io.vavr.control.Either;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes of the card token a payment method that can be charged: a claim is exchanged first [T], and either is waited for while the
 * processor is seen to look at it. One that is not shown, or shown without a status, is charged after a few looks: Aptean's own tests
 * charge without any [T], and the charge itself tells what is wrong with a card. None of this charges, so that all its trouble means "not
 * charged".
 */
final class CardPreparation {
    private static final int MOST_LOOKS = 30;
    /** In a row: a method that was only just made may not be shown yet. */
    private static final int MOST_BLANK_LOOKS = 4;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final String PROCESSING = "PROCESSING";
    private static final Set<String> REFUSED = Set.of("PROCESSING_ERROR", "VERIFICATION_FAILED", "DELETED");
    private static final JsonReader.Options CONVERSION = JsonReader.Options.of("convertPaymentMethodClaim");
    private static final JsonReader.Options CONVERTED = JsonReader.Options.of("code", "paymentMethod");
    private static final JsonReader.Options ID = JsonReader.Options.of("id");
    private static final JsonReader.Options METHODS = JsonReader.Options.of("paymentMethods");
    private static final JsonReader.Options NODES = JsonReader.Options.of("nodes");
    private static final JsonReader.Options METHOD = JsonReader.Options.of("id", "status");

    private final Gateway gateway;
    private final Documents documents;
    private final CardEntryKind kind;
    private final ClaimMemory memory = new ClaimMemory();
    private final FailsafeExecutor<Either<Trouble, Look>> untilSettled;

    /**
     * @param pause between two looks; 500 ms is what Aptean's own portal does [S]
     */
    CardPreparation(Gateway gateway, Documents documents, CardEntryKind kind, Duration pause) {
        this.gateway = gateway;
        this.documents = documents;
        this.kind = kind;
        this.untilSettled = Failsafe.with(RetryPolicy.<Either<Trouble, Look>>builder()
                .handleResultIf(look -> look.exists(seen -> !seen.settled()))
                .withDelayFn(context -> pause)
                .withMaxAttempts(MOST_LOOKS)
                .withMaxDuration(LONGEST_WAIT)
                .build());
    }

    /**
     * The longest that preparing a card and charging it takes, calls included: the exchange of a claim, the looks, of which the last
     * begins as the wait ends and is tried again for as long as one try may take, and the charge.
     */
    static Duration longestWithCharge(CardEntryKind kind, Duration query, Duration charge) {
        Duration exchange = kind == CardEntryKind.CLAIM ? charge : Duration.ZERO;
        return exchange.plus(LONGEST_WAIT).plus(query.multipliedBy(2)).plus(charge);
    }

    /**
     * Prepares the order's card.
     *
     * @return right: the payment method's id; left: what to tell the customer, nothing having been charged
     */
    Either<NotChargedReason, String> prepare(ChargeOrder order) {
        String token = order.payer().token().reveal();
        return (kind == CardEntryKind.CLAIM
                        ? memory.exchanged(order.key(), token, () -> convert(token))
                        : Either.<NotChargedReason, String>right(token))
                .flatMap(this::awaited);
    }

    private Either<NotChargedReason, String> convert(String claim) {
        Either<Trouble, Wire.ConvertedClaim> answer = gateway.change(
                documents.convertClaim(),
                out -> {
                    out.name("input").beginObject();
                    out.name("claimId").value(claim);
                    out.endObject();
                },
                CardPreparation::converted);
        return answer.mapLeft(CardPreparation::reason).flatMap(conversion -> {
            String method = conversion.paymentMethod();
            boolean converted = "SUCCESS".equals(conversion.code()) && method != null && !method.isBlank();
            return converted && method != null
                    ? Either.right(method)
                    : Either.left(NotChargedReason.CARD_ENTRY_EXPIRED); // used or expired [T]
        });
    }

    /**
     * What one look has shown.
     *
     * @param settled whether there is nothing to wait for any more
     */
    private record Look(@Nullable String status, boolean settled) {}

    private Either<NotChargedReason, String> awaited(String method) {
        Looks looks = new Looks(method);
        Either<Trouble, Look> last;
        try {
            last = untilSettled.get(looks::next);
        } catch (FailsafeException e) { // the wait was interrupted, and so the thread still is
            return Either.left(NotChargedReason.PROVIDER_UNREACHABLE);
        }
        return last.mapLeft(CardPreparation::reason).flatMap(seen -> {
            String status = seen.status();
            if (PROCESSING.equals(status)) {
                return Either.left(NotChargedReason.PROVIDER_UNREACHABLE);
            }
            return status != null && REFUSED.contains(status)
                    ? Either.left(NotChargedReason.CARD_ENTRY_EXPIRED)
                    : Either.right(method);
        });
    }

    /** At one method, one after the other. */
    private final class Looks {
        private final String method;
        private int blank;

        Looks(String method) {
            this.method = method;
        }

        Either<Trouble, Look> next() {
            return look(method).map(seen -> {
                String status = seen.status();
                blank = status == null ? blank + 1 : 0;
                return new Look(status, status == null ? blank == MOST_BLANK_LOOKS : !PROCESSING.equals(status));
            });
        }
    }

    private Either<Trouble, Wire.Method> look(String method) {
        return gateway.queryUnderWay(
                documents.paymentMethod(), out -> out.name("id").value(method), in -> status(in, method));
    }

    private static NotChargedReason reason(Trouble trouble) {
        if (trouble instanceof Trouble.Rejected) {
            return NotChargedReason.CARD_ENTRY_EXPIRED; // no such claim
        }
        return trouble.isPassing() ? NotChargedReason.PROVIDER_UNREACHABLE : NotChargedReason.REJECTED;
    }

    private static Wire.ConvertedClaim converted(JsonReader in) throws IOException {
        @Nullable String[] found = new String[2];
        StrictJson.object(
                in,
                CONVERSION,
                data -> StrictJson.object(in, CONVERTED, number -> {
                    if (number == 0) {
                        found[0] = StrictJson.text(in);
                    } else {
                        StrictJson.object(in, ID, id -> found[1] = StrictJson.text(in));
                    }
                }));
        return new Wire.ConvertedClaim(found[0], found[1]);
    }

    /** Of the one that an id was asked for: a token's may be shown under the id of what it stands for. Of several its own id tells it. */
    private static Wire.Method status(JsonReader in, String wanted) throws IOException {
        @Nullable String[] status = new String[1];
        StrictJson.object(
                in,
                METHODS,
                data -> StrictJson.object(in, NODES, nodes -> {
                    List<String[]> seen = StrictJson.array(in, CardPreparation::method);
                    for (@Nullable String[] method : seen) {
                        status[0] = seen.size() == 1 || wanted.equals(method[0]) ? method[1] : status[0];
                    }
                }));
        return new Wire.Method(status[0]);
    }

    private static String[] method(JsonReader in) throws IOException {
        @Nullable String[] method = new String[2];
        StrictJson.object(in, METHOD, number -> method[number] = StrictJson.text(in));
        return method;
    }
}
