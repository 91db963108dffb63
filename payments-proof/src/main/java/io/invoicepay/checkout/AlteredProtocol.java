package io.invoicepay.checkout;

import io.invoicepay.attempt.Lifecycle;

/** Reaches the seam by which a sabotaged protocol is put in, to prove that the simulation would notice. */
public final class AlteredProtocol {
    private AlteredProtocol() {}

    /** The same wiring with another protocol. */
    public static InvoicePayments.Builder in(InvoicePayments.Builder builder, Lifecycle altered) {
        return builder.lifecycle(altered);
    }
}
