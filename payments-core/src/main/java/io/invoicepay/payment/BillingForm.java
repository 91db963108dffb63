package io.invoicepay.payment;

import java.util.Objects;

/**
 * What a customer typed into the billing address, as it came (GST-01). A host keeps it to show it again beside the faults.
 * {@link BillingAddress#parse} makes an address of it. It shows nothing of itself. A parameter that a request lacks is an empty text here,
 * never null as servlets have it.
 *
 * @param email e-mail address
 * @param street street address
 * @param address2 second line; empty if there is none
 * @param country ISO 3166-1 alpha-2 code, from the list
 * @param postalCode postal code; empty where the country has none
 * @param phoneCountryCode the phone's country calling code, with or without {@code +} and leading zeros
 * @param phone the national phone number, with the usual spaces, dots, hyphens and brackets
 */
public record BillingForm(
        String email,
        String street,
        String address2,
        String country,
        String postalCode,
        String phoneCountryCode,
        String phone) {
    /** @throws NullPointerException with the field's name, if one is null */
    public BillingForm {
        Objects.requireNonNull(email, "email");
        Objects.requireNonNull(street, "street");
        Objects.requireNonNull(address2, "address2");
        Objects.requireNonNull(country, "country");
        Objects.requireNonNull(postalCode, "postalCode");
        Objects.requireNonNull(phoneCountryCode, "phoneCountryCode");
        Objects.requireNonNull(phone, "phone");
    }

    @Override
    public String toString() {
        return "BillingForm[***]";
    }
}
