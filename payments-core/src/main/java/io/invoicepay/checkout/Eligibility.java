package io.invoicepay.checkout;

import io.invoicepay.payment.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Whether an invoice can be paid: a pure function, the same from list, detail, dialog and Pay Now (VAL-01 to VAL-09). */
public final class Eligibility {
    private static final List<EligibilityRule> RULES = List.of(EligibilityRule.values());

    private Eligibility() {}

    /** All the reasons that hold, the library's in their fixed order, then the host's; empty if the invoice can be paid. */
    public static List<Refusal> check(Candidate candidate) {
        List<Refusal> refusals = new ArrayList<>();
        for (EligibilityRule rule : RULES) {
            if (rule.refuses(candidate)) {
                refusals.add(rule.refusal());
            }
        }
        refusals.addAll(candidate.hostRefusals());
        return refusals.isEmpty() ? List.of() : List.copyOf(refusals);
    }
}
