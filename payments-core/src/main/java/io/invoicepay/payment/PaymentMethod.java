package io.invoicepay.payment;

/** How an invoice can be paid (DLG-01). */
public enum PaymentMethod {
    /** By card in the storefront's dialog, the card typed into the provider's own form. */
    GUEST_CHECKOUT,
    /** In the provider's payer portal, in a new browser tab. */
    PORTAL
}
