package io.invoicepay.examples.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.payment.BillingAddress;
import io.invoicepay.payment.BillingField;
import io.invoicepay.payment.BillingForm;
import io.invoicepay.payment.FieldFault;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Contact rules with libphonenumber")
class LibPhoneNumberRulesTest {
    private final LibPhoneNumberRules rules = new LibPhoneNumberRules();

    @ParameterizedTest(name = "+{0} {1}: {2}")
    @CsvSource({
        "1, 4255550100, true",
        "1, 425555010, false",
        "1, 42555501000, false",
        "49, 30123456, true",
        "49, 030123456, true",
        "49, 1, false",
        "44, 2079460958, true",
        "44, 02079460958, true",
        "39, 0612345678, true",
        "852, 21234567, true",
        "65, 612345, false",
        "999, 12345678, false",
        "0, 12345678, false"
    })
    @DisplayName("GST-02 a phone number is checked against its country, with or without the trunk prefix")
    void phones(String callingCode, String number, boolean accepted) {
        assertThat(rules.acceptsPhone(callingCode, number)).isEqualTo(accepted);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({"US, 98052, true", "US, 9805, false", "CA, K1A 0B1, true", "CA, 98052, false", "GB, SW1A 1AA, true"})
    @DisplayName("GST-02 postal codes stay with the basic rules")
    void postalCodes(String country, String code, boolean accepted) {
        assertThat(rules.acceptsPostalCode(country, code)).isEqualTo(accepted);
    }

    @Test
    @DisplayName("GST-02 a country without postal codes needs none")
    void withoutPostalCodes() {
        assertThat(rules.needsPostalCode("HK")).isFalse();
        assertThat(rules.needsPostalCode("US")).isTrue();
    }

    @Test
    @DisplayName("GST-02 a form's phone number that its country cannot have is that field's fault")
    void inAForm() {
        BillingForm form = new BillingForm("ap@20000.example", "1 Main St", "", "SG", "018956", "65", "612345");
        assertThat(BillingAddress.parse(form, rules).getLeft().faults())
                .containsExactly(Map.entry(BillingField.PHONE, FieldFault.NOT_OF_THIS_COUNTRY));
    }
}
