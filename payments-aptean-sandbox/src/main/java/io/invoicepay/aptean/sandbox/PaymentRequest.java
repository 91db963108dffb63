package io.invoicepay.aptean.sandbox;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the merchant asks a payer for. Its status is not kept but read from its payments and refunds, except for what the
 * merchant decided (closed, completed by hand) or a test pinned.
 *
 * @param amount what is asked for, in minor units; payments do not reduce it
 * @param pinnedStatus a status that holds whatever the payments say
 */
record PaymentRequest(
        String id,
        String urlToken,
        Instant createdAt,
        String referenceNumber,
        long amount,
        Terms terms,
        Contact contact,
        Map<String, @Nullable Object> customData,
        Optional<String> pinnedStatus,
        Optional<String> statusReason)
        implements Register.Entry {

    /** Until when, and how much less if paid early; amounts in minor units. */
    record Terms(Optional<Instant> dueDate, long discount, Optional<Instant> discountEnd) {
        static final Terms NONE = new Terms(Optional.empty(), 0, Optional.empty());

        /** The discount at that moment: the whole of it up to and including its end, nothing after. */
        long discountAt(Instant moment) {
            boolean open = discountEnd.map(end -> !moment.isAfter(end)).orElse(discount > 0);
            return open ? discount : 0;
        }
    }

    /** Where the request is sent, and which document goes with it. */
    record Contact(String type, Optional<String> email, Optional<String> phone, String invoiceRef) {}

    PaymentRequest withPinned(String status, Optional<String> reason) {
        return new PaymentRequest(
                id,
                urlToken,
                createdAt,
                referenceNumber,
                amount,
                terms,
                contact,
                customData,
                Optional.of(status),
                reason);
    }

    PaymentRequest amended(long newAmount, Terms newTerms, Contact newContact) {
        return new PaymentRequest(
                id,
                urlToken,
                createdAt,
                referenceNumber,
                newAmount,
                newTerms,
                newContact,
                customData,
                pinnedStatus,
                statusReason);
    }

    boolean closed() {
        return pinnedStatus.filter("CLOSED"::equals).isPresent();
    }
}
