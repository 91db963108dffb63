package io.invoicepay.aptean;

import io.invoicepay.aptean.ApteanPayConfig.Lookups;
import io.invoicepay.money.Money;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Decides what the requests for payment that bear an invoice's reference say of it. A request that was closed may have been issued again
 * (Q12): the newest that is not closed counts. Two that could both hold or take money contradict each other. Payments of all of them
 * are shown, so that none is lost behind a re-issue.
 */
final class RequestView {
    private static final System.Logger LOG = System.getLogger("io.invoicepay.aptean");

    private final Lookups settings;
    private final Currency currency;
    private final PaymentMapping mapping;
    private final OwnPayments ownPayments;
    private final Clock clock;

    RequestView(ApteanPayConfig config, Clock clock) {
        this(config, OwnPayments.asConfigured(config), clock);
    }

    RequestView(ApteanPayConfig config, OwnPayments ownPayments, Clock clock) {
        this.settings = config.lookups;
        this.currency = config.charges.currency();
        this.mapping = new PaymentMapping(config.charges.declineCodes());
        this.ownPayments = ownPayments;
        this.clock = clock;
    }

    /** A request and its payments. */
    record Found(Wire.Request wire, String id, RequestStatus status, int amount, List<ProviderPayment> payments) {
        /** It holds money or may take some. */
        boolean isLive() {
            boolean ended = status == RequestStatus.CLOSED || status == RequestStatus.GIVEN_BACK;
            return !ended || payments.stream().anyMatch(p -> p.isLive() || p.isEffective());
        }
    }

