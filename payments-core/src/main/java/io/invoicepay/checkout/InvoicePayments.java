package io.invoicepay.checkout;

import static com.google.common.base.Preconditions.checkArgument;

import io.invoicepay.attempt.Lifecycle;
import io.invoicepay.attempt.Patience;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.Transition;
import io.invoicepay.engine.Engine;
import io.invoicepay.engine.Providers;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.BillingAddress;
import io.invoicepay.payment.BillingField;
import io.invoicepay.payment.BillingForm;
import io.invoicepay.payment.ContactRules;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.FormFaults;
import io.invoicepay.payment.GuestPayment;
import io.invoicepay.payment.HostRefusal;
import io.invoicepay.payment.IdempotencyKeys;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.payment.PaymentMethod;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.payment.Refusal;
import io.invoicepay.payment.Refusals;
import io.invoicepay.payment.Secret;
import io.invoicepay.payment.StandardRefusal;
import io.invoicepay.reconciliation.Reconciliation;
import io.invoicepay.spi.InvoiceSource;
import io.invoicepay.spi.MayPay;
import io.invoicepay.spi.PageRequest;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.PaymentListener;
import io.invoicepay.spi.PaymentProvider;
import io.invoicepay.spi.StoredSlot;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What a storefront calls so that its customers can pay their invoices: balances and lists with their Pay column, the Pay Invoice
 * dialog, Pay Now, the payer portal, the history. An invoice is paid in full and at most once; no call takes an amount or several
 * invoices (PAY-02, PAY-03).
 *
 * <p>Every call takes the customer who is signed in and answers of the own account only: another account's invoice is answered exactly
 * as one that does not exist (PAY-04). Calls block while they ask the ports; they hold no lock and start no thread. One instance serves
 * all threads of a node.
 *
 * <p>What the host's {@link InvoiceSource} or a {@link MayPay} throws passes through reading calls unchanged; at Pay Now it becomes an
 * outcome.
 */
public final class InvoicePayments {
    static final int VIEW_VERSION = 1;
    private static final List<BillingField> FORM = List.of(BillingField.values());

    private final Engine engine;
    private final Facts facts;
    private final Overview overview;
    private final PortalAccess portalAccess;
    private final DialogTokens tokens;
    private final Duration dialogLife;
    private final ContactRules contacts;
    private final Reconciliation reconciliation;

    private InvoicePayments(Builder builder) {
        Lifecycle lifecycle =
                builder.lifecycle.getOrElse(() -> new Lifecycle(new IdempotencyKeys(builder.secret), builder.patience));
        engine = new Engine(
                builder.merchant,
                builder.source,
                new Providers(builder.provider, builder.former),
                builder.attempts,
                lifecycle,
                List.copyOf(builder.listeners),
                builder.clock,
                builder.ids);
        facts = new Facts(engine, List.copyOf(builder.rules));
        overview = new Overview(engine);
        portalAccess = new PortalAccess(engine);
        tokens = new DialogTokens(builder.secret);
        dialogLife = builder.dialogLife;
        contacts = builder.contacts;
        reconciliation = Reconciliation.of(engine);
    }

    /**
     * Begins the wiring; everything else has a default.
     *
     * @param secret at least 32 random bytes, the same on all nodes and kept for good: idempotency keys and dialog tokens come from it
     * @throws IllegalArgumentException if the secret is shorter than 32 bytes
     */
    public static Builder builder(InvoiceSource source, PaymentAttempts attempts, Secret secret) {
        return new Builder(source, attempts, secret);
    }

    /** The account's balances with their PAY buttons (BAL-01, BAL-02). */
    public AccountSummary account(Customer customer) {
        return overview.account(customer);
    }

    /**
     * A page of the account's invoices with its Pay column, at the cost of at most one call to each port (COL-08), of one for each
     * invoice where the record of one cannot be read, and of a write for
     * each payment that the provider shows and our own record does not know (T13), that has ended, or waited too long, since it was asked
     * about last (STA-02), whose invoice our record does not know, or is owed again long after. Without an answer from the provider the
     * column shows what our own record knows; without our own record nothing is offered.
     */
    public InvoiceList invoices(Customer customer, PageRequest page) {
        return overview.invoices(customer, page);
    }

