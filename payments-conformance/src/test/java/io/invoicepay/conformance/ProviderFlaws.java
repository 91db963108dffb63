package io.invoicepay.conformance;

import static io.invoicepay.conformance.TwistedProvider.charging;
import static io.invoicepay.conformance.TwistedProvider.claiming;
import static io.invoicepay.conformance.TwistedProvider.finding;
import static io.invoicepay.conformance.TwistedProvider.mounting;
import static io.invoicepay.conformance.TwistedProvider.naming;
import static io.invoicepay.conformance.TwistedProvider.opening;
import static io.invoicepay.conformance.TwistedProvider.showing;
import static io.invoicepay.conformance.TwistedProvider.viewing;
import static io.invoicepay.conformance.TwistedProvider.viewingSent;
import static io.invoicepay.conformance.TwistedProvider.with;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.AttemptId;
import io.invoicepay.payment.BillingForm;
import io.invoicepay.payment.ContactRules;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.GuestPayment;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.PaymentMethod;
import io.invoicepay.provider.Capabilities;
import io.invoicepay.provider.CardEntry;
import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.KeyContract;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.net.URI;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtendWith;

/** Providers that break one promise each, by the mistakes one would make. */
final class ProviderFlaws {
    private static final String USD = "USD";
    private static final AccountId ACCOUNT = new AccountId("20000");

    private final Map<String, Flaw> flaws = new LinkedHashMap<>();

    /**
     * A way to be wrong.
     *
     * @param caughtBy the test that has to catch it; others may too
     * @param capabilities what the provider claims
     * @param keys what it really does with used keys
     * @param keysKept for how long
     * @param twist makes a client of the bank go wrong
     */
    record Flaw(
            String caughtBy,
            Capabilities capabilities,
            KeyContract keys,
            Duration keysKept,
            BiFunction<BankClient, Bank, PaymentProvider> twist) {
        ProviderHarness newHarness() {
            Bank bank = new Bank(keys, keysKept);
            return new BankHarness(bank, () -> twist.apply(new BankClient(bank, capabilities), bank));
        }
    }

    /** The contract on one of these. */
    @ExtendWith(Trial.SubjectResolver.class)
    static final class OnTrial extends PaymentProviderContract {
        private final Flaw flaw;

        OnTrial(String name) {
            flaw = Option.of(all().get(name)).get();
        }

        @Override
        protected Duration longestCall() {
            return Duration.ofMillis(300);
        }

        @Override
        protected ProviderHarness newHarness() {
            return flaw.newHarness();
        }
    }

    static Map<String, Flaw> all() {
        ProviderFlaws flaws = new ProviderFlaws();
        flaws.ofNameAndCapabilities();
        flaws.ofCardEntry();
        flaws.ofViews();
        flaws.ofAmounts();
        flaws.ofPayments();
        flaws.ofAttribution();
        flaws.ofMissingAnswers();
        flaws.ofCharges();
        flaws.ofUncertainCharges();
        flaws.ofKeys();
        flaws.ofPortals();
        return flaws.flaws;
    }

