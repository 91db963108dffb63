package io.invoicepay.proof.model;

import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.provider.KeyContract;
import java.util.function.Supplier;

/** Everything that can happen next. Each step of a thread ends where something else can come in between. */
final class Moves {
    static final int RECONCILER = State.THREADS - 1;

    static final int IDLE = 0;
    /** Has read a payable slot, and is about to reserve it. */
    private static final int PRESSED = 1;
    /** Has won the reservation, and is about to take the last look. */
    private static final int RESERVED = 2;
    /** Has seen nothing against it, and is about to arm. */
    private static final int CLEARED = 3;
    /** Has seen something against it, noted, and is about to give the reservation back. */
    private static final int WITHDRAWING = 4;
    /** Has given it back, and is about to put on record what it has seen. */
    private static final int WITHDRAWN = 5;
    /** May send: first sent or sent again. */
    static final int ARMED = 6;
    /** Has sent. */
    static final int WAITING = 7;
    /** Has an answer, noted, and is about to write down what comes of it. */
    private static final int ANSWERED = 8;
    /** Has read the slot and been shown what is noted, and is about to write down what comes of it. */
    private static final int LOOKED = 9;

    private static final int NO_KNOWLEDGE = 1 << 8;

    private final Bounds bounds;
    private final Flaw flaw;
    private final Decisions decisions;
    private final boolean mayResend;
    private final State from = new State();
    private final State to = new State();
    private Sink sink = (state, what) -> {};

    /** Takes what comes next, and in words what has led to it. */
    interface Sink {
        void take(State state, Supplier<String> what);
    }

    Moves(Bounds bounds, Flaw flaw, Decisions decisions) {
        this.bounds = bounds;
        this.flaw = flaw;
        this.decisions = decisions;
        this.mayResend = bounds.contract().allowsResend() || flaw.resendsAnyway();
    }

    State start() {
        State state = new State();
        state.slot = decisions.untouched();
        state.left[State.CRASHES] = bounds.crashes();
        state.left[State.COPIES] = bounds.copies();
        state.left[State.PORTAL] = bounds.portal();
        state.left[State.RESENDS] = bounds.resends();
        return state;
    }

    /** Gives the sink every state that can follow. The sink must not keep it. */
    void after(State state, Sink taker) {
        from.set(state);
        sink = taker;
        time();
        world();
        for (int thread = 0; thread < State.THREADS; thread++) {
            thread(thread);
        }
        crashes();
    }

    private void next(Supplier<String> what) {
        sink.take(to, what);
    }

    // ---- nobody in particular

    /** Anybody who reads the slot lets time do what it may, and anything may bring a check forward. */
    private void time() {
        for (int slot : decisions.timePassed(from.slot)) {
            to.set(from);
            to.write(slot);
            next(() -> "time passes" + written());
        }
        for (int slot : decisions.hinted(from.slot)) {
            to.set(from);
            to.write(slot);
            next(() -> "an event arrives" + written());
        }
    }

    private void world() {
        for (int payment = 0; payment < Ledger.MOST; payment++) {
            if (Ledger.status(from.ledger, payment) == Ledger.PENDING) {
                for (int status = Ledger.COMPLETED; status <= Ledger.FAILED; status++) {
                    to.set(from);
                    to.ledger = Ledger.with(from.ledger, payment, Ledger.key(from.ledger, payment), status);
                    int number = payment;
                    int end = status;
                    next(() -> "p" + number + " is " + Ledger.statusText(end));
                }
            }
        }
        for (int key = 0; key < from.underWay.length; key++) {
            if (from.underWay[key] > 0) {
                int late = key;
                arrive(key, (ledger, answer) -> {
                    to.set(from);
                    to.underWay[late]--;
                    to.ledger = ledger;
                    next(() -> "a late request under key " + late + " arrives: " + Answer.text(answer));
                });
            }
        }
        int made = Ledger.count(from.ledger);
        if (from.left[State.PORTAL] > 0 && made < Ledger.MOST && takesMore(from.ledger)) {
            to.set(from);
            to.left[State.PORTAL]--;
            to.ledger = Ledger.with(from.ledger, made, Ledger.PORTAL, Ledger.PENDING);
            next(() -> "somebody pays in the portal: p" + made);
        }
    }

