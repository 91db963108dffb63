package io.invoicepay.aptean;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import io.invoicepay.aptean.ApteanPayConfig.Charges;
import io.invoicepay.aptean.ApteanPayConfig.PaymentMark;
import io.invoicepay.payment.BillingAddress;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.ProviderPayment;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Charges a card, once. Confirmed is only a payment that was shown whole: under the code SUCCESS, or as ended, and just as we ordered it,
 * under ERROR; not sent is only what is proven never to have left; whatever else comes back, errors and declines told as a code alone
 * among it, leaves open whether money was taken. A server that answers with no success is looked up, in case it shows at once that our
 * payment has failed (Q6); the charge is never repeated. Only
 * the code ERROR is the end of a payment that nothing names: after errors, which a lost connection behind the server can cause as well,
 * or any other code, it may still be on its way; and so may one that the answer shows, whatever its code, until it is itself shown as
 * ended.
 */
final class Charging {
    private static final System.Logger LOG = System.getLogger("io.invoicepay.aptean");
    private static final JsonReader.Options CREATION = JsonReader.Options.of("createPayment");
    private static final JsonReader.Options CREATED = JsonReader.Options.of("code", "payment");
    private static final String SUCCESS = "SUCCESS";
    private static final Wire.CreatedPayment NOTHING = new Wire.CreatedPayment(null, null);
    private static final String ERROR = "ERROR";
    private static final StrictJson.Words CODES = new StrictJson.Words(SUCCESS, ERROR);

    private final Gateway gateway;
    private final Documents documents;
    private final Knowledge knowledge;
    private final Cards cards;
    private final Ended ended;
    private final Clock clock;
    private final Charges settings;
    private final PaymentMark mark;
    private final PaymentMapping mapping;

    /** Makes of an order's card token a payment method; what goes wrong on the way means that nothing was charged. */
    interface Cards {
        Either<NotChargedReason, String> prepare(ChargeOrder order);
    }

    /** Whether a payment without our mark may be taken for ours because of when it was begun. */
    enum ByTime {
        /** The answer showed a payment: whichever else failed meanwhile is somebody else's. */
        NEVER,
        /** Ours may still be on its way; only if the settings choose to tell payments by their time. */
        AS_CONFIGURED,
        /** The server has said that it is done with our charge, and showed no payment. */
        CONCLUDED
    }

    /** Finds our own payment among those that the server shows as failed or cancelled. */
    interface Ended {
        /**
         * Asks, a few times if the server is done with our charge and shows nothing of it yet.
         *
         * @param named the payment that the answer named, if it named one; no other is found then
         * @param since when we began to charge
         */
        Option<ProviderPayment> find(ChargeOrder order, Option<PaymentId> named, Instant since, ByTime byTime);
    }

    Charging(
            Gateway gateway,
            Documents documents,
            Knowledge knowledge,
            Cards cards,
            Ended ended,
            ApteanPayConfig config,
            Clock clock) {
        this.gateway = gateway;
        this.documents = documents;
        this.knowledge = knowledge;
        this.cards = cards;
        this.ended = ended;
        this.clock = clock;
        this.settings = config.charges;
        this.mark = config.lookups.mark();
        this.mapping = new PaymentMapping(config.charges.declineCodes());
    }

    ChargeResult charge(ChargeOrder order) {
        boolean unwanted = (knowledge.fees() && !settings.guestDespiteFees()) || knowledge.otherCurrency();
        if (unwanted || !fits(order)) {
            return ChargeResult.notSent(NotChargedReason.REJECTED);
        }
        if (!knowledge.answered()) { // the look-up before a charge has asked by now, or less than a minute ago
            return ChargeResult.notSent(NotChargedReason.PROVIDER_UNREACHABLE);
        }
        Instant since = clock.instant();
        Either<NotChargedReason, String> method = cards.prepare(order);
        if (method.isLeft()) {
            return ChargeResult.notSent(method.getLeft());
        }
        boolean full = knowledge.fullCharges();
        Either<Trouble, Answer<Wire.CreatedPayment>> reply = send(order, method.get(), full);
        if (full && isNotUnderstood(reply)) {
            knowledge.refusesFullCharges();
        } else if (full && reply.isRight()) {
            knowledge.takesFullCharges();
        }
        return reply.isLeft() ? unanswered(reply.getLeft()) : answered(reply.get(), order, since);
    }

