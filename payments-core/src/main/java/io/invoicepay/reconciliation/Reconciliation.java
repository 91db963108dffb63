package io.invoicepay.reconciliation;

import io.invoicepay.attempt.Evidence;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.engine.Advance;
import io.invoicepay.engine.Engine;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.invoicepay.spi.PaymentProvider;
import io.invoicepay.spi.StoredSlot;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a host runs beside its pages: finding out what became of payments (STA-03), and telling an operator what only a person can
 * decide (STA-04, STA-06). Any number of nodes may do so at the same time, at any rate; none has to.
 *
 * <p>Safe for any thread. Every method throws {@link io.invoicepay.spi.AttemptsUnavailableException} if the store cannot be read;
 * nothing is lost by that, call again.
 */
public final class Reconciliation {
    private static final Set<SlotStatus> FOR_OPERATORS = Set.of(SlotStatus.REVIEW, SlotStatus.OVERPAID);
    private static final int DECISION_TRIES = 3;

    private final Engine engine;

    private Reconciliation(Engine engine) {
        this.engine = engine;
    }

    /** For {@code InvoicePayments}, which a host asks for its reconciliation. */
    @SuppressWarnings("exports") // the engine's package is not exported, so nobody outside can call this
    public static Reconciliation of(Engine engine) {
        return new Reconciliation(engine);
    }

    /**
     * Asks the providers about payments whose check is due, the longest overdue first, with one call a provider.
     *
     * @param limit how many payments at most, from 1
     */
    public ReconciliationReport checkDue(int limit) {
        List<InvoiceKey> due = engine.attempts().due(engine.now(), limit);
        if (due.isEmpty()) {
            return new ReconciliationReport(0, List.of());
        }
        List<ReconciliationReport.Change> changes = new ArrayList<>();
        List<StoredSlot> open = new ArrayList<>();
        for (StoredSlot stored : engine.attempts().readAll(due).values()) {
            StoredSlot timed = engine.afterTime(stored);
            note(stored.slot(), timed.slot(), changes);
            boolean worthAsking =
                    timed.slot().isDue(engine.now()) || timed.slot().status() == SlotStatus.UNKNOWN;
            if (worthAsking && timed.slot().status() != SlotStatus.RESERVED) {
                open.add(timed);
            }
        }
        Map<InvoiceKey, ProviderView> views =
                engine.look(open.stream().map(StoredSlot::slot).toList());
        for (StoredSlot stored : open) {
            ProviderView view =
                    views.getOrDefault(stored.slot().invoice(), ProviderView.inconclusive(Cause.UNREADABLE));
            note(stored.slot(), confronted(stored, view), changes);
        }
        return new ReconciliationReport(due.size(), changes);
    }

    /** One invoice on which something fails must not keep the others from being cleared up. */
    private PaymentSlot confronted(StoredSlot stored, ProviderView view) {
        try {
            return engine.confront(stored, view, Option.none()).stored().slot();
        } catch (RuntimeException e) {
            engine.portFailed(
                    stored.slot().provider(),
                    "reconciliation of " + stored.slot().invoice(),
                    e);
            return stored.slot();
        }
    }

    private static void note(PaymentSlot before, PaymentSlot after, List<ReconciliationReport.Change> changes) {
        if (before.status() != after.status() || !before.attention().equals(after.attention())) {
            changes.add(new ReconciliationReport.Change(
                    after.invoice().invoice(),
                    before.status(),
                    after.status(),
                    after.attention(),
                    after.cause().evidence()));
        }
    }

    /**
     * Brings the next check of an invoice forward to now; that is all a signed event may do (STA-03). Many hints in a row cost one check.
     * An invoice without a payment is looked at for about an hour, in case one was made in the portal.
     *
     * @param source who says so, for the history: {@code event}, {@code portal opened}
     */
    public void hint(InvoiceNumber invoice, String source) {
        for (PaymentProvider provider : engine.providers().current().toJavaList()) {
            StoredSlot stored = engine.attempts().read(engine.key(invoice));
            Evidence hint = new Evidence.Hinted(engine.now(), Option.none(), provider.id(), source);
            engine.advance(stored, hint); // a lost race means that somebody else is at it already
        }
    }

    /** What waits for a person, at most {@code limit}, the oldest first. */
    public List<AttentionItem> attention(int limit) {
        List<InvoiceKey> keys = engine.attempts().attention(FOR_OPERATORS, limit);
        Map<InvoiceKey, StoredSlot> slots = engine.attempts().readAll(keys);
        return keys.stream()
                .flatMap(key -> Option.of(slots.get(key)).toJavaStream())
                .flatMap(stored -> AttentionItem.of(stored.slot()).toJavaStream())
                .toList();
    }

    /**
     * Records what a person has decided about a payment that waits for it.
     *
     * @param payments the provider's references that the decision rests on; empty: those on record
     * @param operator the person's name, kept in the history
     * @param reason on what grounds, kept in the history
     * @return whether the decision was recorded; not, if it does not fit what is on record now, or the store did not confirm it
     * @throws IllegalArgumentException if operator or reason is blank
     */
    public boolean decide(
            InvoiceNumber invoice, Evidence.Verdict verdict, List<PaymentId> payments, String operator, String reason) {
        if (operator.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("a decision needs an operator's name and a reason");
        }
        Evidence decided = new Evidence.Decided(verdict, payments, operator, reason);
        StoredSlot stored = engine.attempts().read(engine.key(invoice));
        for (int tries = 1; ; tries++) {
            Advance advance = engine.advance(stored, decided);
            boolean again = advance.ending() == Advance.Ending.OVERTAKEN
                    && tries < DECISION_TRIES
                    && isSameMatter(stored.slot(), advance.stored().slot());
            if (!again) {
                return advance.moved();
            }
            stored = advance.stored();
        }
    }

    /** Checked meanwhile, and nothing else: what was decided of one payment must not be applied to the next. */
    private static boolean isSameMatter(PaymentSlot before, PaymentSlot now) {
        return now.status() == before.status()
                && now.since().equals(before.since())
                && now.sequence() == before.sequence()
                && now.payments().equals(before.payments())
                && now.attention().equals(before.attention());
    }
}
