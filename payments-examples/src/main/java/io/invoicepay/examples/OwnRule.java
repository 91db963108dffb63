package io.invoicepay.examples;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.HostRefusal;
import io.invoicepay.spi.MayPay;
import io.vavr.control.Option;
import java.util.Set;

/** A rule that a host adds without changing the library (VAL-09): accounts on hold do not pay online. */
public final class OwnRule implements MayPay {
    /** What the customer hears. */
    public static final HostRefusal ON_HOLD =
            new HostRefusal("ACCOUNT_ON_HOLD", "shop.refusal.account-on-hold", "Please call us about your account.");

    private final Set<AccountId> onHold;

    public OwnRule(Set<AccountId> onHold) {
        this.onHold = Set.copyOf(onHold);
    }

    @Override
    public Option<HostRefusal> refuse(Customer customer, Invoice invoice) {
        return refuse(customer);
    }

    /** Nor in the provider's portal, where the PAY of the balance leads. */
    @Override
    public Option<HostRefusal> refuse(Customer customer) {
        return Option.when(onHold.contains(customer.account()), ON_HOLD);
    }
}
