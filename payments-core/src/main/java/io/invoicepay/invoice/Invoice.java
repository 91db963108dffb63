package io.invoicepay.invoice;

import static com.google.common.base.Preconditions.checkArgument;

import io.invoicepay.money.Money;
import io.vavr.control.Option;
import java.time.LocalDate;
import java.util.Objects;

/**
 * An invoice as the ERP shows it at one moment: who owes it and how much is still outstanding. The outstanding balance is what a
 * payment pays, always in full (PAY-02).
 *
 * <p>Immutable and safe for any thread.
 */
public final class Invoice {
    private final InvoiceNumber number;
    private final AccountId account;
    private final Money outstanding;
    private final Money total;
    private final DocumentStatus status;
    private final Option<LocalDate> postedOn;
    private final Option<LocalDate> dueOn;

    private Invoice(
            InvoiceNumber number,
            AccountId account,
            Money outstanding,
            Money total,
            DocumentStatus status,
            Option<LocalDate> postedOn,
            Option<LocalDate> dueOn) {
        checkArgument(
                total.currency().equals(outstanding.currency()),
                "invoice %s: total in %s, outstanding in %s",
                number,
                total.currency(),
                outstanding.currency());
        this.number = Objects.requireNonNull(number, "number");
        this.account = Objects.requireNonNull(account, "account");
        this.outstanding = outstanding;
        this.total = total;
        this.status = Objects.requireNonNull(status, "status");
        this.postedOn = postedOn;
        this.dueOn = dueOn;
    }

    /** An {@link DocumentStatus#OPEN open} invoice whose total is what is outstanding, without dates. */
    public static Invoice of(InvoiceNumber number, AccountId account, Money outstanding) {
        return new Invoice(
                number, account, outstanding, outstanding, DocumentStatus.OPEN, Option.none(), Option.none());
    }

    /**
     * The same with another balance.
     *
     * @throws IllegalArgumentException if total and outstanding are of two currencies
     */
    public Invoice withOutstanding(Money left) {
        return new Invoice(number, account, left, total, status, postedOn, dueOn);
    }

    /**
     * The same with another total.
     *
     * @throws IllegalArgumentException if total and outstanding are of two currencies
     */
    public Invoice withTotal(Money amount) {
        return new Invoice(number, account, outstanding, amount, status, postedOn, dueOn);
    }

    public Invoice withStatus(DocumentStatus documentStatus) {
        return new Invoice(number, account, outstanding, total, documentStatus, postedOn, dueOn);
    }

    public Invoice withPostedOn(LocalDate date) {
        return new Invoice(number, account, outstanding, total, status, Option.of(date), dueOn);
    }

    public Invoice withDueOn(LocalDate date) {
        return new Invoice(number, account, outstanding, total, status, postedOn, Option.of(date));
    }

    public InvoiceNumber number() {
        return number;
    }

    /** The account that owes it. */
    public AccountId account() {
        return account;
    }

    /** What is still to be paid; zero when settled, negative when more came in than was owed. */
    public Money outstanding() {
        return outstanding;
    }

    /** The invoice's total, tax included, in the same currency. */
    public Money total() {
        return total;
    }

    public DocumentStatus status() {
        return status;
    }

    /** The posting date, without a time zone, as the ERP's books have it. */
    public Option<LocalDate> postedOn() {
        return postedOn;
    }

    /** The due date, without a time zone. */
    public Option<LocalDate> dueOn() {
        return dueOn;
    }

    /** In the ledger: neither a draft nor cancelled (VAL-04). */
    public boolean isPosted() {
        return status.isPosted();
    }

    /** Posted, and something is outstanding: it counts in the account balance (BAL-01). */
    public boolean isOpen() {
        return status.isPosted() && !outstanding.isZero();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Invoice that
                && number.equals(that.number)
                && account.equals(that.account)
                && outstanding.equals(that.outstanding)
                && total.equals(that.total)
                && status == that.status
                && postedOn.equals(that.postedOn)
                && dueOn.equals(that.dueOn);
    }

    @Override
    public int hashCode() {
        return Objects.hash(number, account, outstanding, status);
    }

    @Override
    public String toString() {
        return "Invoice[" + number + " of " + account + ", " + outstanding + " outstanding, " + status + "]";
    }
}
