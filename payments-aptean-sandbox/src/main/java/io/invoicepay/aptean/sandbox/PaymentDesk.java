package io.invoicepay.aptean.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Takes payments, by the amount rules the public tests show, and lets them settle. Used under the books' lock. */
final class PaymentDesk {
    private static final Set<String> PAYABLE = Set.of("UNPAID", "FAILED", "CANCELED", "PARTIALLY_PAID");

    private final Books books;
    private final CardDesk cards;
    private final SandboxSettings settings;

    PaymentDesk(Books books, CardDesk cards, SandboxSettings settings) {
        this.books = books;
        this.cards = cards;
        this.settings = settings;
    }

    /** What must be paid on the request now, in minor units; zero or less if nothing. */
    long payable(PaymentRequest request, boolean capture) {
        long settled = settledByCap(request);
        return request.amount() - settled - discount(request, settled, capture);
    }

    Reply<Payment> create(Payment.Order order) {
        PaymentMethod method = cards.usable(order.methodId());
        if (!order.currency().equals(settings.currency())) {
            throw new Rejection("SANDBOX_CURRENCY", "the merchant takes " + settings.currency() + " only");
        }
        if (order.amount() < 1) {
            throw amountRule("amount must be positive");
        }
        Payment payment = new Payment(
                books.ids().next(),
                books.now(),
                order.allocatedTo(allocate(order)),
                Math.round(order.amount() * settings.convenienceFeeBps() / 10_000.0),
                Payment.Standing.pending());
        return switch (method.card()) {
            case DECLINED -> decline(payment);
            case REVIEW -> review(payment);
            case DECLINED_LATER -> pendingUntilFailed(payment);
            default -> accept(payment, method.card());
        };
    }

    /** Takes what is payable with a card that the payer chose in the portal. */
    Reply<Payment> payInPortal(PaymentRequest request, TestCard card) {
        return payInPortal(Map.of(request.id(), payable(request, true)), card);
    }

    /** Takes chosen amounts, by the requests' ids, in one payment. */
    Reply<Payment> payInPortal(Map<String, Long> amounts, TestCard card) {
        return create(new Payment.Order(
                cards.enterVerified(card).id(),
                amounts.values().stream().mapToLong(Long::longValue).sum(),
                settings.currency(),
                true,
                false,
                amounts.entrySet().stream()
                        .map(part -> new Payment.Allocation(part.getKey(), part.getValue(), 0))
                        .toList(),
                Optional.empty(),
                Charge.Channel.PORTAL,
                null,
                Map.of()));
    }

    /** Gives a payment another status from now on, as a chargeback or a correction by the processor would. */
    void overrule(String paymentId, Payment.Status status) {
        Payment payment = books.view()
                .payment(paymentId)
                .orElseThrow(() -> new Rejection("SANDBOX_NOT_FOUND", "payment not found"));
        books.keep(payment.with(
                switch (status) {
                    case PENDING -> Payment.Standing.pending();
                    case COMPLETED -> Payment.Standing.completed(books.now());
                    case FAILED -> Payment.Standing.failed("overruled");
                    case CANCELED -> Payment.Standing.canceled("overruled");
                }));
    }

    Reply<Payment> capture(String paymentId, Optional<Long> amount) {
        Payment payment = awaitingCapture(paymentId);
        if (amount.filter(wanted -> wanted != payment.total()).isPresent()) {
            throw amountRule("only the whole authorised amount can be captured");
        }
        Payment captured = payment.with(Payment.Standing.pending());
        books.keep(captured);
        settleIn(captured, at -> at.with(Payment.Standing.completed(books.now())), TestCard.APPROVED);
        return Reply.success(books.view().payment(paymentId).orElseThrow());
    }

    Reply<Payment> cancel(String paymentId, String reason) {
        Payment canceled = awaitingCapture(paymentId).with(Payment.Standing.canceled(reason));
        books.keep(canceled);
        return Reply.success(canceled);
    }

    /** Ends the review of a payment: it settles as usual, or fails. */
    void decideReview(String paymentId, boolean approve) {
        Payment payment = books.view()
                .payment(paymentId)
                .filter(found -> found.status() == Payment.Status.PENDING)
                .orElseThrow(() -> new Rejection("SANDBOX_STATE", "no payment under review"));
        books.keep(payment.with(
                approve ? Payment.Standing.completed(books.now()) : Payment.Standing.failed("refused after review")));
    }

    private Reply<Payment> decline(Payment payment) {
        return switch (settings.declineForm()) {
            case PAYMENT_FAILED -> {
                Payment failed = payment.with(Payment.Standing.failed("card declined"));
                books.keep(failed);
                yield Reply.success(failed);
            }
            case CODE_ERROR -> {
                books.keep(payment.with(Payment.Standing.failed("card declined")));
                yield Reply.refused("the payment could not be processed");
            }
            case FAILED_LATER -> pendingUntilFailed(payment);
        };
    }

