package io.invoicepay.examples.storefront.web;

import io.invoicepay.payment.Customer;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Tells every page who is signed in, for its head. */
@ControllerAdvice
class WhoIsThere {
    @ModelAttribute("customer")
    @Nullable Customer customer(@AuthenticationPrincipal @Nullable Customer customer) {
        return customer;
    }

    @ModelAttribute("operator")
    @Nullable Operator operator(@AuthenticationPrincipal @Nullable Operator operator) {
        return operator;
    }
}
