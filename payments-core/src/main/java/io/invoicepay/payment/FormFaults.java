package io.invoicepay.payment;

import io.vavr.control.Option;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * All faults of a form together (GST-02).
 *
 * @param faults one a field, in the order of the form
 */
public record FormFaults(Map<BillingField, FieldFault> faults) {
    /** @throws IllegalArgumentException if there is no fault */
    public FormFaults {
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("a faulty form has at least one fault");
        }
        faults = Collections.unmodifiableMap(new EnumMap<>(faults));
    }

    /** What is wrong with a field, if anything is. */
    public Option<FieldFault> of(BillingField field) {
        return Option.of(faults.get(field));
    }
}