    /**
     * One invoice with its Pay button (DET-01, DET-02) and what pressing it would meet with. As everything that asks the provider about
     * one invoice, {@link #open} and {@link #portal} too, it puts on record what the provider shows; and where the answer to a charge was
     * lost, and the provider surely executes a key once only, it sends that very charge again (T11).
     *
     * @return left: {@link StandardRefusal#UNKNOWN_INVOICE} if the account has no such invoice
     */
    public Either<Refusals, InvoiceDetail> invoice(Customer customer, InvoiceNumber number) {
        return own(customer, number).map(invoice -> {
            Candidate candidate = facts.about(customer, invoice);
            boolean provider = engine.providers().current().isDefined();
            boolean busy = candidate.sees(PayColumn::busyAt);
            return new InvoiceDetail(
                    VIEW_VERSION,
                    invoice,
                    PayColumn.forDetail(invoice, provider, candidate.held(), busy),
                    candidate.refusals());
        });
    }

    /**
     * Validates the invoice and opens the Pay Invoice dialog (VAL-01 to VAL-09). Nothing is reserved by it: closing the dialog takes no
     * call (DLG-03).
     *
     * @return right: the dialog; left: all the reasons why it does not open
     */
    public Either<Refusals, PaymentDialog> open(Customer customer, InvoiceNumber number) {
        Either<Refusals, Invoice> payable = payable(customer, number);
        if (payable.isRight() && offered().isEmpty()) {
            Refusals refusals = Refusals.of(StandardRefusal.METHOD_NOT_OFFERED);
            tellRefused(customer, number, refusals);
            return Either.left(refusals);
        }
        return payable.map(invoice -> dialog(customer, invoice));
    }

    private PaymentDialog dialog(Customer customer, Invoice invoice) {
        PaymentProvider provider = engine.providers().current().get();
        boolean guest = engine.providers().offers(PaymentMethod.GUEST_CHECKOUT);
        Instant expiresAt = engine.now().plus(dialogLife);
        String token = tokens.sign(new DialogClaim(
                engine.merchant(),
                customer.account(),
                invoice.number(),
                invoice.outstanding(),
                provider.id(),
                expiresAt));
        return new PaymentDialog(
                VIEW_VERSION,
                invoice.number(),
                invoice.outstanding(),
                offered(),
                guest ? FORM : List.of(),
                guest ? BillingAddress.countries() : List.of(),
                guest ? engine.cardEntry(provider) : Option.none(),
                token,
                expiresAt);
    }

    private List<PaymentMethod> offered() {
        List<PaymentMethod> offered = new ArrayList<>();
        for (PaymentMethod method : PaymentMethod.values()) {
            if (engine.providers().offers(method)) {
                offered.add(method);
            }
        }
        return offered;
    }

    /**
     * Continue: checks the billing address (GST-02, GST-03). Nothing is kept; Pay Now checks it again.
     *
     * @return right: the address; left: all faults, one a field
     */
    public Either<FormFaults, BillingAddress> checkAddress(BillingForm form) {
        return BillingAddress.parse(form, contacts);
    }

    /**
     * Checks everything that guest checkout brings, for {@link #payNow}.
     *
     * @param cardToken what the provider's card entry gave the page
     * @return right: the payment's details; left: all faults, one a field
     */
    public Either<FormFaults, GuestPayment> checkPayment(BillingForm form, String nameOnCard, String cardToken) {
        return GuestPayment.parse(form, nameOnCard, cardToken, contacts);
    }

    /**
     * Pay Now: charges the full outstanding balance of the dialog's invoice (GST-05), or tells why not. Pressed twice, anywhere, it
     * charges once (GST-09).
     *
     * @param dialogToken as {@link PaymentDialog#token()} gave it; an empty text if the request lacks it
     */
    public PaymentOutcome payNow(Customer customer, String dialogToken, GuestPayment payment) {
        return payOrRefuse(customer, claim(customer, Objects.requireNonNull(dialogToken, "dialogToken")), payment);
    }

    /**
     * The same where the page's address names the invoice too: what is charged is what the page is about, or nothing.
     *
     * @param number the dialog of another invoice is refused as {@code DIALOG_INVALID}
     */
    public PaymentOutcome payNow(Customer customer, InvoiceNumber number, String dialogToken, GuestPayment payment) {
        Objects.requireNonNull(number, "number");
        Either<StandardRefusal, DialogClaim> genuine =
                claim(customer, Objects.requireNonNull(dialogToken, "dialogToken"));
        boolean another = genuine.exists(claim -> !claim.invoice().equals(number));
        return payOrRefuse(customer, another ? Either.left(StandardRefusal.DIALOG_INVALID) : genuine, payment);
    }

