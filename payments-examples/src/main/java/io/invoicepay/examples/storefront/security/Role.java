package io.invoicepay.examples.storefront.security;

/** What somebody who has signed in may do. */
public enum Role {
    CUSTOMER,
    OPERATOR
}
