package io.invoicepay.aptean.sandbox;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes, amends and closes payment requests, by the rules the public tests show. Used under the books' lock. */
final class RequestDesk {
    private static final long SMALLEST = 100;
    private static final Set<String> AMENDABLE = Set.of("UNPAID", "FAILED", "CANCELED");

    /** What a caller asks for; what is absent is empty. Amounts in minor units. */
    record Draft(
            Optional<String> id,
            Optional<String> reference,
            Optional<Long> amount,
            Optional<String> invoiceRef,
            String type,
            Optional<String> email,
            Optional<String> phone,
            PaymentRequest.Terms terms,
            Map<String, @Nullable Object> customData,
            Optional<String> status,
            Optional<String> statusReason) {}

    private final Books books;
    private final boolean uniqueReferences;

    RequestDesk(Books books, boolean uniqueReferences) {
        this.books = books;
        this.uniqueReferences = uniqueReferences;
    }

    Reply<PaymentRequest> upsert(Draft draft) {
        String reference = draft.reference()
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> rule("a reference number is required"));
        long amount = draft.amount().orElseThrow(() -> rule("an amount is required"));
        if (draft.id().isPresent()) {
            PaymentRequest known = books.view()
                    .request(draft.id().get())
                    .orElseThrow(() -> new Rejection("SANDBOX_NOT_FOUND", "payment request not found"));
            return draft.status().isPresent() ? decide(known, draft) : amend(known, draft, amount);
        }
        check(amount, draft.terms());
        String invoiceRef = draft.invoiceRef().orElseThrow(() -> rule("an invoice document is required"));
        boolean taken = uniqueReferences
                && books.view().requests().stream()
                        .anyMatch(request -> request.referenceNumber().equals(reference) && !request.closed());
        if (taken) {
            return Reply.refused("reference number already used");
        }
        PaymentRequest request = new PaymentRequest(
                books.ids().next(),
                books.ids().urlToken(),
                books.now(),
                reference,
                amount,
                draft.terms(),
                new PaymentRequest.Contact(draft.type(), draft.email(), draft.phone(), invoiceRef),
                draft.customData(),
                Optional.empty(),
                Optional.empty());
        books.keep(request);
        return Reply.success(request);
    }

    /** Shows that status from now on, whatever the payments say. */
    void pin(String requestId, String status) {
        PaymentRequest known = books.view()
                .request(requestId)
                .orElseThrow(() -> new Rejection("SANDBOX_NOT_FOUND", "payment request not found"));
        books.keep(known.withPinned(status, known.statusReason()));
    }

    private Reply<PaymentRequest> decide(PaymentRequest known, Draft draft) {
        String wanted = draft.status().orElseThrow();
        String current = books.view().status(known);
        boolean possible = switch (wanted) {
            case "CLOSED" -> AMENDABLE.contains(current);
            case "COMPLETED" -> current.equals("PARTIALLY_PAID");
            default -> false;
        };
        if (!possible) {
            throw new Rejection("SANDBOX_STATE", "a request that is " + current + " cannot become " + wanted);
        }
        PaymentRequest decided = known.withPinned(wanted, draft.statusReason());
        books.keep(decided);
        return Reply.success(decided);
    }

    private Reply<PaymentRequest> amend(PaymentRequest known, Draft draft, long amount) {
        String current = books.view().status(known);
        if (!AMENDABLE.contains(current)) {
            throw new Rejection("SANDBOX_STATE", "a request that is " + current + " cannot be changed");
        }
        check(amount, draft.terms());
        PaymentRequest amended = known.amended(
                amount,
                draft.terms(),
                new PaymentRequest.Contact(
                        draft.type(),
                        draft.email(),
                        draft.phone(),
                        draft.invoiceRef().orElse(known.contact().invoiceRef())));
        books.keep(amended);
        return Reply.success(amended);
    }

    private void check(long amount, PaymentRequest.Terms terms) {
        if (amount < SMALLEST || amount > Integer.MAX_VALUE) {
            throw rule("amount must be at least 100, and fit 32 bits");
        }
        if (terms.discount() < 0 || amount - terms.discount() < SMALLEST) {
            throw rule("amount less discount must be at least 100");
        }
        Instant now = books.now();
        if (terms.dueDate().filter(due -> !due.isAfter(now)).isPresent()
                || terms.discountEnd().filter(end -> !end.isAfter(now)).isPresent()) {
            throw rule("dates must be in the future");
        }
        boolean late = terms.discountEnd()
                .flatMap(end -> terms.dueDate().filter(end::isAfter))
                .isPresent();
        if (late) {
            throw rule("the discount must not end after the due date");
        }
    }

    private static Rejection rule(String message) {
        return new Rejection("SANDBOX_REQUEST", message);
    }
}
