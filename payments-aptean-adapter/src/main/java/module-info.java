/**
 * Aptean Pay as a payment provider, over its GraphQL interface, and the verifier of its signed events. One entry point, one
 * configuration; the rest is nobody's business.
 */
module io.invoicepay.aptean {
    requires com.squareup.moshi;
    requires dev.failsafe.core;
    requires kotlin.stdlib;
    requires okio;
    requires static org.jspecify;
    requires transitive io.invoicepay.core;
    requires transitive okhttp3;

    exports io.invoicepay.aptean;
}
