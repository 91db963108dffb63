package io.invoicepay.proof.kill;

import io.invoicepay.aptean.sandbox.ApteanSandbox;
import io.invoicepay.aptean.sandbox.Charge;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.proof.host.Erp;
import io.invoicepay.proof.host.Host;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.StoredSlot;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares slots with the ledger of the provider, which alone knows what was charged. */
final class Audit {
    private static final Set<String> IN_FLIGHT =
            Set.of("RESERVED", "SENDING", "UNKNOWN", "PENDING", "EXTERNAL_PENDING");

    private final ApteanSandbox sandbox;
    private final Teller teller;
    private final Tally tally;

    Audit(ApteanSandbox sandbox, Teller teller, Tally tally) {
        this.sandbox = sandbox;
        this.teller = teller;
        this.tally = tally;
    }

    /** A slot as the host tells it. */
    record Slot(InvoiceNumber invoice, String status, List<String> payments) {
        static Slot parse(String line) {
            String[] words = line.split(" ", -1);
            return new Slot(
                    new InvoiceNumber(words[0]),
                    words[1],
                    words[4].isEmpty() ? List.of() : List.of(words[4].split(",", -1)));
        }

        boolean isInFlight() {
            return IN_FLIGHT.contains(status);
        }

        boolean isInReview() {
            return status.equals("REVIEW");
        }
    }

    /** Once nothing is in flight: every slot must say what the ledger says. */
    void compare(List<Slot> slots) {
        Map<String, List<Charge>> live = sandbox.charges().stream()
                .filter(Charge::live)
                .collect(Collectors.groupingBy(charge -> charge.references().get(0)));
        for (Slot slot : slots) {
            compare(slot, live.getOrDefault(slot.invoice().value(), List.of()));
        }
    }

    private void compare(Slot slot, List<Charge> live) {
        tally.audited();
        String what = slot + ", and the ledger has " + live;
        if (live.size() > 1) {
            tally.doubled(what);
        }
        boolean completed = live.stream().anyMatch(charge -> charge.status().equals("COMPLETED"));
        switch (slot.status()) {
            case "PAID" -> {
                boolean same = live.size() == 1
                        && completed
                        && live.get(0).amount() == Erp.amount(slot.invoice())
                        && slot.payments().contains(live.get(0).paymentId());
                if (!same) {
                    tally.differs(what);
                }
                teller.isPaid(slot.invoice());
            }
            case "PAYABLE" -> {
                if (completed) {
                    tally.lost(what);
                } else if (!live.isEmpty()) {
                    tally.differs(what);
                }
                teller.isPayable(slot.invoice());
            }
            case "REVIEW" -> {
                // asked of a person, because nothing tells whether a charge ever arrived; that is only right if none
                // has
                if (!live.isEmpty()) {
                    tally.differs(what);
                }
                tally.toOperator();
            }
            default -> tally.differs(what);
        }
    }

    /** At the very end, from the database itself: every invoice there ever was, and the history of each without a gap. */
    void histories(PaymentAttempts attempts) {
        List<InvoiceNumber> all = teller.all();
        compare(all.stream()
                .map(number -> attempts.read(key(number)).slot())
                .map(slot -> new Slot(
                        slot.invoice().invoice(),
                        slot.status().name(),
                        slot.payments().stream().map(id -> id.value()).toList()))
                .toList());
        for (InvoiceNumber number : all) {
            StoredSlot now = attempts.read(key(number));
            List<StoredSlot> history = attempts.history(key(number));
            boolean gapless = history.size() == now.version();
            for (int i = 0; i < history.size(); i++) {
                gapless &= history.get(i).version() == i + 1;
            }
            boolean ends = history.isEmpty() || history.get(history.size() - 1).equals(now);
            if (!gapless || !ends) {
                tally.odd("a gap in the history of " + number + ", or another end: " + history + " and " + now);
            }
        }
    }

    private static InvoiceKey key(InvoiceNumber number) {
        return new InvoiceKey(Host.MERCHANT, number);
    }
}
