package io.invoicepay.checkout;

import io.invoicepay.attempt.Evidence;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.engine.Engine;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.HostRefusal;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.provider.Capabilities;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.invoicepay.spi.AttemptsUnavailableException;
import io.invoicepay.spi.MayPay;
import io.invoicepay.spi.PaymentProvider;
import io.invoicepay.spi.StoredSlot;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Gathers what the rules need to know of one invoice, with one call to each port (and one to each former provider), and keeps the slot up to date on the way. */
final class Facts {
    private static final Option<ProviderView> SILENT = Option.some(ProviderView.inconclusive(Cause.UNREACHABLE));

    private final Engine engine;
    private final List<MayPay> hostRules;

    Facts(Engine engine, List<MayPay> hostRules) {
        this.engine = engine;
        this.hostRules = hostRules;
    }

    /** The account's own invoice of that number (PAY-04), whatever else its source may answer. */
    Option<Invoice> own(AccountId account, InvoiceNumber number) {
        Option<Invoice> found = engine.source().invoice(account, number);
        Option<Invoice> own = found.filter(
                invoice -> invoice.account().equals(account) && invoice.number().equals(number));
        if (own.isEmpty() && found.isDefined()) {
            engine.tellLeftOut();
        }
        return own;
    }

    /** The candidate for an invoice that the customer's account does not have: nobody is asked about it. */
    Candidate unknownInvoice() {
        return new Candidate(capabilities(), Option.none(), Held.FREE, Option.none(), List.of());
    }

    /**
     * The facts on the customer's own invoice. What the provider shows is put on record where that is due: a payment found in the portal
     * (T13), or an outcome that has become known.
     */
    Candidate about(Customer customer, Invoice invoice) {
        try {
            return gather(customer, invoice);
        } catch (AttemptsUnavailableException e) {
            engine.portFailed(Option.none(), "store: read", e);
            return candidate(customer, invoice, Held.UNREADABLE, Option.none());
        }
    }

    private Candidate gather(Customer customer, Invoice invoice) {
        InvoiceKey key = engine.key(invoice.number());
        Option<StoredSlot> found =
                engine.unlessBroken(key, () -> engine.attempts().read(key));
        if (found.isEmpty()) {
            return candidate(customer, invoice, Held.UNREADABLE, Option.none());
        }
        StoredSlot read = engine.afterTime(found.get());
        Either<NotChargedReason, StoredSlot> looked =
                PayColumn.isOwed(invoice) ? engine.atFormers(read, Option.some(invoice.account())) : Either.right(read);
        if (looked.isLeft()) {
            return looked.getLeft() == NotChargedReason.PROVIDER_UNREACHABLE
                    ? beside(customer, invoice, read)
                    : candidate(customer, invoice, Held.UNREADABLE, Option.none());
        }
        StoredSlot stored = looked.get();
        boolean reserved = stored.slot().status() == SlotStatus.RESERVED;
        if (reserved && stored.slot().isDue(engine.now())) { // it has lapsed, and the store did not confirm that
            return candidate(customer, invoice, Held.UNREADABLE, Option.none());
        }
        boolean asking = PayColumn.isOwed(invoice)
                && !reserved
                && engine.providerOf(stored.slot()).isDefined();
        if (!asking) {
            return candidate(customer, invoice, stored.slot(), Option.none());
        }
        ProviderView view = engine.look(stored.slot());
        PaymentSlot settled = confronted(stored, view, invoice);
        boolean freed = stored.slot().status() != SlotStatus.PAYABLE && settled.status() == SlotStatus.PAYABLE;
        if (freed && !engine.providers().former().isEmpty()) {
            return gather(customer, invoice); // of what the others know nobody has asked yet
        }
        return candidate(customer, invoice, settled, Option.when(isOfCurrent(stored.slot()), view));
    }

    /** A former provider is silent of what is awaited there; but what the present one shows as paid meanwhile, is. */
    private Candidate beside(Customer customer, Invoice invoice, StoredSlot read) {
        ProviderView view = engine.look(read.slot());
        if (!view.holdsMoney()) {
            return candidate(customer, invoice, read.slot(), SILENT);
        }
        StoredSlot now = engine.attempts().read(read.slot().invoice()); // the silence may be on record by now
        return candidate(customer, invoice, confronted(now, view, invoice), Option.some(view));
    }

    private PaymentSlot confronted(StoredSlot stored, ProviderView view, Invoice invoice) {
        PaymentSlot slot = stored.slot();
        boolean wanted = slot.status() == SlotStatus.PAYABLE
                || slot.isDue(engine.now())
                || slot.isLongPaid()
                || (slot.account().isEmpty() && slot.nextCheck().isDefined())
                || isUrgent(slot, view, invoice);
        return wanted
                ? engine.confront(stored, view, Option.some(invoice.account())).slot()
                : slot;
    }

    /**
     * Whoever can pay again need not wait for the next check, which may be a day away, or never come once a payment is long past; nor
     * need whoever has paid twice.
     */
    private boolean isUrgent(PaymentSlot slot, ProviderView view, Invoice invoice) {
        Evidence looked = new Evidence.Looked(view, Option.some(invoice.outstanding()), false);
        return engine.lifecycle()
                .decide(slot, looked, engine.now())
                .map(PaymentSlot::status)
                .exists(next -> next == SlotStatus.PAYABLE || (next == SlotStatus.OVERPAID && next != slot.status()));
    }

    /** The rules are about the provider that a new payment would go to; what another one shows tells nothing of it. */
    private boolean isOfCurrent(PaymentSlot asked) {
        Option<ProviderId> current = engine.providers().current().map(PaymentProvider::id);
        return current.equals(engine.providerOf(asked).map(PaymentProvider::id));
    }

    Candidate candidate(Customer customer, Invoice invoice, PaymentSlot slot, Option<ProviderView> view) {
        return candidate(customer, invoice, Held.of(slot, engine.now()), view);
    }

    Candidate candidate(Customer customer, Invoice invoice, Held held, Option<ProviderView> view) {
        return new Candidate(capabilities(), Option.some(invoice), held, view, hostRefusals(customer, invoice));
    }

    private List<HostRefusal> hostRefusals(Customer customer, Invoice invoice) {
        return hostRefusals(rule -> rule.refuse(customer, invoice));
    }

    /** Why the host does not let the customer pay whatever is owed. */
    List<HostRefusal> hostRefusals(Customer customer) {
        return hostRefusals(rule -> rule.refuse(customer));
    }

    private List<HostRefusal> hostRefusals(Function<MayPay, Option<HostRefusal>> asked) {
        if (hostRules.isEmpty()) { // as with most hosts
            return List.of();
        }
        Set<HostRefusal> refusals = new LinkedHashSet<>();
        hostRules.forEach(rule -> asked.apply(rule).forEach(refusals::add));
        return List.copyOf(refusals);
    }

    private Option<Capabilities> capabilities() {
        return engine.providers().current().map(PaymentProvider::capabilities);
    }
}
