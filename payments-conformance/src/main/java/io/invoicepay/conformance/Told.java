package io.invoicepay.conformance;

import io.invoicepay.attempt.Attempt;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.spi.StoredSlot;
import io.vavr.control.Option;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;

/**
 * Values with all their parts, a line each, so that a failed comparison tells which part is another: slots and invoices themselves show
 * only what a log may hold.
 */
final class Told {
    private Told() {}

    static String of(StoredSlot stored) {
        PaymentSlot slot = stored.slot();
        StringJoiner parts = new StringJoiner("\n", "", "\n")
                .add("version " + stored.version())
                .add("write id " + stored.writeId())
                .add("merchant " + slot.invoice().merchant())
                .add("invoice " + slot.invoice().invoice())
                .add("sequence " + slot.sequence())
                .add("status " + slot.status())
                .add("account " + orNone(slot.account()))
                .add("provider " + orNone(slot.provider()))
                .add("payments " + slot.payments())
                .add("attention " + orNone(slot.attention()))
                .add("since " + slot.since())
                .add("next check " + orNone(slot.nextCheck()))
                .add("checks " + slot.checks())
                .add("cause: transition " + slot.cause().transition())
                .add("cause: at " + slot.cause().at())
                .add("cause: actor " + slot.cause().actor())
                .add("cause: evidence " + slot.cause().evidence());
        for (Attempt attempt : slot.attempt()) {
            parts.add("attempt: id " + attempt.id())
                    .add("attempt: user " + attempt.user())
                    .add("attempt: amount " + attempt.amount())
                    .add("attempt: key " + attempt.key())
                    .add("attempt: started at " + attempt.startedAt());
        }
        return parts.toString();
    }

    static List<String> of(Collection<StoredSlot> stored) {
        return stored.stream().map(Told::of).toList();
    }

    static String of(Invoice invoice) {
        return new StringJoiner("\n", "", "\n")
                .add("number " + invoice.number())
                .add("account " + invoice.account())
                .add("outstanding " + invoice.outstanding())
                .add("total " + invoice.total())
                .add("status " + invoice.status())
                .add("posted on " + orNone(invoice.postedOn()))
                .add("due on " + orNone(invoice.dueOn()))
                .toString();
    }

    private static String orNone(Option<?> part) {
        return part.map(Object::toString).getOrElse("none");
    }
}
