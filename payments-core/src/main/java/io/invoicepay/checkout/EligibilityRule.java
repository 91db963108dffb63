package io.invoicepay.checkout;

import io.invoicepay.payment.StandardRefusal;
import io.invoicepay.provider.ProviderView;
import java.util.List;
import java.util.function.Predicate;

/**
 * The library's rules on whether an invoice can be paid, in the order in which customers hear their refusals. Each is a question about
 * one {@link Candidate} and nothing else.
 */
enum EligibilityRule {
    /** PAY-05. */
    MUST_HAVE_PROVIDER(StandardRefusal.NO_PROVIDER, c -> c.provider().isEmpty()),
    /** VAL-04, PAY-04. */
    MUST_BE_KNOWN(StandardRefusal.UNKNOWN_INVOICE, c -> c.invoice().isEmpty()),
    /** VAL-04. */
    MUST_BE_POSTED(StandardRefusal.NOT_POSTED, c -> c.has(i -> !i.isPosted())),
    /** VAL-04. */
    MUST_BE_OUTSTANDING(
            StandardRefusal.NOTHING_OUTSTANDING,
            c -> c.has(i -> !i.outstanding().isPositive())),
    /** VAL-01: a draft has not been sent either, but that is not what keeps it from being paid. */
    MUST_BE_SENT(StandardRefusal.NOT_SENT, c -> c.sees(v -> v instanceof ProviderView.NotSent)),
    /** VAL-02. */
    MUST_NOT_BE_PENDING(
            StandardRefusal.PAYMENT_PENDING,
            c -> c.held() == Held.PENDING || c.shows(ProviderView.Sent::hasLivePayment)),
    /** STA-01: paid, and not posted yet. */
    MUST_NOT_BE_PAID(
            StandardRefusal.ALREADY_PAID,
            c -> c.has(i -> i.outstanding().isPositive())
                    && (c.held() == Held.PAID || c.shows(ProviderView.Sent::isCovered))),
    MUST_NOT_BE_UNDER_REVIEW(
            StandardRefusal.UNDER_REVIEW,
            c -> c.held() == Held.REVIEW || c.sees(v -> v instanceof ProviderView.Contradictory)),
    MUST_BE_ON_RECORD(StandardRefusal.PAYMENTS_UNAVAILABLE, c -> c.held() == Held.UNREADABLE),
    /** VAL-05. */
    MUST_BE_REACHABLE(StandardRefusal.PROVIDER_UNREACHABLE, c -> c.sees(v -> v instanceof ProviderView.Inconclusive)),
    MUST_BE_PAYABLE_ONLINE(
            StandardRefusal.NOT_PAYABLE_ONLINE,
            c -> c.shows(s -> !s.payable() && !s.hasLivePayment() && !s.isCovered())),
    /** VAL-08. */
    MUST_BE_ACCEPTED_CURRENCY(
            StandardRefusal.CURRENCY_NOT_ACCEPTED,
            c -> c.owes((p, i) -> !p.accepts(i.outstanding().currency()))),
    /** VAL-08. */
    MUST_REACH_MINIMUM(StandardRefusal.BELOW_MINIMUM, c -> c.owes((p, i) -> p.isBelowMinimum(i.outstanding()))),
    /** VAL-08. */
    MUST_NOT_EXCEED_MAXIMUM(StandardRefusal.ABOVE_MAXIMUM, c -> c.owes((p, i) -> p.isAboveMaximum(i.outstanding()))),
    /** VAL-08. */
    MUST_NOT_BE_DISCOUNTED(StandardRefusal.DISCOUNT_APPLIES, c -> c.differs(true)),
    /** VAL-06. */
    MUST_AGREE_ON_AMOUNT(StandardRefusal.AMOUNTS_DIFFER, c -> c.differs(false));

    /** In their order; {@link #values} would make a new array for every invoice. */
    static final List<EligibilityRule> ALL = List.of(values());

    private final StandardRefusal refusal;

    @SuppressWarnings("ImmutableEnumChecker") // the predicates capture nothing
    private final Predicate<Candidate> fails;

    EligibilityRule(StandardRefusal refusal, Predicate<Candidate> fails) {
        this.refusal = refusal;
        this.fails = fails;
    }

    StandardRefusal refusal() {
        return refusal;
    }

    boolean refuses(Candidate candidate) {
        return fails.test(candidate);
    }
}
