package io.invoicepay.inmemory;

import io.invoicepay.payment.ProviderId;
import io.invoicepay.provider.Capabilities;
import io.vavr.control.Option;
import java.net.URI;
import java.time.Duration;

/**
 * What an in-memory provider was set up to do.
 *
 * @param capped whether a request for payment takes no more than what is left to collect
 * @param settlesAfter how long a payment is pending
 * @param findLag how old what it shows is
 * @param portal where its payer portal is
 * @param cardForm where its card entry form is, if a host has one
 */
record Terms(
        ProviderId id,
        Capabilities capabilities,
        boolean capped,
        Duration settlesAfter,
        Duration findLag,
        URI portal,
        Option<URI> cardForm) {}
