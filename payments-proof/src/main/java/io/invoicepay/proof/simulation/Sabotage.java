package io.invoicepay.proof.simulation;

import io.invoicepay.attempt.Lifecycle;
import io.invoicepay.proof.model.Flaw;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Option;

/** What is wrong with the storefront's code. Normally nothing: then the production core runs as it is. */
interface Sabotage {
    Sabotage NONE = new Sabotage() {};

    /** Another protocol in place of the real one. */
    default Option<Lifecycle> protocol() {
        return Option.none();
    }

    /** The same mistake as the model can have it. */
    default Flaw flaw() {
        return protocol().map(Flaw::of).getOrElse(Flaw.NONE);
    }

    /** The store as the core sees it. */
    default PaymentAttempts store(PaymentAttempts real) {
        return real;
    }

    /** The provider as the core sees it. */
    default PaymentProvider provider(PaymentProvider real) {
        return real;
    }
}
