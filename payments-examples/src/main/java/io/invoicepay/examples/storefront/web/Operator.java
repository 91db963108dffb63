package io.invoicepay.examples.storefront.web;

/** The merchant's person who looks after payments. */
record Operator(String name) {}
