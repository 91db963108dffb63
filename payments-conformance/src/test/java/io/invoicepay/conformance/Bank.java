package io.invoicepay.conformance;

import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.KeyContract;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.vavr.control.Option;
import java.io.Serial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A payment provider's own side, as small as the contract allows: its records, its ledger, its faults. Every method is one request. */
final class Bank {
    private final KeyContract keys;
    private final Duration keysKept;
    private final List<Bill> bills = new ArrayList<>();
    private final List<Payment> payments = new ArrayList<>();
    private final List<ChargeOrder> heldUp = new ArrayList<>();
    private final Map<IdempotencyKey, Payment> byKey = new HashMap<>();
    private final Map<String, Option<InvoiceNumber>> links = new HashMap<>();
    private final Set<String> expiredTokens = new HashSet<>();
    private Option<DeclineReason> nextDecline = Option.none();
    private Option<ChargeFault> nextFault = Option.none();
    private Option<Cause> queryFault = Option.none();
    private Option<Duration> retryAfter = Option.none();
    private boolean cutOff;
    private boolean silent;
    private Option<Money> nextAmount = Option.none();
    private Instant now = Instant.parse("2026-11-02T12:00:00Z");
    private int chargeRequests;
    private int queries;
    private int tokens;
    private int ids;

    Bank(KeyContract keys, Duration keysKept) {
        this.keys = keys;
        this.keysKept = keysKept;
    }

    /** What the provider was asked to collect. */
    static final class Bill {
        final String id;
        final InvoiceNumber number;
        final Money amount;
        boolean closed;
        Option<Money> discount = Option.none();

        Bill(String id, InvoiceNumber number, Money amount) {
            this.id = id;
            this.number = number;
            this.amount = amount;
        }
    }

    /** A payment as the ledger has it. */
    static final class Payment {
        final PaymentId id;
        final Map<InvoiceNumber, Money> parts;
        final Option<IdempotencyKey> key;
        final Instant at;
        Option<Money> fee = Option.none();
        Status status;
        Option<DeclineReason> decline = Option.none();
        Option<Money> refunded = Option.none();

        Payment(PaymentId id, Map<InvoiceNumber, Money> parts, Option<IdempotencyKey> key, Instant at, Status status) {
            this.id = id;
            this.parts = parts;
            this.key = key;
            this.at = at;
            this.status = status;
        }

        boolean byCard() {
            return key.isDefined();
        }

        boolean isDead() {
            return status == Status.FAILED || status == Status.CANCELLED;
        }
    }

    /** How a charge request was answered. */
    enum Kind {
        SHOWN,
        KEY_USED,
        ERROR,
        GARBAGE,
        TRY_AGAIN,
        ELSEWHERE
    }

    record Answer(Kind kind, Option<Payment> payment) {}

    /** A page of what matches; incomplete if the provider has left something out. */
    record Page(List<Bill> bills, boolean complete) {}