    ProviderView of(PaymentQuery query, List<Wire.Request> matches) {
        try {
            return judged(query, found(matches));
        } catch (Misreading e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}: its request for payment is misread at {1}",
                    query.invoice(),
                    e.path());
            return ProviderView.inconclusive(Cause.UNREADABLE);
        }
    }

    // Loops where every invoice of a page comes through: streams over one request and no payment were most of what a
    // page allocated.
    private List<Found> found(List<Wire.Request> matches) {
        if (matches.size() == 1) { // the usual case
            return List.of(found(matches.get(0)));
        }
        List<Found> all = new ArrayList<>(matches.size());
        for (Wire.Request match : matches) {
            all.add(found(match));
        }
        return all;
    }

    private Found found(Wire.Request shown) {
        Wire.Request wire = shown.once();
        String id = PaymentMapping.reference(wire.id(), "paymentRequest.id");
        Integer amount = wire.amount();
        if (amount == null) {
            throw new Misreading("paymentRequest.amount");
        }
        return new Found(wire, id, RequestStatus.of(wire.status()), amount, payments(wire, id));
    }

    private List<ProviderPayment> payments(Wire.Request wire, String id) {
        if (wire.payments().isEmpty()) {
            return List.of();
        }
        List<ProviderPayment> payments = new ArrayList<>(wire.payments().size());
        for (Wire.Payment payment : wire.payments()) {
            payments.add(mapping.payment(payment, id));
        }
        return payments;
    }

    private ProviderView judged(PaymentQuery query, List<Found> all) {
        List<Found> live = live(all);
        if (live.size() > 1) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}: {1} requests for payment could take it",
                    query.invoice(),
                    live.size());
            return new ProviderView.Contradictory(
                    live.size() + " requests for payment with one reference",
                    all.stream().flatMap(found -> found.payments().stream()).toList());
        }
        if (all.isEmpty() || isWithdrawn(query, all, live)) {
            return ProviderView.notSent();
        }
        Found chosen = live.isEmpty() ? newest(all) : live.get(0);
        List<Found> ranked = ranked(chosen, all);
        return sent(chosen, own(query, ranked, ownPayments.marked(query, all, payments(chosen, ranked))));
    }

    /** What counts comes first, so that a payment shown under two requests is judged by it. */
    private static List<Found> ranked(Found chosen, List<Found> all) {
        if (all.size() == 1) {
            return all;
        }
        List<Found> ranked = new ArrayList<>(all);
        ranked.remove(chosen);
        ranked.add(0, chosen);
        return ranked;
    }

    private List<ProviderPayment> own(PaymentQuery query, List<Found> ranked, List<ProviderPayment> shown) {
        if (query.attempt().isEmpty()) {
            return shown;
        }
        PaymentQuery.Trace trace = query.attempt().get();
        return shown.stream()
                .map(payment -> payment.isOf(trace.key()) ? own(payment.id(), trace, ranked) : payment)
                .toList();
    }

    private ProviderPayment own(PaymentId id, PaymentQuery.Trace trace, List<Found> ranked) {
        for (Found found : ranked) {
            for (int n = 0; n < found.payments().size(); n++) {
                if (found.payments().get(n).id().equals(id)) {
                    return mapping.own(found.wire().payments().get(n), found.id(), trace.key(), trace.amount());
                }
            }
        }
        throw new IllegalStateException("payment " + id + " is of none of the requests");
    }

    private static List<Found> live(List<Found> all) {
        if (all.size() == 1) {
            return all.get(0).isLive() ? all : List.of();
        }
        return all.stream().filter(Found::isLive).toList();
    }

    /** [D] What was closed is as if it had never been sent, until it is sent again; unless an attempt of ours may show among its payments. */
    private static boolean isWithdrawn(PaymentQuery query, List<Found> all, List<Found> live) {
        return live.isEmpty()
                && query.attempt().isEmpty()
                && all.stream().allMatch(found -> found.status() == RequestStatus.CLOSED);
    }

    private static Found newest(List<Found> all) {
        Comparator<Found> byAge = Comparator.<Found, Boolean>comparing(f -> f.status() != RequestStatus.CLOSED)
                .thenComparing(f -> PaymentMapping.instant(f.wire().createdAt()).getOrElse(Instant.MIN));
        return Objects.requireNonNull(all.stream().max(byAge).orElse(null));
    }

    /** Each payment once, those of the request that counts first. */
    private List<ProviderPayment> payments(Found chosen, List<Found> ranked) {
        if (ranked.size() == 1 && chosen.payments().isEmpty() && chosen.status() != RequestStatus.UNDER_WAY) {
            return List.of(); // the usual case
        }
        List<ProviderPayment> shown = distinct(ranked);
        if (chosen.status() == RequestStatus.UNDER_WAY && shown.stream().noneMatch(ProviderPayment::isLive)) {
            // The status runs ahead of the list: there is a payment, and its reference is not shown yet.
            PaymentId unseen = PaymentId.deducedFrom(chosen.id());
            Money amount = Money.ofMinor(chosen.amount(), currency);
            shown.add(ProviderPayment.of(unseen, Status.UNRECOGNISED, amount, Option.none()));
        }
        return shown;
    }

    private static List<ProviderPayment> distinct(List<Found> ranked) {
        Map<PaymentId, ProviderPayment> payments = new LinkedHashMap<>();
        for (Found found : ranked) {
            found.payments().forEach(p -> payments.putIfAbsent(p.id(), p));
        }
        return new ArrayList<>(payments.values());
    }

    private ProviderView sent(Found request, List<ProviderPayment> payments) {
        Discount discount = Discount.of(request.wire(), clock, settings.discountMargin());
        if (discount.minorUnits() >= request.amount() && discount.applies()) {
            throw new Misreading("paymentRequest.discountAmount");
        }
        Money requested = Money.ofMinor(request.amount(), currency);
        long completed = completed(request);
        long collectible = collectible(request, discount, completed);
        return new ProviderView.Sent(
                request.id(),
                isPayable(request, discount, completed),
                requested,
                collectible == request.amount() ? requested : Money.ofMinor(collectible, currency),
                discount.applies() ? Option.some(Money.ofMinor(discount.minorUnits(), currency)) : Option.none(),
                payments);
    }

    private static long completed(Found request) {
        long sum = 0;
        for (int n = 0; n < request.payments().size(); n++) {
            ProviderPayment payment = request.payments().get(n);
            if (payment.status() == Status.COMPLETED) {
                sum += payment.applied().minorUnits()
                        + PaymentMapping.credit(request.wire().payments().get(n));
            }
        }
        return sum;
    }

    /**
     * After completed payments and a discount. [S] What is settled has nothing left, whatever the discount was when it was paid, save
     * what was given back of it since: that is owed again, though it is not to be paid here.
     */
    private static long collectible(Found request, Discount discount, long completed) {
        return switch (request.status()) {
            case SETTLED -> givenBack(request);
            case GIVEN_BACK -> 0;
            default -> Math.max(0, request.amount() - discount.minorUnits() - completed);
        };
    }

    private static long givenBack(Found request) {
        long sum = 0;
        for (ProviderPayment payment : request.payments()) {
            sum += payment.refunded().minorUnits();
        }
        return sum;
    }

    /** What is left of a partly paid one can be told only by what was paid: a list that lags behind its status shows too much. */
    private boolean isPayable(Found request, Discount discount, long completed) {
        boolean status = (request.status() == RequestStatus.OPEN && completed == 0)
                || (request.status() == RequestStatus.PARTLY_PAID && completed > 0 && settings.paysRest());
        return status && isInOwnCurrency(request) && discount.certain();
    }

    private boolean isInOwnCurrency(Found request) {
        for (int n = 0; n < request.payments().size(); n++) {
            ProviderPayment payment = request.payments().get(n);
            if (!payment.isDead() && !payment.applied().currency().equals(currency)) {
                return false;
            }
        }
        return true;
    }
}
