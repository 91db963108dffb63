package io.invoicepay.proof.soak;

import io.invoicepay.attempt.Evidence.Verdict;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.inmemory.FaultyAttempts;
import io.invoicepay.inmemory.FaultyAttempts.Fault;
import io.invoicepay.inmemory.InMemoryAttempts;
import io.invoicepay.inmemory.InMemoryInvoices;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.inmemory.LedgerEntry;
import io.invoicepay.inmemory.Plan;
import io.invoicepay.inmemory.Snapshot;
import io.invoicepay.inmemory.VirtualClock;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.DocumentStatus;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.BillingForm;
import io.invoicepay.payment.ContactRules;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.GuestPayment;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.Secret;
import io.invoicepay.provider.KeyContract;
import io.invoicepay.provider.ProviderView.Inconclusive;
import io.invoicepay.spi.AttemptsUnavailableException;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * A small shop that never restarts: every hour an invoice is posted, customers pay, two nodes reconcile, the ERP books what has come in,
 * and what is settled for good goes to the archive at the end of the month.
 */
final class Shop {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final Currency USD = Currency.getInstance("USD");
    private static final MerchantId MERCHANT = new MerchantId("default");
    private static final AccountId ACCOUNT = new AccountId("A");
    private static final Customer ANN = new Customer(ACCOUNT, "ann");
    private static final int DUE_AT_ONCE = 1_000;
    private static final GuestPayment CARD = GuestPayment.parse(
                    new BillingForm("ann@example.com", "1 Main Street", "", "US", "30301", "1", "4045550100"),
                    "Ann Example",
                    "token-1",
                    ContactRules.basic())
            .get();

    private final SplittableRandom random;
    private final VirtualClock clock = VirtualClock.at(START);
    private final InMemoryInvoices source = InMemoryInvoices.of(List.of(), List.of());
    private final InMemoryAttempts rows = new InMemoryAttempts();
    private final InMemoryProvider bank = InMemoryProvider.builder(clock)
            .keys(KeyContract.REPLAYS)
            .showingKeys(true)
            .build();
    private final FaultyAttempts store = FaultyAttempts.over(rows, this::faultOfWrite, this::faultOfRead);
    private final List<InvoicePayments> nodes;
    private final Map<InvoiceNumber, Money> owed = new LinkedHashMap<>();
    private final Set<InvoiceNumber> booked = new LinkedHashSet<>();
    private final List<String> violations = new ArrayList<>();
    private boolean calm;
    private long ids;
    private int posted;
    private int paid;
    private int faults;
    private int outages;

    Shop(long seed) {
        this.random = new SplittableRandom(seed);
        this.nodes = List.of(node(), node());
    }

    private InvoicePayments node() {
        return InvoicePayments.builder(source, store, Secret.of("the soak's secret, 32 bytes or more"))
                .provider(bank)
                .clock(clock)
                .ids(() -> new UUID(0, ++ids))
                .build();
    }

    List<String> violations() {
        return violations;
    }

    int invoices() {
        return posted;
    }

    int payments() {
        return paid;
    }

    int faults() {
        return faults;
    }

    /** Hours in which something could not be done because the store was not there. */
    int outages() {
        return outages;
    }

    /** Slots that are neither payable nor paid. */
    int open() {
        return (int) rows.snapshot().stream()
                .map(history -> history.get(history.size() - 1).slot().status())
                .filter(status -> status != SlotStatus.PAYABLE && status != SlotStatus.PAID)
                .count();
    }

    void faultsStop() {
        calm = true;
        bank.failQueries(Option.none());
    }

    void hour() {
        clock.advance(Duration.ofHours(1));
        store.arrive();
        bank.failQueries(Option.when(
                strikes(), () -> new Inconclusive(Inconclusive.Cause.UNREACHABLE, Option.some(Duration.ofMinutes(5)))));
        if (!calm) {
            post();
        }
        List<InvoiceNumber> unbooked = owed.keySet().stream()
                .filter(invoice -> !booked.contains(invoice))
                .toList();
        for (InvoiceNumber invoice : unbooked) {
            if (isPayable(invoice) && random.nextInt(3) == 0) {
                outage(() -> pay(nodes.get(random.nextInt(2)), invoice));
            }
        }
        for (InvoicePayments node : nodes) {
            outage(() -> node.reconciliation().checkDue(DUE_AT_ONCE));
        }
        outage(() -> decide(nodes.get(0)));
        unbooked.forEach(this::book);
    }

    /** The store cannot be read: nothing was done, and it is tried again in an hour. */
    private void outage(Runnable work) {
        try {
            work.run();
        } catch (AttemptsUnavailableException e) {
            outages++;
        }
    }

    private void post() {
        Money amount = Money.ofMinor(10_000 + random.nextInt(90_000), USD);
        InvoiceNumber number = new InvoiceNumber("INV-" + ++posted);
        source.put(Invoice.of(number, ACCOUNT, amount).withTotal(amount));
        bank.send(number, amount);
        owed.put(number, amount);
    }

    private boolean isPayable(InvoiceNumber invoice) {
        return slot(invoice).status() == SlotStatus.PAYABLE;
    }

