package io.invoicepay.payment;

import io.vavr.control.Option;
import java.util.List;

/** All faults of a form together, one a field, in the order of the form (GST-02). */
public record FormFaults(List<FieldFault> faults) {
    /** @throws IllegalArgumentException if there is no fault */
    public FormFaults {
        faults = List.copyOf(faults);
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("a faulty form has at least one fault");
        }
    }

    /** What is wrong with a field, if anything is. */
    public Option<FieldFault.Reason> of(BillingField field) {
        return Option.ofOptional(faults.stream()
                .filter(f -> f.field() == field)
                .map(FieldFault::reason)
                .findFirst());
    }
}