    private Reply<Payment> pendingUntilFailed(Payment payment) {
        books.keep(payment);
        settleIn(payment, pending -> pending.with(Payment.Standing.failed("card declined")), TestCard.DECLINED_LATER);
        return Reply.success(current(payment));
    }

    private Reply<Payment> review(Payment payment) {
        if (payment.order().failOnReview()) {
            Payment canceled = payment.with(Payment.Standing.canceled("review"));
            books.keep(canceled);
            return Reply.refused("Cancelled due to IN_REVIEW state for the created payment.", canceled);
        }
        Payment held = payment.with(Payment.Standing.pending("under review", null));
        books.keep(held);
        return Reply.success(held);
    }

    private Reply<Payment> accept(Payment payment, TestCard card) {
        if (!payment.order().capture()) {
            Payment authorised = payment.with(Payment.Standing.pending("waiting for capture", "PENDING_CAPTURE"));
            books.keep(authorised);
            return Reply.success(authorised);
        }
        books.keep(payment);
        settleIn(payment, pending -> pending.with(Payment.Standing.completed(books.now())), card);
        return Reply.success(current(payment));
    }

    private void settleIn(Payment payment, UnaryOperator<Payment> ending, TestCard card) {
        books.clock().in(cards.settlement(card), () -> {
            synchronized (books) {
                books.view()
                        .payment(payment.id())
                        .filter(found -> found.status() == Payment.Status.PENDING)
                        .map(ending)
                        .ifPresent(books::keep);
            }
        });
    }

    private Payment current(Payment payment) {
        return books.view().payment(payment.id()).orElse(payment);
    }

    private Payment awaitingCapture(String paymentId) {
        Payment payment = books.view()
                .payment(paymentId)
                .orElseThrow(() -> new Rejection("SANDBOX_NOT_FOUND", "payment not found"));
        if (payment.status() != Payment.Status.PENDING
                || !"PENDING_CAPTURE".equals(payment.standing().pendingCode())) {
            throw new Rejection("SANDBOX_STATE", "payment is not waiting for capture");
        }
        return payment;
    }

    private List<Payment.Allocation> allocate(Payment.Order order) {
        List<Payment.Allocation> wanted = order.allocations();
        if (wanted.isEmpty()) {
            return List.of();
        }
        if (wanted.size() > 1 && !settings.consolidatedPayment()) {
            throw new Rejection("SANDBOX_FEATURE", "the merchant does not take consolidated payments");
        }
        Set<String> named = Set.copyOf(
                wanted.stream().map(Payment.Allocation::requestId).distinct().toList());
        if (named.size() < wanted.size()) {
            throw amountRule("a payment request is named twice");
        }
        if (wanted.stream().mapToLong(Payment.Allocation::amount).sum() != order.amount()) {
            throw amountRule("the allocations do not add up to the amount");
        }
        List<Payment.Allocation> checked = new ArrayList<>();
        for (Payment.Allocation allocation : wanted) {
            checked.add(check(allocation, order.capture()));
        }
        return checked;
    }

    private Payment.Allocation check(Payment.Allocation wanted, boolean capture) {
        PaymentRequest request = books.view()
                .request(wanted.requestId())
                .orElseThrow(() -> new Rejection("SANDBOX_NOT_FOUND", "payment request not found"));
        if (request.pinnedStatus().filter(status -> !PAYABLE.contains(status)).isPresent()) {
            throw new Rejection(
                    "SANDBOX_STATE",
                    "payment request is " + request.pinnedStatus().get());
        }
        long payable = payable(request, capture);
        if (wanted.amount() < 1 || wanted.amount() > payable) {
            throw amountRule("amount differs from the payable amount");
        }
        if (wanted.amount() == payable) {
            return new Payment.Allocation(
                    request.id(), wanted.amount(), discount(request, settledByCap(request), capture));
        }
        if (!settings.partialPayment()) {
            throw amountRule("amount differs from the payable amount");
        }
        return wanted;
    }

    private long settledByCap(PaymentRequest request) {
        Books.View view = books.view();
        return switch (settings.requestCap()) {
            case COMPLETED_AND_PENDING -> view.settled(request, Payment.Status.COMPLETED, Payment.Status.PENDING);
            case COMPLETED -> view.settled(request, Payment.Status.COMPLETED);
            case NONE -> 0;
        };
    }

    /** The early-payment discount counts only for a payment that settles the whole request, and not for an authorisation. */
    private long discount(PaymentRequest request, long settled, boolean capture) {
        return capture && settled == 0 ? request.terms().discountAt(books.now()) : 0;
    }

    private static Rejection amountRule(String message) {
        return new Rejection("SANDBOX_AMOUNT", message);
    }
}
