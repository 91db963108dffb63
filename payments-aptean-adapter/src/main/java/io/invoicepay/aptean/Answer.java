package io.invoicepay.aptean;

import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.Set;

/**
 * What a server said in JSON under a 2xx status: data, errors, or both.
 *
 * @param failed whether it reported errors, whatever else it said
 * @param reasonCode the machine-readable reason of the first error, cut to size
 */
record Answer<T>(Option<T> data, boolean failed, Option<String> reasonCode) {
    /** What servers of this kind say of a document that they do not understand, some of them under 200. [T] */
    private static final Set<String> NOT_UNDERSTOOD = Set.of("GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED");

    /** The data, if there is nothing wrong with them. */
    Either<Trouble, T> sound() {
        return failed ? Either.left(trouble()) : data.toEither(new Trouble.Misread("$.data"));
    }

    private Trouble trouble() {
        boolean invalid = data.isEmpty() && reasonCode.exists(NOT_UNDERSTOOD::contains);
        return invalid ? new Trouble.Invalid(200) : new Trouble.Rejected(reasonCode);
    }
}
