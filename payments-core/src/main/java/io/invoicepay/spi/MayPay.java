package io.invoicepay.spi;

import io.invoicepay.invoice.Invoice;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.HostRefusal;
import io.vavr.control.Option;

/**
 * A host's own rule on who may pay what (VAL-09): accounts on hold, users without the right to pay. Asked for an invoice's own page,
 * when its dialog or its portal is opened, and again at Pay Now; not for lists, whose PAY leads to the refusal. The portal of the balance
 * is about no invoice: a rule on the customer says so by {@link #refuse(Customer)}, too. Must be quick, and is called by many threads at
 * once. What it throws passes through to the page; at Pay Now nothing is charged then, and the host is told.
 */
@FunctionalInterface
public interface MayPay {
    /** The reason not to take this customer's payment of this invoice; nothing if there is none. */
    Option<HostRefusal> refuse(Customer customer, Invoice invoice);

    /**
     * The reason not to let this customer into the provider's portal for the account's whole balance, where every invoice can be paid;
     * nothing, unless the host says otherwise. Asked when that portal is opened, and not for the button that leads there.
     */
    default Option<HostRefusal> refuse(Customer customer) {
        return Option.none();
    }
}
