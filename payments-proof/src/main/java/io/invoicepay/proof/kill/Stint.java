package io.invoicepay.proof.kill;

import io.invoicepay.aptean.sandbox.Fault;
import io.invoicepay.proof.host.CrashPoint;
import java.time.Duration;
import java.util.Locale;

/** How one process is going to die. */
sealed interface Stint {
    /** The point under which it is counted. */
    String point();

    /**
     * By its own hand, at a call to a port.
     *
     * @param nth at the first time, or a later one
     */
    record AtPort(CrashPoint where, int nth) implements Stint {
        @Override
        public String point() {
            return where.toString();
        }
    }

    /** By SIGKILL, while the charge is under way. */
    record OnTheWire(Journey journey) implements Stint {
        @Override
        public String point() {
            return journey.toString();
        }
    }

    /** By SIGKILL, so long after it was told to pay a heap of invoices. */
    record AtRandom(Duration delay) implements Stint {
        static final String POINT = "random";

        @Override
        public String point() {
            return POINT;
        }
    }

    /** What becomes of a charge whose sender dies before the answer. */
    enum Journey {
        /** The card was charged. */
        ANSWER_LOST,
        /** It is held up on its way, and the card is charged an hour later. */
        REQUEST_LATE,
        /** It never arrives. */
        REQUEST_LOST;

        Fault fault() {
            return switch (this) {
                case ANSWER_LOST -> Fault.after(new Fault.Damage.Silence());
                case REQUEST_LATE -> Fault.later(Duration.ofHours(1));
                case REQUEST_LOST -> Fault.before(new Fault.Damage.Silence());
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
