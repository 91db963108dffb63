package io.invoicepay.examples.storefront.web;

import io.invoicepay.checkout.PaymentDialog;
import io.invoicepay.payment.BillingField;
import io.invoicepay.payment.FieldFault;
import io.invoicepay.payment.FormFaults;
import io.invoicepay.payment.PaymentMethod;
import io.vavr.control.Option;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The Pay Invoice dialog as its template shows it: the library's dialog, how far the customer has come, and what was wrong.
 *
 * @param token of the dialog that goes on, which may be older than {@code dialog}
 * @param expiresAt when that one expires, for the page to carry along
 * @param notice why the customer sees this step again; empty if there is no reason
 */
public record DialogView(
        PaymentDialog dialog,
        String token,
        String expiresAt,
        PaymentMethod method,
        Step step,
        GuestForm form,
        Map<BillingField, FieldFault> faults,
        String notice) {
    /** The steps of guest checkout (GST-01, GST-03). */
    public enum Step {
        ADDRESS,
        CARD
    }

    public DialogView {
        faults = Collections.unmodifiableMap(faults);
    }

    /** The first step, with nothing typed. */
    static DialogView begin(PaymentDialog dialog, PaymentMethod wished, GuestForm form) {
        PaymentMethod method =
                dialog.methods().contains(wished) ? wished : dialog.methods().get(0);
        return new DialogView(dialog, dialog.token(), Expiry.of(dialog), method, Step.ADDRESS, form, Map.of(), "");
    }

    DialogView at(Step other) {
        return new DialogView(dialog, token, expiresAt, method, other, form, faults, notice);
    }

    /** Goes on with the dialog that the form came from. */
    DialogView continuing() {
        return new DialogView(dialog, form.dialogToken(), form.expiresAt(), method, step, form, faults, notice);
    }

    /** Says this as well as what it says already. */
    DialogView saying(String why) {
        String all = (notice + " " + why).strip();
        return new DialogView(dialog, token, expiresAt, method, step, form, faults, all);
    }

    /** Which amount this shows, for the page to carry along. */
    public String amountShown() {
        return dialog.amount().toPlainString() + " "
                + dialog.amount().currency().getCurrencyCode();
    }

    /** Whether the page that the form came from showed another amount than this does. */
    boolean showsAnotherAmount() {
        return !amountShown().equals(form.amountShown());
    }

    /** At the step that the first fault belongs to. */
    DialogView with(FormFaults wrong) {
        boolean inAddress = wrong.faults().keySet().stream().anyMatch(field -> !isOfCard(field));
        return new DialogView(
                dialog, token, expiresAt, method, inAddress ? Step.ADDRESS : Step.CARD, form, wrong.faults(), notice);
    }

    /** The fields of the billing address. */
    public List<BillingField> addressFields() {
        return dialog.fields().stream().filter(field -> !isOfCard(field)).toList();
    }

    /** One line to recognise it by. */
    public String addressInShort() {
        return form.of(BillingField.STREET) + ", " + form.of(BillingField.POSTAL_CODE) + " "
                + form.of(BillingField.COUNTRY) + ", " + form.of(BillingField.EMAIL);
    }

    private static boolean isOfCard(BillingField field) {
        return field == BillingField.NAME_ON_CARD || field == BillingField.CARD_TOKEN;
    }

    public boolean isFaulty(BillingField field) {
        return faults.containsKey(field);
    }

    public FieldFault faultOf(BillingField field) {
        return Option.of(faults.get(field)).get();
    }

    /** What was typed, unless it was a card number in the wrong place: that is not sent about again (GST-04). */
    public String typed(BillingField field) {
        return faults.get(field) == FieldFault.LOOKS_LIKE_A_CARD_NUMBER ? "" : form.of(field);
    }
}