    /** As a connection without a limit of time does; ends with the test that has given up, or with an answer. */
    private static void waitWhileSilent(Bank bank) {
        CountDownLatch never = new CountDownLatch(1);
        try {
            while (bank.isSilent() && !never.await(1, TimeUnit.SECONDS)) {
                // and goes on waiting
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Capabilities.Builder sound() {
        return SoundProviders.capabilities(KeyContract.REPLAYS).showingKeys();
    }

    private void add(String name, String caughtBy, BiFunction<BankClient, Bank, PaymentProvider> twist) {
        put(name, new Flaw(caughtBy, sound().build(), KeyContract.REPLAYS, SoundProviders.KEYS_KEPT, twist));
    }

    private void put(String name, Flaw flaw) {
        if (flaws.put(name, flaw) != null) {
            throw new IllegalStateException("two flaws are named " + name);
        }
    }

    private void claims(String name, String caughtBy, Capabilities.Builder capabilities) {
        put(
                name,
                new Flaw(
                        caughtBy,
                        capabilities.build(),
                        KeyContract.REPLAYS,
                        SoundProviders.KEYS_KEPT,
                        (client, bank) -> client));
    }

    private void ofNameAndCapabilities() {
        AtomicInteger names = new AtomicInteger();
        add("every client has another name", "keepsItsName", (client, bank) -> {
            String name = "bank " + names.incrementAndGet();
            return naming(client, () -> name);
        });
        add(
                "capabilities follow the last payment",
                "capabilitiesAreConstant",
                (client, bank) -> claiming(
                        client,
                        () -> bank.chargeRequests() == 0
                                ? sound().build()
                                : sound().keys(KeyContract.UNVERIFIED, Duration.ZERO)
                                        .build()));
        claims(
                "offers no method at all",
                "offersSomeMethod",
                sound().without(PaymentMethod.PORTAL).without(PaymentMethod.GUEST_CHECKOUT));
        claims("claims a minimum that it does not have", "takesTheOrdinaryAmount", sound().minimum(usd("2000.00")));
        claims("names no portal host", "portalHostsAreHosts", sound().portalHosts());
    }

    private void ofCardEntry() {
        add(
                "has no card entry form",
                "cardEntryGoesWithGuestCheckout",
                (client, bank) -> mounting(client, entry -> Option.none()));
        add(
                "loads the card entry's script in the clear",
                "cardEntryScriptIsSafe",
                (client, bank) -> mounting(
                        client,
                        entry -> Option.some(new CardEntry(
                                "bank", Option.some(URI.create("http://js.bank.example/card.js")), Map.of()))));
        add(
                "hands its secret to the browser",
                "cardEntryHoldsNoSecret",
                (client, bank) -> mounting(
                        client,
                        entry -> Option.some(new CardEntry("bank", Option.none(), Map.of("key", BankHarness.SECRET)))));
    }

    private void ofViews() {
        add(
                "calls every invoice not payable",
                "showsWhatWasSent",
                (client, bank) -> viewingSent(client, view -> payable(view, false)));
        add(
                "calls every invoice payable",
                "showsClosedInvoices",
                (client, bank) -> viewingSent(client, view -> payable(view, true)));
        add(
                "calls what was not sent unreachable",
                "showsWhatWasNotSent",
                (client, bank) -> viewing(
                        client,
                        (query, view) -> view instanceof ProviderView.NotSent
                                ? ProviderView.inconclusive(Cause.UNREACHABLE)
                                : view));
        add("remembers for good what was not sent", "noticesThatItWasSent", (client, bank) -> {
            Set<InvoiceNumber> notSent = new HashSet<>();
            return viewing(client, (query, view) -> {
                if (view instanceof ProviderView.NotSent) {
                    notSent.add(query.invoice());
                }
                return notSent.contains(query.invoice()) ? ProviderView.notSent() : view;
            });
        });
        add(
                "trips over an empty question",
                "answersAnEmptyQuestion",
                (client, bank) -> finding(client, queries -> {
                    PaymentQuery first = queries.get(0);
                    Map<InvoiceNumber, ProviderView> views = new HashMap<>(client.find(queries));
                    views.computeIfAbsent(first.invoice(), invoice -> ProviderView.notSent());
                    return views;
                }));
        add(
                "leaves out what was not sent",
                "answersForExactlyTheInvoicesAsked",
                (client, bank) -> finding(
                        client,
                        queries -> client.find(queries).entrySet().stream()
                                .filter(entry -> !(entry.getValue() instanceof ProviderView.NotSent))
                                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
        add(
                "answers for the first hundred alone",
                "answersForMany",
                (client, bank) ->
                        finding(client, queries -> client.find(queries.subList(0, Math.min(100, queries.size())))));
        add(
                "takes the second page for the first",
                "answersForMany",
                (client, bank) -> finding(client, queries -> {
                    Map<InvoiceNumber, ProviderView> views = new LinkedHashMap<>();
                    for (PaymentQuery query : queries) {
                        views.put(
                                query.invoice(),
                                views.size() < 50 ? view(client, query) : view(client, queries.get(views.size() - 50)));
                    }
                    return views;
                }));
        add(
                "asks once for each row",
                "asksInFewRequests",
                (client, bank) -> finding(client, queries -> {
                    Map<InvoiceNumber, ProviderView> views = new LinkedHashMap<>();
                    queries.forEach(query -> views.putAll(client.find(List.of(query))));
                    return views;
                }));
        add(
                "trips over an invoice asked about twice",
                "answersOnceForTheSameInvoice",
                (client, bank) -> finding(
                        client,
                        queries -> queries.stream()
                                .collect(Collectors.toMap(PaymentQuery::invoice, query -> view(client, query)))));
        add(
                "takes what resembles a number for it",
                "matchesNumbersExactly",
                (client, bank) -> viewing(
                        client,
                        (query, view) -> bank.search(List.of(query.invoice())).bills().stream()
                                .findFirst()
                                .map(bill -> view(client, PaymentQuery.about(bill.number)))
                                .orElse(view)));
        add(
                "takes the last of several neighbours",
                "tellsNeighboursApart",
                (client, bank) -> viewing(
                        client,
                        (query, view) -> bank.search(List.of(query.invoice())).bills().stream()
                                .reduce((first, second) -> second)
                                .map(bill -> view(client, PaymentQuery.about(bill.number)))
                                .orElse(view)));
        add(
                "drops from numbers what would need quoting",
                "findsUnusualNumbers",
                (client, bank) -> viewing(
                        client,
                        (query, view) -> view(
                                client,
                                PaymentQuery.about(new InvoiceNumber(
                                        query.invoice().value().replaceAll("[^A-Za-z0-9-]", ""))))));
        add(
                "cuts numbers after thirty characters",
                "findsTheLongestNumber",
                (client, bank) -> viewing(
                        client,
                        (query, view) -> query.invoice().value().length() > 30 ? ProviderView.notSent() : view));
        add(
                "tries the card when it is asked about an invoice",
                "findChargesNothing",
                (client, bank) -> viewing(client, (query, view) -> {
                    if (view instanceof ProviderView.Sent sent) {
                        bank.charge(order(query.invoice(), sent));
                    }
                    return view;
                }));
        add(
                "hands out answers that go on changing",
                "answersAreValues",
                (client, bank) -> finding(client, queries -> new AbstractMap<>() {
                    @Override
                    public Set<Entry<InvoiceNumber, ProviderView>> entrySet() {
                        return client.find(queries).entrySet();
                    }
                }));
        add("answers no other thread than its first", "answersManyThreads", (client, bank) -> {
            Thread owner = Thread.currentThread();
            return finding(client, queries -> Thread.currentThread() == owner ? client.find(queries) : Map.of());
        });
        add(
                "chooses one of two contradicting records",
                "showsContradictions",
                (client, bank) -> viewing(
                        client,
                        (query, view) -> view instanceof ProviderView.Contradictory
                                ? new ProviderView.Sent(
                                        bank.billOf(query.invoice()).id,
                                        true,
                                        usd("1250.00"),
                                        usd("1250.00"),
                                        Option.none(),
                                        List.of())
                                : view));
        add(
                "hides what was paid behind a contradiction",
                "showsPaymentsOfContradictions",
                (client, bank) -> viewing(
                        client,
                        (query, view) -> view instanceof ProviderView.Contradictory records
                                ? new ProviderView.Contradictory(records.detail())
                                : view));
        add(
                "keeps a discount to itself",
                "showsDiscounts",
                (client, bank) -> viewingSent(
                        client,
                        view -> new ProviderView.Sent(
                                view.request(),
                                view.payable(),
                                view.requested(),
                                view.requested(),
                                Option.none(),
                                view.payments())));
    }

    private void ofAmounts() {
        add(
                "drops the cents of an invoice",
                "asksForTheAmountSent",
                (client, bank) -> viewingSent(
                        client, view -> requesting(view, view.requested().minorUnits() / 100 * 100)));
        add(
                "counts yen in hundredths",
                "isExactInYen",
                (client, bank) -> viewingSent(
                        client,
                        view -> requesting(
                                view,
                                view.requested().currency().getDefaultFractionDigits() == 0
                                        ? view.requested().minorUnits() * 100
                                        : view.requested().minorUnits())));
        add(
                "counts dinars in hundredths",
                "isExactInDinars",
                (client, bank) -> viewingSent(
                        client,
                        view -> requesting(
                                view,
                                view.requested().currency().getDefaultFractionDigits() == 3
                                        ? view.requested().minorUnits() / 10
                                        : view.requested().minorUnits())));
        add(
                "charges in floating point of 32 bits",
                "isExactBeyondFloats",
                (client, bank) -> charging(
                        client,
                        order -> client.charge(amounting(
                                order,
                                Money.ofMinor(
                                        (long) (float) order.amount().minorUnits(),
                                        order.amount().currency())))));
        add(
                "counts in floating point",
                "isExactForLargeAmounts",
                (client, bank) -> viewingSent(
                        client,
                        view -> requesting(view, (long) (float) view.requested().minorUnits())));
    }

    private void ofPayments() {
        add(
                "leaves out what was paid in the portal",
                "showsPendingPortalPayments",
                (client, bank) -> keeping(client, payment -> payment.key().isDefined()));
        add(
                "takes pending payments off what is left to collect",
                "showsPendingPortalPayments",
                (client, bank) -> viewingSent(
                        client,
                        view -> view.hasLivePayment() ? collecting(view, Money.zero(usd("0").currency())) : view));
        add(
                "shows completed payments as pending",
                "showsCompletedPortalPayments",
                (client, bank) -> inStatus(client, Status.COMPLETED, Status.PENDING));
        add(
                "takes a part for the whole",
                "showsPartPayments",
                (client, bank) -> viewingSent(
                        client,
                        view -> view.payments().isEmpty()
                                ? view
                                : collecting(view, Money.zero(view.requested().currency()))));
        add(
                "shows the whole of a payment for several invoices",
                "showsOnlyItsPart",
                (client, bank) -> showing(
                        client,
                        payment -> applying(
                                payment,
                                ledger(bank, payment).parts.values().stream()
                                        .reduce(Money::plus)
                                        .orElse(payment.applied()))));
        add(
                "counts the fee as paid on the invoice",
                "leavesTheFeeOut",
                (client, bank) -> showing(
                        client,
                        payment -> applying(
                                payment,
                                ledger(bank, payment)
                                        .fee
                                        .map(payment.applied()::plus)
                                        .getOrElse(payment.applied()))));
        add(
                "shows the first payment alone",
                "showsASecondPayment",
                (client, bank) -> viewingSent(
                        client,
                        view -> with(view, view.payments().stream().limit(1).toList())));
        add(
                "looks for the payments of ninety days",
                "showsOldCharges",
                (client, bank) -> keeping(
                        client,
                        payment -> bank.paymentsSince(Duration.ofDays(90)).stream()
                                .anyMatch(recent -> recent.id.equals(payment.id()))));
        add(
                "shows the first page of payments alone",
                "showsPaymentsOfManyTries",
                (client, bank) -> viewingSent(
                        client,
                        view -> with(view, view.payments().stream().limit(20).toList())));
        add(
                "shows the last ten payments alone",
                "showsPaymentsOfManyTries",
                (client, bank) -> viewingSent(
                        client,
                        view -> with(
                                view,
                                view.payments().stream()
                                        .skip(Math.max(0, view.payments().size() - 10))
                                        .toList())));
        add(
                "shows everybody's payments",
                "keepsPaymentsApart",
                (client, bank) -> viewingSent(
                        client,
                        view -> with(
                                view,
                                bank.allPayments().stream()
                                        .map(payment -> client.shown(
                                                payment,
                                                payment.parts
                                                        .keySet()
                                                        .iterator()
                                                        .next()))
                                        .toList())));
        add(
                "keeps refunds to itself",
                "showsFullRefunds",
                (client, bank) -> showing(
                        client,
                        payment ->
                                refunding(payment, Money.zero(payment.applied().currency()))));
        add(
                "takes a refund of a part for one of all",
                "showsPartRefunds",
                (client, bank) -> showing(
                        client,
                        payment -> payment.refunded().isPositive() ? refunding(payment, payment.applied()) : payment));
        add("shows a payment for ever as it first saw it", "showsSettlement", (client, bank) -> {
            Map<PaymentId, ProviderPayment> seen = new HashMap<>();
            return showing(client, payment -> seen.computeIfAbsent(payment.id(), id -> payment));
        });
        add(
                "shows failed payments as pending",
                "showsLateFailure",
                (client, bank) -> inStatus(client, Status.FAILED, Status.PENDING));
        add(
                "keeps the reasons of failures to itself",
                "tellsWhyItFailedLater",
                (client, bank) -> showing(client, payment -> declined(payment, Option.none())));
        add(
                "shows payments that were called off as pending",
                "showsCancellation",
                (client, bank) -> inStatus(client, Status.CANCELLED, Status.PENDING));
        add(
                "takes a status it does not know for completed",
                "showsUnknownStatusAsSuch",
                (client, bank) -> inStatus(client, Status.UNRECOGNISED, Status.COMPLETED));
    }

    private void ofAttribution() {
        add(
                "takes a portal payment for the attempt asked about",
                "neverAttributesPortalPayments",
                (client, bank) -> viewing(
                        client,
                        (query, view) -> view instanceof ProviderView.Sent sent
                                        && query.attempt().isDefined()
                                ? with(
                                        sent,
                                        sent.payments().stream()
                                                .map(payment -> keyed(
                                                        payment, query.attempt().map(PaymentQuery.Trace::key)))
                                                .toList())
                                : view));
        add(
                "attributes by amount",
                "attributesOnlyOurCharge",
                (client, bank) -> viewing(
                        client,
                        (query, view) -> view instanceof ProviderView.Sent sent
                                        && query.attempt().isDefined()
                                ? with(
                                        sent,
                                        sent.payments().stream()
                                                .map(payment -> payment.applied()
                                                                .equals(query.attempt()
                                                                        .get()
                                                                        .amount())
                                                        ? keyed(
                                                                payment,
                                                                Option.some(query.attempt()
                                                                        .get()
                                                                        .key()))
                                                        : payment)
                                                .toList())
                                : view));
        add(
                "claims to show keys and does not",
                "showsKeys",
                (client, bank) -> showing(client, payment -> keyed(payment, Option.none())));
        add("shows the charges of its own memory alone", "showsChargesToEveryClient", (client, bank) -> {
            Set<PaymentId> own = new HashSet<>();
            return charging(keeping(client, payment -> own.contains(payment.id())), order -> {
                ChargeResult result = client.charge(order);
                if (result instanceof ChargeResult.Confirmed confirmed) {
                    own.add(confirmed.payment().id());
                }
                return result;
            });
        });
    }

    private void ofMissingAnswers() {
        add(
                "says not sent when it cannot tell",
                "WithoutAnswer.unreachable",
                (client, bank) ->
                        viewing(client, (query, view) -> view instanceof Inconclusive ? ProviderView.notSent() : view));
        add(
                "calls every failure unreachable",
                "WithoutAnswer.throttled",
                (client, bank) -> viewing(
                        client,
                        (query, view) ->
                                view instanceof Inconclusive ? ProviderView.inconclusive(Cause.UNREACHABLE) : view));
        add(
                "throws when it is not answered",
                "WithoutAnswer.misconfigured",
                (client, bank) -> viewing(client, (query, view) -> {
                    if (view instanceof Inconclusive inconclusive) {
                        throw new IllegalStateException(inconclusive.toString());
                    }
                    return view;
                }));
        add(
                "leaves invoices out when it is not answered",
                "WithoutAnswer.unreadable",
                (client, bank) -> finding(
                        client,
                        queries -> client.find(queries).entrySet().stream()
                                .filter(entry -> !(entry.getValue() instanceof Inconclusive))
                                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
        add(
                "takes a missing page for not sent",
                "WithoutAnswer.incomplete",
                (client, bank) -> viewing(
                        client,
                        (query, view) -> view.equals(ProviderView.inconclusive(Cause.INCOMPLETE))
                                ? ProviderView.notSent()
                                : view));
        add(
                "forgets when to come back",
                "WithoutAnswer.tellsWhenToComeBack",
                (client, bank) -> viewing(
                        client,
                        (query, view) -> view instanceof Inconclusive inconclusive
                                ? ProviderView.inconclusive(inconclusive.cause())
                                : view));
        add(
                "waits for ever for the answer to a query",
                "WithoutAnswer.neverAnswered",
                (client, bank) -> finding(client, queries -> {
                    waitWhileSilent(bank);
                    return client.find(queries);
                }));
        add("never asks again once it was not answered", "WithoutAnswer.recovers", (client, bank) -> {
            Set<Cause> failures = new HashSet<>();
            return viewing(client, (query, view) -> {
                if (view instanceof Inconclusive inconclusive) {
                    failures.add(inconclusive.cause());
                }
                return failures.isEmpty() ? view : ProviderView.inconclusive(Cause.UNREACHABLE);
            });
        });
        add(
                "shows an invoice without payments when it cannot tell",
                "WithoutAnswer.chargesStayUncertain",
                (client, bank) -> viewing(
                        client,
                        (query, view) -> view instanceof Inconclusive
                                ? new ProviderView.Sent(
                                        "req-1", true, usd("1250.00"), usd("1250.00"), Option.none(), List.of())
                                : view));
        add(
                "throws when the portal's link cannot be had",
                "WithoutAnswer.portalIsAnswered",
                (client, bank) -> opening(client, invoice -> {
                    bank.search(List.of());
                    return client.portal(ACCOUNT, invoice);
                }));
        add(
                "makes up a link when the portal's cannot be had",
                "WithoutAnswer.portalIsAnswered",
                (client, bank) -> opening(client, invoice -> {
                    try {
                        bank.search(List.of());
                        return client.portal(ACCOUNT, invoice);
                    } catch (Bank.QueryFailed e) {
                        return Either.right(URI.create("https://bank.example/sorry"));
                    }
                }));
    }

    private void ofCharges() {
        add(
                "confirms without cents",
                "Charge.isAccepted",
                (client, bank) -> showing(
                        client,
                        payment -> applying(
                                payment,
                                Money.ofMinor(
                                        payment.applied().minorUnits() / 100 * 100,
                                        payment.applied().currency()))));
        add(
                "charges without cents",
                "Charge.takesTheAmount",
                (client, bank) -> charging(client, order -> {
                    ChargeResult result = client.charge(amounting(
                            order,
                            Money.ofMinor(
                                    order.amount().minorUnits() / 100 * 100,
                                    order.amount().currency())));
                    return result instanceof ChargeResult.Confirmed confirmed
                            ? ChargeResult.confirmed(applying(confirmed.payment(), order.amount()))
                            : result;
                }));
        add(
                "sends every charge twice",
                "Charge.leavesOnce",
                (client, bank) -> charging(client, order -> {
                    client.charge(order);
                    return client.charge(order);
                }));
        add(
                "charges twice, under a key of its own the second time",
                "Charge.takesTheAmount",
                (client, bank) -> charging(client, order -> {
                    client.charge(under(order, newKey()));
                    return client.charge(order);
                }));
        add("pays the invoice before along with this one", "Charge.leavesOthersAlone", (client, bank) -> {
            return charging(client, order -> {
                for (Bank.Bill bill :
                        bank.search(List.of(new InvoiceNumber("PS-INV"))).bills()) {
                    if (!bill.number.equals(order.invoice())) {
                        bank.charge(
                                order(bill.number, (ProviderView.Sent) view(client, PaymentQuery.about(bill.number))));
                    }
                }
                return client.charge(order);
            });
        });
        add(
                "confirms under a reference it never shows again",
                "Charge.isShown",
                (client, bank) -> charging(
                        client,
                        order -> client.charge(order) instanceof ChargeResult.Confirmed confirmed
                                ? ChargeResult.confirmed(identified(
                                        confirmed.payment(),
                                        "conf-" + confirmed.payment().id()))
                                : ChargeResult.ambiguous("no answer")));
        add(
                "confirms under another key",
                "Charge.bearsItsKey",
                (client, bank) -> showing(client, payment -> keyed(payment, Option.some(newKey()))));
        add(
                "gives every payment the same reference",
                "Charge.hasItsOwnReference",
                (client, bank) -> showing(client, payment -> identified(payment, "pay")));
        add(
                "leaves a decline ambiguous",
                "Charge.isDeclined",
                (client, bank) -> charging(client, order -> {
                    ChargeResult result = client.charge(order);
                    return result instanceof ChargeResult.Confirmed confirmed
                                    && confirmed.payment().isDead()
                            ? ChargeResult.ambiguous("the card was not accepted")
                            : result;
                }));
        add(
                "says not sent after a decline",
                "Charge.isDeclined",
                (client, bank) -> charging(client, order -> {
                    ChargeResult result = client.charge(order);
                    return result instanceof ChargeResult.Confirmed confirmed
                                    && confirmed.payment().isDead()
                            ? ChargeResult.notSent(NotChargedReason.REJECTED)
                            : result;
                }));
        add(
                "tries a declined card again",
                "Charge.declineTakesNothing",
                (client, bank) -> charging(client, order -> {
                    ChargeResult result = client.charge(order);
                    if (result instanceof ChargeResult.Confirmed confirmed
                            && confirmed.payment().isDead()) {
                        client.charge(under(order, newKey()));
                    }
                    return result;
                }));
        add(
                "mixes up the reasons of declines",
                "Charge.tellsInsufficientFunds",
                (client, bank) -> showing(
                        client,
                        payment -> declined(payment, payment.decline().map(reason -> DeclineReason.INVALID_CARD))));
        add(
                "takes every decline for insufficient funds",
                "Charge.tellsExpiry",
                (client, bank) -> showing(
                        client,
                        payment ->
                                declined(payment, payment.decline().map(reason -> DeclineReason.INSUFFICIENT_FUNDS))));
        add("charges an invoice once, even if that was declined", "Charge.canFollowADecline", (client, bank) -> {
            Map<InvoiceNumber, ChargeResult> results = new HashMap<>();
            return charging(client, order -> {
                if (!results.containsKey(order.invoice())) {
                    results.put(order.invoice(), client.charge(order));
                }
                return Option.of(results.get(order.invoice())).get();
            });
        });
        add(
                "calls what could not leave ambiguous",
                "Charge.isNotSent",
                (client, bank) -> charging(
                        client,
                        order -> client.charge(order) instanceof ChargeResult.Confirmed confirmed
                                ? confirmed
                                : ChargeResult.ambiguous("no answer")));
        add("takes a key that never left for used", "Charge.canFollowNotSent", (client, bank) -> {
            Set<IdempotencyKey> used = new HashSet<>();
            return charging(
                    client, order -> used.add(order.key()) ? client.charge(order) : ChargeResult.ambiguous("key used"));
        });
        add(
                "throws when the card has to be entered again",
                "Charge.expiredCardEntry",
                (client, bank) -> charging(client, order -> {
                    ChargeResult result = client.charge(order);
                    if (result.equals(ChargeResult.notSent(NotChargedReason.CARD_ENTRY_EXPIRED))) {
                        throw new IllegalStateException("expired");
                    }
                    return result;
                }));
        add(
                "charges whatever bill the invoice has",
                "Charge.unknownRequest",
                (client, bank) ->
                        charging(client, order -> client.charge(requested(order, bank.billOf(order.invoice()).id))));
        add(
                "takes its own interruption for not sent",
                "Charge.interrupted",
                (client, bank) -> charging(client, order -> {
                    ChargeResult result = client.charge(order);
                    return Thread.currentThread().isInterrupted()
                            ? ChargeResult.notSent(NotChargedReason.PROVIDER_UNREACHABLE)
                            : result;
                }));
        add(
                "swallows an interruption",
                "Charge.interrupted",
                (client, bank) -> charging(client, order -> {
                    Thread.interrupted();
                    return client.charge(order);
                }));
        add(
                "charges by binary fractions",
                "Charge.takesAwkwardAmounts",
                (client, bank) -> charging(client, order -> {
                    Money amount = order.amount();
                    double unit = Math.pow(10, amount.currency().getDefaultFractionDigits());
                    long minor = (long) (amount.toDecimal().doubleValue() * unit);
                    return client.charge(amounting(order, Money.ofMinor(minor, amount.currency())));
                }));
        add(
                "confirms what was ordered, whatever was taken",
                "Charge.tellsAnotherAmount",
                (client, bank) -> charging(
                        client,
                        order -> client.charge(order) instanceof ChargeResult.Confirmed confirmed
                                ? ChargeResult.confirmed(applying(confirmed.payment(), order.amount()))
                                : ChargeResult.ambiguous("no answer")));
        add(
                "writes a payer's name between quotes as it is",
                "Charge.takesUnusualPayers",
                (client, bank) -> charging(
                        client,
                        order -> order.payer().nameOnCard().contains("\"")
                                ? ChargeResult.ambiguous("answered 400")
                                : client.charge(order)));
        add(
                "waits for ever for the answer to a charge",
                "Charge.neverAnswered",
                (client, bank) -> charging(client, order -> {
                    ChargeResult result = client.charge(order);
                    waitWhileSilent(bank);
                    return result;
                }));
        add(
                "says not sent after no answer in time",
                "Charge.neverAnswered",
                (client, bank) -> charging(client, order -> {
                    ChargeResult result = client.charge(order);
                    return bank.isSilent() ? ChargeResult.notSent(NotChargedReason.PROVIDER_UNREACHABLE) : result;
                }));
        add("gives everybody the last answer", "Charge.manyAtOnce", (client, bank) -> {
            Thread owner = Thread.currentThread();
            return charging(
                    client,
                    order -> Thread.currentThread() == owner
                            ? client.charge(order)
                            : confirmedAs(client.charge(order), "pay-last"));
        });
    }

    private void ofUncertainCharges() {
        add(
                "takes ambiguity for a decline",
                "AnswerLost.isAmbiguous",
                (client, bank) -> uncertain(
                        client,
                        (order, detail) -> ChargeResult.confirmed(ProviderPayment.of(
                                new PaymentId("pay-0"), Status.FAILED, order.amount(), Option.none()))));
        add(
                "takes ambiguity for not sent",
                "RequestLost.isAmbiguous",
                (client, bank) -> uncertain(
                        client, (order, detail) -> ChargeResult.notSent(NotChargedReason.PROVIDER_UNREACHABLE)));
        add(
                "takes ambiguity for success",
                "RequestLost.isAmbiguous",
                (client, bank) -> uncertain(
                        client,
                        (order, detail) -> ChargeResult.confirmed(ProviderPayment.of(
                                new PaymentId("pay-0"), Status.PENDING, order.amount(), Option.none()))));
        add("takes a charge that it has sent before for accepted", "RequestLost.canBeSentAgain", (client, bank) -> {
            Set<IdempotencyKey> sent = new HashSet<>();
            return charging(
                    client,
                    order -> sent.add(order.key())
                            ? client.charge(order)
                            : ChargeResult.confirmed(ProviderPayment.of(
                                    new PaymentId("pay-0"), Status.PENDING, order.amount(), Option.none())));
        });
        add(
                "throws when the outcome is unknown",
                "DeliveredLate.isAmbiguous",
                (client, bank) -> uncertain(client, (order, detail) -> {
                    throw new IllegalStateException(detail);
                }));
        add(
                "tries again on its own",
                "RequestLost.leavesOnce",
                (client, bank) -> uncertain(client, (order, detail) -> client.charge(order)));
        add(
                "tries again when it is asked to",
                "AsksToTryAgain.leavesOnce",
                (client, bank) -> uncertain(
                        client,
                        (order, detail) ->
                                detail.endsWith("TRY_AGAIN") ? client.charge(order) : ChargeResult.ambiguous(detail)));
        add(
                "follows redirects",
                "Redirected.leavesOnce",
                (client, bank) -> uncertain(
                        client,
                        (order, detail) ->
                                detail.endsWith("ELSEWHERE") ? client.charge(order) : ChargeResult.ambiguous(detail)));
        add("shows as lost what was not confirmed", "AnswerLost.isFoundOut", (client, bank) -> {
            Set<IdempotencyKey> unconfirmed = new HashSet<>();
            return charging(
                    keeping(
                            client,
                            payment -> payment.key().isEmpty()
                                    || !unconfirmed.contains(payment.key().get())),
                    order -> {
                        ChargeResult result = client.charge(order);
                        if (result instanceof ChargeResult.Ambiguous) {
                            unconfirmed.add(order.key());
                        }
                        return result;
                    });
        });
        add("shows as pending what it never heard of again", "ErrorBeforeCharging.isFoundOut", (client, bank) -> {
            Map<InvoiceNumber, Money> lost = new HashMap<>();
            return charging(
                    viewing(
                            client,
                            (query, view) -> view instanceof ProviderView.Sent sent && lost.containsKey(query.invoice())
                                    ? with(
                                            sent,
                                            List.of(ProviderPayment.of(
                                                    new PaymentId("pay-0"),
                                                    Status.PENDING,
                                                    Option.of(lost.get(query.invoice()))
                                                            .get(),
                                                    Option.none())))
                                    : view),
                    order -> {
                        ChargeResult result = client.charge(order);
                        if (result instanceof ChargeResult.Ambiguous) {
                            lost.put(order.invoice(), order.amount().plus(order.amount()));
                        }
                        return result;
                    });
        });
        add("cannot charge any more after a failure", "AnswerUnreadable.nextChargeIsWell", (client, bank) -> {
            List<String> failures = new ArrayList<>();
            return charging(client, order -> {
                ChargeResult result =
                        failures.isEmpty() ? client.charge(order) : ChargeResult.ambiguous("broken before");
                if (result instanceof ChargeResult.Ambiguous ambiguous) {
                    failures.add(ambiguous.detail());
                }
                return result;
            });
        });
        add(
                "tells the operator the card token",
                "ErrorAfterCharging.isExplained",
                (client, bank) -> uncertain(
                        client,
                        (order, detail) -> ChargeResult.ambiguous(
                                detail + " to " + order.payer().token().reveal())));
        add(
                "tells the operator who pays",
                "AnswerLost.isExplained",
                (client, bank) -> uncertain(
                        client,
                        (order, detail) -> ChargeResult.ambiguous(
                                detail + " to " + order.payer().billing().email())));
        add(
                "tells the operator its secret",
                "AnswerLost.isExplained",
                (client, bank) -> uncertain(
                        client, (order, detail) -> ChargeResult.ambiguous("Authorization: " + BankHarness.SECRET)));
        add(
                "tells the operator a whole page",
                "AnswerUnreadable.isExplained",
                (client, bank) -> uncertain(
                        client, (order, detail) -> ChargeResult.ambiguous("<html>\n" + detail + "\n</html>")));
        add(
                "tells the operator nothing",
                "RequestLost.isExplained",
                (client, bank) -> uncertain(client, (order, detail) -> ChargeResult.ambiguous("")));
    }

    private void ofKeys() {
        Capabilities rejecting = SoundProviders.capabilities(KeyContract.REJECTS_USED_KEYS)
                .showingKeys()
                .build();
        put(
                "claims to replay, and ignores keys",
                new Flaw(
                        "UsedKey.takesNothingMore",
                        sound().build(),
                        KeyContract.IGNORES_KEYS,
                        SoundProviders.KEYS_KEPT,
                        (client, bank) -> client));
        put(
                "claims to reject used keys, and remembers successes alone",
                new Flaw(
                        "UsedKey.declineIsRemembered",
                        rejecting,
                        KeyContract.REMEMBERS_SUCCESSES,
                        SoundProviders.KEYS_KEPT,
                        (client, bank) -> client));
        put(
                "takes a used key for a decline",
                new Flaw(
                        "UsedKey.isTurnedAway",
                        rejecting,
                        KeyContract.REJECTS_USED_KEYS,
                        SoundProviders.KEYS_KEPT,
                        (client, bank) -> uncertain(
                                client,
                                (order, detail) -> detail.endsWith("KEY_USED")
                                        ? ChargeResult.confirmed(ProviderPayment.of(
                                                new PaymentId("pay-0"), Status.FAILED, order.amount(), Option.none()))
                                        : ChargeResult.ambiguous(detail))));
        put(
                "takes a used key for not sent",
                new Flaw(
                        "UsedKey.isRacedFor",
                        rejecting,
                        KeyContract.REJECTS_USED_KEYS,
                        SoundProviders.KEYS_KEPT,
                        (client, bank) -> uncertain(
                                client,
                                (order, detail) -> detail.endsWith("KEY_USED")
                                        ? ChargeResult.notSent(NotChargedReason.REJECTED)
                                        : ChargeResult.ambiguous(detail))));
        put(
                "sends used keys until it is answered",
                new Flaw(
                        "UsedKey.leavesOnceEachTime",
                        rejecting,
                        KeyContract.REJECTS_USED_KEYS,
                        SoundProviders.KEYS_KEPT,
                        (client, bank) -> uncertain(
                                client,
                                (order, detail) -> detail.endsWith("KEY_USED")
                                        ? client.charge(order)
                                        : ChargeResult.ambiguous(detail))));
        put(
                "forgets keys too early",
                new Flaw(
                        "UsedKey.isRememberedForTheWindow",
                        sound().build(),
                        KeyContract.REPLAYS,
                        Duration.ofHours(1),
                        (client, bank) -> client));
        add(
                "mixes the attempt into the key",
                "UsedKey.takesNothingMoreFromAnotherCard",
                (client, bank) -> charging(
                        client,
                        order -> client.charge(under(
                                order,
                                new IdempotencyKey(order.attempt().toString().replace("-", ""))))));
        put(
                "claims to replay, and rejects used keys",
                new Flaw(
                        "UsedKey.isReplayed",
                        sound().build(),
                        KeyContract.REJECTS_USED_KEYS,
                        SoundProviders.KEYS_KEPT,
                        (client, bank) -> client));
        add("replays a decline as ambiguous", "UsedKey.declineIsReplayed", (client, bank) -> {
            Set<PaymentId> told = new HashSet<>();
            return charging(client, order -> {
                ChargeResult result = client.charge(order);
                return result instanceof ChargeResult.Confirmed confirmed
                                && !told.add(confirmed.payment().id())
                        ? ChargeResult.ambiguous("key used")
                        : result;
            });
        });
        put(
                "knows its own keys alone",
                new Flaw(
                        "UsedKey.isKnownToEveryClient",
                        sound().build(),
                        KeyContract.IGNORES_KEYS,
                        SoundProviders.KEYS_KEPT,
                        (client, bank) -> {
                            Map<IdempotencyKey, ChargeResult> results = new HashMap<>();
                            return charging(client, order -> {
                                synchronized (results) {
                                    return results.computeIfAbsent(order.key(), key -> client.charge(order));
                                }
                            });
                        }));
    }

    private void ofPortals() {
        add(
                "opens the balance for every invoice",
                "Portal.opensThatInvoice",
                (client, bank) -> opening(client, invoice -> client.portal(ACCOUNT, Option.none())));
        add("hands out its first link for ever", "Portal.opensThatInvoice", (client, bank) -> {
            Map<String, Either<Cause, URI>> links = new HashMap<>();
            return opening(client, invoice -> links.computeIfAbsent("link", l -> client.portal(ACCOUNT, invoice)));
        });
        add(
                "sends customers to a host of another name",
                "Portal.opensForAnInvoice",
                (client, bank) -> opening(
                        client, invoice -> Either.right(URI.create("https://pay.bank.example.evil.example/open"))));
        add(
                "sends customers to another port",
                "Portal.opensForAnInvoice",
                (client, bank) ->
                        opening(client, invoice -> Either.right(URI.create("https://pay.bank.example:8443/open"))));
        add(
                "opens the portal in the clear",
                "Portal.opensForTheBalance",
                (client, bank) -> opening(client, invoice -> Either.right(URI.create("http://pay.bank.example/open"))));
        add(
                "opens the portal for no balance",
                "Portal.opensForTheBalance",
                (client, bank) -> opening(
                        client,
                        invoice -> invoice.isEmpty()
                                ? Either.left(Cause.MISCONFIGURED)
                                : client.portal(ACCOUNT, invoice)));
        add("opens the portal once", "Portal.opensAgain", (client, bank) -> {
            Set<Option<InvoiceNumber>> opened = new HashSet<>();
            return opening(
                    client,
                    invoice -> opened.add(invoice) ? client.portal(ACCOUNT, invoice) : Either.left(Cause.UNREADABLE));
        });
        add(
                "begins a payment by opening the portal",
                "Portal.chargesNothing",
                (client, bank) -> opening(client, invoice -> {
                    invoice.forEach(n -> bank.pay(Map.of(n, usd("1250.00")), Option.none(), Status.PENDING));
                    return client.portal(ACCOUNT, invoice);
                }));
        add(
                "sends customers of unknown invoices elsewhere",
                "Portal.isAnsweredForUnknownInvoices",
                (client, bank) -> opening(
                        client,
                        invoice -> invoice.exists(
                                        n -> view(client, PaymentQuery.about(n)).equals(ProviderView.notSent()))
                                ? Either.right(URI.create("https://bank.example/unknown"))
                                : client.portal(ACCOUNT, invoice)));
        add(
                "puts its secret into the link",
                "Portal.holdsNoSecret",
                (client, bank) -> opening(
                        client,
                        invoice -> Either.right(URI.create("https://pay.bank.example/open?k=" + BankHarness.SECRET))));
        put(
                "opens a portal that it does not offer",
                new Flaw(
                        "Portal.isNotOffered",
                        sound().without(PaymentMethod.PORTAL).build(),
                        KeyContract.REPLAYS,
                        SoundProviders.KEYS_KEPT,
                        (client, bank) ->
                                opening(client, invoice -> Either.right(URI.create("https://pay.bank.example/open")))));
    }

    // Words for the flaws

    private static Money usd(String amount) {
        return Money.of(amount, USD);
    }

    private static IdempotencyKey newKey() {
        return new IdempotencyKey(UUID.randomUUID().toString());
    }

    private static ProviderView view(PaymentProvider provider, PaymentQuery query) {
        return Option.of(provider.find(List.of(query)).get(query.invoice())).get();
    }

    private static Bank.Payment ledger(Bank bank, ProviderPayment shown) {
        return bank.allPayments().stream()
                .filter(payment -> payment.id.equals(shown.id()))
                .findFirst()
                .orElseThrow();
    }

    private static PaymentProvider uncertain(BankClient client, BiFunction<ChargeOrder, String, ChargeResult> instead) {
        return charging(client, order -> {
            ChargeResult result = client.charge(order);
            return result instanceof ChargeResult.Ambiguous ambiguous
                    ? instead.apply(order, ambiguous.detail())
                    : result;
        });
    }

    private static PaymentProvider keeping(PaymentProvider provider, Predicate<ProviderPayment> shown) {
        return viewingSent(
                provider,
                view -> with(view, view.payments().stream().filter(shown).toList()));
    }

    private static PaymentProvider inStatus(PaymentProvider provider, Status from, Status to) {
        return showing(
                provider,
                payment -> payment.status() == from
                        ? new ProviderPayment(
                                payment.id(),
                                to,
                                payment.applied(),
                                payment.refunded(),
                                payment.key(),
                                payment.decline())
                        : payment);
    }

    private static ChargeOrder order(InvoiceNumber invoice, ProviderView.Sent view) {
        return new ChargeOrder(
                new AttemptId(UUID.randomUUID()),
                newKey(),
                ACCOUNT,
                invoice,
                view.request(),
                view.requested(),
                GuestPayment.parse(
                                new BillingForm(
                                        "x@customer.example", "1 Main Street", "", "US", "30009", "1", "5551234567"),
                                "X",
                                "tok-x",
                                ContactRules.basic())
                        .get());
    }

    private static ChargeOrder under(ChargeOrder order, IdempotencyKey key) {
        return new ChargeOrder(
                order.attempt(), key, order.account(), order.invoice(), order.request(), order.amount(), order.payer());
    }

    private static ChargeOrder amounting(ChargeOrder order, Money amount) {
        return new ChargeOrder(
                order.attempt(), order.key(), order.account(), order.invoice(), order.request(), amount, order.payer());
    }

    private static ChargeOrder requested(ChargeOrder order, String request) {
        return new ChargeOrder(
                order.attempt(), order.key(), order.account(), order.invoice(), request, order.amount(), order.payer());
    }

    private static ChargeResult confirmedAs(ChargeResult result, String id) {
        return result instanceof ChargeResult.Confirmed confirmed
                ? ChargeResult.confirmed(identified(confirmed.payment(), id))
                : result;
    }

    private static ProviderView.Sent payable(ProviderView.Sent view, boolean payable) {
        return new ProviderView.Sent(
                view.request(), payable, view.requested(), view.collectible(), view.discount(), view.payments());
    }

    private static ProviderView.Sent requesting(ProviderView.Sent view, long minorUnits) {
        Money amount = Money.ofMinor(minorUnits, view.requested().currency());
        return new ProviderView.Sent(view.request(), view.payable(), amount, amount, view.discount(), view.payments());
    }

    private static ProviderView.Sent collecting(ProviderView.Sent view, Money left) {
        return new ProviderView.Sent(
                view.request(), view.payable(), view.requested(), left, view.discount(), view.payments());
    }

    private static ProviderPayment applying(ProviderPayment payment, Money amount) {
        return new ProviderPayment(
                payment.id(), payment.status(), amount, payment.refunded(), payment.key(), payment.decline());
    }

    private static ProviderPayment refunding(ProviderPayment payment, Money amount) {
        return new ProviderPayment(
                payment.id(), payment.status(), payment.applied(), amount, payment.key(), payment.decline());
    }

    private static ProviderPayment identified(ProviderPayment payment, String id) {
        return new ProviderPayment(
                new PaymentId(id),
                payment.status(),
                payment.applied(),
                payment.refunded(),
                payment.key(),
                payment.decline());
    }

    private static ProviderPayment keyed(ProviderPayment payment, Option<IdempotencyKey> key) {
        return new ProviderPayment(
                payment.id(), payment.status(), payment.applied(), payment.refunded(), key, payment.decline());
    }

    private static ProviderPayment declined(ProviderPayment payment, Option<DeclineReason> reason) {
        return new ProviderPayment(
                payment.id(), payment.status(), payment.applied(), payment.refunded(), payment.key(), reason);
    }
}
