package io.invoicepay.proof.aptean;

import io.invoicepay.aptean.sandbox.Charge;
import io.invoicepay.aptean.sandbox.Fault;
import io.invoicepay.aptean.sandbox.TestCard;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.checkout.PaymentDialog;
import io.invoicepay.inmemory.InMemoryAttempts;
import io.invoicepay.inmemory.InMemoryInvoices;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.BillingForm;
import io.invoicepay.payment.ContactRules;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.FormFaults;
import io.invoicepay.payment.GuestPayment;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.payment.Secret;
import io.vavr.control.Either;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/** What happens to one invoice on two nodes, and whether the sandbox's ledger agrees with it at every step. */
final class Schedule {
    private static final AccountId ACCOUNT = new AccountId("A");
    private static final Customer ANN = new Customer(ACCOUNT, "ann");
    private static final Money AMOUNT = Money.of("1250.00", "USD");
    private static final BillingForm FORM =
            new BillingForm("ann@example.com", "1 Main Street", "", "US", "30301", "1", "4045550100");
    private static final List<TestCard> CARDS = List.of(
            TestCard.APPROVED,
            TestCard.APPROVED,
            TestCard.APPROVED_MASTERCARD,
            TestCard.SLOW,
            TestCard.DECLINED,
            TestCard.DECLINED_LATER);
    private static final List<Mishap> MISHAPS = List.of(Mishap.values());
    private static final int MOST_CHECKS = 200;

    private final Shop shop;
    private final Tally tally;
    private final SplittableRandom random;
    private final InvoiceNumber number;
    private final String request;
    private final InMemoryAttempts attempts = new InMemoryAttempts();
    private final List<InvoicePayments> nodes;
    private final Set<String> refunded = new HashSet<>();
    private final List<String> story = new ArrayList<>();

    Schedule(Shop shop, Tally tally, int index, SplittableRandom random) {
        this.shop = shop;
        this.tally = tally;
        this.random = random;
        this.number = new InvoiceNumber("INV-" + index);
        this.request = shop.sandbox.issue(number.value(), AMOUNT.minorUnits());
        InMemoryInvoices source = InMemoryInvoices.of(List.of(Invoice.of(number, ACCOUNT, AMOUNT)), List.of());
        this.nodes = shop.providers.stream()
                .map(provider -> InvoicePayments.builder(
                                source, attempts, Secret.of("the proof's own secret, 32 bytes or more"))
                        .provider(provider)
                        .clock(shop.sandbox.clock().asClock())
                        .ids(() -> new UUID(random.nextLong(), random.nextLong()))
                        .build())
                .toList();
    }

    void run() {
        for (int steps = random.nextInt(3, 9); steps > 0; steps--) {
            step();
            judge();
        }
        shop.sandbox.faults().clear();
        comeToRest();
        judgeTheEnd();
    }

    private InvoicePayments node() {
        return nodes.get(random.nextInt(2));
    }

