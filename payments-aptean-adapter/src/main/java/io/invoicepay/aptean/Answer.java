package io.invoicepay.aptean;

import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * What a server said in JSON under a 2xx status: data, errors, or both.
 *
 * @param failed whether it reported errors, whatever else it said
 * @param reasonCode the machine-readable reason of the first error, cut to size
 */
record Answer<T>(Option<T> data, boolean failed, Option<String> reasonCode) {
    /** The data, if there is nothing wrong with them. */
    Either<Trouble, T> sound() {
        return failed ? Either.left(new Trouble.Rejected(reasonCode)) : data.toEither(new Trouble.Misread("$.data"));
    }
}
