package io.invoicepay.payment;

import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.List;

/**
 * A checked billing address (GST-01, GST-02). It shows nothing of itself, and is not kept after the payment.
 *
 * <p>Immutable and safe for any thread.
 */
public final class BillingAddress {
    private final BillingForm checked;

    private BillingAddress(BillingForm checked) {
        this.checked = checked;
    }

    /** The countries to choose from: ISO 3166-1 alpha-2 codes, in order. */
    public static List<String> countries() {
        return FormReader.COUNTRIES_IN_ORDER;
    }

    /**
     * Checks a form, postal code and phone number against their country by {@code contacts}.
     *
     * @return right: the address, trimmed and in NFC, phone numbers as digits; left: all faults, one a field
     */
    public static Either<FormFaults, BillingAddress> parse(BillingForm form, ContactRules contacts) {
        FormReader reader = new FormReader();
        BillingAddress address = read(form, contacts, reader);
        return reader.isFaultless() ? Either.right(address) : Either.left(reader.faults());
    }

    /** Reads the form; the result counts only if the reader found no fault. */
    static BillingAddress read(BillingForm form, ContactRules contacts, FormReader reader) {
        String country = reader.country(form.country());
        String callingCode = reader.callingCode(form.phoneCountryCode());
        return new BillingAddress(new BillingForm(
                reader.email(form.email()),
                reader.text(BillingField.STREET, form.street()),
                reader.text(BillingField.ADDRESS_2, form.address2()),
                country,
                reader.postalCode(form.postalCode(), country, contacts),
                callingCode,
                reader.phone(form.phone(), callingCode, contacts)));
    }

    public String email() {
        return checked.email();
    }

    public String street() {
        return checked.street();
    }

    public Option<String> address2() {
        return Option.when(!checked.address2().isEmpty(), checked.address2());
    }

    /** ISO 3166-1 alpha-2, upper case. */
    public String country() {
        return checked.country();
    }

    /** Upper case; nothing where the country has no postal codes. */
    public Option<String> postalCode() {
        return Option.when(!checked.postalCode().isEmpty(), checked.postalCode());
    }

    /** The country calling code: one to three digits, no {@code +}, no leading zero. */
    public String phoneCountryCode() {
        return checked.phoneCountryCode();
    }

    /** The national number, digits only. */
    public String phone() {
        return checked.phone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BillingAddress that && checked.equals(that.checked);
    }

    @Override
    public int hashCode() {
        return checked.hashCode();
    }

    @Override
    public String toString() {
        return "BillingAddress[***]";
    }
}