    /** What cannot be said exactly on the wire is not said. */
    private boolean fits(ChargeOrder order) {
        long amount = order.amount().minorUnits();
        return amount > 0
                && amount <= Integer.MAX_VALUE
                && order.amount().currency().equals(settings.currency())
                && PaymentMapping.isVisibleAscii(key(order));
    }

    private String key(ChargeOrder order) {
        String key = order.key().value();
        return settings.keyPrefix().isEmpty() ? key : settings.keyPrefix() + key;
    }

    /** Nothing of it should have been executed then; but whoever stands in between can say the same, and this attempt stays open. */
    private static boolean isNotUnderstood(Either<Trouble, Answer<Wire.CreatedPayment>> reply) {
        return reply.isLeft()
                ? reply.getLeft() instanceof Trouble.Invalid
                : reply.get().failed() && reply.get().sound().getLeft() instanceof Trouble.Invalid;
    }

    private Either<Trouble, Answer<Wire.CreatedPayment>> send(ChargeOrder order, String method, boolean full) {
        return gateway.charge(
                documents.createPayment(full),
                key(order),
                out -> writeInput(out, order, method, full),
                Charging::created);
    }

    private static ChargeResult unanswered(Trouble trouble) {
        boolean stayed = trouble instanceof Trouble.NotReached notReached && !notReached.mayHaveLeft();
        return stayed
                ? ChargeResult.notSent(NotChargedReason.PROVIDER_UNREACHABLE)
                : ChargeResult.ambiguous(trouble.toString());
    }

    private ChargeResult answered(Answer<Wire.CreatedPayment> answer, ChargeOrder order, Instant since) {
        Wire.CreatedPayment created = answer.data().getOrElse(NOTHING);
        Wire.Payment payment = created.payment();
        if (answer.failed()) {
            String reason = answer.reasonCode().getOrElse("unknown");
            return lookedUp(order, payment, since, ByTime.AS_CONFIGURED, "errors, reason " + reason);
        }
        boolean success = SUCCESS.equals(created.code());
        if (!success || payment == null) {
            boolean concluded = ERROR.equals(created.code());
            Option<ProviderPayment> declined = concluded && payment != null ? declined(payment, order) : Option.none();
            if (declined.isDefined()) {
                return ChargeResult.confirmed(declined.get());
            }
            String detail = success ? "success without a payment" : concluded ? "code ERROR" : "no success";
            LOG.log(System.Logger.Level.WARNING, "{0}: charged with {1}", order.invoice(), detail);
            return lookedUp(order, payment, since, concluded ? ByTime.CONCLUDED : ByTime.AS_CONFIGURED, detail);
        }
        try {
            return ChargeResult.confirmed(mapping.own(payment, order.request(), order.key(), order.amount()));
        } catch (Misreading e) {
            LOG.log(System.Logger.Level.WARNING, "{0}: charged, and misread at {1}", order.invoice(), e.path());
            return new ChargeResult.Ambiguous(named(payment), "misread at " + e.path());
        }
    }

    /**
     * A payment that is shown whole and ended under ERROR, as one is that a review has cancelled [T], and that can be no other than ours:
     * of the amount ordered, all of it for our request where that is shown, without another's mark, and not known from before.
     */
    private Option<ProviderPayment> declined(Wire.Payment payment, ChargeOrder order) {
        String mark = payment.ownKey();
        if (mark != null && !mark.equals(order.key().value())) {
            return Option.none();
        }
        try {
            ProviderPayment own = mapping.own(payment, order.request(), order.key(), order.amount());
            boolean ours = own.isDead()
                    && own.applied().equals(order.amount())
                    && !order.known().contains(own.id());
            return Option.when(ours, own);
        } catch (Misreading e) {
            return Option.none();
        }
    }