    /** No connection came about. */
    static final class NotConnected extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;
    }

    /** Nothing came back. */
    static final class Silence extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;
    }

    /** A query was answered by something else than an answer. */
    static final class QueryFailed extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        final transient Cause cause;
        final transient Option<Duration> retryAfter;

        QueryFailed(Cause cause, Option<Duration> retryAfter) {
            this.cause = cause;
            this.retryAfter = retryAfter;
        }
    }

    // What a client can ask for

    synchronized Answer charge(ChargeOrder order) {
        if (cutOff) {
            throw new NotConnected();
        }
        chargeRequests++;
        if (silent) {
            execute(order);
            throw new Silence();
        }
        Option<ChargeFault> fault = nextFault;
        nextFault = Option.none();
        return fault.isEmpty() ? execute(order) : befallen(fault.get(), order);
    }

    private Answer befallen(ChargeFault fault, ChargeOrder order) {
        if (fault == ChargeFault.DELIVERED_LATE) {
            heldUp.add(order);
        } else if (fault.charges()) {
            execute(order);
        }
        return switch (fault) {
            case REQUEST_LOST, ANSWER_LOST, DELIVERED_LATE -> throw new Silence();
            case ANSWER_UNREADABLE -> new Answer(Kind.GARBAGE, Option.none());
            case ERROR_AFTER_CHARGING, ERROR_BEFORE_CHARGING -> new Answer(Kind.ERROR, Option.none());
            case ASKS_TO_TRY_AGAIN -> new Answer(Kind.TRY_AGAIN, Option.none());
            case REDIRECTED -> new Answer(Kind.ELSEWHERE, Option.none());
        };
    }

    private Answer execute(ChargeOrder order) {
        Option<Payment> earlier = Option.of(byKey.get(order.key()))
                .filter(payment -> !payment.at.plus(keysKept).isBefore(now));
        if (earlier.isDefined() && keys == KeyContract.REJECTS_USED_KEYS) {
            return new Answer(Kind.KEY_USED, Option.none());
        }
        boolean replayed = keys == KeyContract.REPLAYS
                || (keys == KeyContract.REMEMBERS_SUCCESSES && earlier.exists(payment -> payment.decline.isEmpty()));
        if (earlier.isDefined() && replayed) {
            return new Answer(Kind.SHOWN, earlier);
        }
        if (bills.stream().noneMatch(bill -> bill.id.equals(order.request()))) {
            return new Answer(Kind.ERROR, Option.none());
        }
        Money taken = nextAmount.getOrElse(order.amount());
        nextAmount = Option.none();
        Payment payment = add(Map.of(order.invoice(), taken), Option.some(order.key()), Status.PENDING);
        if (nextDecline.isDefined()) {
            payment.status = Status.FAILED;
            payment.decline = nextDecline;
            nextDecline = Option.none();
        }
        byKey.put(order.key(), payment);
        return new Answer(Kind.SHOWN, Option.some(payment));
    }

    private Payment add(Map<InvoiceNumber, Money> parts, Option<IdempotencyKey> key, Status status) {
        Payment payment = new Payment(new PaymentId("pay-" + ++ids), parts, key, now, status);
        payments.add(payment);
        return payment;
    }

    /** Whether a card token is good; charges nothing. */
    synchronized boolean redeem(String token) {
        if (cutOff) {
            throw new NotConnected();
        }
        return !expiredTokens.contains(token);
    }

    /** Bills whose numbers resemble one of those asked for, as search machines understand that. */
    synchronized Page search(List<InvoiceNumber> numbers) {
        if (cutOff) {
            throw new NotConnected();
        }
        queries++;
        if (silent) {
            throw new QueryFailed(Cause.UNREACHABLE, Option.none());
        }
        if (queryFault.isDefined() && queryFault.get() != Cause.INCOMPLETE) {
            throw new QueryFailed(queryFault.get(), retryAfter);
        }
        boolean complete = queryFault.isEmpty();
        List<Bill> shown = complete || bills.isEmpty() ? bills : bills.subList(0, bills.size() - 1);
        return new Page(
                shown.stream()
                        .filter(bill -> numbers.stream().anyMatch(number -> resembles(bill.number, number)))
                        .toList(),
                complete);
    }

    private static boolean resembles(InvoiceNumber shown, InvoiceNumber asked) {
        return shown.value().toLowerCase(Locale.ROOT).contains(asked.value().toLowerCase(Locale.ROOT));
    }

    synchronized List<Payment> paymentsOf(InvoiceNumber invoice) {
        return payments.stream()
                .filter(payment -> payment.parts.containsKey(invoice))
                .toList();
    }

    synchronized List<Payment> paymentsSince(Duration ago) {
        return payments.stream()
                .filter(payment -> payment.at.isAfter(now.minus(ago)))
                .toList();
    }

    synchronized List<Payment> allPayments() {
        return List.copyOf(payments);
    }

    // What can be arranged

    synchronized void bill(InvoiceNumber invoice, Money amount) {
        bills.add(new Bill("req-" + ++ids, invoice, amount));
    }

    synchronized Bill billOf(InvoiceNumber invoice) {
        return bills.stream()
                .filter(bill -> bill.number.equals(invoice))
                .findFirst()
                .orElseThrow();
    }

    synchronized void expire(String token) {
        expiredTokens.add(token);
    }

    synchronized String newToken() {
        return "tok-" + ++tokens;
    }

    synchronized String newLink(Option<InvoiceNumber> invoice) {
        String token = newToken();
        links.put(token, invoice);
        return token;
    }

    /** One invoice, or whatever the account owes. */
    synchronized List<InvoiceNumber> opened(String token) {
        return Option.of(links.get(token))
                .get()
                .map(List::of)
                .getOrElse(() -> bills.stream().map(bill -> bill.number).toList());
    }

    synchronized void pay(Map<InvoiceNumber, Money> parts, Option<Money> fee, Status status) {
        add(Map.copyOf(parts), Option.none(), status).fee = fee;
    }

    synchronized void end(InvoiceNumber invoice, Status status, Option<DeclineReason> reason) {
        for (Payment payment : paymentsOf(invoice)) {
            if (payment.status == Status.PENDING) {
                payment.status = status;
                payment.decline = reason;
            }
        }
    }

    synchronized void declineNext(DeclineReason reason) {
        nextDecline = Option.some(reason);
    }

    synchronized void befallNext(ChargeFault fault) {
        nextFault = Option.some(fault);
    }

    synchronized void failQueries(Option<Cause> cause, Option<Duration> wait) {
        queryFault = cause;
        retryAfter = wait;
    }

    synchronized void cutOff(boolean off) {
        cutOff = off;
    }

    synchronized void silence(boolean on) {
        silent = on;
    }

    synchronized boolean isSilent() {
        return silent;
    }

    synchronized void takeNextAs(Money amount) {
        nextAmount = Option.some(amount);
    }

    synchronized void pass(Duration length) {
        now = now.plus(length);
    }

    synchronized void deliver() {
        heldUp.forEach(this::execute);
        heldUp.clear();
    }

    // What is counted

    synchronized int chargeRequests() {
        return chargeRequests;
    }

    synchronized int queries() {
        return queries;
    }

    /** Accepted, whatever came later: a card was charged. */
    synchronized List<Money> taken(InvoiceNumber invoice) {
        return paymentsOf(invoice).stream()
                .filter(payment -> payment.byCard() && !payment.isDead())
                .map(payment -> payment.parts.values().iterator().next())
                .toList();
    }
}
