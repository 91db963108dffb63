package io.invoicepay.provider;

/** What a provider does with an idempotency key it has seen before. */
public enum KeyContract {
    /** A used key is turned away with an error that does not tell the first result. It may be sent again safely. */
    REJECTS_USED_KEYS(true),
    /** A used key gets the first result again, failures included. It may be sent again safely. */
    REPLAYS(true),
    /** Only successes are remembered: after a failure the same key charges again. Never send twice. */
    REMEMBERS_SUCCESSES(false),
    /** Keys mean nothing: every request charges. Never send twice. */
    IGNORES_KEYS(false),
    /** Nobody has confirmed what happens. Never send twice. */
    UNVERIFIED(false);

    private final boolean allowsResend;

    KeyContract(boolean allowsResend) {
        this.allowsResend = allowsResend;
    }

    /** Whether the same request under the same key can never lead to a second charge, whatever became of the first. */
    public boolean allowsResend() {
        return allowsResend;
    }
}
