package io.invoicepay.aptean;

import io.invoicepay.money.Money;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderPayment.Status;
import io.vavr.control.Option;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a payment of what the interface says of one; what is missing or impossible is a {@link Misreading}. */
final class PaymentMapping {
    private static final int LONGEST_REFERENCE = 120;
    private static final Map<String, Status> STATUSES = Map.of(
            "PENDING", Status.PENDING,
            "COMPLETED", Status.COMPLETED,
            "FAILED", Status.FAILED,
            "CANCELED", Status.CANCELLED);
    static final StrictJson.Words WORDS = new StrictJson.Words(STATUSES.keySet().toArray(String[]::new));
    /** Those that have a minor unit. */
    private static final Map<String, Currency> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .collect(Collectors.toUnmodifiableMap(Currency::getCurrencyCode, currency -> currency));

    private final Map<String, DeclineReason> declineCodes;

    PaymentMapping(Map<String, DeclineReason> declineCodes) {
        this.declineCodes = declineCodes;
    }

    /**
     * The payment, and of its amount the part that goes to the request.
     *
     * @param request the request's id
     */
    ProviderPayment payment(Wire.Payment wire, String request) {
        return payment(wire, request, applied(wire, request), OwnMark.key(wire.ownKey()));
    }

    /**
     * A payment of ours. We ask for one allocation of the whole amount; if that was taken, but more of it is said to be allocated, or more
     * was taken than it and the fees that are stated, the greater amount counts: a person has to look at it.
     */
    ProviderPayment own(Wire.Payment wire, String request, IdempotencyKey key, Money asked) {
        long applied = applied(wire, request);
        long counted = applied == asked.minorUnits() ? Math.max(allocated(wire, request), beyondFees(wire)) : applied;
        return payment(wire, request, counted, Option.some(key));
    }

    private ProviderPayment payment(Wire.Payment wire, String request, long minorUnits, Option<IdempotencyKey> key) {
        Money applied = Money.ofMinor(minorUnits, currency(wire.currency()));
        Status status = status(wire);
        return new ProviderPayment(
                new PaymentId(reference(wire.id(), "payment.id")),
                status,
                applied,
                Money.ofMinor(givenBack(wire, request, minorUnits), applied.currency()),
                key,
                status == Status.FAILED ? Option.some(reason(wire.failureCodes())) : Option.none());
    }

    /** An identifier as the other side makes them; what else might stand there goes no further. */
    static String reference(@Nullable String id, String path) {
        if (id == null || id.isEmpty() || id.length() > LONGEST_REFERENCE || !isVisibleAscii(id)) {
            throw new Misreading(path);
        }
        return id;
    }

