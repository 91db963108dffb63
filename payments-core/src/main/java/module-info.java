/**
 * The rules by which a storefront's customers pay invoices: plain values, pure decisions and the ports around them. It knows no
 * framework, no HTTP, no JSON and no adapter (LIB-01).
 */
module io.invoicepay.core {
    requires com.google.common;
    requires static transitive org.jspecify;
    requires transitive io.vavr;

    exports io.invoicepay.money;
    exports io.invoicepay.invoice;
    exports io.invoicepay.payment;
    exports io.invoicepay.provider;
    exports io.invoicepay.attempt;
    exports io.invoicepay.spi;
    exports io.invoicepay.checkout;
    exports io.invoicepay.reconciliation;
}
