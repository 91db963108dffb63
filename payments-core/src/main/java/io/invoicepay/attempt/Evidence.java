package io.invoicepay.attempt;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.money.Money;
import io.invoicepay.payment.AttemptId;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.ProviderView;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;

/** What has happened or was learnt; all that {@link Lifecycle#decide} may act upon. */
public sealed interface Evidence {
    /**
     * A customer pressed Pay Now on a payable invoice. Under which key is not for the customer to say: it is the slot's.
     *
     * @param attempt drawn for this press alone
     * @param user the host's name for the person who pays
     * @param amount what is to be paid
     */
    record PayPressed(AttemptId attempt, String user, Money amount, AccountId account, ProviderId provider)
            implements Evidence {}

    /**
     * The owner of a reservation gives it up.
     *
     * @param view what the last look showed, if it came to that
     */
    record GivenUp(AttemptId attempt, Option<ProviderView> view, String reason) implements Evidence {}

    /** The owner of a reservation has looked at everything and is about to send. */
    record ReadyToSend(AttemptId attempt) implements Evidence {}

    /** The answer to a charge, first sent or sent again. */
    record Answered(AttemptId attempt, ChargeResult result) implements Evidence {}

    /**
     * The provider was asked.
     *
     * @param outstanding the invoice's balance in the ERP, if it could be read after the provider had answered
     * @param canResend whether the original order is still at hand and the provider's keys allow to send it again
     * @param account the account that owes the invoice, where a customer's page asked
     * @param provider who was asked: a payment found there has to be cleared up there (LIB-06)
     */
    record Looked(
            ProviderView view,
            Option<Money> outstanding,
            boolean canResend,
            Option<AccountId> account,
            Option<ProviderId> provider)
            implements Evidence {
        /** For a slot that knows its account and its provider. */
        public Looked(ProviderView view, Option<Money> outstanding, boolean canResend) {
            this(view, outstanding, canResend, Option.none(), Option.none());
        }
    }

    /**
     * Another provider than the slot's shows the invoice as paid in full. That ends nothing of what the slot's own provider holds.
     *
     * @param payments that provider's references, one at least
     */
    record PaidBeside(ProviderId provider, List<PaymentId> payments) implements Evidence {
        public PaidBeside {
            payments = List.copyOf(new LinkedHashSet<>(payments));
        }
    }

    /** Nothing but time. */
    record TimePassed() implements Evidence {}

    /**
     * A reason to look soon: a signed event, a customer coming back, an opened portal, a list that tells whose invoice it is.
     *
     * @param at not later than this
     * @param account the account that owes the invoice, where the hint comes from a customer
     * @param provider whose portal was opened; nothing if it may have been any provider's
     */
    record Hinted(Instant at, Option<AccountId> account, Option<ProviderId> provider, String source)
            implements Evidence {}

    /**
     * A person has decided.
     *
     * @param payments the provider's references that the decision rests on: one at least for {@code PAID}, two for {@code OVERPAID}
     * @param operator the person's name, for the history
     * @param reason on what grounds, for the history
     */
    record Decided(Verdict verdict, List<PaymentId> payments, String operator, String reason) implements Evidence {
        public Decided {
            payments = List.copyOf(new LinkedHashSet<>(payments));
        }
    }

    /** What an operator can decide. */
    enum Verdict {
        /** The invoice is paid, once; or stays so, although a part was given back. */
        PAID,
        /** No payment was or will be taken, or what is owed was given back: the invoice can be paid again. */
        NOT_PAID,
        /** More was taken than was owed. */
        OVERPAID
    }
}