    private PaymentOutcome payOrRefuse(
            Customer customer, Either<StandardRefusal, DialogClaim> genuine, GuestPayment payment) {
        Objects.requireNonNull(payment, "payment");
        if (genuine.isLeft()) {
            return new PaymentOutcome.Refused(Refusals.of(genuine.getLeft()), Option.none());
        }
        DialogClaim claim = genuine.get();
        PaymentProvider provider = engine.providers().current().get();
        PaymentOutcome outcome = new GuestCheckout(engine, facts).pay(customer, claim, provider, payment);
        if (outcome instanceof PaymentOutcome.Refused refused) {
            tellRefused(customer, claim.invoice(), refused.refusals());
        }
        return outcome;
    }

    /** A genuine token that is not this customer's is answered like a forged one. */
    private Either<StandardRefusal, DialogClaim> claim(Customer customer, String token) {
        Option<PaymentProvider> provider = engine.providers().current();
        if (provider.isEmpty()) {
            return Either.left(StandardRefusal.NO_PROVIDER);
        }
        Either<StandardRefusal, DialogClaim> signed = tokens.verify(token);
        if (signed.isLeft()) {
            return signed;
        }
        DialogClaim claim = signed.get();
        boolean own =
                claim.account().equals(customer.account()) && claim.merchant().equals(engine.merchant());
        boolean current = engine.now().isBefore(claim.expiresAt())
                && claim.provider().equals(provider.get().id());
        return own && current
                ? signed
                : Either.left(own ? StandardRefusal.DIALOG_EXPIRED : StandardRefusal.DIALOG_INVALID);
    }

    /**
     * Open Portal: the payer portal for one invoice, after the same validation as the dialog (POR-01, POR-02). The link is a bearer
     * credential, for the customer's browser alone.
     *
     * @return right: the checked link; left: all the reasons why there is none
     */
    public Either<Refusals, PortalLink> portal(Customer customer, InvoiceNumber number) {
        return payable(customer, number)
                .flatMap(invoice -> portalAccess
                        .toInvoice(customer, number)
                        .peekLeft(refusals -> tellRefused(customer, number, refusals)));
    }

    /**
     * The PAY button beside the balance: the payer portal, if something is owed right now (BAL-03, BAL-04).
     *
     * @return right: the checked link; left: why there is none, a refusal of the host's own too ({@link MayPay#refuse(Customer)})
     */
    public Either<Refusals, PortalLink> balancePortal(Customer customer) {
        return portalAccess.toBalance(customer).flatMap(link -> {
            List<HostRefusal> refusals = facts.hostRefusals(customer);
            return refusals.isEmpty() ? Either.right(link) : Either.left(new Refusals(List.copyOf(refusals)));
        });
    }

    /**
     * Every change in the invoice's payment, oldest first: where it stood afterwards, and its cause (STA-05). The causes are written for
     * the host's people: they name operators with their reasons, and why a card was declined, which a thief should not read.
     *
     * @return left: {@link StandardRefusal#UNKNOWN_INVOICE}, or {@link StandardRefusal#PAYMENTS_UNAVAILABLE}
     */
    public Either<Refusals, List<PaymentSlot>> history(Customer customer, InvoiceNumber number) {
        return own(customer, number)
                .flatMap(invoice -> reading(() -> engine.attempts().history(engine.key(number)).stream()
                        .map(StoredSlot::slot)
                        .filter(slot -> slot.cause().transition() != Transition.CHECKED)
                        .toList()));
    }

    /**
     * Why the invoice is as it is (STA-04): since when, on what evidence, when the next check is, and what would end its status. As the
     * {@linkplain #history history}, it is written for the host's people.
     *
     * @return left: {@link StandardRefusal#UNKNOWN_INVOICE}, or {@link StandardRefusal#PAYMENTS_UNAVAILABLE}
     */
    public Either<Refusals, PaymentSlot> explain(Customer customer, InvoiceNumber number) {
        return own(customer, number)
                .flatMap(invoice ->
                        reading(() -> engine.attempts().read(engine.key(number)).slot()));
    }

    /** What runs beside the pages: due checks, hints, operators' decisions. */
    public Reconciliation reconciliation() {
        return reconciliation;
    }

    private Either<Refusals, Invoice> own(Customer customer, InvoiceNumber number) {
        return facts.own(customer.account(), number).toEither(Refusals.of(StandardRefusal.UNKNOWN_INVOICE));
    }

    private Either<Refusals, Invoice> payable(Customer customer, InvoiceNumber number) {
        Either<Refusals, Invoice> own = own(customer, number);
        Candidate candidate = own.isRight() ? facts.about(customer, own.get()) : facts.unknownInvoice();
        List<Refusal> reasons = candidate.refusals();
        if (reasons.isEmpty()) {
            return own;
        }
        Refusals refusals = new Refusals(reasons);
        tellRefused(customer, number, refusals);
        return Either.left(refusals);
    }

