package io.invoicepay.conformance;

/** What can befall a charge between the adapter and the provider, such that the adapter cannot know what became of it. */
public enum ChargeFault {
    /** The request arrives at the provider's door and is lost there; no answer comes. Nothing is ever charged. */
    REQUEST_LOST(false),
    /** The card is charged; the answer is lost. */
    ANSWER_LOST(true),
    /** The request is held up on its way and no answer comes in time; {@link ProviderHarness#catchUp} delivers it, and the card is charged then. */
    DELIVERED_LATE(true),
    /** The card is charged; the answer cannot be understood. */
    ANSWER_UNREADABLE(true),
    /** The card is charged; the answer is an error of the provider's own (HTTP 500, 502, 504, or an error in the answer's body). */
    ERROR_AFTER_CHARGING(true),
    /** The provider answers with an error of its own that does not tell whether it has charged; it has not. */
    ERROR_BEFORE_CHARGING(false),
    /** The provider asks to try again at once (HTTP 503 with {@code Retry-After: 0}, 408). It has not charged; the same request sent again would. */
    ASKS_TO_TRY_AGAIN(false),
    /** The provider points to another address of its own (HTTP 307). It has not charged; the same request sent there would. */
    REDIRECTED(false);

    private final boolean charges;

    ChargeFault(boolean charges) {
        this.charges = charges;
    }

    /** Whether the card is charged in the end, if the request is sent once. */
    public boolean charges() {
        return charges;
    }
}