    /** A payment that the answer shows, even one that cannot be named, is the only one that can be ours. */
    private ChargeResult lookedUp(
            ChargeOrder order, Wire.@Nullable Payment payment, Instant since, ByTime byTime, String detail) {
        Option<PaymentId> named = named(payment);
        return ended.find(order, named, since, payment == null ? byTime : ByTime.NEVER)
                .map(found -> ChargeResult.confirmed(OwnPayments.keyed(found, order.key())))
                .getOrElse(() -> new ChargeResult.Ambiguous(named, detail));
    }

    private static Option<PaymentId> named(Wire.@Nullable Payment payment) {
        try {
            return payment == null
                    ? Option.none()
                    : Option.some(new PaymentId(PaymentMapping.reference(payment.id(), "payment.id")));
        } catch (Misreading e) {
            return Option.none();
        }
    }

    /** One allocation of the exact amount: a payment without one would charge the card and settle nothing. [T] */
    private void writeInput(JsonWriter out, ChargeOrder order, String method, boolean full) throws IOException {
        BigDecimal amount =
                BigDecimal.valueOf(order.amount().minorUnits()); // keeps its text, which is written three times
        String currency = order.amount().currency().getCurrencyCode();
        out.name("input").beginObject();
        out.name("paymentMethodId").value(method);
        out.name("amount").value(amount);
        out.name("currency").value(currency);
        out.name("immediateCapture").value(true);
        out.name("failOnReview").value(settings.failOnReview());
        out.name("paymentRequestAllocation").beginArray().beginObject();
        out.name("paymentRequestId").value(order.request());
        out.name("amount").value(amount);
        out.endObject().endArray();
        writeRisk(out, order, amount, currency, full);
        OwnMark.writeCustomData(out, order);
        OwnMark.writeDescription(out, order, mark, full);
        out.endObject();
    }

    /** @param full whether the second line of the address is told: no example shows it [I], and an unknown field would fail the charge */
    private static void writeRisk(JsonWriter out, ChargeOrder order, BigDecimal amount, String currency, boolean full)
            throws IOException {
        BillingAddress billing = order.payer().billing();
        out.name("riskMetadata").beginObject();
        out.name("address").beginObject();
        out.name("line1").value(billing.street());
        if (full && billing.address2().isDefined()) {
            out.name("line2").value(billing.address2().get());
        }
        out.name("postalCode").value(billing.postalCode().getOrElse(""));
        out.name("country").value(billing.country());
        out.endObject();
        out.name("phone").beginObject();
        out.name("countryCode").value(billing.phoneCountryCode());
        out.name("number").value(billing.phone());
        out.endObject();
        out.name("lineItems").beginArray().beginObject();
        out.name("description").value("Invoice " + order.invoice());
        out.name("price").value(amount);
        out.name("currency").value(currency);
        out.name("quantity").value(BigDecimal.ONE);
        out.endObject().endArray();
        out.endObject();
    }

    private static Wire.CreatedPayment created(JsonReader in) throws IOException {
        Creation creation = new Creation(in);
        StrictJson.object(in, CREATION, data -> StrictJson.object(in, CREATED, creation));
        return new Wire.CreatedPayment(creation.code, creation.payment);
    }

    private static final class Creation implements StrictJson.Member {
        private final JsonReader in;
        private @Nullable String code;
        private Wire.@Nullable Payment payment;

        Creation(JsonReader in) {
            this.in = in;
        }

        @Override
        public void read(int number) throws IOException {
            if (number == 0) {
                code = StrictJson.text(in, CODES);
            } else {
                payment = PaymentReader.read(in);
            }
        }
    }
}