    private void tellRefused(Customer customer, InvoiceNumber number, Refusals refusals) {
        engine.tell(listener -> listener.refused(engine.key(number), customer, refusals));
    }

    private <T> Either<Refusals, T> reading(Supplier<T> read) {
        try {
            return Either.right(read.get());
        } catch (Exception | LinkageError e) { // a row of a newer version too
            engine.portFailed(Option.none(), "store: read", e);
            return Either.left(Refusals.of(StandardRefusal.PAYMENTS_UNAVAILABLE));
        }
    }

    /** Wires the library into a host. Not for sharing between threads. */
    public static final class Builder {
        private static final int SHORTEST_SECRET = 32;

        private final InvoiceSource source;
        private final PaymentAttempts attempts;
        private final Secret secret;
        private static final Duration LONGEST_DIALOG = Duration.ofDays(1);

        private MerchantId merchant = new MerchantId("default");
        private Option<PaymentProvider> provider = Option.none();
        private final List<PaymentProvider> former = new ArrayList<>();
        private final List<MayPay> rules = new ArrayList<>();
        private ContactRules contacts = ContactRules.basic();
        private Patience patience = Patience.standard();
        private Duration dialogLife = Duration.ofMinutes(30);
        private final List<PaymentListener> listeners = new ArrayList<>();
        private Clock clock = Clock.systemUTC();
        private Supplier<UUID> ids = UUID::randomUUID;
        private Option<Lifecycle> lifecycle = Option.none();

        private Builder(InvoiceSource source, PaymentAttempts attempts, Secret secret) {
            this.source = Objects.requireNonNull(source, "source");
            this.attempts = Objects.requireNonNull(attempts, "attempts");
            this.secret = Objects.requireNonNull(secret, "secret");
            checkArgument(
                    secret.length() >= SHORTEST_SECRET,
                    "the secret has %s bytes; it needs 32 or more",
                    secret.length());
        }

        /** The provider that new payments go to; without one nothing can be paid (PAY-05). */
        public Builder provider(PaymentProvider newPayments) {
            provider = Option.some(Objects.requireNonNull(newPayments, "provider"));
            return this;
        }

        /**
         * A provider used before (LIB-06), for as long as payments that it began are in flight, or somebody may pay in its portal: it is
         * asked whenever an invoice is opened or paid. One that does not answer any more has to go.
         */
        public Builder formerProvider(PaymentProvider inFlight) {
            former.add(Objects.requireNonNull(inFlight, "former provider"));
            return this;
        }

        /** Which company is paid; needed where several share one store. Part of every key, so it must not change. */
        public Builder merchant(MerchantId id) {
            merchant = Objects.requireNonNull(id, "merchant");
            return this;
        }

        /** A rule of the host's own; may be called several times (VAL-09). */
        public Builder rule(MayPay mayPay) {
            rules.add(Objects.requireNonNull(mayPay, "rule"));
            return this;
        }

        /** What countries ask of postal codes and phone numbers; {@link ContactRules#basic()} unless said otherwise. */
        public Builder contactRules(ContactRules rulesOfCountries) {
            contacts = Objects.requireNonNull(rulesOfCountries, "contact rules");
            return this;
        }

        /** How long to wait before what; {@link Patience#standard()} unless said otherwise. */
        public Builder patience(Patience limits) {
            patience = Objects.requireNonNull(limits, "patience");
            return this;
        }

        /**
         * How long a dialog may stay open (DLG-04); 30 minutes unless said otherwise.
         *
         * @throws IllegalArgumentException if that is not positive, or more than a day
         */
        public Builder dialogLife(Duration length) {
            checkArgument(
                    !length.isZero() && !length.isNegative() && length.compareTo(LONGEST_DIALOG) <= 0,
                    "a dialog's life is a positive length of time up to a day, not %s",
                    length);
            dialogLife = length;
            return this;
        }

        /** Who is told what happens; may be called several times. */
        public Builder listener(PaymentListener told) {
            listeners.add(Objects.requireNonNull(told, "listener"));
            return this;
        }

        /** The clock; the system's unless said otherwise. */
        public Builder clock(Clock time) {
            clock = Objects.requireNonNull(time, "clock");
            return this;
        }

        /** Where the ids of attempts and writes come from; random UUIDs unless said otherwise. They must never repeat. */
        public Builder ids(Supplier<UUID> supplier) {
            ids = Objects.requireNonNull(supplier, "ids");
            return this;
        }

        /** For proofs that the protocol's tests can fail. */
        Builder lifecycle(Lifecycle altered) {
            lifecycle = Option.some(altered);
            return this;
        }

        public InvoicePayments build() {
            return new InvoicePayments(this);
        }
    }
}