    private boolean takesMore(int ledger) {
        return !bounds.capped() || Ledger.completed(ledger) == 0;
    }

    /** What the provider makes of a request, and answers. */
    interface Arrival {
        void at(int ledger, int answer);
    }

    /** A request arrives at the provider. */
    void arrive(int key, Arrival arrival) {
        arrive(from.ledger, key, arrival);
    }

    void arrive(int ledger, int key, Arrival arrival) {
        int before = Ledger.remembered(ledger, key, bounds.contract());
        if (before >= 0) {
            if (bounds.contract() == KeyContract.REJECTS_USED_KEYS) {
                arrival.at(ledger, Answer.of(Answer.KEY_USED));
                return;
            }
            arrival.at(ledger, Answer.shows(before, key, Ledger.status(ledger, before)));
            if (Ledger.status(ledger, before) != Ledger.PENDING) {
                arrival.at(ledger, Answer.shows(before, key, Ledger.PENDING)); // the first answer, word for word
            }
            return;
        }
        if (!takesMore(ledger)) {
            arrival.at(ledger, Answer.of(Answer.OVER_THE_CAP));
            return;
        }
        int made = Ledger.count(ledger);
        if (made == Ledger.MOST) {
            throw new IllegalStateException("the books are full: " + Ledger.text(ledger));
        }
        for (int status = Ledger.PENDING; status <= Ledger.FAILED; status++) {
            arrival.at(Ledger.with(ledger, made, key, status), Answer.shows(made, key, status));
        }
    }

    private void crashes() {
        if (from.left[State.CRASHES] == 0) {
            return;
        }
        int busy = 0;
        for (int thread = 0; thread < State.THREADS; thread++) {
            if (from.step[thread] != IDLE) {
                busy++;
                to.set(from);
                to.left[State.CRASHES]--;
                kill(to, thread);
                int killed = thread;
                next(() -> name(killed) + " is killed");
            }
        }
        if (busy > 1) {
            to.set(from);
            to.left[State.CRASHES]--;
            killAll(to);
            next(() -> "everything is killed");
        }
    }

    void killAll(State state) {
        for (int thread = 0; thread < State.THREADS; thread++) {
            kill(state, thread);
        }
    }

    /** What it has sent goes on. */
    private void kill(State state, int thread) {
        if (state.step[thread] == WAITING) {
            state.underWay[key(state, thread)]++;
        }
        state.idle(thread);
    }

    // ---- threads

    private void thread(int thread) {
        switch (from.step[thread]) {
            case IDLE -> idle(thread);
            case PRESSED -> reserve(thread);
            case RESERVED -> lastLook(thread);
            case CLEARED -> arm(thread);
            case WITHDRAWING -> withdraw(thread);
            case WITHDRAWN -> putOnRecord(thread);
            case ARMED -> send(thread);
            case WAITING -> waiting(thread);
            case ANSWERED -> answered(thread);
            default -> reconcile(thread);
        }
    }

    private void idle(int thread) {
        SlotStatus status = decisions.status(from.slot);
        if (thread == RECONCILER) {
            if (status != SlotStatus.RESERVED) {
                views(shown -> {
                    boolean worthIt =
                            decisions.looked(from.slot, Ledger.seen(from.ledger, shown), mayResend()).length > 0;
                    if (worthIt) {
                        goOn(thread, LOOKED, from.slot, shown);
                        next(() -> name(thread) + " reads the slot and is shown " + seen(shown));
                    }
                });
            }
        } else if (status == SlotStatus.PAYABLE && decisions.sequence(from.slot) < bounds.keys()) {
            goOn(thread, PRESSED, from.slot, 0);
            next(() -> name(thread) + " presses Pay Now and reads the slot");
        }
    }