    /** Every invoice of a page comes through here: no pattern, whose matcher would cost more than the id. */
    static boolean isVisibleAscii(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) <= ' ' || text.charAt(at) > '~') {
                return false;
            }
        }
        return true;
    }

    private static Status status(Wire.Payment wire) {
        if (wire.status() == null) {
            throw new Misreading("payment.status");
        }
        return STATUSES.getOrDefault(wire.status(), Status.UNRECOGNISED);
    }

    /** What the most particular of the codes that have a meaning here means. */
    private DeclineReason reason(List<String> codes) {
        for (String code : codes) {
            DeclineReason reason = declineCodes.get(code);
            if (reason != null) {
                return reason;
            }
        }
        return DeclineReason.DECLINED;
    }

    static Currency currency(@Nullable String code) {
        Currency currency = code == null ? null : CURRENCIES.get(code);
        if (currency == null) {
            throw new Misreading("payment.currency");
        }
        return currency;
    }

    /** STA-07: neither the convenience fee nor what goes to other requests, and no more than was taken. */
    private static long applied(Wire.Payment wire, String request) {
        return Math.min(allocated(wire, request), (long) present(wire.amount(), "payment.amount") + credit(wire));
    }

    /**
     * Where no allocation tells its request, each of them may be this one's, and those that tell no amount either, or none but zero, are
     * as if none were shown: what took money must not pass for a payment of nothing. Where all of them are this one's, and not each tells
     * its amount, they are as if none were shown, too: nothing went elsewhere. Where only some tell it, and none this one, it cannot be told.
     */
    private static long allocated(Wire.Payment wire, String request) {
        int untold = count(wire, null);
        if (untold == wire.allocations().size()) {
            return tellsAmounts(wire) ? sum(wire, null) : withoutFee(wire);
        }
        int own = count(wire, request);
        if (untold > 0 && own == 0) {
            throw new Misreading("payment.paymentRequestAllocation.paymentRequest");
        }
        return own == wire.allocations().size() && lacksAmount(wire) ? withoutFee(wire) : sum(wire, request);
    }

    private static int count(Wire.Payment wire, @Nullable String request) {
        int count = 0;
        for (Wire.Allocation allocation : wire.allocations()) {
            count += Objects.equals(allocation.request(), request) ? 1 : 0;
        }
        return count;
    }

    /** Every allocation has an amount, and one of them is more than nothing. */
    private static boolean tellsAmounts(Wire.Payment wire) {
        return !lacksAmount(wire) && sum(wire, null) > 0;
    }

    private static boolean lacksAmount(Wire.Payment wire) {
        for (Wire.Allocation allocation : wire.allocations()) {
            if (allocation.amount() == null) {
                return true;
            }
        }
        return false;
    }

    private static long sum(Wire.Payment wire, @Nullable String request) {
        long sum = 0;
        for (Wire.Allocation allocation : wire.allocations()) {
            if (Objects.equals(allocation.request(), request)) {
                sum += present(allocation.amount(), "payment.paymentRequestAllocation.amount");
            }
        }
        return sum;
    }

    /** An amount before fees of zero stands for one that was not worked out: it must not pass for a payment of nothing. */
    private static int withoutFee(Wire.Payment wire) {
        Integer before = wire.amountBeforeFees();
        return before == null || before == 0
                ? lessFee(wire)
                : Math.min(before, present(wire.amount(), "payment.amount"));
    }

    /** What was taken less the fee that is stated; only where none is, what is said to be the amount before fees has to do. */
    private static int beyondFees(Wire.Payment wire) {
        return wire.convenienceFee() == null ? withoutFee(wire) : lessFee(wire);
    }

    private static int lessFee(Wire.Payment wire) {
        int amount = present(wire.amount(), "payment.amount");
        int fee = Objects.requireNonNullElse(wire.convenienceFee(), 0);
        if (fee > amount) {
            throw new Misreading("payment.convenienceFee");
        }
        return amount - fee;
    }

    private static int present(@Nullable Integer amount, String path) {
        if (amount == null) {
            throw new Misreading(path);
        }
        return amount;
    }

    /**
     * What of a refund is this request's is not told (STA-07). Where the payment goes to others as well, this one's share was given back in
     * full for sure only if all of the payment was, but perhaps its fee; anything less shows as a part, for a person to see whose it is.
     */
    private static long givenBack(Wire.Payment wire, String request, long applied) {
        long refunded = refunded(wire);
        if (refunded == 0) {
            return 0;
        }
        boolean shared = wire.allocations().stream()
                .anyMatch(a -> a.request() != null && !a.request().equals(request));
        return Math.min(refunded, shared && refunded < lessFee(wire) ? Math.max(applied - 1, 0) : applied);
    }

    /**
     * The larger of what is told and what the completed refunds add up to. Whether what is told counts refunds that are under way, or have
     * failed, is not known: those that are shown are taken off it, since what is not given back yet is still paid.
     */
    private static long refunded(Wire.Payment wire) {
        int told = Objects.requireNonNullElse(wire.amountRefunded(), 0);
        if (wire.refunds().isEmpty()) { // as with nearly all
            return told;
        }
        long completed = 0;
        long others = 0;
        for (Wire.Refund refund : wire.refunds()) {
            if ("COMPLETED".equals(refund.status())) {
                completed += present(refund.amount(), "payment.refunds.amount");
            } else {
                others += Objects.requireNonNullElse(refund.amount(), 0);
            }
        }
        return Math.max(completed, told - others);
    }

    /** The part that credit memos settled beside the payment. [S] */
    static int credit(Wire.Payment wire) {
        return Objects.requireNonNullElse(wire.creditAmount(), 0);
    }

    /** ISO 8601 with an offset; nothing if it is absent or something else. */
    static Option<Instant> instant(@Nullable String text) {
        if (text == null) {
            return Option.none();
        }
        try {
            return Option.some(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Option.none();
        }
    }
}
