package io.invoicepay.aptean;

import io.invoicepay.payment.PaymentId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the interface says, before it means anything: the other side decides what is there. Amounts are minor units. */
final class Wire {
    private Wire() {}

    record Page(
            @Nullable Integer totalCount, @Nullable String endCursor, boolean hasNextPage, List<Request> requests) {}

    record Request(
            @Nullable String id,
            @Nullable String referenceNumber,
            @Nullable String status,
            @Nullable Integer amount,
            @Nullable String createdAt,
            @Nullable Integer discountAmount,
            @Nullable String discountEndDate,
            @Nullable String paymentUrl,
            List<Payment> payments) {
        /** Each payment once, even if it is listed twice. */
        Request once() {
            return payments.size() < 2
                    ? this
                    : with(payments.stream().distinct().toList());
        }

        /** As if these had not been shown. */
        Request without(Set<PaymentId> known) {
            List<Payment> others = payments.stream()
                    .filter(p -> p.id() == null
                            || known.stream().noneMatch(id -> id.value().equals(p.id())))
                    .toList();
            return with(others);
        }

        private Request with(List<Payment> others) {
            return new Request(
                    id,
                    referenceNumber,
                    status,
                    amount,
                    createdAt,
                    discountAmount,
                    discountEndDate,
                    paymentUrl,
                    others);
        }

        /** Shows no link: that of a portal is a bearer credential. */
        @Override
        public String toString() {
            return "Request[" + status + "]";
        }
    }

    /**
     * A payment.
     *
     * @param ownKey the key that we put into it, where it can be asked for; empty where somebody else's mark stands there
     * @param failureCodes the codes of the reason it failed, the most particular first
     */
    record Payment(
            @Nullable String id,
            @Nullable String status,
            @Nullable Integer amount,
            @Nullable String currency,
            @Nullable Integer amountRefunded,
            @Nullable Integer amountBeforeFees,
            @Nullable Integer convenienceFee,
            @Nullable Integer creditAmount,
            @Nullable String attemptTimestamp,
            @Nullable String ownKey,
            List<String> failureCodes,
            List<Refund> refunds,
            List<Allocation> allocations) {}

    record Refund(@Nullable String status, @Nullable Integer amount) {}

    record Allocation(@Nullable String request, @Nullable Integer amount) {}

    record CreatedPayment(@Nullable String code, @Nullable Payment payment) {}

    record ConvertedClaim(@Nullable String code, @Nullable String paymentMethod) {
        /** Does not show the payment method, which can be charged. */
        @Override
        public String toString() {
            return "ConvertedClaim[" + code + "]";
        }
    }

    /** @param status nothing if the method is not shown, or without one */
    record Method(@Nullable String status) {}

    /** @param page whether requests for payment were shown beside it, by the fields that were asked for */
    record Account(
            @Nullable String defaultCurrency, @Nullable Boolean convenienceFees, boolean page) {}
}