    private boolean mayResend() {
        return mayResend && from.left[State.RESENDS] > 0;
    }

    /** Whatever each payment has once looked like may be shown, or nothing of it: answers may lag as they like. */
    private void views(java.util.function.IntConsumer shown) {
        views(0, 0, shown);
    }

    private void views(int payment, int so, java.util.function.IntConsumer shown) {
        int status = payment == Ledger.MOST ? Ledger.NONE : Ledger.status(from.ledger, payment);
        if (status == Ledger.NONE) {
            shown.accept(so);
            return;
        }
        views(payment + 1, so, shown);
        views(payment + 1, so | Ledger.PENDING << (2 * payment), shown);
        if (status != Ledger.PENDING) {
            views(payment + 1, so | status << (2 * payment), shown);
        }
    }

    private void reserve(int thread) {
        for (int slot : decisions.pressed(from.read[thread], thread)) {
            if (from.current[thread] || flaw.reservesBlindly()) {
                wins(thread, slot, RESERVED, 0);
                next(() -> name(thread) + " reserves" + written());
                return;
            }
        }
        ends(thread, "is told that somebody else was first");
    }

    private void lastLook(int thread) {
        views(shown -> {
            int seen = Ledger.seen(from.ledger, shown);
            boolean against = Ledger.hasPending(seen)
                    || Ledger.completed(seen) > 0
                    || decisions.keyIsUsed(from.read[thread], seen);
            to.set(from);
            to.step[thread] = against ? WITHDRAWING : CLEARED;
            to.note[thread] = against ? shown : 0;
            next(() -> name(thread) + " takes the last look and is shown " + seen(shown));
        });
        to.set(from);
        to.step[thread] = WITHDRAWING;
        to.note[thread] = NO_KNOWLEDGE;
        next(() -> name(thread) + " takes the last look and is shown nothing at all");
    }

    private void withdraw(int thread) {
        boolean knows = from.note[thread] != NO_KNOWLEDGE;
        int seen = knows ? Ledger.seen(from.ledger, from.note[thread]) : 0;
        for (int slot : decisions.givenUp(from.read[thread], thread, seen)) {
            if (from.current[thread]) {
                wins(thread, slot, WITHDRAWN, from.note[thread]);
                if (!knows) {
                    to.idle(thread);
                }
                next(() -> name(thread) + " gives the reservation back" + written());
                return;
            }
        }
        ends(thread, "finds the reservation gone");
    }

    private void putOnRecord(int thread) {
        boolean written = false;
        for (int slot : decisions.looked(from.read[thread], Ledger.seen(from.ledger, from.note[thread]), false)) {
            if (from.current[thread]) {
                written = true;
                wins(thread, slot, IDLE, 0);
                to.idle(thread);
                next(() -> name(thread) + " puts on record what it has seen" + written());
            }
        }
        if (!written) {
            ends(thread, "has nothing to put on record");
        }
    }

    private void arm(int thread) {
        for (int slot : decisions.ready(from.read[thread], thread)) {
            if (from.current[thread]) {
                wins(thread, slot, ARMED, 0);
                next(() -> name(thread) + " arms" + written());
            } else if (flaw.sendsUnarmed()) {
                to.set(from);
                to.step[thread] = ARMED;
                to.read[thread] = slot;
                next(() -> name(thread) + " loses the arming and goes on");
                return;
            }
        }
        ends(thread, "finds the reservation lapsed");
    }

    private void send(int thread) {
        to.set(from);
        to.step[thread] = WAITING;
        next(() -> name(thread) + " sends under key " + key(from, thread));
        told(thread, Answer.of(Answer.NOT_SENT));
        next(() -> name(thread) + " cannot send: nothing has left");
    }

