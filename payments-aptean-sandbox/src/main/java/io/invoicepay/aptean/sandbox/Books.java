package io.invoicepay.aptean.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Everything the sandbox knows, and the lock around it: whoever reads or writes holds the books' monitor, so that a call sees one
 * moment and mutations follow one another.
 */
final class Books {
    private final SandboxClock clock;
    private final Ids ids;
    private final Register<PaymentRequest> requests = new Register<>();
    private final Register<Payment> payments = new Register<>();
    private final Register<Refund> refunds = new Register<>();
    private final Register<PaymentMethod> methods = new Register<>();
    private final Register<PaymentMethod.Claim> claims = new Register<>();
    private final Map<String, String> requestByUrlToken = new HashMap<>();
    private final Map<String, List<String>> paymentsByRequest = new HashMap<>();
    private final Map<String, List<String>> refundsByPayment = new HashMap<>();
    private Consumer<Payment> paymentListener = unused -> {};

    Books(SandboxClock clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    Instant now() {
        return clock.now();
    }

    SandboxClock clock() {
        return clock;
    }

    Ids ids() {
        return ids;
    }

    /** Tells {@code listener} of every payment that is new or changed, with the lock held. */
    void onPayment(Consumer<Payment> listener) {
        paymentListener = listener;
    }

    void keep(PaymentRequest request) {
        requests.put(request, now());
        requestByUrlToken.put(request.urlToken(), request.id());
    }

    void keep(Payment payment) {
        boolean known = payments.find(payment.id(), Instant.MAX).isPresent();
        payments.put(payment, now());
        if (!known) {
            for (Payment.Allocation allocation : payment.order().allocations()) {
                paymentsByRequest
                        .computeIfAbsent(allocation.requestId(), unused -> new ArrayList<>())
                        .add(payment.id());
            }
        }
        paymentListener.accept(payment);
    }

    void keep(Refund refund) {
        boolean known = refunds.find(refund.id(), Instant.MAX).isPresent();
        refunds.put(refund, now());
        if (!known) {
            refundsByPayment
                    .computeIfAbsent(refund.paymentId(), unused -> new ArrayList<>())
                    .add(refund.id());
        }
    }

    void keep(PaymentMethod method) {
        methods.put(method, now());
    }

    void keep(PaymentMethod.Claim claim) {
        claims.put(claim, now());
    }

    /** The books as they are. */
    View view() {
        return view(now());
    }

    /** The books as they stood at that moment. */
    View view(Instant moment) {
        return new View(moment);
    }

    /** One moment of the books. */
    final class View {
        private final Instant moment;

        private View(Instant moment) {
            this.moment = moment;
        }

        Instant moment() {
            return moment;
        }

        List<PaymentRequest> requests() {
            return requests.all(moment);
        }

        Optional<PaymentRequest> request(String id) {
            return requests.find(id, moment);
        }

        /** The request behind a payer's link; a leading question mark does no harm. */
        Optional<PaymentRequest> requestBehind(String urlToken) {
            String token = urlToken.startsWith("?") ? urlToken.substring(1) : urlToken;
            return Optional.ofNullable(requestByUrlToken.get(token)).flatMap(this::request);
        }

        List<Payment> payments() {
            return payments.all(moment);
        }

        Optional<Payment> payment(String id) {
            return payments.find(id, moment);
        }

        List<Payment> paymentsOf(PaymentRequest request) {
            return paymentsByRequest.getOrDefault(request.id(), List.of()).stream()
                    .flatMap(id -> payment(id).stream())
                    .toList();
        }

        List<Refund> refunds() {
            return refunds.all(moment);
        }

        Optional<Refund> refund(String id) {
            return refunds.find(id, moment);
        }

        List<Refund> refundsOf(Payment payment) {
            return refundsByPayment.getOrDefault(payment.id(), List.of()).stream()
                    .flatMap(id -> refund(id).stream())
                    .toList();
        }

        Optional<PaymentMethod> method(String id) {
            return methods.find(id, moment);
        }

        List<PaymentMethod> methods() {
            return methods.all(moment);
        }

        Optional<PaymentMethod.Claim> claim(String id) {
            return claims.find(id, moment);
        }

        /** What refunds that did not fail took back from the payment, in minor units. */
        long refunded(Payment payment) {
            return refundsOf(payment).stream()
                    .filter(refund -> refund.status() != Refund.Status.FAILED)
                    .mapToLong(Refund::amount)
                    .sum();
        }

        /** How much of the request the payments with one of these statuses settle, discounts taken included. */
        long settled(PaymentRequest request, Payment.Status... statuses) {
            List<Payment.Status> counted = List.of(statuses);
            return paymentsOf(request).stream()
                    .filter(payment -> counted.contains(payment.status()))
                    .flatMap(payment -> payment.order().allocations().stream())
                    .filter(allocation -> allocation.requestId().equals(request.id()))
                    .mapToLong(Payment.Allocation::settles)
                    .sum();
        }

        /** The status the service shows for the request. */
        String status(PaymentRequest request) {
            return request.pinnedStatus().orElseGet(() -> statusByPayments(request));
        }

        private String statusByPayments(PaymentRequest request) {
            List<Payment> made = paymentsOf(request);
            Optional<String> byRefunds = statusByRefunds(made);
            if (byRefunds.isPresent()) {
                return byRefunds.get();
            }
            if (made.stream().anyMatch(payment -> payment.status() == Payment.Status.PENDING)) {
                return "PENDING";
            }
            long paid = settled(request, Payment.Status.COMPLETED);
            if (paid >= request.amount()) {
                return "COMPLETED";
            }
            if (paid > 0) {
                return "PARTIALLY_PAID";
            }
            return made.isEmpty()
                    ? "UNPAID"
                    : made.get(made.size() - 1).status().name();
        }

        /** The most recent refund's failure wins, then any pending one, then how much came back. */
        private Optional<String> statusByRefunds(List<Payment> made) {
            List<Refund> all = made.stream()
                    .flatMap(payment -> refundsOf(payment).stream())
                    .toList();
            if (all.isEmpty()) {
                return Optional.empty();
            }
            if (all.get(all.size() - 1).status() == Refund.Status.FAILED) {
                return Optional.of("REFUND_FAILED");
            }
            if (all.stream().anyMatch(refund -> refund.status() == Refund.Status.PENDING)) {
                return Optional.of("REFUND_PENDING");
            }
            long paid = made.stream()
                    .filter(payment -> payment.status() == Payment.Status.COMPLETED)
                    .mapToLong(Payment::total)
                    .sum();
            long back = made.stream().mapToLong(this::refunded).sum();
            return Optional.of(back >= paid ? "FULLY_REFUNDED" : "PARTIALLY_REFUNDED");
        }
    }
}
