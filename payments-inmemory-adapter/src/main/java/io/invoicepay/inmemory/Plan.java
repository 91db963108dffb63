package io.invoicepay.inmemory;

import io.invoicepay.money.Money;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.provider.ProviderPayment.Status;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.Objects;

/**
 * What becomes of a charge: how the payment ends, and what happens to request and answer on the way. The two are independent:
 * {@code Plan.decline(EXPIRED_CARD).losingAnswer()}. Of several words about the way, the last counts.
 *
 * <p>Immutable and safe for any thread.
 */
public final class Plan {
    private final Ending ending;
    private final Way way;
    private final Option<Duration> copyAfter;

    private Plan(Ending ending, Way way, Option<Duration> copyAfter) {
        this.ending = ending;
        this.way = way;
        this.copyAfter = copyAfter;
    }

    /**
     * How a payment ends.
     *
     * @param status completed or failed, and until then pending; or unrecognised from the start
     * @param after how long it is pending; nothing: as long as the provider takes to settle
     * @param decline why it fails
     * @param charged what is charged in place of the amount ordered
     */
    public record Ending(Status status, Option<Duration> after, Option<DeclineReason> decline, Option<Money> charged) {
        public Ending {
            boolean isEnd = status == Status.COMPLETED || status == Status.FAILED;
            boolean isAtOnce = status == Status.UNRECOGNISED && after.contains(Duration.ZERO);
            if (!isEnd && !isAtOnce) {
                throw new IllegalArgumentException("a payment does not end as " + status);
            }
            if (after.exists(Duration::isNegative)) {
                throw new IllegalArgumentException("a payment does not end before it was made");
            }
        }
    }

    /** What happens on the way. */
    sealed interface Way {
        /** Request and answer arrive. */
        record Clear() implements Way {}

        /** Nothing leaves, and that is proven. */
        record NotSent(NotChargedReason reason) implements Way {}

        /** The request gets lost. */
        record RequestLost() implements Way {}

        /** The request is held up; no answer comes. */
        record Delayed(Duration length) implements Way {}

        /** The request arrives, the answer gets lost. */
        record AnswerLost() implements Way {}

        /** The provider answers with an error that names the payment. */
        record NamedInError() implements Way {}

        /** The adapter fails before it sends. */
        record ThrowsBefore() implements Way {}

        /** The adapter fails after it has sent. */
        record ThrowsAfter() implements Way {}
    }

    private static Plan ending(Status status, Option<Duration> after, Option<DeclineReason> decline) {
        return new Plan(new Ending(status, after, decline, Option.none()), new Way.Clear(), Option.none());
    }

    /** Accepted, and completed when the provider's usual time to settle has passed. What happens without a plan. */
    public static Plan approve() {
        return ending(Status.COMPLETED, Option.none(), Option.none());
    }

    /** Completed at once. */
    public static Plan complete() {
        return settleAfter(Duration.ZERO);
    }

    /** Accepted, and completed after this time. */
    public static Plan settleAfter(Duration length) {
        return ending(Status.COMPLETED, Option.some(length), Option.none());
    }

    /** Declined at once. */
    public static Plan decline(DeclineReason reason) {
        return failAfter(Duration.ZERO, reason);
    }

    /** Accepted, and failed after this time (STA-02). */
    public static Plan failAfter(Duration length, DeclineReason reason) {
        return ending(Status.FAILED, Option.some(length), Option.some(reason));
    }

    /** Made with a status that an adapter does not know, until {@link InMemoryProvider#settle} or {@code fail}. */
    public static Plan unrecognised() {
        return ending(Status.UNRECOGNISED, Option.some(Duration.ZERO), Option.none());
    }

    /** Accepted, but for another amount or in another currency than ordered; as {@link #charging}. */
    public static Plan chargeInstead(Money amount) {
        return approve().charging(amount);
    }

    /** The request never arrives; nobody can tell. */
    public static Plan loseRequest() {
        return approve().with(new Way.RequestLost());
    }

    /** Nothing leaves, and the adapter can prove it. */
    public static Plan notSend(NotChargedReason reason) {
        return approve().with(new Way.NotSent(reason));
    }

    /** The provider does not take the card token any more; nothing is charged, and that is certain. */
    public static Plan expireCardEntry() {
        return notSend(NotChargedReason.CARD_ENTRY_EXPIRED);
    }

    /** The adapter throws before anything has left. */
    public static Plan throwBeforeSending() {
        return approve().with(new Way.ThrowsBefore());
    }

    private Plan with(Way next) {
        return new Plan(ending, next, copyAfter);
    }

    /**
     * The same, but this is charged in place of the amount ordered.
     *
     * @throws IllegalArgumentException unless it is positive
     */
    public Plan charging(Money amount) {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("nobody is charged " + amount);
        }
        Ending other = new Ending(ending.status(), ending.after(), ending.decline(), Option.some(amount));
        return new Plan(other, way, copyAfter);
    }

    /** The same, but the answer gets lost. */
    public Plan losingAnswer() {
        return with(new Way.AnswerLost());
    }

    /** The same, but the request arrives only after this time, and no answer comes. */
    public Plan delayed(Duration length) {
        if (length.isNegative()) {
            throw new IllegalArgumentException("a request cannot be delayed by " + length);
        }
        return with(new Way.Delayed(length));
    }

    /** The same, but the provider answers with an error that names the payment. */
    public Plan namedInError() {
        return with(new Way.NamedInError());
    }

    /** The same, but the adapter throws once it is done. */
    public Plan throwingAfter() {
        return with(new Way.ThrowsAfter());
    }

    /** The same, but the network delivers the request twice, the copy right after the first. */
    public Plan duplicated() {
        return duplicatedAfter(Duration.ZERO);
    }

    /** The same, but the network delivers the request twice, the copy so long after the request was sent. */
    public Plan duplicatedAfter(Duration length) {
        if (length.isNegative()) {
            throw new IllegalArgumentException("a copy cannot arrive " + length + " after the request");
        }
        return new Plan(ending, way, Option.some(length));
    }

    Ending ending() {
        return ending;
    }

    Way way() {
        return way;
    }

    /** When a copy of the request arrives, if one does. */
    Option<Duration> copyAfter() {
        return copyAfter;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Plan that
                && ending.equals(that.ending)
                && way.equals(that.way)
                && copyAfter.equals(that.copyAfter);
    }

    @Override
    public int hashCode() {
        return Objects.hash(ending, way, copyAfter);
    }

    @Override
    public String toString() {
        return "Plan[" + ending + ", " + way
                + copyAfter.map(after -> ", copy after " + after).getOrElse("") + "]";
    }
}