    private void waiting(int thread) {
        int key = key(from, thread);
        arrive(key, (ledger, answer) -> {
            told(thread, answer);
            to.ledger = ledger;
            next(() -> "the request of " + name(thread) + " arrives, answer: " + Answer.text(answer));
            told(thread, Answer.of(Answer.NO_ANSWER));
            to.ledger = ledger;
            next(() -> "the request of " + name(thread) + " arrives, and the answer is lost: " + Answer.text(answer));
        });
        if (from.underWay[key] < 3) {
            told(thread, Answer.of(Answer.NO_ANSWER));
            to.underWay[key]++;
            next(() -> "the request of " + name(thread) + " is late or lost, and it waits no longer");
            if (from.left[State.COPIES] > 0) {
                to.set(from);
                to.left[State.COPIES]--;
                to.underWay[key]++;
                next(() -> "the network copies the request of " + name(thread));
            }
        }
    }

    private void told(int thread, int answer) {
        boolean silence = Answer.bare(answer) == Answer.NO_ANSWER;
        to.set(from);
        to.step[thread] = ANSWERED;
        to.note[thread] = silence && flaw.silenceIsNotSent() ? Answer.of(Answer.NOT_SENT) : answer;
    }

    private void answered(int thread) {
        boolean decided = false;
        for (int slot : decisions.answered(from.read[thread], thread, from.note[thread])) {
            decided = true;
            if (from.current[thread]) {
                wins(thread, slot, IDLE, 0);
                to.idle(thread);
                next(() -> name(thread) + " writes down the answer" + written());
            } else if (thread != RECONCILER) {
                to.set(from);
                to.read[thread] = from.slot;
                to.current[thread] = true;
                next(() -> name(thread) + " was overtaken and reads again");
                return;
            }
        }
        if (!decided || (thread == RECONCILER && !from.current[thread])) {
            ends(thread, "has an answer that changes nothing");
        }
    }

    private void reconcile(int thread) {
        int seen = Ledger.seen(from.ledger, from.note[thread]);
        if (!from.current[thread] && !flaw.reconcilesBlindly()) {
            ends(thread, "was overtaken");
            return;
        }
        looked(thread, seen, false);
        if (mayResend()) {
            looked(thread, seen, true);
        }
    }

    private void looked(int thread, int seen, boolean canResend) {
        for (int outcome : decisions.looked(from.read[thread], seen, canResend)) {
            int slot = outcome & ~Decisions.RESENT;
            boolean resent = slot != outcome;
            wins(thread, slot, resent ? ARMED : IDLE, 0);
            if (resent) {
                to.left[State.RESENDS]--;
            } else {
                to.idle(thread);
            }
            next(() -> name(thread) + " writes down what it has found" + (resent ? ", to send again" : "") + written());
        }
    }

    private void goOn(int thread, int step, int read, int note) {
        to.set(from);
        to.step[thread] = step;
        to.read[thread] = read;
        to.current[thread] = true;
        to.note[thread] = note;
    }

    private void wins(int thread, int slot, int step, int note) {
        to.set(from);
        to.write(slot);
        to.step[thread] = step;
        to.read[thread] = slot;
        to.current[thread] = true;
        to.note[thread] = note;
    }

    private void ends(int thread, String how) {
        to.set(from);
        to.idle(thread);
        next(() -> name(thread) + " " + how);
    }

    int key(State state, int thread) {
        return decisions.sequence(state.read[thread]);
    }

    // ---- words

    private static String name(int thread) {
        return thread == RECONCILER ? "the reconciler" : "customer " + (thread + 1);
    }

    private String seen(int shown) {
        return Ledger.text(Ledger.seen(from.ledger, shown));
    }

    private String written() {
        return " -> " + decisions.status(to.slot) + "(" + decisions.sequence(to.slot) + ")";
    }
}
