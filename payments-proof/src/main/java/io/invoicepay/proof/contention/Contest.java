package io.invoicepay.proof.contention;

import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.proof.process.Talk;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.StoredSlot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Two contenders, the store they meet in, and what came of it. */
final class Contest {
    /** After so many invoices the contenders wait for each other, so that neither runs ahead. */
    private static final int HEAT = 250;

    private static final int MOST_WRITES_AT_A_TIME = 10_000;
    private static final int MOST_FAULTS = 20;

    private final List<Talk> contenders;
    private final PaymentAttempts attempts;
    private final List<String> faults = new ArrayList<>();
    private final int[] wins;
    private int keys;
    private int fewestWinners = Integer.MAX_VALUE;
    private int mostWinners;
    private int atTheSameMoment;
    private int hotWins;
    private int hotLosses;

    Contest(List<Talk> contenders, PaymentAttempts attempts) {
        this.contenders = contenders;
        this.attempts = attempts;
        this.wins = new int[contenders.size()];
    }

    /** Every contender reserves each of the invoices. */
    void race(int from, int to) {
        for (int heat = from; heat < to; heat += HEAT) {
            heat("race", heat, Math.min(heat + HEAT, to));
        }
    }

    /** The same over a store that looks before it writes. Returns how many invoices it took to have one with two winners; 0 if none had. */
    static int careless(List<Talk> contenders, PaymentAttempts attempts, int from, int to) {
        Contest contest = new Contest(contenders, attempts);
        int heat = 20;
        for (int invoice = from; invoice < to; invoice += heat) {
            contest.heat("careless", invoice, invoice + heat);
            if (contest.mostWinners > 1) {
                return invoice + heat - from;
            }
        }
        return 0;
    }

    private void heat(String command, int from, int to) {
        List<List<Claim>> told = askAll(command + " " + from + " " + to);
        Map<InvoiceKey, StoredSlot> stored = attempts.readAll(
                IntStream.range(from, to).mapToObj(Contender::key).toList());
        Map<Integer, List<Claim>> byInvoice = new HashMap<>();
        for (int i = 0; i < told.size(); i++) {
            for (Claim claim : told.get(i)) {
                byInvoice
                        .computeIfAbsent(claim.invoice(), number -> new ArrayList<>())
                        .add(claim);
                wins[i] += claim.won() ? 1 : 0;
            }
        }
        for (int invoice = from; invoice < to; invoice++) {
            List<Claim> claims = byInvoice.getOrDefault(invoice, List.of());
            judge(claims, stored.getOrDefault(Contender.key(invoice), StoredSlot.none(Contender.key(invoice))));
        }
    }

    private void judge(List<Claim> claims, StoredSlot stored) {
        List<Claim> winners = claims.stream().filter(Claim::won).toList();
        keys++;
        fewestWinners = Math.min(fewestWinners, winners.size());
        mostWinners = Math.max(mostWinners, winners.size());
        boolean met = claims.size() == contenders.size();
        boolean right = met
                && winners.size() == 1
                && stored.version() == 1
                && stored.writeId().equals(winners.get(0).writeId());
        if (!right) {
            fault(claims + ", and the store has " + stored + " by " + stored.writeId());
        }
        atTheSameMoment += met && claims.get(0).overlaps(claims.get(1)) ? 1 : 0;
    }

    /** Every contender makes so many writes to one invoice; versions must have been given out one by one, each once. */
    void hot(int invoice, int writesEach) {
        Map<Long, UUID> given = new HashMap<>();
        for (int left = writesEach; left > 0; left -= MOST_WRITES_AT_A_TIME) {
            collect(askAll("hot " + invoice + " " + Math.min(left, MOST_WRITES_AT_A_TIME)), given);
        }
        compare(attempts.history(Contender.key(invoice)), given);
    }

    private void collect(List<List<Claim>> claims, Map<Long, UUID> given) {
        for (Claim claim : flat(claims)) {
            switch (claim.result()) {
                case WON -> {
                    hotWins++;
                    if (given.put(claim.version(), claim.writeId()) != null) {
                        fault("version given out twice: " + claim);
                    }
                }
                case LOST -> hotLosses++;
                case UNKNOWN -> fault("unknown without an outage: " + claim);
            }
        }
    }

    private void compare(List<StoredSlot> history, Map<Long, UUID> given) {
        if (history.size() != hotWins) {
            fault(history.size() + " versions in the history, and " + hotWins + " were won");
        }
        for (int i = 0; i < history.size(); i++) {
            StoredSlot slot = history.get(i);
            if (slot.version() != i + 1 || !slot.writeId().equals(given.get(slot.version()))) {
                fault("after " + i + " versions comes " + slot.version() + " by " + slot.writeId() + ", and "
                        + given.get(slot.version()) + " has won it");
            }
        }
    }

    private List<List<Claim>> askAll(String command) {
        contenders.forEach(contender -> contender.tell(command));
        return contenders.stream()
                .map(
                        contender -> contender
                                .hear()
                                .getOrElseThrow(() -> new IllegalStateException("a contender has died over " + command))
                                .stream()
                                .map(Claim::parse)
                                .toList())
                .toList();
    }

    private static List<Claim> flat(List<List<Claim>> claims) {
        return claims.stream().flatMap(Collection::stream).toList();
    }

    private void fault(String what) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(what);
        }
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    int keys() {
        return keys;
    }

    int fewestWinners() {
        return fewestWinners;
    }

    int mostWinners() {
        return mostWinners;
    }

    /** For how many invoices the contenders' writes were under way at once. */
    int atTheSameMoment() {
        return atTheSameMoment;
    }

    /** How many invoices each contender has won. */
    List<Integer> wins() {
        return IntStream.of(wins).boxed().toList();
    }

    int hotWins() {
        return hotWins;
    }

    int hotLosses() {
        return hotLosses;
    }
}
