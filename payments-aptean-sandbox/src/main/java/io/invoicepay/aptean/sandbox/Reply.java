package io.invoicepay.aptean.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * What a mutation answers once it has been evaluated: a code, texts for operators, and what it made. A refusal may still carry
 * what it made (a payment cancelled by review).
 */
record Reply<T>(
        Code code,
        @Nullable String message,
        @Nullable String error,
        @Nullable String reasonCode,
        @Nullable T payload) {
    enum Code {
        SUCCESS,
        PENDING,
        ERROR
    }

    static <T> Reply<T> success(T payload) {
        return new Reply<>(Code.SUCCESS, null, null, null, payload);
    }

    static <T> Reply<T> pending() {
        return new Reply<>(Code.PENDING, null, null, null, null);
    }

    static <T> Reply<T> refused(String message) {
        return new Reply<>(Code.ERROR, message, null, null, null);
    }

    static <T> Reply<T> refused(String message, T payload) {
        return new Reply<>(Code.ERROR, message, null, null, payload);
    }

    /** The form that claims use: the text stands in {@code error}, the reason in {@code errorReason}. */
    static <T> Reply<T> error(String error, String reasonCode) {
        return new Reply<>(Code.ERROR, null, error, reasonCode, null);
    }
}