    private void step() {
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> pay();
            case 4 -> payInPortal();
            case 5 -> refund();
            case 6, 7 -> {
                advance(Duration.ofSeconds(random.nextInt(1, 120)));
                reconcile();
            }
            default -> {
                advance(Duration.ofMinutes(random.nextInt(1, 300)));
                reconcile();
            }
        }
    }

    private void advance(Duration length) {
        shop.sandbox.clock().advance(length);
    }

    private void reconcile() {
        if (random.nextInt(5) == 0) {
            befall("paymentRequests", false);
        }
        var unused = node().reconciliation().checkDue(10);
        story.add("checked: " + slot().status());
    }

    private void pay() {
        InvoicePayments node = node();
        node.open(ANN, number).forEach(dialog -> pay(node, dialog));
    }

    private void pay(InvoicePayments node, PaymentDialog dialog) {
        TestCard card = CARDS.get(random.nextInt(CARDS.size()));
        Either<FormFaults, GuestPayment> payment =
                GuestPayment.parse(FORM, "Ann Example", shop.sandbox.claimCard(card), ContactRules.basic());
        if (payment.isLeft()) { // an identifier with so many digits that it could be a card's number: entered again
            tally.tokensRefused++;
            return;
        }
        if (random.nextInt(5) > 1) {
            befall("createPayment", true);
        }
        PaymentOutcome outcome = node.payNow(ANN, dialog.token(), payment.get());
        shop.sandbox.faults().clear();
        story.add("paid by " + card + ": " + outcome.getClass().getSimpleName());
        tally.payments++;
        tally.ambiguous += outcome instanceof PaymentOutcome.OutcomeUnknown ? 1 : 0;
    }

    private void befall(String operation, boolean charge) {
        Mishap mishap = MISHAPS.get(random.nextInt(MISHAPS.size()));
        if (charge || !mishap.isOfCharges()) {
            Fault fault = mishap.fault(random);
            shop.sandbox.faults().next(operation, fault);
            tally.strike(mishap);
            story.add("!! " + operation + " " + mishap);
        }
    }

    private void payInPortal() {
        boolean covered = charges().stream().anyMatch(charge -> charge.live() && !isRefunded(charge));
        if (!covered || random.nextInt(3) == 0) {
            try {
                var unused = shop.sandbox.payInPortal(request, TestCard.APPROVED);
                tally.portal++;
                story.add("paid in the portal");
            } catch (IllegalArgumentException nothingPayable) {
                story.add("nothing payable in the portal");
            }
        }
    }

    private void refund() {
        charges().stream()
                .filter(charge -> charge.status().equals("COMPLETED") && !isRefunded(charge))
                .findFirst()
                .ifPresent(charge -> {
                    var unused = shop.sandbox.refund(charge.paymentId(), charge.amount());
                    refunded.add(charge.paymentId());
                    tally.refunds++;
                    story.add("refunded");
                });
    }

    /**
     * From check to check, as a timer would, until nothing more is going to change by itself. There is one in any case: the last
     * may have met a fault, and seen nothing of what has happened since.
     */
    private void comeToRest() {
        for (int check = 0; check == 0 || (check < MOST_CHECKS && !isAtRest()); check++) {
            Instant now = shop.sandbox.clock().now();
            Duration wait = slot().nextCheck()
                    .map(next -> Duration.between(now, next))
                    .filter(until -> !until.isNegative())
                    .getOrElse(Duration.ZERO);
            advance(wait.plusMillis(1));
            for (InvoicePayments node : nodes) {
                var unused = node.reconciliation().checkDue(10);
            }
            judge();
        }
    }

    private boolean isAtRest() {
        boolean moving = charges().stream().anyMatch(charge -> charge.status().equals("PENDING"));
        return switch (slot().status()) {
            case PAYABLE -> slot().nextCheck().isEmpty();
            case PAID ->
                !moving && shop.sandbox.clock().now().isAfter(slot().since().plus(Duration.ofHours(2)));
            case OVERPAID -> true;
            case REVIEW, EXTERNAL_PENDING -> slot().attention().isDefined();
            default -> false;
        };
    }

    private PaymentSlot slot() {
        return attempts.read(new InvoiceKey(new MerchantId("default"), number)).slot();
    }

    private List<Charge> charges() {
        return shop.sandbox.charges().stream()
                .filter(charge -> charge.references().contains(number.value()))
                .toList();
    }

    private boolean isRefunded(Charge charge) {
        return refunded.contains(charge.paymentId());
    }

    /** At any moment: never two charges of ours, never "payable" over one of them, never "paid" over nothing. */
    void judge() {
        List<Charge> ours = charges().stream()
                .filter(charge -> charge.channel() == Charge.Channel.API && charge.live() && !isRefunded(charge))
                .toList();
        if (ours.size() > 1) {
            broken(Tally.Promise.DOUBLE, "two charges of ours are alive");
        }
        if (!ours.isEmpty() && slot().status() == SlotStatus.PAYABLE) {
            broken(Tally.Promise.LOST, "payable over a charge of ours");
        }
        if (slot().status() == SlotStatus.PAID
                && charges().stream().noneMatch(charge -> charge.status().equals("COMPLETED"))) {
            broken(Tally.Promise.FALSE_PAID, "paid, and nothing has been completed");
        }
    }

    private void judgeTheEnd() {
        judge();
        long kept = charges().stream()
                .filter(charge -> charge.status().equals("COMPLETED") && !isRefunded(charge))
                .count();
        SlotStatus status = slot().status();
        if (!isAtRest()) {
            broken(Tally.Promise.STUCK, "stuck in " + status);
        }
        if (kept > 0
                && status == SlotStatus.PAYABLE
                && nodes.get(0).open(ANN, number).isRight()) {
            broken(Tally.Promise.LOST, "can be paid again over a completed payment");
        }
        if (kept > 1 && status == SlotStatus.PAID) {
            broken(Tally.Promise.LOST, "a second payment is hidden");
        }
        tally.end(status);
    }

    private void broken(Tally.Promise promise, String how) {
        tally.broken(
                promise, number + ": " + how + "; " + slot() + "; " + charges() + "; " + shop.setting + "; " + story);
    }
}
