package io.invoicepay.proof.simulation;

import io.invoicepay.payment.IdempotencyKey;
import io.vavr.control.Option;
import java.util.LinkedHashSet;
import java.util.Set;

/** Something that somebody does, from beginning to end, perhaps with long pauses. */
final class Op {
    private final String name;
    private final Option<Node> node;
    private final int life;
    private final int depth;
    private final Set<IdempotencyKey> delivered = new LinkedHashSet<>();
    private Option<Fibre> fibre = Option.none();
    private boolean aboutToSend;

    /** @param node on which it runs; nothing for what happens outside of the storefront */
    Op(String name, Option<Node> node, int depth) {
        this.name = name;
        this.node = node;
        this.life = node.map(Node::life).getOrElse(0);
        this.depth = depth;
    }

    String name() {
        return name;
    }

    int depth() {
        return depth;
    }

    Option<Fibre> fibre() {
        return fibre;
    }

    void runsOn(Fibre thread) {
        fibre = Option.some(thread);
    }

    /** @throws Crash if its node has died, and it with it */
    void mustLive() {
        if (!lives()) {
            throw new Crash();
        }
    }

    boolean lives() {
        return node.forAll(n -> n.life() == life);
    }

    /** It has won the right to send, and has not sent yet. */
    boolean isAboutToSend() {
        return aboutToSend && lives();
    }

    void aboutToSend(boolean isSo) {
        aboutToSend = isSo;
    }

    /** A charge under this key may have reached the provider because of it. */
    void delivered(IdempotencyKey key) {
        delivered.add(key);
    }

    Set<IdempotencyKey> delivered() {
        return delivered;
    }
}
