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

    private Invoice(Builder builder) {
        number = builder.number;
        account = builder.account;
        outstanding = builder.outstanding;
        total = builder.total;
        status = builder.status;
        postedOn = builder.postedOn;
        dueOn = builder.dueOn;
    }

    /** An {@link DocumentStatus#OPEN open} invoice whose total is what is outstanding, unless told otherwise. */
    public static Builder builder(InvoiceNumber number, AccountId account, Money outstanding) {
        return new Builder(number, account, outstanding);
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

    /** Collects what an invoice may have beyond what it must. Not for sharing between threads. */
    public static final class Builder {
        private final InvoiceNumber number;
        private final AccountId account;
        private final Money outstanding;
        private Money total;
        private DocumentStatus status = DocumentStatus.OPEN;
        private Option<LocalDate> postedOn = Option.none();
        private Option<LocalDate> dueOn = Option.none();

        private Builder(InvoiceNumber number, AccountId account, Money outstanding) {
            this.number = Objects.requireNonNull(number, "number");
            this.account = Objects.requireNonNull(account, "account");
            this.outstanding = Objects.requireNonNull(outstanding, "outstanding");
            this.total = outstanding;
        }

        public Builder total(Money amount) {
            total = amount;
            return this;
        }

        public Builder status(DocumentStatus documentStatus) {
            status = documentStatus;
            return this;
        }

        public Builder postedOn(LocalDate date) {
            postedOn = Option.of(date);
            return this;
        }

        public Builder dueOn(LocalDate date) {
            dueOn = Option.of(date);
            return this;
        }

        /**
         * The invoice.
         *
         * @throws IllegalArgumentException if total and outstanding are of two currencies
         */
        public Invoice build() {
            checkArgument(
                    total.currency().equals(outstanding.currency()),
                    "invoice %s: total in %s, outstanding in %s",
                    number,
                    total.currency(),
                    outstanding.currency());
            return new Invoice(this);
        }
    }
}