    private PaymentSlot slot(InvoiceNumber invoice) {
        return rows.read(new InvoiceKey(MERCHANT, invoice)).slot();
    }

    private void pay(InvoicePayments node, InvoiceNumber invoice) {
        node.open(ANN, invoice).forEach(dialog -> {
            int before = bank.chargeRequests();
            bank.next(plan());
            node.payNow(ANN, dialog.token(), CARD);
            int sent = bank.chargeRequests() - before;
            paid += sent;
        });
    }

    private Plan plan() {
        Plan plan = random.nextInt(20) == 0
                ? Plan.failAfter(Duration.ofMinutes(random.nextInt(120)), DeclineReason.INSUFFICIENT_FUNDS)
                : Plan.settleAfter(Duration.ofMinutes(random.nextInt(600)));
        if (!strikes()) {
            return plan;
        }
        return switch (random.nextInt(3)) {
            case 0 -> Plan.loseRequest();
            case 1 -> plan.delayed(Duration.ofHours(1 + random.nextInt(40)));
            default -> plan.losingAnswer();
        };
    }

    /** By the provider's books, as an honest operator does. */
    private void decide(InvoicePayments node) {
        for (PaymentSlot waiting : node.reconciliation().attention(DUE_AT_ONCE)) {
            InvoiceNumber invoice = waiting.invoice().invoice();
            List<LedgerEntry> ledger = bank.ledger(invoice);
            boolean moving = ledger.stream().anyMatch(entry -> entry.mayTakeMoney() && !entry.tookMoney())
                    || isArriving(invoice);
            if (!moving && slot(invoice).status() == SlotStatus.REVIEW) {
                List<PaymentId> kept = ledger.stream()
                        .filter(LedgerEntry::tookMoney)
                        .map(LedgerEntry::payment)
                        .toList();
                Verdict verdict = kept.isEmpty() ? Verdict.NOT_PAID : Verdict.PAID;
                node.reconciliation().decide(invoice, verdict, kept, "olga", "the provider's books");
            }
        }
    }

    private boolean isArriving(InvoiceNumber invoice) {
        return bank.snapshot().due().stream()
                .anyMatch(due -> due instanceof Snapshot.Arriving arriving
                        && arriving.charge().invoice().equals(invoice));
    }

    private void book(InvoiceNumber invoice) {
        if (slot(invoice).status() == SlotStatus.PAID) {
            booked.add(invoice);
            judge(invoice);
            source.put(Invoice.of(invoice, ACCOUNT, Money.zero(USD))
                    .withTotal(owed.getOrDefault(invoice, Money.zero(USD)))
                    .withStatus(DocumentStatus.PAID));
        }
    }

    private void judge(InvoiceNumber invoice) {
        List<LedgerEntry> took =
                bank.ledger(invoice).stream().filter(LedgerEntry::tookMoney).toList();
        if (took.size() > 1) {
            violations.add(invoice + " was charged twice: " + took);
        }
        if (took.isEmpty()) {
            violations.add(invoice + " is paid, and the books have nothing");
        }
    }

    /** What is paid and no longer watched leaves store, books and ERP; all of it has been judged before. */
    void archive() {
        Set<InvoiceNumber> settled = Set.copyOf(owed.keySet().stream()
                .filter(invoice -> slot(invoice).status() == SlotStatus.PAID
                        && slot(invoice).nextCheck().isEmpty())
                .toList());
        settled.forEach(this::judge);
        settled.forEach(source::remove);
        booked.removeAll(settled);
        owed.keySet().removeAll(settled);
        rows.restore(rows.snapshot().stream()
                .filter(history ->
                        !settled.contains(history.get(0).slot().invoice().invoice()))
                .toList());
        Snapshot books = bank.snapshot();
        bank.restore(new Snapshot(
                books.time(),
                books.lastNumber(),
                books.requests().stream()
                        .filter(request -> !settled.contains(request.invoice()))
                        .toList(),
                books.payments().stream()
                        .filter(payment -> !settled.contains(payment.invoice()))
                        .toList(),
                books.usedKeys().stream()
                        .filter(use -> !settled.contains(use.charge().invoice()))
                        .toList(),
                books.due()));
    }

    /** After everything has come to rest: what can be paid was not paid. */
    void conclude() {
        archive();
        for (InvoiceNumber invoice : owed.keySet()) {
            boolean taken = bank.ledger(invoice).stream().anyMatch(LedgerEntry::tookMoney);
            if (taken && isPayable(invoice)) {
                violations.add(invoice + " was paid, and can be paid again");
            }
        }
    }

    private boolean strikes() {
        boolean struck = !calm && random.nextInt(100) == 0;
        faults += struck ? 1 : 0;
        return struck;
    }

    private Fault faultOfWrite() {
        Fault[] kinds = Fault.values();
        return strikes() ? kinds[1 + random.nextInt(kinds.length - 1)] : Fault.NONE;
    }

    private Fault faultOfRead() {
        return strikes() ? Fault.UNAVAILABLE : Fault.NONE;
    }
}
