package io.invoicepay.examples.storefront.web;

import io.invoicepay.payment.BillingField;
import io.invoicepay.payment.BillingForm;
import io.invoicepay.payment.ContactRules;
import io.invoicepay.payment.FieldFault;
import io.invoicepay.payment.GuestPayment;
import io.vavr.control.Either;
import java.text.Normalizer;

/** People's names, as they come from a form and go into the history. */
final class Names {
    private static final BillingForm NOTHING_ELSE = new BillingForm("", "", "", "", "", "", "");

    private Names() {}

    /**
     * By the library's rule for the name on a card, which keeps card numbers out of the history as well.
     *
     * @return right: the name; left: what is wrong with it
     */
    static Either<FieldFault, String> parse(String typed) {
        return GuestPayment.parse(NOTHING_ELSE, typed, "", ContactRules.basic())
                .getLeft()
                .of(BillingField.NAME_ON_CARD)
                .toEither(() -> Normalizer.normalize(typed, Normalizer.Form.NFC).strip())
                .swap();
    }
}
