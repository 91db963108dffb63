package io.invoicepay.aptean.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns entered cards into payment methods, and payment methods into claims and back. Used under the books' lock. */
final class CardDesk {
    private static final String PROCESSING = "PROCESSING";

    private final Books books;
    private final SandboxSettings settings;
    private final Map<String, TestCard> processorTokens = new HashMap<>();

    CardDesk(Books books, SandboxSettings settings) {
        this.books = books;
        this.settings = settings;
    }

    /** Keeps an entered card, which is being processed for a while and then verified or found unusable. */
    PaymentMethod enter(TestCard card, int expiryMonth, int expiryYear, @Nullable Object holder) {
        PaymentMethod method = new PaymentMethod(
                books.ids().next("pm-"), books.now(), card, expiryMonth, expiryYear, holder, PROCESSING);
        books.keep(method);
        books.clock().in(settings.cardProcessing(), () -> processed(method.id()));
        return books.view().method(method.id()).orElse(method);
    }

    /** Keeps a card that is processed on the spot, as the portal has it. */
    PaymentMethod enterVerified(TestCard card) {
        PaymentMethod method = enter(card, 12, yearsAhead(4), null);
        processed(method.id());
        return method;
    }

    /** A token as the processor's own form would give it, to be converted by the merchant's server. */
    String processorToken(TestCard card) {
        String token = books.ids().next("tok-");
        processorTokens.put(token, card);
        return token;
    }

    /** The card behind a processor's token, which can be used once. */
    Optional<TestCard> redeem(String processorToken) {
        return Optional.ofNullable(processorTokens.remove(processorToken));
    }

    Reply<PaymentMethod> convertToken(String processorToken, @Nullable Object holder) {
        return redeem(processorToken)
                .map(card -> Reply.success(enter(card, 12, yearsAhead(4), holder)))
                .orElseGet(() -> Reply.refused("card details refused"));
    }

    Reply<PaymentMethod.Claim> claim(String methodId, boolean singleUse, Optional<Instant> expires) {
        Optional<PaymentMethod> method = books.view().method(methodId);
        if (method.isEmpty()) {
            throw new Rejection("SANDBOX_NOT_FOUND", "payment method not found");
        }
        if (settings.strictProcessing() && method.get().status().equals(PROCESSING)) {
            return Reply.error("Payment method is still processing", "SANDBOX_CARD_PROCESSING");
        }
        return Reply.success(issueClaim(methodId, singleUse, expires));
    }

    PaymentMethod.Claim issueClaim(String methodId, boolean singleUse, Optional<Instant> expires) {
        PaymentMethod.Claim claim =
                new PaymentMethod.Claim(books.ids().next("clm-"), methodId, singleUse, expires, false);
        books.keep(claim);
        return claim;
    }

    /** Gives the server the payment method behind a claim: once if the claim is for single use, and never after its end. */
    Reply<PaymentMethod> convert(String claimId) {
        Optional<PaymentMethod.Claim> claim = books.view().claim(claimId);
        if (claim.filter(known -> !known.expiredAt(books.now())).isEmpty()) {
            return Reply.error("Claim has expired", "SANDBOX_CLAIM_EXPIRED");
        }
        PaymentMethod.Claim open = claim.get();
        if (open.singleUse()) {
            books.keep(open.spent());
        }
        return Reply.success(books.view().method(open.methodId()).orElseThrow());
    }

    /** The method, if a payment may use it now. */
    PaymentMethod usable(String methodId) {
        PaymentMethod method = books.view()
                .method(methodId)
                .orElseThrow(() -> new Rejection("SANDBOX_NOT_FOUND", "payment method not found"));
        boolean ready = switch (method.status()) {
            case PROCESSING -> !settings.strictProcessing();
            case "VERIFIED" -> true;
            default -> false;
        };
        if (!ready) {
            throw new Rejection("SANDBOX_METHOD", "payment method cannot be used: " + method.status());
        }
        return method;
    }

    /** That many years after the present one. */
    int yearsAhead(int years) {
        return books.now().atZone(ZoneOffset.UTC).getYear() + years;
    }

    Duration settlement(TestCard card) {
        return card == TestCard.SLOW ? settings.slowSettlement() : settings.settlement();
    }

    private void processed(String methodId) {
        synchronized (books) {
            books.view()
                    .method(methodId)
                    .map(method -> method.with(method.card() == TestCard.UNUSABLE ? "PROCESSING_ERROR" : "VERIFIED"))
                    .ifPresent(books::keep);
        }
    }
}
