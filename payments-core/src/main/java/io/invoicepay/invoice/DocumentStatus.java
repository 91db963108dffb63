package io.invoicepay.invoice;

/**
 * Where a sales document stands in the ERP, after Business Central's {@code salesInvoice.status}. Only a posted one is owed.
 */
public enum DocumentStatus {
    DRAFT("Draft", false),
    IN_REVIEW("In Review", false),
    OPEN("Open", true),
    PAID("Paid", true),
    CANCELLED("Canceled", false),
    /** Posted to correct another document. */
    CORRECTIVE("Corrective", true),
    /** A status this library does not know, or none: treated as not posted. */
    UNRECOGNISED("Unrecognised", false);

    private final String label;
    private final boolean posted;

    DocumentStatus(String label, boolean posted) {
        this.label = label;
        this.posted = posted;
    }

    /** As the ERP spells it; of {@link #UNRECOGNISED}, a word of our own. */
    public String label() {
        return label;
    }

    /** In the ledger, and not taken back. */
    public boolean isPosted() {
        return posted;
    }
}
