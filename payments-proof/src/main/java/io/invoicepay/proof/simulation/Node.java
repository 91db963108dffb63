package io.invoicepay.proof.simulation;

import io.invoicepay.checkout.AlteredProtocol;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.payment.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;

/** One storefront process. What it keeps in memory dies with it; store, provider and ERP stay. */
final class Node {
    private static final Secret SECRET = Secret.of("simulated secret, 32 bytes or more");

    private final String name;
    private final World world;
    private final Sabotage sabotage;
    private final NodeClock clock;
    private int life;
    private InvoicePayments payments;

    Node(String name, World world, Sabotage sabotage, Duration skew) {
        this.name = name;
        this.world = world;
        this.sabotage = sabotage;
        this.clock = new NodeClock(world.clock(), skew);
        this.payments = started();
    }

    private InvoicePayments started() {
        InvoicePayments.Builder builder = InvoicePayments.builder(
                        new SourcePort(world, this), sabotage.store(new StorePort(world, this)), SECRET)
                .provider(sabotage.provider(new BankPort(world, this)))
                .clock(clock)
                .ids(() -> world.newId());
        return sabotage.protocol()
                .map(altered -> AlteredProtocol.in(builder, altered))
                .getOrElse(builder)
                .build();
    }

    static Secret secret() {
        return SECRET;
    }

    InvoicePayments payments() {
        return payments;
    }

    /** Rises with every restart. */
    int life() {
        return life;
    }

    /** kill -9, and a restart: threads that ran here are gone, and with them all that was in memory. */
    void crash() {
        life++;
        payments = started();
    }

    Instant now() {
        return clock.instant();
    }

    /** Its clock is set; the world's goes on as before. */
    void setClock(Duration by) {
        clock.offset = clock.offset.plus(by);
    }

    @Override
    public String toString() {
        return name;
    }

    /** Off by a little, or by an hour. */
    private static final class NodeClock extends Clock {
        private final Clock world;
        private Duration offset;

        NodeClock(Clock world, Duration offset) {
            this.world = world;
            this.offset = offset;
        }

        @Override
        public Instant instant() {
            return world.instant().plus(offset);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("nothing in the core depends on a zone");
        }
    }

    /** Ids that differ, and are the same in every replay. */
    static UUID id(long seed, long count) {
        return new UUID(seed, count);
    }
}
