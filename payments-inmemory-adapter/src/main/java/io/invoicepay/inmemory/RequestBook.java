package io.invoicepay.inmemory;

import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The provider's books: requests for payment and payments, each with all its versions, so that they can be read as of an earlier time.
 * Times never go back; of two versions of one time the later written counts.
 */
final class RequestBook {
    private final Map<InvoiceNumber, List<Snapshot.Request>> requests = new LinkedHashMap<>();
    private final Map<PaymentId, List<Snapshot.Payment>> payments = new LinkedHashMap<>();
    private final Map<InvoiceNumber, List<List<Snapshot.Payment>>> paymentsOf = new HashMap<>();
    private long lastNumber;

    /** Asks for payment of an invoice; an earlier request for it ends by that, its payments go on counting. */
    void send(InvoiceNumber invoice, Money amount, Instant now) {
        String reference = "request-" + ++lastNumber;
        write(new Snapshot.Request(invoice, now, reference, true, amount, Option.none(), false));
    }

    /** @throws IllegalStateException if the invoice was never sent */
    void change(InvoiceNumber invoice, UnaryOperator<Snapshot.Request> change, Instant now) {
        Snapshot.Request before = request(invoice)
                .getOrElseThrow(() -> new IllegalStateException("invoice " + invoice + " was not sent"));
        write(change.apply(before).at(now));
    }

    private void write(Snapshot.Request version) {
        requests.computeIfAbsent(version.invoice(), invoice -> new ArrayList<>())
                .add(version);
    }

    Option<Snapshot.Request> request(InvoiceNumber invoice) {
        return Option.of(requests.get(invoice)).map(RequestBook::last);
    }

    PaymentId newPaymentId() {
        return new PaymentId("payment-" + ++lastNumber);
    }

    void write(Snapshot.Payment version) {
        payments.computeIfAbsent(version.id(), id -> opened(version.invoice())).add(version);
    }

    private List<Snapshot.Payment> opened(InvoiceNumber invoice) {
        List<Snapshot.Payment> versions = new ArrayList<>();
        paymentsOf.computeIfAbsent(invoice, i -> new ArrayList<>()).add(versions);
        return versions;
    }

    /** @throws IllegalArgumentException if there is no such payment */
    Snapshot.Payment payment(PaymentId id) {
        return last(versions(id));
    }

    /**
     * A payment that is in one of these statuses.
     *
     * @throws IllegalArgumentException if there is no such payment
     * @throws IllegalStateException if it is in another status
     */
    Snapshot.Payment payment(PaymentId id, Status... allowed) {
        Snapshot.Payment payment = payment(id);
        if (!List.of(allowed).contains(payment.status())) {
            throw new IllegalStateException("payment " + id + " is " + payment.status());
        }
        return payment;
    }

    /** The payment as it was when it was made. */
    Snapshot.Payment firstOf(PaymentId id) {
        return versions(id).get(0);
    }

    private List<Snapshot.Payment> versions(PaymentId id) {
        return Option.of(payments.get(id))
                .getOrElseThrow(() -> new IllegalArgumentException("there is no payment " + id));
    }

    /** What the provider would collect for an invoice: what was asked for, less what it has kept and the discount of the moment. */
    Money collectible(Snapshot.Request request, Instant asOf) {
        Money left = payments(request.invoice(), asOf).stream()
                .filter(p -> p.status() == Status.COMPLETED)
                .map(Snapshot.Payment::kept)
                .filter(kept -> kept.currency().equals(request.requested().currency()))
                .reduce(request.requested(), Money::minus);
        Money discounted =
                discount(request, asOf).map(d -> left.minus(d.amount())).getOrElse(left);
        return discounted.isNegative() ? Money.zero(discounted.currency()) : discounted;
    }

    private static Option<Snapshot.Discount> discount(Snapshot.Request request, Instant asOf) {
        return request.discount().filter(discount -> discount.isActive(asOf));
    }

    private List<Snapshot.Payment> payments(InvoiceNumber invoice, Instant asOf) {
        return paymentsOf.getOrDefault(invoice, List.of()).stream()
                .flatMap(versions -> asOf(versions, Snapshot.Payment::at, asOf).toJavaStream())
                .toList();
    }

    /** What the books showed of an invoice at a time. */
    ProviderView view(InvoiceNumber invoice, Instant asOf, boolean showingKeys) {
        Option<Snapshot.Request> request =
                Option.of(requests.get(invoice)).flatMap(versions -> asOf(versions, Snapshot.Request::at, asOf));
        if (request.isEmpty()) {
            return ProviderView.notSent();
        }
        List<ProviderPayment> shown = payments(invoice, asOf).stream()
                .map(payment -> shown(payment, showingKeys))
                .toList();
        if (request.get().contradicted()) {
            return new ProviderView.Contradictory("two requests for payment bear the invoice's number", shown);
        }
        return new ProviderView.Sent(
                request.get().reference(),
                request.get().open(),
                request.get().requested(),
                collectible(request.get(), asOf),
                discount(request.get(), asOf).map(Snapshot.Discount::amount),
                shown);
    }

    /** A payment as the provider shows it. */
    static ProviderPayment shown(Snapshot.Payment payment, boolean showingKeys) {
        return new ProviderPayment(
                payment.id(),
                payment.status(),
                payment.charged(),
                payment.refunded(),
                payment.key().filter(key -> showingKeys),
                payment.decline());
    }

    List<LedgerEntry> ledger(InvoiceNumber invoice) {
        return paymentsOf.getOrDefault(invoice, List.of()).stream()
                .map(RequestBook::entry)
                .toList();
    }

    List<LedgerEntry> ledger() {
        return payments.values().stream().map(RequestBook::entry).toList();
    }

    private static LedgerEntry entry(List<Snapshot.Payment> versions) {
        Snapshot.Payment now = last(versions);
        return new LedgerEntry(
                now.id(),
                now.invoice(),
                now.key(),
                now.charged(),
                now.status(),
                versions.get(0).at(),
                now.channel(),
                now.refunded());
    }

    long lastNumber() {
        return lastNumber;
    }

    List<Snapshot.Request> requestVersions() {
        return requests.values().stream().flatMap(List::stream).toList();
    }

    List<Snapshot.Payment> paymentVersions() {
        return payments.values().stream().flatMap(List::stream).toList();
    }

    void restore(Snapshot snapshot) {
        requests.clear();
        payments.clear();
        paymentsOf.clear();
        lastNumber = snapshot.lastNumber();
        snapshot.requests().forEach(this::write);
        snapshot.payments().forEach(this::write);
    }

    private static <T> T last(List<T> versions) {
        return versions.get(versions.size() - 1);
    }

    private static <T> Option<T> asOf(List<T> versions, Function<T, Instant> at, Instant when) {
        for (int i = versions.size() - 1; i >= 0; i--) {
            if (!at.apply(versions.get(i)).isAfter(when)) {
                return Option.some(versions.get(i));
            }
        }
        return Option.none();
    }
}
