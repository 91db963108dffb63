package io.invoicepay.proof.model;

import io.invoicepay.attempt.Lifecycle;
import io.invoicepay.attempt.Patience;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.payment.IdempotencyKeys;
import io.invoicepay.payment.Secret;
import io.invoicepay.proof.Harness;
import io.invoicepay.proof.Scale;
import io.invoicepay.proof.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * S14: events, answers, late answers and looks, delivered once or several times in every order. In the end the slot says what the
 * provider knows, whatever came when. Nothing is drawn, so the seed decides nothing.
 */
public final class DeliveryHarness implements Harness {
    private static final int LONGEST = 6;

    /** An event; a look; a look that shows nothing yet; an answer that was lost; the deadline for the answer. */
    private static final char[] KINDS = {'e', 'l', 's', 'a', 't'};

    private final Decisions decisions;
    private int orders;

    /** Over the production protocol. */
    public DeliveryHarness() {
        IdempotencyKeys keys = new IdempotencyKeys(Secret.of("the model's secret, 32 bytes or more"));
        this.decisions = new Decisions(new Lifecycle(keys, Patience.standard()), keys, ListedMoves::has);
    }

    @Override
    public String name() {
        return "S14";
    }

    @Override
    public String subject() {
        return "all orders of up to six deliveries, repeated ones too";
    }

    @Override
    public Verdict run(Scale scale, long seed) {
        orders = 0;
        int multisets = 0;
        int most = 0;
        List<String> details = new ArrayList<>();
        for (Map.Entry<String, Integer> start : starts().entrySet()) {
            for (int books : truths()) {
                Map<String, Set<String>> ends = new TreeMap<>();
                deliver("", start.getValue(), books, ends);
                multisets += ends.size();
                Set<String> all = new HashSet<>();
                ends.values().forEach(all::addAll);
                most = Math.max(most, all.size());
                if (all.size() > 1) {
                    details.add("S14 from " + start.getKey() + " with books " + Ledger.text(books) + ": " + all);
                }
            }
        }
        String summary = String.format(
                Locale.ROOT,
                "end states per multiset = %d in %,d orders of %,d multisets, from %d starts to %d truths (no seed: nothing is drawn)",
                most,
                orders,
                multisets,
                starts().size(),
                truths().length);
        return new Verdict(most == 1, summary, details);
    }

    private Map<String, Integer> starts() {
        int reserved = decisions.pressed(decisions.untouched(), 0)[0];
        int sending = decisions.ready(reserved, 0)[0];
        Map<String, Integer> starts = new LinkedHashMap<>();
        starts.put("SENDING", sending);
        starts.put("UNKNOWN", decisions.answered(sending, 0, Answer.of(Answer.NO_ANSWER))[0]);
        starts.put("PENDING", decisions.answered(sending, 0, Answer.shows(0, 0, Ledger.PENDING))[0]);
        return starts;
    }

    private static int[] truths() {
        int ours = Ledger.with(0, 0, 0, Ledger.COMPLETED);
        return new int[] {
            ours,
            Ledger.with(0, 0, 0, Ledger.PENDING),
            Ledger.with(0, 0, 0, Ledger.FAILED),
            Ledger.with(0, 1, Ledger.PORTAL, Ledger.COMPLETED),
            Ledger.with(ours, 1, Ledger.PORTAL, Ledger.COMPLETED)
        };
    }

    private void deliver(String done, int slot, int books, Map<String, Set<String>> ends) {
        if (!done.isEmpty()) {
            orders++;
            ends.computeIfAbsent(sorted(done), multiset -> new HashSet<>()).add(end(slot, books));
        }
        if (done.length() < LONGEST) {
            for (char kind : KINDS) {
                deliver(done + kind, delivered(slot, kind, books), books, ends);
            }
        }
    }

    private int delivered(int slot, char kind, int books) {
        return switch (kind) {
            case 'e' -> first(decisions.looked(first(decisions.hinted(slot), slot), books, false), slot);
            case 'l' -> first(decisions.looked(slot, books, false), slot);
            case 's' -> first(decisions.looked(slot, 0, false), slot);
            case 'a' -> first(decisions.answered(slot, 0, Answer.of(Answer.NO_ANSWER)), slot);
            default -> first(decisions.timePassed(slot), slot);
        };
    }

    /** Before all patience has ended, which is the first moment that is asked about. */
    private static int first(int[] decided, int otherwise) {
        return decided.length == 0 ? otherwise : decided[0];
    }

    private String end(int slot, int books) {
        int timed = first(decisions.timePassed(slot), slot);
        PaymentSlot end = decisions.slot(first(decisions.looked(timed, books, false), timed));
        return end.status() + " " + end.sequence() + " " + end.payments();
    }

    private static String sorted(String deliveries) {
        char[] kinds = deliveries.toCharArray();
        java.util.Arrays.sort(kinds);
        return new String(kinds);
    }
}
