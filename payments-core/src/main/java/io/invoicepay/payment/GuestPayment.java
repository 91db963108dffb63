package io.invoicepay.payment;

import io.vavr.control.Either;

/**
 * All that a guest checkout brings to Pay Now (GST-05): billing address, name on card and card token; no amount and no card data. It
 * shows nothing of itself.
 *
 * <p>Immutable and safe for any thread.
 */
public final class GuestPayment {
    private final BillingAddress billing;
    private final String nameOnCard;
    private final CardToken token;

    private GuestPayment(BillingAddress billing, String nameOnCard, CardToken token) {
        this.billing = billing;
        this.nameOnCard = nameOnCard;
        this.token = token;
    }

    /**
     * Checks the whole form at once, as the server must, whatever the page has checked before.
     *
     * @param cardToken what the provider's card entry gave the page
     * @return right: the payment's details; left: all faults, one a field
     */
    public static Either<FormFaults, GuestPayment> parse(
            BillingForm form, String nameOnCard, String cardToken, ContactRules contacts) {
        FormReader reader = new FormReader();
        BillingAddress billing = BillingAddress.read(form, contacts, reader);
        String name = reader.text(BillingField.NAME_ON_CARD, nameOnCard);
        String token = reader.text(BillingField.CARD_TOKEN, cardToken);
        return reader.isFaultless()
                ? Either.right(new GuestPayment(billing, name, CardToken.of(token)))
                : Either.left(reader.faults());
    }

    public BillingAddress billing() {
        return billing;
    }

    public String nameOnCard() {
        return nameOnCard;
    }

    public CardToken token() {
        return token;
    }

    @Override
    public String toString() {
        return "GuestPayment[***]";
    }
}
