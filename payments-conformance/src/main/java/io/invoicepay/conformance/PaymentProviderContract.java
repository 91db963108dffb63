package io.invoicepay.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.abort;

import io.invoicepay.attempt.Patience;
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
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingSupplier;

/**
 * What every {@link PaymentProvider} promises, one test a sentence. An adapter proves itself by extending this class in its own tests:
 *
 * <pre>{@code
 * class AcmePayContractTest extends PaymentProviderContract {
 *     @Override
 *     protected ProviderHarness newHarness() {
 *         return new AcmePayHarness(); // starts a sandbox, and the adapter on it
 *     }
 * }
 * }</pre>
 *
 * <p>The artifact {@code payments-conformance} goes into the adapter's build with scope {@code test}, next to {@code junit-jupiter}. A
 * harness that only knows how to send an invoice, to enter a card and to count charges already runs a good part; each further method of
 * {@link ProviderHarness} that it overrides turns skipped tests into passed ones. {@link Capabilities} decide too: a provider that
 * claims to reject used keys is held to it, one that claims nothing is not.
 */
@DisplayName("A payment provider")
public abstract class PaymentProviderContract {
    private static final BillingForm FORM =
            new BillingForm("ann@customer.example", "1 Main Street", "", "US", "30009", "1", "5551234567");
    private static final String NAME_ON_CARD = "Ann Example";
    private static final int MANY = 120;
    /** More payments of one invoice than providers commonly put on a page of ten or twenty. */
    private static final int TRIES = 24;

    private ProviderHarness harness;
    private PaymentProvider provider;

    /** A harness around a fresh provider, or one that at least holds none of the invoices that the kit will name. */
    protected abstract ProviderHarness newHarness();

    /**
     * How long a call may take at most, which the tests of a provider that has fallen silent wait for: as long as the library waits for
     * the answer to a charge, unless the host's {@link Patience} says otherwise.
     */
    protected Duration longestCall() {
        return Patience.standard().answer();
    }

    @BeforeEach
    final void open() {
        harness = newHarness();
        provider = harness.provider();
    }

    @AfterEach
    final void close() {
        harness.close();
    }

    // Arranging

    private InvoiceNumber number(String rest) {
        return new InvoiceNumber(harness.numberPrefix() + rest);
    }

    private InvoiceNumber sent(String rest, Money amount) {
        InvoiceNumber invoice = number(rest);
        mustBeSent(invoice, amount);
        return invoice;
    }

    private InvoiceNumber sent() {
        return sent("1001", harness.amount());
    }

    /** Without invoices nothing can be tested: to skip here would make every promise look kept. */
    private void mustBeSent(InvoiceNumber invoice, Money amount) {
        assertThat(harness.send(invoice, amount).obstacle())
                .as("the harness has to be able to send %s of an ordinary amount", invoice)
                .isEqualTo(Option.none());
    }

    private Money half() {
        return Money.ofMinor(harness.amount().minorUnits() / 2, harness.amount().currency());
    }

    private Money oneMinorUnit() {
        return Money.ofMinor(1, harness.amount().currency());
    }

    private GuestPayment payer() {
        return payer(FORM, NAME_ON_CARD);
    }

    private GuestPayment payer(BillingForm form, String nameOnCard) {
        return GuestPayment.parse(form, nameOnCard, harness.cardToken().reveal(), ContactRules.basic())
                .getOrElseThrow(faults -> new AssertionError("the harness's card token is refused: " + faults));
    }

    private static IdempotencyKey newKey() {
        return new IdempotencyKey(UUID.randomUUID().toString().replace("-", ""));
    }

    /** An order as the core makes it: the request's reference and the amount come from the view that was decided on. */
    private ChargeOrder order(InvoiceNumber invoice) {
        return order(invoice, newKey());
    }

    private ChargeOrder order(InvoiceNumber invoice, IdempotencyKey key) {
        ProviderView.Sent view = sentView(invoice);
        return order(invoice, key, view, payer());
    }

    private ChargeOrder order(InvoiceNumber invoice, IdempotencyKey key, ProviderView.Sent view, GuestPayment payer) {
        return new ChargeOrder(
                new AttemptId(UUID.randomUUID()),
                key,
                harness.account(),
                invoice,
                view.request(),
                view.collectible(),
                payer);
    }

    /** Otherwise the test is skipped, for that reason. */
    private static void onlyIf(boolean holds, String reasonIfNot) {
        if (!holds) {
            abort(reasonIfNot);
        }
    }

    private void mustOfferGuestCheckout() {
        onlyIf(provider.capabilities().offers(PaymentMethod.GUEST_CHECKOUT), "the provider offers no guest checkout");
    }

    private void mustOfferPortal() {
        onlyIf(provider.capabilities().offers(PaymentMethod.PORTAL), "the provider offers no portal");
    }

    private KeyContract keys() {
        return provider.capabilities().keyContract();
    }

    private void mustKeep(KeyContract... contracts) {
        onlyIf(
                Set.of(contracts).contains(keys()),
                "with keys declared as " + keys() + " the provider promises nothing of the kind");
    }

    private void mustAllowResend() {
        onlyIf(keys().allowsResend(), "with keys declared as " + keys() + " no charge is ever sent a second time");
    }

    private void mustAccept(Currency currency) {
        onlyIf(provider.capabilities().accepts(currency), "the provider takes no payments in " + currency);
    }

    private void mustAccept(Money amount) {
        mustAccept(amount.currency());
        onlyIf(
                !provider.capabilities().isBelowMinimum(amount)
                        && !provider.capabilities().isAboveMaximum(amount),
                "the provider does not take an amount of " + amount);
    }

    private PaymentProvider secondClient() {
        return harness.secondClient().getOrElse(() -> abort("the harness has no second client of the provider"));
    }

    // Asking

    private ProviderView view(InvoiceNumber invoice) {
        return one(provider, PaymentQuery.about(invoice));
    }

    private static ProviderView one(PaymentProvider asked, PaymentQuery query) {
        Map<InvoiceNumber, ProviderView> answer = asked.find(List.of(query));
        assertThat(answer).containsOnlyKeys(query.invoice());
        return answer.values().iterator().next();
    }

    private Map<InvoiceNumber, ProviderView> views(InvoiceNumber... invoices) {
        return provider.find(Stream.of(invoices).map(PaymentQuery::about).toList());
    }

    private ProviderView.Sent sentView(InvoiceNumber invoice) {
        return sentView(view(invoice));
    }

    private static ProviderView.Sent sentView(Map<InvoiceNumber, ProviderView> views, InvoiceNumber invoice) {
        return sentView(Option.of(views.get(invoice)).getOrElse(() -> fail("no answer for invoice " + invoice)));
    }

    private static ProviderView.Sent sentView(ProviderView view) {
        assertThat(view).isInstanceOf(ProviderView.Sent.class);
        return (ProviderView.Sent) view;
    }

    /** What is seen of an invoice once the provider's queries have caught up. */
    private ProviderView.Sent seen(InvoiceNumber invoice) {
        harness.catchUp();
        return sentView(invoice);
    }

    private ProviderPayment onlyPayment(InvoiceNumber invoice) {
        List<ProviderPayment> payments = seen(invoice).payments();
        assertThat(payments).hasSize(1);
        return payments.get(0);
    }

    private static boolean mayTakeMoney(ProviderPayment payment) {
        return !payment.isDead();
    }

    private static ProviderPayment confirmed(ChargeResult result) {
        assertThat(result).isInstanceOf(ChargeResult.Confirmed.class);
        return ((ChargeResult.Confirmed) result).payment();
    }

    private static ProviderPayment accepted(ChargeResult result) {
        ProviderPayment payment = confirmed(result);
        assertThat(payment.status()).isIn(Status.PENDING, Status.COMPLETED);
        return payment;
    }

    private ProviderPayment charged(InvoiceNumber invoice) {
        return accepted(provider.charge(order(invoice)));
    }

    private <T> T inTime(ThrowingSupplier<T> call) {
        return assertTimeoutPreemptively(longestCall(), call, "the call has a time limit of its own");
    }

    /** Whatever the answer was, it must not be a lie: that is what an invoice is released or held upon. */
    private void assertTruthful(ChargeResult result, InvoiceNumber invoice, int requestsBefore) {
        harness.catchUp();
        List<Money> taken = harness.chargesTaken(invoice);
        if (result instanceof ChargeResult.NotSent) {
            assertThat(harness.chargeRequests())
                    .as("requests that came to the provider's door, although it is said that none has left")
                    .isEqualTo(requestsBefore);
            assertThat(taken).isEmpty();
        } else if (result instanceof ChargeResult.Confirmed confirmed) {
            ProviderPayment payment = confirmed.payment();
            if (payment.isDead()) {
                assertThat(taken)
                        .as("charges taken, although a decline was told")
                        .isEmpty();
            } else {
                assertThat(taken).containsExactly(payment.applied());
            }
        }
    }

    // Name and capabilities

    @DisplayName("LIB-06 keeps its name for good, whichever client asks")
    @Test
    void keepsItsName() {
        assertThat(provider.id()).isEqualTo(harness.provider().id());
        assertThat(secondClient().id()).isEqualTo(provider.id());
    }

    @DisplayName("has the same capabilities before and after a payment")
    @Test
    void capabilitiesAreConstant() {
        List<Object> before = described(provider.capabilities());
        InvoiceNumber invoice = sent();
        if (provider.capabilities().offers(PaymentMethod.GUEST_CHECKOUT)) {
            provider.charge(order(invoice));
        }

        assertThat(described(provider.capabilities())).isEqualTo(before);
    }

    private List<Object> described(Capabilities capabilities) {
        return List.of(
                Stream.of(PaymentMethod.values()).filter(capabilities::offers).toList(),
                capabilities.accepts(harness.amount().currency()),
                capabilities.isBelowMinimum(oneMinorUnit()),
                capabilities.isAboveMaximum(harness.amount()),
                capabilities.keyContract(),
                capabilities.resendWindow(),
                capabilities.showsKeys(),
                capabilities.portalHosts());
    }

    @DisplayName("DLG-01 offers guest checkout, the portal, or both")
    @Test
    void offersSomeMethod() {
        assertThat(PaymentMethod.values()).anyMatch(provider.capabilities()::offers);
    }

    @DisplayName("VAL-08 takes the ordinary amount by its own capabilities")
    @Test
    void takesTheOrdinaryAmount() {
        Capabilities capabilities = provider.capabilities();

        assertThat(capabilities.accepts(harness.amount().currency())).isTrue();
        assertThat(capabilities.isBelowMinimum(harness.amount())).isFalse();
        assertThat(capabilities.isAboveMaximum(harness.amount())).isFalse();
    }

    @DisplayName("POR-02 names its portal hosts in lower case, as a host or a host with its port")
    @Test
    void portalHostsAreHosts() {
        mustOfferPortal();

        assertThat(provider.capabilities().portalHosts())
                .isNotEmpty()
                .allSatisfy(host -> assertThat(host).matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?"));
    }

    // Card entry

    @DisplayName("GST-04 has a card entry form if it offers guest checkout, and none if it does not")
    @Test
    void cardEntryGoesWithGuestCheckout() {
        assertThat(provider.cardEntry().isDefined())
                .isEqualTo(provider.capabilities().offers(PaymentMethod.GUEST_CHECKOUT));
    }

    @DisplayName("GST-04 lets the page load the card entry's script over https alone, or from the machine itself")
    @Test
    void cardEntryScriptIsSafe() {
        URI script = provider.cardEntry()
                .flatMap(CardEntry::script)
                .getOrElse(() -> abort("the provider's card entry has no script of its own"));

        assertThat(isSafe(script)).as("%s", script).isTrue();
    }

    @DisplayName("GST-04 puts nothing secret into what the browser sees of the card entry")
    @Test
    void cardEntryHoldsNoSecret() {
        onlyIf(!harness.secrets().isEmpty(), "the provider's configuration holds no secret");
        CardEntry entry = provider.cardEntry().getOrElse(() -> abort("the provider offers no guest checkout"));

        assertThat(entry.toString()).doesNotContain(harness.secrets());
    }

    private static boolean isSafe(URI link) {
        String host = Option.of(link.getHost()).getOrElse("");
        boolean loopback = Set.of("localhost", "127.0.0.1").contains(host.toLowerCase(Locale.ROOT));
        return !host.isEmpty()
                && ("https".equals(link.getScheme()) || ("http".equals(link.getScheme()) && loopback))
                && link.getRawUserInfo() == null;
    }

    // What is known of an invoice

    @DisplayName("VAL-01 shows an invoice it has received as sent")
    @Test
    void showsWhatWasSent() {
        ProviderView.Sent view = sentView(sent());

        assertThat(view.payable()).isTrue();
        assertThat(view.request()).isNotBlank();
        assertThat(view.payments()).isEmpty();
        assertThat(view.discount()).isEqualTo(Option.none());
    }

    @DisplayName("VAL-06 asks for exactly the amount and currency that were sent")
    @Test
    void asksForTheAmountSent() {
        Money odd = harness.amount().minus(oneMinorUnit());
        ProviderView.Sent view = sentView(sent("1001", odd));

        assertThat(view.requested()).isEqualTo(odd);
        assertThat(view.collectible()).isEqualTo(odd);
    }

    @DisplayName("VAL-01 shows an invoice it has not received as not sent")
    @Test
    void showsWhatWasNotSent() {
        sent();

        assertThat(view(number("9999"))).isEqualTo(ProviderView.notSent());
    }

    @DisplayName("VAL-01 shows an invoice as sent once it has been received")
    @Test
    void noticesThatItWasSent() {
        InvoiceNumber late = number("1001");
        assertThat(view(late)).isEqualTo(ProviderView.notSent());
        mustBeSent(late, harness.amount());

        assertThat(sentView(late).requested()).isEqualTo(harness.amount());
    }

    @DisplayName("knows nothing of no invoice")
    @Test
    void answersAnEmptyQuestion() {
        sent();

        assertThat(provider.find(List.of())).isEmpty();
    }

    @DisplayName("COL-08 answers for exactly the invoices asked about, sent or not")
    @Test
    void answersForExactlyTheInvoicesAsked() {
        InvoiceNumber first = sent("1001", harness.amount());
        sent("1002", harness.amount());
        InvoiceNumber third = sent("1003", half());
        InvoiceNumber unknown = number("9999");

        Map<InvoiceNumber, ProviderView> views = views(third, unknown, first);

        assertThat(views).containsOnlyKeys(first, third, unknown);
        assertThat(sentView(views, first).requested()).isEqualTo(harness.amount());
        assertThat(sentView(views, third).requested()).isEqualTo(half());
        assertThat(views.get(unknown)).isEqualTo(ProviderView.notSent());
    }

    @DisplayName("answers once for an invoice asked about twice")
    @Test
    void answersOnceForTheSameInvoice() {
        InvoiceNumber invoice = sent();

        assertThat(views(invoice, invoice)).containsOnlyKeys(invoice);
    }

    @DisplayName("COL-08 answers for many invoices at once, each with its own amount")
    @Test
    void answersForMany() {
        List<InvoiceNumber> invoices = sendMany();

        Map<InvoiceNumber, ProviderView> views = views(invoices.toArray(InvoiceNumber[]::new));

        assertThat(views).containsOnlyKeys(invoices);
        for (int i = 0; i < MANY; i++) {
            assertThat(sentView(views, invoices.get(i)).requested()).isEqualTo(amountOf(i));
        }
    }

    @DisplayName("COL-08 asks no question for each row of a list")
    @Test
    void asksInFewRequests() {
        int before = harness.queries().getOrElse(() -> abort("the harness does not count queries"));
        List<InvoiceNumber> invoices = sendMany();

        views(invoices.toArray(InvoiceNumber[]::new));

        assertThat(harness.queries().get() - before)
                .as("queries for %s invoices", MANY)
                .isPositive()
                .isLessThanOrEqualTo(MANY / 10);
    }

    private List<InvoiceNumber> sendMany() {
        return IntStream.range(0, MANY)
                .mapToObj(i -> sent(String.valueOf(2000 + i), amountOf(i)))
                .toList();
    }

    private Money amountOf(int row) {
        return harness.amount().minus(Money.ofMinor(row, harness.amount().currency()));
    }

    @DisplayName(
            "VAL-01 never takes an invoice with a longer, shorter or differently written number for the one asked about")
    @Test
    void matchesNumbersExactly() {
        sent("77a0", half());
        sent("077a", half());
        sent("77", half());
        sent("77A", half());
        sent("77a-1", half());

        assertThat(view(number("77a"))).isEqualTo(ProviderView.notSent());
    }

    @DisplayName("tells neighbouring numbers apart, each with its own amount")
    @Test
    void tellsNeighboursApart() {
        InvoiceNumber one = sent("77", harness.amount());
        InvoiceNumber longer = sent("770", half());
        InvoiceNumber prefixed = sent("077", harness.amount().minus(oneMinorUnit()));

        assertThat(sentView(one).requested()).isEqualTo(harness.amount());
        assertThat(sentView(longer).requested()).isEqualTo(half());
        assertThat(sentView(prefixed).requested()).isEqualTo(harness.amount().minus(oneMinorUnit()));
    }

    @DisplayName("finds an invoice whose number needs quoting")
    @Test
    void findsUnusualNumbers() {
        InvoiceNumber unusual = number(" 7/8%&\"'\\{}#é");
        harness.send(unusual, harness.amount()).orSkip();

        assertThat(sentView(unusual).requested()).isEqualTo(harness.amount());
    }

    @DisplayName("finds an invoice with the longest number there can be")
    @Test
    void findsTheLongestNumber() {
        InvoiceNumber longest = number("9".repeat(50 - harness.numberPrefix().length()));
        harness.send(longest, harness.amount()).orSkip();

        assertThat(sentView(longest).requested()).isEqualTo(harness.amount());
    }

    @DisplayName("charges nothing by being asked")
    @Test
    void findChargesNothing() {
        InvoiceNumber invoice = sent();
        int before = harness.chargeRequests();

        view(invoice);
        view(invoice);

        assertThat(harness.chargeRequests()).isEqualTo(before);
        assertThat(harness.chargesTaken(invoice)).isEmpty();
    }

    @DisplayName("gives answers that later events do not change")
    @Test
    void answersAreValues() {
        InvoiceNumber invoice = sent();
        Map<InvoiceNumber, ProviderView> before = views(invoice);
        harness.payInPortal(invoice, harness.amount(), Status.COMPLETED).orSkip();
        assertThat(seen(invoice).payments()).hasSize(1);

        assertThat(sentView(before, invoice).payments()).isEmpty();
    }

    @DisplayName("answers many threads at once, each what it asked")
    @Test
    void answersManyThreads() {
        List<InvoiceNumber> invoices = IntStream.range(0, 16)
                .mapToObj(i -> sent(String.valueOf(3000 + i), amountOf(i)))
                .toList();

        List<ProviderView> views = Together.run(16, i -> view(invoices.get(i)));

        for (int i = 0; i < 16; i++) {
            assertThat(sentView(views.get(i)).requested()).isEqualTo(amountOf(i));
        }
    }

    @DisplayName("shows an invoice it takes no payments for as not payable")
    @Test
    void showsClosedInvoices() {
        InvoiceNumber invoice = sent();
        InvoiceNumber other = sent("1002", harness.amount());
        harness.close(invoice).orSkip();

        assertThat(seen(invoice).payable()).isFalse();
        assertThat(seen(other).payable()).isTrue();
    }

    @DisplayName("shows two records that claim to be one invoice's as contradictory, and does not choose")
    @Test
    void showsContradictions() {
        InvoiceNumber invoice = sent();
        InvoiceNumber other = sent("1002", harness.amount());
        harness.duplicate(invoice, half()).orSkip();
        harness.catchUp();

        assertThat(view(invoice)).isInstanceOf(ProviderView.Contradictory.class);
        assertThat(view(other)).isInstanceOf(ProviderView.Sent.class);
    }

    @DisplayName(
            "STA-06 shows what was paid under records that contradict each other: it must not stay hidden behind them")
    @Test
    void showsPaymentsOfContradictions() {
        InvoiceNumber invoice = sent();
        harness.payInPortal(invoice, harness.amount(), Status.COMPLETED).orSkip();
        ProviderPayment paid = onlyPayment(invoice);
        harness.duplicate(invoice, half()).orSkip();
        harness.catchUp();

        assertThat(view(invoice))
                .isInstanceOfSatisfying(
                        ProviderView.Contradictory.class,
                        records -> assertThat(records.payments()).containsExactly(paid));
    }

    @DisplayName("VAL-08 shows what an early-payment discount takes off, and what is left to collect")
    @Test
    void showsDiscounts() {
        InvoiceNumber invoice = sent();
        Money discount = Money.ofMinor(
                harness.amount().minorUnits() / 50, harness.amount().currency());
        harness.discount(invoice, discount).orSkip();

        ProviderView.Sent view = seen(invoice);

        assertThat(view.requested()).isEqualTo(harness.amount());
        assertThat(view.discount()).isEqualTo(Option.some(discount));
        assertThat(view.collectible()).isEqualTo(harness.amount().minus(discount));
    }

    @DisplayName("VAL-06 counts in yen, which have no minor unit, without a factor of a hundred")
    @Test
    void isExactInYen() {
        isExactIn(Money.of("125000", "JPY"));
    }

    @DisplayName("VAL-06 counts in dinars, which have a thousand minor units, without a factor of ten")
    @Test
    void isExactInDinars() {
        isExactIn(Money.of("1250.125", "KWD"));
    }

    @DisplayName("VAL-06 counts the largest amount of 32 bits exactly")
    @Test
    void isExactForLargeAmounts() {
        isExactIn(Money.ofMinor(Integer.MAX_VALUE, harness.amount().currency()));
    }

    @DisplayName("VAL-06 counts amounts exactly that a floating-point number of 32 bits cannot hold")
    @Test
    void isExactBeyondFloats() {
        isExactIn(Money.ofMinor((1 << 24) + 1, harness.amount().currency()));
    }

    private void isExactIn(Money amount) {
        mustAccept(amount);
        InvoiceNumber invoice = number("1001");
        harness.send(invoice, amount).orSkip();
        assertThat(sentView(invoice).requested()).isEqualTo(amount);
        if (provider.capabilities().offers(PaymentMethod.GUEST_CHECKOUT)) {
            assertThat(charged(invoice).applied()).isEqualTo(amount);
            assertThat(harness.chargesTaken(invoice)).containsExactly(amount);
        }
    }

    // Payments that it shows

    @DisplayName(
            "VAL-02 shows a payment pending in its portal, which leaves everything to collect and bears no key of ours")
    @Test
    void showsPendingPortalPayments() {
        InvoiceNumber invoice = sent();
        harness.payInPortal(invoice, harness.amount(), Status.PENDING).orSkip();

        ProviderPayment payment = onlyPayment(invoice);
        assertThat(payment.status()).isEqualTo(Status.PENDING);
        assertThat(payment.applied()).isEqualTo(harness.amount());
        assertThat(payment.key()).isEqualTo(Option.none());
        assertThat(sentView(invoice).hasLivePayment()).isTrue();
        assertThat(sentView(invoice).collectible()).isEqualTo(harness.amount());
    }

    @DisplayName("STA-01 shows a payment completed in its portal, and that nothing is left to collect")
    @Test
    void showsCompletedPortalPayments() {
        InvoiceNumber invoice = sent();
        harness.payInPortal(invoice, harness.amount(), Status.COMPLETED).orSkip();

        ProviderPayment payment = onlyPayment(invoice);
        assertThat(payment.status()).isEqualTo(Status.COMPLETED);
        assertThat(payment.applied()).isEqualTo(harness.amount());
        assertThat(payment.key()).isEqualTo(Option.none());
        assertThat(sentView(invoice).isCovered()).isTrue();
    }

    @DisplayName("STA-07 shows a payment of a part, and the rest as left to collect")
    @Test
    void showsPartPayments() {
        InvoiceNumber invoice = sent();
        harness.payInPortal(invoice, half(), Status.COMPLETED).orSkip();

        assertThat(onlyPayment(invoice).applied()).isEqualTo(half());
        ProviderView.Sent view = sentView(invoice);
        assertThat(view.requested()).isEqualTo(harness.amount());
        assertThat(view.collectible()).isEqualTo(harness.amount().minus(half()));
        assertThat(view.isCovered()).isFalse();
    }

    @DisplayName("STA-07 shows of a payment for several invoices only the part of the one asked about")
    @Test
    void showsOnlyItsPart() {
        InvoiceNumber first = sent("1001", harness.amount());
        InvoiceNumber second = sent("1002", half());
        harness.payTogetherInPortal(Map.of(first, harness.amount(), second, half()))
                .orSkip();

        assertThat(onlyPayment(first).applied()).isEqualTo(harness.amount());
        assertThat(onlyPayment(second).applied()).isEqualTo(half());
    }

    @DisplayName("STA-07 shows of a payment with a convenience fee only what goes to the invoice")
    @Test
    void leavesTheFeeOut() {
        InvoiceNumber invoice = sent();
        harness.payInPortalWithFee(invoice, harness.amount(), oneMinorUnit()).orSkip();

        assertThat(onlyPayment(invoice).applied()).isEqualTo(harness.amount());
        assertThat(sentView(invoice).collectible().isZero()).isTrue();
    }

    @DisplayName("STA-06 shows both of two payments that were completed for one invoice")
    @Test
    void showsASecondPayment() {
        InvoiceNumber invoice = sent();
        harness.payInPortal(invoice, harness.amount(), Status.COMPLETED).orSkip();
        harness.payInPortal(invoice, harness.amount(), Status.COMPLETED).orSkip();

        ProviderView.Sent view = seen(invoice);
        assertThat(view.payments().stream().map(ProviderPayment::id).distinct()).hasSize(2);
        assertThat(view.isOverpaid()).isTrue();
    }

    /** A list of payments comes in pages, too: what stands on the second may still take money. */
    @DisplayName("GST-10 shows an invoice's payments however many there are, those of the first tries and the last")
    @Test
    void showsPaymentsOfManyTries() {
        mustOfferGuestCheckout();
        InvoiceNumber invoice = sent();
        Set<PaymentId> shown = new HashSet<>();
        for (int i = 0; i < TRIES; i++) {
            harness.declineNextCharge(DeclineReason.DECLINED).orSkip();
            provider.charge(order(invoice));
            if (i == 0) { // if it shows declined payments at all
                seen(invoice).payments().forEach(payment -> shown.add(payment.id()));
            }
        }
        shown.add(charged(invoice).id());

        assertThat(seen(invoice).payments()).extracting(ProviderPayment::id).containsAll(shown);
    }

    /** Searches have spans of time that hold unless another is asked for. */
    @DisplayName("GST-10 shows a charge that was taken more than a year ago")
    @Test
    void showsOldCharges() {
        mustOfferGuestCheckout();
        InvoiceNumber invoice = sent();
        PaymentId id = charged(invoice).id();
        harness.passTime(Duration.ofDays(400)).orSkip();

        assertThat(onlyPayment(invoice).id()).isEqualTo(id);
    }

    @DisplayName("PAY-04 shows no payment of another invoice")
    @Test
    void keepsPaymentsApart() {
        InvoiceNumber paid = sent("1001", harness.amount());
        InvoiceNumber open = sent("1002", harness.amount());
        harness.payInPortal(paid, harness.amount(), Status.COMPLETED).orSkip();
        harness.catchUp();

        Map<InvoiceNumber, ProviderView> views = views(open, paid);

        assertThat(sentView(views, paid).payments()).hasSize(1);
        assertThat(sentView(views, open).payments()).isEmpty();
        assertThat(sentView(views, open).collectible()).isEqualTo(harness.amount());
    }

    @DisplayName("STA-07 shows a refund in full beside what was paid")
    @Test
    void showsFullRefunds() {
        InvoiceNumber invoice = sent();
        harness.payInPortal(invoice, harness.amount(), Status.COMPLETED).orSkip();
        harness.refund(invoice, harness.amount()).orSkip();

        ProviderPayment payment = onlyPayment(invoice);
        assertThat(payment.applied()).isEqualTo(harness.amount());
        assertThat(payment.refunded()).isEqualTo(harness.amount());
        assertThat(payment.isEffective()).isFalse();
    }

    @DisplayName("STA-07 shows a refund in part as that part")
    @Test
    void showsPartRefunds() {
        InvoiceNumber invoice = sent();
        harness.payInPortal(invoice, harness.amount(), Status.COMPLETED).orSkip();
        harness.refund(invoice, oneMinorUnit()).orSkip();

        ProviderPayment payment = onlyPayment(invoice);
        assertThat(payment.refunded()).isEqualTo(oneMinorUnit());
        assertThat(payment.kept()).isEqualTo(harness.amount().minus(oneMinorUnit()));
    }

    @DisplayName("STA-01 shows a charge that was pending as completed once it is settled, under the same reference")
    @Test
    void showsSettlement() {
        mustOfferGuestCheckout();
        InvoiceNumber invoice = sent();
        PaymentId id = charged(invoice).id();
        harness.settle(invoice).orSkip();

        ProviderPayment payment = onlyPayment(invoice);
        assertThat(payment.id()).isEqualTo(id);
        assertThat(payment.status()).isEqualTo(Status.COMPLETED);
        assertThat(payment.applied()).isEqualTo(harness.amount());
        assertThat(sentView(invoice).isCovered()).isTrue();
    }

    @DisplayName(
            "STA-02 shows a charge that failed after it was pending as failed, under the same reference, and all as left to collect")
    @Test
    void showsLateFailure() {
        mustOfferGuestCheckout();
        InvoiceNumber invoice = sent();
        PaymentId id = charged(invoice).id();
        harness.fail(invoice, DeclineReason.DECLINED).orSkip();

        ProviderPayment payment = onlyPayment(invoice);
        assertThat(payment.id()).isEqualTo(id);
        assertThat(payment.status()).isEqualTo(Status.FAILED);
        assertThat(sentView(invoice).collectible()).isEqualTo(harness.amount());
    }

    @DisplayName("STA-02 tells why a charge failed after it was pending")
    @Test
    void tellsWhyItFailedLater() {
        mustOfferGuestCheckout();
        InvoiceNumber invoice = sent();
        charged(invoice);
        harness.fail(invoice, DeclineReason.INSUFFICIENT_FUNDS).orSkip();

        assertThat(onlyPayment(invoice).decline()).isEqualTo(Option.some(DeclineReason.INSUFFICIENT_FUNDS));
    }

    @DisplayName("shows a charge that was called off as ended without taking money")
    @Test
    void showsCancellation() {
        mustOfferGuestCheckout();
        InvoiceNumber invoice = sent();
        charged(invoice);
        harness.cancel(invoice).orSkip();

        ProviderPayment payment = onlyPayment(invoice);
        assertThat(payment.status()).isEqualTo(Status.CANCELLED);
        assertThat(sentView(invoice).hasLivePayment()).isFalse();
    }

    @DisplayName("STA-03 shows a status it has never heard of as unrecognised, never as paid or ended")
    @Test
    void showsUnknownStatusAsSuch() {
        mustOfferGuestCheckout();
        InvoiceNumber invoice = sent();
        charged(invoice);
        harness.showUnknownStatus(invoice).orSkip();

        assertThat(onlyPayment(invoice).status()).isEqualTo(Status.UNRECOGNISED);
    }

    @DisplayName("GST-10 never takes a portal payment for a charge of ours, even of the same amount at the same time")
    @Test
    void neverAttributesPortalPayments() {
        InvoiceNumber invoice = sent();
        harness.payInPortal(invoice, harness.amount(), Status.COMPLETED).orSkip();
        harness.catchUp();
        PaymentQuery.Trace neverSent =
                new PaymentQuery.Trace(new AttemptId(UUID.randomUUID()), newKey(), harness.amount(), Instant.now());

        ProviderView.Sent view = sentView(one(provider, new PaymentQuery(invoice, Option.some(neverSent))));

        assertThat(view.payments()).hasSize(1).allMatch(payment -> payment.key().isEmpty());
    }

    @DisplayName("GST-10 shows the key of our charge, if it shows keys at all, and that key only there")
    @Test
    void showsKeys() {
        mustOfferGuestCheckout();
        onlyIf(provider.capabilities().showsKeys(), "the provider's payments do not show their keys");
        InvoiceNumber invoice = sent();
        ChargeOrder order = order(invoice);
        accepted(provider.charge(order));

        assertThat(onlyPayment(invoice).key()).isEqualTo(Option.some(order.key()));
    }

    @DisplayName("GST-10 puts our attempt's key to no other payment than our charge")
    @Test
    void attributesOnlyOurCharge() {
        mustOfferGuestCheckout();
        InvoiceNumber invoice = sent();
        Instant since = Instant.now();
        ChargeOrder order = order(invoice);
        PaymentId ours = accepted(provider.charge(order)).id();
        harness.payInPortal(invoice, harness.amount(), Status.PENDING).orSkip();
        harness.catchUp();
        PaymentQuery.Trace trace = new PaymentQuery.Trace(order.attempt(), order.key(), order.amount(), since);

        ProviderView.Sent view = sentView(one(provider, new PaymentQuery(invoice, Option.some(trace))));

        assertThat(view.payments()).hasSize(2);
        assertThat(view.payments())
                .filteredOn(payment -> payment.isOf(order.key()))
                .allMatch(payment -> payment.id().equals(ours));
        assertThat(view.payments())
                .filteredOn(payment -> !payment.id().equals(ours))
                .allMatch(payment -> payment.key().isEmpty());
    }

    @DisplayName("LIB-08 shows a charge to every client of the provider alike")
    @Test
    void showsChargesToEveryClient() {
        mustOfferGuestCheckout();
        PaymentProvider other = secondClient();
        InvoiceNumber invoice = sent();
        PaymentId id = charged(invoice).id();
        harness.catchUp();

        ProviderView.Sent view = sentView(one(other, PaymentQuery.about(invoice)));

        assertThat(view.payments()).extracting(ProviderPayment::id).containsExactly(id);
    }

    /** No answer is not an answer: nothing may be concluded from it, least of all that an invoice is free to be paid. */
    @DisplayName("When queries get no usable answer")
    @Nested
    class WithoutAnswer {
        @DisplayName("VAL-05 says so if it cannot be reached, and not that the invoice was not sent")
        @Test
        void unreachable() {
            tellsTheCause(Cause.UNREACHABLE);
        }

        @DisplayName("VAL-05 says so if it is asked for patience, and not that the invoice was not sent")
        @Test
        void throttled() {
            tellsTheCause(Cause.THROTTLED);
        }

        @DisplayName("VAL-05 says so if its settings are refused, and not that the invoice was not sent")
        @Test
        void misconfigured() {
            tellsTheCause(Cause.MISCONFIGURED);
        }

        @DisplayName("VAL-05 says so if the answer cannot be understood, and not that the invoice was not sent")
        @Test
        void unreadable() {
            tellsTheCause(Cause.UNREADABLE);
        }

        private void tellsTheCause(Cause cause) {
            InvoiceNumber invoice = sent();
            InvoiceNumber notSent = number("9999");
            harness.failQueries(cause).orSkip();

            assertInconclusive(views(invoice, notSent), cause, invoice, notSent);
        }

        private void assertInconclusive(
                Map<InvoiceNumber, ProviderView> views, Cause cause, InvoiceNumber... invoices) {
            assertThat(views).containsOnlyKeys(invoices);
            assertThat(views.values())
                    .allSatisfy(view -> assertThat(view)
                            .isInstanceOfSatisfying(
                                    ProviderView.Inconclusive.class,
                                    inconclusive ->
                                            assertThat(inconclusive.cause()).isEqualTo(cause)));
        }

        @DisplayName("VAL-05 gives up a query that is never answered, and says that it could not be reached")
        @Test
        void neverAnswered() {
            InvoiceNumber invoice = sent();
            harness.fallSilent().orSkip();

            assertInconclusive(inTime(() -> views(invoice)), Cause.UNREACHABLE, invoice);
        }

        @DisplayName("VAL-01 calls no invoice not sent while a part of the answer is missing")
        @Test
        void incomplete() {
            sent("1001", harness.amount());
            InvoiceNumber last = sent("1002", harness.amount());
            InvoiceNumber notSent = number("9999");
            harness.failQueries(Cause.INCOMPLETE).orSkip();

            Map<InvoiceNumber, ProviderView> views = views(last, notSent);

            assertInconclusive(views, Cause.INCOMPLETE, last, notSent);
        }

        @DisplayName("tells how long it is asked to wait")
        @Test
        void tellsWhenToComeBack() {
            InvoiceNumber invoice = sent();
            Duration wait = Duration.ofSeconds(90);
            harness.throttleQueries(wait).orSkip();

            assertThat(view(invoice)).isEqualTo(new ProviderView.Inconclusive(Cause.THROTTLED, Option.some(wait)));
        }

        @DisplayName("VAL-05 answers again as soon as it can")
        @Test
        void recovers() {
            InvoiceNumber invoice = sent();
            harness.failQueries(Cause.UNREACHABLE).orSkip();
            assertThat(view(invoice)).isInstanceOf(ProviderView.Inconclusive.class);
            harness.recover();

            assertThat(sentView(invoice).requested()).isEqualTo(harness.amount());
            assertThat(view(number("9999"))).isEqualTo(ProviderView.notSent());
        }

        @DisplayName("GST-10 does not show a charge that was taken as absent")
        @Test
        void chargesStayUncertain() {
            mustOfferGuestCheckout();
            InvoiceNumber invoice = sent();
            charged(invoice);
            harness.failQueries(Cause.UNREACHABLE).orSkip();

            assertThat(view(invoice)).isEqualTo(ProviderView.inconclusive(Cause.UNREACHABLE));
        }

        @DisplayName("POR-02 answers a wish for the portal with a link to its own host or a cause, and does not throw")
        @Test
        void portalIsAnswered() {
            mustOfferPortal();
            InvoiceNumber invoice = sent();
            harness.failQueries(Cause.UNREACHABLE).orSkip();

            Either<Cause, URI> link = provider.portal(harness.account(), Option.some(invoice));

            if (link.isRight()) {
                assertLeadsToThePortal(link.get());
            } else {
                assertThat(link.getLeft()).isEqualTo(Cause.UNREACHABLE);
            }
        }
    }

    /** Charges of which the provider says clearly what became of them. */
    @DisplayName("A charge")
    @Nested
    class Charge {
        @BeforeEach
        void guestCheckout() {
            mustOfferGuestCheckout();
        }

        @DisplayName("GST-05 of a good card is confirmed as accepted, with the exact amount of the order")
        @Test
        void isAccepted() {
            InvoiceNumber invoice = sent("1001", harness.amount().minus(oneMinorUnit()));

            ProviderPayment payment = charged(invoice);

            assertThat(payment.applied()).isEqualTo(harness.amount().minus(oneMinorUnit()));
            assertThat(payment.refunded().isZero()).isTrue();
        }

        @DisplayName("PAY-02 takes exactly the amount of the order from the card, once")
        @Test
        void takesTheAmount() {
            InvoiceNumber invoice = sent("1001", harness.amount().minus(oneMinorUnit()));

            charged(invoice);

            assertThat(harness.chargesTaken(invoice))
                    .containsExactly(harness.amount().minus(oneMinorUnit()));
        }

        @DisplayName("PAY-02 takes amounts to the last minor unit that binary fractions cannot hold")
        @Test
        void takesAwkwardAmounts() {
            List<Money> awkward = awkwardAmounts();
            onlyIf(
                    !awkward.isEmpty(),
                    "there is no such amount in " + harness.amount().currency());

            for (Money amount : awkward) {
                InvoiceNumber invoice = sent("5" + amount.minorUnits(), amount);
                assertThat(sentView(invoice).requested()).isEqualTo(amount);
                assertThat(charged(invoice).applied()).isEqualTo(amount);
                assertThat(harness.chargesTaken(invoice)).containsExactly(amount);
            }
        }

        /** A little below the ordinary amount, and a minor unit less when counted as {@code (long) (1249.41 * 100)}. */
        private List<Money> awkwardAmounts() {
            Money most = harness.amount();
            double unit = Math.pow(10, most.currency().getDefaultFractionDigits());
            return LongStream.rangeClosed(most.minorUnits() / 2, most.minorUnits())
                    .map(minor -> most.minorUnits() - (minor - most.minorUnits() / 2))
                    .mapToObj(minor -> Money.ofMinor(minor, most.currency()))
                    .filter(amount -> (long) (amount.toDecimal().doubleValue() * unit) != amount.minorUnits())
                    .limit(3)
                    .toList();
        }

        @DisplayName("PAY-02 of which the provider took another amount is told and shown with what was taken")
        @Test
        void tellsAnotherAmount() {
            InvoiceNumber invoice = sent();
            ChargeOrder order = order(invoice);
            harness.takeNextChargeAs(half()).orSkip();
            int before = harness.chargeRequests();

            ChargeResult result = provider.charge(order);

            assertThat(result).isNotInstanceOf(ChargeResult.NotSent.class);
            assertTruthful(result, invoice, before);
            assertThat(harness.chargesTaken(invoice)).containsExactly(half());
            assertThat(onlyPayment(invoice).applied()).isEqualTo(half());
        }

        @DisplayName("GST-05 is made for a payer whose name and address need quoting, in letters of one to four bytes")
        @Test
        void takesUnusualPayers() {
            InvoiceNumber invoice = sent();
            BillingForm form = new BillingForm(
                    FORM.email(),
                    "1 \"Main\" St\\ #2 & <b>50%</b> {0}",
                    "c/o Łuk, Šú, 北京市",
                    FORM.country(),
                    FORM.postalCode(),
                    FORM.phoneCountryCode(),
                    FORM.phone());
            GuestPayment payer = payer(form, "Zoë \"Zo\" O'Neill\\Ødegård & Søn 李𠮷");

            accepted(provider.charge(order(invoice, newKey(), sentView(invoice), payer)));

            assertThat(harness.chargesTaken(invoice)).containsExactly(harness.amount());
        }

        @DisplayName("GST-10 that is never answered ends before the library gives it up, and is told truthfully")
        @Test
        void neverAnswered() {
            InvoiceNumber invoice = sent();
            ChargeOrder order = order(invoice);
            int before = harness.chargeRequests();
            harness.fallSilent().orSkip();

            ChargeResult result = inTime(() -> provider.charge(order));
            harness.recover();

            assertThat(result).isInstanceOf(ChargeResult.Ambiguous.class);
            assertThat(harness.chargeRequests() - before).isLessThanOrEqualTo(1);
            assertThat(seen(invoice).payments().stream()
                            .filter(PaymentProviderContract::mayTakeMoney)
                            .map(ProviderPayment::applied))
                    .isEqualTo(harness.chargesTaken(invoice));
        }

        @DisplayName("GST-09 leaves as one request")
        @Test
        void leavesOnce() {
            InvoiceNumber invoice = sent();
            int before = harness.chargeRequests();

            charged(invoice);

            assertThat(harness.chargeRequests() - before).isEqualTo(1);
        }

        @DisplayName("PAY-03 takes nothing for any other invoice")
        @Test
        void leavesOthersAlone() {
            InvoiceNumber invoice = sent("1001", harness.amount());
            InvoiceNumber other = sent("1002", harness.amount());

            charged(invoice);

            assertThat(harness.chargesTaken(other)).isEmpty();
            assertThat(seen(other).payments()).isEmpty();
        }

        @DisplayName("GST-06 is shown afterwards under the reference it was confirmed with")
        @Test
        void isShown() {
            InvoiceNumber invoice = sent();
            ProviderPayment confirmed = charged(invoice);

            ProviderPayment shown = onlyPayment(invoice);

            assertThat(shown.id()).isEqualTo(confirmed.id());
            assertThat(shown.applied()).isEqualTo(harness.amount());
            assertThat(shown.status()).isIn(Status.PENDING, Status.COMPLETED);
        }

        @DisplayName("is confirmed under its own key or none")
        @Test
        void bearsItsKey() {
            ChargeOrder order = order(sent());

            ProviderPayment payment = accepted(provider.charge(order));

            assertThat(payment.key().getOrElse(order.key())).isEqualTo(order.key());
            assertThat(payment.key().isDefined() || !provider.capabilities().showsKeys())
                    .as("a provider that shows keys shows this one")
                    .isTrue();
        }

        @DisplayName("has a reference of its own")
        @Test
        void hasItsOwnReference() {
            ProviderPayment first = charged(sent("1001", harness.amount()));
            ProviderPayment second = charged(sent("1002", harness.amount()));

            assertThat(second.id()).isNotEqualTo(first.id());
        }

        @DisplayName("GST-07 of a card that is declined is confirmed as failed, not left ambiguous")
        @Test
        void isDeclined() {
            InvoiceNumber invoice = sent();
            harness.declineNextCharge(DeclineReason.DECLINED).orSkip();

            ProviderPayment payment = confirmed(provider.charge(order(invoice)));

            assertThat(payment.status()).isEqualTo(Status.FAILED);
            assertThat(payment.decline().getOrElse(DeclineReason.DECLINED)).isEqualTo(DeclineReason.DECLINED);
        }

        @DisplayName("GST-07 of a card that is declined takes nothing and leaves nothing pending")
        @Test
        void declineTakesNothing() {
            InvoiceNumber invoice = sent();
            harness.declineNextCharge(DeclineReason.DECLINED).orSkip();
            int before = harness.chargeRequests();

            provider.charge(order(invoice));

            assertThat(harness.chargesTaken(invoice)).isEmpty();
            assertThat(harness.chargeRequests() - before).isEqualTo(1);
            ProviderView.Sent view = seen(invoice);
            assertThat(view.payments()).allMatch(ProviderPayment::isDead);
            assertThat(view.collectible()).isEqualTo(harness.amount());
        }

        @DisplayName("GST-07 tells that the card has insufficient funds")
        @Test
        void tellsInsufficientFunds() {
            tellsTheReason(DeclineReason.INSUFFICIENT_FUNDS);
        }

        @DisplayName("GST-07 tells that the card has expired")
        @Test
        void tellsExpiry() {
            tellsTheReason(DeclineReason.EXPIRED_CARD);
        }

        private void tellsTheReason(DeclineReason reason) {
            InvoiceNumber invoice = sent();
            harness.declineNextCharge(reason).orSkip();

            ProviderPayment payment = confirmed(provider.charge(order(invoice)));

            assertThat(payment.status()).isEqualTo(Status.FAILED);
            assertThat(payment.decline()).isEqualTo(Option.some(reason));
        }

        @DisplayName("GST-07 can be made with another card, under a new key, after a decline")
        @Test
        void canFollowADecline() {
            InvoiceNumber invoice = sent();
            harness.declineNextCharge(DeclineReason.DECLINED).orSkip();
            ProviderPayment declined = confirmed(provider.charge(order(invoice)));

            ProviderPayment accepted = charged(invoice);

            assertThat(accepted.id()).isNotEqualTo(declined.id());
            assertThat(harness.chargesTaken(invoice)).containsExactly(harness.amount());
        }

        @DisplayName("VAL-05 that provably cannot leave is told as not sent")
        @Test
        void isNotSent() {
            InvoiceNumber invoice = sent();
            ChargeOrder order = order(invoice);
            int before = harness.chargeRequests();
            harness.cutOff().orSkip();

            ChargeResult result = provider.charge(order);

            assertThat(result).isEqualTo(ChargeResult.notSent(NotChargedReason.PROVIDER_UNREACHABLE));
            assertTruthful(result, invoice, before);
        }

        @DisplayName("VAL-05 that was not sent can be made under the same key once the provider is reached again")
        @Test
        void canFollowNotSent() {
            InvoiceNumber invoice = sent();
            ChargeOrder order = order(invoice);
            harness.cutOff().orSkip();
            provider.charge(order);
            harness.recover();

            accepted(provider.charge(order));

            assertThat(harness.chargesTaken(invoice)).containsExactly(harness.amount());
        }

        @DisplayName("with an expired card entry is answered truthfully and takes nothing")
        @Test
        void expiredCardEntry() {
            InvoiceNumber invoice = sent();
            harness.expireNextCardToken().orSkip();
            int before = harness.chargeRequests();

            ChargeResult result = provider.charge(order(invoice));

            assertThat(harness.chargesTaken(invoice)).isEmpty();
            assertTruthful(result, invoice, before);
        }

        @DisplayName("for a request that the provider does not hold is answered truthfully and takes nothing")
        @Test
        void unknownRequest() {
            InvoiceNumber invoice = sent();
            ChargeOrder good = order(invoice);
            ChargeOrder bad = new ChargeOrder(
                    good.attempt(),
                    good.key(),
                    good.account(),
                    good.invoice(),
                    good.request() + "0",
                    good.amount(),
                    good.payer());
            int before = harness.chargeRequests();

            ChargeResult result = provider.charge(bad);

            assertThat(harness.chargesTaken(invoice)).isEmpty();
            assertTruthful(result, invoice, before);
        }

        @DisplayName("GST-10 by a thread that is interrupted is told truthfully, and leaves it interrupted")
        @Test
        void interrupted() {
            InvoiceNumber invoice = sent();
            ChargeOrder order = order(invoice);
            int before = harness.chargeRequests();

            ChargeResult result;
            boolean stillInterrupted;
            Thread.currentThread().interrupt();
            try {
                result = provider.charge(order);
            } finally {
                stillInterrupted = Thread.interrupted();
            }

            assertTruthful(result, invoice, before);
            assertThat(stillInterrupted)
                    .as("the thread is left interrupted, for whoever wants it to end")
                    .isTrue();
        }

        @DisplayName(
                "GST-09 is made once for each of many invoices paid at the same moment, and each answer is the right one")
        @Test
        void manyAtOnce() {
            int buyers = 8;
            List<ChargeOrder> orders = IntStream.range(0, buyers)
                    .mapToObj(i -> order(sent(String.valueOf(4000 + i), amountOf(i))))
                    .toList();

            List<ProviderPayment> payments = Together.run(buyers, i -> accepted(provider.charge(orders.get(i))));

            assertThat(payments.stream().map(ProviderPayment::id).distinct()).hasSize(buyers);
            for (int i = 0; i < buyers; i++) {
                assertThat(payments.get(i).applied()).isEqualTo(amountOf(i));
                assertThat(harness.chargesTaken(orders.get(i).invoice())).containsExactly(amountOf(i));
            }
        }
    }

    /** What used keys are good for, as far as the provider has declared it. */
    @DisplayName("A key that was used")
    @Nested
    class UsedKey {
        @BeforeEach
        void guestCheckout() {
            mustOfferGuestCheckout();
        }

        @DisplayName("GST-09 for an accepted charge takes nothing more")
        @Test
        void takesNothingMore() {
            mustKeep(KeyContract.REJECTS_USED_KEYS, KeyContract.REPLAYS, KeyContract.REMEMBERS_SUCCESSES);
            InvoiceNumber invoice = sent();
            ChargeOrder order = order(invoice);
            accepted(provider.charge(order));

            provider.charge(order);

            assertThat(harness.chargesTaken(invoice)).containsExactly(harness.amount());
        }

        @DisplayName("GST-09 for an accepted charge takes nothing more with another card and another attempt")
        @Test
        void takesNothingMoreFromAnotherCard() {
            mustKeep(KeyContract.REJECTS_USED_KEYS, KeyContract.REPLAYS, KeyContract.REMEMBERS_SUCCESSES);
            InvoiceNumber invoice = sent();
            ChargeOrder first = order(invoice);
            accepted(provider.charge(first));
            ChargeOrder second = new ChargeOrder(
                    new AttemptId(UUID.randomUUID()),
                    first.key(),
                    first.account(),
                    invoice,
                    first.request(),
                    first.amount(),
                    payer());

            provider.charge(second);

            assertThat(harness.chargesTaken(invoice)).containsExactly(harness.amount());
        }

        @DisplayName("GST-10 is turned away without being taken for a decline or for not sent")
        @Test
        void isTurnedAway() {
            mustKeep(KeyContract.REJECTS_USED_KEYS);
            InvoiceNumber invoice = sent();
            ChargeOrder order = order(invoice);
            PaymentId first = accepted(provider.charge(order)).id();

            ChargeResult again = provider.charge(order);

            if (again instanceof ChargeResult.Confirmed confirmed) {
                assertThat(confirmed.payment().id()).isEqualTo(first);
                assertThat(confirmed.payment().isDead()).isFalse();
            } else {
                assertThat(again).isInstanceOf(ChargeResult.Ambiguous.class);
            }
        }

        @DisplayName("GST-10 gets the first result again")
        @Test
        void isReplayed() {
            mustKeep(KeyContract.REPLAYS);
            ChargeOrder order = order(sent());
            PaymentId first = accepted(provider.charge(order)).id();

            assertThat(accepted(provider.charge(order)).id()).isEqualTo(first);
        }

        @DisplayName("GST-07 for a charge that was declined takes nothing, though the card is good by now")
        @Test
        void declineIsRemembered() {
            mustAllowResend();
            InvoiceNumber invoice = sent();
            harness.declineNextCharge(DeclineReason.DECLINED).orSkip();
            ChargeOrder order = order(invoice);
            assertThat(confirmed(provider.charge(order)).status()).isEqualTo(Status.FAILED);

            ChargeResult again = provider.charge(order);

            assertThat(harness.chargesTaken(invoice)).isEmpty();
            assertThat(again).isNotInstanceOf(ChargeResult.NotSent.class);
        }

        @DisplayName("GST-07 gets a decline again")
        @Test
        void declineIsReplayed() {
            mustKeep(KeyContract.REPLAYS);
            InvoiceNumber invoice = sent();
            harness.declineNextCharge(DeclineReason.DECLINED).orSkip();
            ChargeOrder order = order(invoice);
            PaymentId first = confirmed(provider.charge(order)).id();

            ProviderPayment again = confirmed(provider.charge(order));

            assertThat(again.id()).isEqualTo(first);
            assertThat(again.status()).isEqualTo(Status.FAILED);
        }

        @DisplayName("LIB-08 takes nothing more through another client either")
        @Test
        void isKnownToEveryClient() {
            mustAllowResend();
            PaymentProvider other = secondClient();
            InvoiceNumber invoice = sent();
            ChargeOrder order = order(invoice);
            accepted(provider.charge(order));

            other.charge(order);

            assertThat(harness.chargesTaken(invoice)).containsExactly(harness.amount());
        }

        @DisplayName("GST-09 takes one charge when eight threads send it at the same moment")
        @Test
        void isRacedFor() {
            mustAllowResend();
            InvoiceNumber invoice = sent();
            ChargeOrder order = order(invoice);

            List<ChargeResult> results = Together.run(8, i -> provider.charge(order));

            assertThat(harness.chargesTaken(invoice)).containsExactly(harness.amount());
            assertThat(results).noneMatch(result -> result instanceof ChargeResult.NotSent);
            assertThat(results)
                    .noneMatch(result -> result instanceof ChargeResult.Confirmed confirmed
                            && confirmed.payment().isDead());
        }

        @DisplayName("GST-10 is remembered until the declared time is over")
        @Test
        void isRememberedForTheWindow() {
            mustAllowResend();
            Duration window = provider.capabilities().resendWindow();
            onlyIf(window.compareTo(Duration.ofSeconds(1)) > 0, "the provider does not say how long it remembers keys");
            InvoiceNumber invoice = sent();
            ChargeOrder order = order(invoice);
            accepted(provider.charge(order));
            harness.passTime(window.minusSeconds(1)).orSkip();

            provider.charge(order);

            assertThat(harness.chargesTaken(invoice)).containsExactly(harness.amount());
        }

        @DisplayName("GST-09 leaves as one request at most each time it is used, whatever comes of it")
        @Test
        void leavesOnceEachTime() {
            mustAllowResend();
            ChargeOrder order = order(sent());
            accepted(provider.charge(order));
            int before = harness.chargeRequests();

            provider.charge(order);

            assertThat(harness.chargeRequests() - before).isLessThanOrEqualTo(1);
        }
    }

    /** The same promises for everything that can befall a charge on its way. */
    abstract class UncertainCharge {
        private final ChargeFault fault;

        UncertainCharge(ChargeFault fault) {
            this.fault = fault;
        }

        private InvoiceNumber invoice;
        private ChargeOrder order;
        private int before;

        @BeforeEach
        void befall() {
            mustOfferGuestCheckout();
            invoice = sent();
            harness.befallNextCharge(fault).orSkip();
            order = order(invoice);
            before = harness.chargeRequests();
        }

        @DisplayName("GST-10 is neither told as a decline nor as not sent, nor as more than was taken")
        @Test
        void isAmbiguous() {
            ChargeResult result = provider.charge(order);

            assertThat(result).isNotInstanceOf(ChargeResult.NotSent.class);
            assertTruthful(result, invoice, before);
            if (result instanceof ChargeResult.Confirmed) {
                accepted(result); // it has looked for itself; a payment that never ended badly cannot be shown as dead
            }
        }

        @DisplayName("GST-10 leaves once: it is not tried again, nor sent elsewhere")
        @Test
        void leavesOnce() {
            provider.charge(order);
            harness.catchUp();

            assertThat(harness.chargeRequests() - before).isLessThanOrEqualTo(1);
            assertThat(harness.chargesTaken(invoice)).hasSize(fault.charges() ? 1 : 0);
        }

        @DisplayName(
                "GST-10 is found out by asking: what was taken is shown with its amount, what was not is not shown as alive")
        @Test
        void isFoundOut() {
            provider.charge(order);

            ProviderView.Sent view = seen(invoice);

            assertThat(view.payments().stream()
                            .filter(PaymentProviderContract::mayTakeMoney)
                            .map(ProviderPayment::applied))
                    .isEqualTo(harness.chargesTaken(invoice));
        }

        @DisplayName(
                "GST-10 can be sent again under its key, where the provider has declared that, and is taken at most once")
        @Test
        void canBeSentAgain() {
            mustAllowResend();
            provider.charge(order);

            ChargeResult again = provider.charge(order);
            harness.catchUp();

            assertThat(harness.chargesTaken(invoice)).hasSizeLessThanOrEqualTo(1);
            if (again instanceof ChargeResult.Confirmed confirmed
                    && !confirmed.payment().isDead()) {
                assertThat(harness.chargesTaken(invoice)).containsExactly(harness.amount());
            }
        }

        @DisplayName("leaves nothing behind that would befall the next charge")
        @Test
        void nextChargeIsWell() {
            InvoiceNumber next = sent("1002", half());
            provider.charge(order);

            assertThat(charged(next).applied()).isEqualTo(half());
            assertThat(harness.chargesTaken(next)).containsExactly(half());
        }

        @DisplayName(
                "STA-05 is explained to the operator in one line that holds nothing of the payer or the provider's secrets")
        @Test
        void isExplained() {
            ChargeResult result = provider.charge(order);
            onlyIf(
                    result instanceof ChargeResult.Ambiguous,
                    "the adapter has looked for itself what became of the charge");

            String detail = ((ChargeResult.Ambiguous) result).detail();

            assertThat(detail).isNotBlank().doesNotContain("\n", "\r");
            assertThat(detail).doesNotContain(order.payer().token().reveal(), FORM.email(), FORM.phone(), NAME_ON_CARD);
            harness.secrets().forEach(secret -> assertThat(detail).doesNotContain(secret));
        }
    }

    @DisplayName("A charge whose request is lost")
    @Nested
    class RequestLost extends UncertainCharge {
        RequestLost() {
            super(ChargeFault.REQUEST_LOST);
        }
    }

    @DisplayName("A charge whose answer is lost")
    @Nested
    class AnswerLost extends UncertainCharge {
        AnswerLost() {
            super(ChargeFault.ANSWER_LOST);
        }
    }

    @DisplayName("A charge that is held up on its way")
    @Nested
    class DeliveredLate extends UncertainCharge {
        DeliveredLate() {
            super(ChargeFault.DELIVERED_LATE);
        }
    }

    @DisplayName("A charge whose answer cannot be understood")
    @Nested
    class AnswerUnreadable extends UncertainCharge {
        AnswerUnreadable() {
            super(ChargeFault.ANSWER_UNREADABLE);
        }
    }

    @DisplayName("A charge that the provider takes and answers with an error")
    @Nested
    class ErrorAfterCharging extends UncertainCharge {
        ErrorAfterCharging() {
            super(ChargeFault.ERROR_AFTER_CHARGING);
        }
    }

    @DisplayName("A charge that the provider does not take and answers with an error")
    @Nested
    class ErrorBeforeCharging extends UncertainCharge {
        ErrorBeforeCharging() {
            super(ChargeFault.ERROR_BEFORE_CHARGING);
        }
    }

    @DisplayName("A charge that the provider asks to send again")
    @Nested
    class AsksToTryAgain extends UncertainCharge {
        AsksToTryAgain() {
            super(ChargeFault.ASKS_TO_TRY_AGAIN);
        }
    }

    @DisplayName("A charge that the provider points elsewhere")
    @Nested
    class Redirected extends UncertainCharge {
        Redirected() {
            super(ChargeFault.REDIRECTED);
        }
    }

    /** The provider's own pages. */
    @DisplayName("The portal")
    @Nested
    class Portal {
        @DisplayName(
                "POR-01 opens for an invoice, at one of the hosts the provider has named and over a safe connection")
        @Test
        void opensForAnInvoice() {
            mustOfferPortal();
            InvoiceNumber invoice = sent();

            assertLeadsToThePortal(link(Option.some(invoice)));
        }

        @DisplayName(
                "BAL-03 opens for the account's balance, at one of the hosts the provider has named and over a safe connection")
        @Test
        void opensForTheBalance() {
            mustOfferPortal();
            sent();

            assertLeadsToThePortal(link(Option.none()));
        }

        @DisplayName("POR-01 opens for the very invoice that was asked for, whichever was asked for before")
        @Test
        void opensThatInvoice() {
            mustOfferPortal();
            InvoiceNumber one = sent("1001", harness.amount());
            InvoiceNumber other = sent("1002", half());

            URI first = link(Option.some(one));
            URI second = link(Option.some(other));

            assertThat(opened(first)).containsExactly(one);
            assertThat(opened(second)).containsExactly(other);
        }

        private List<InvoiceNumber> opened(URI link) {
            return harness.openedBy(link)
                    .getOrElse(() -> abort("the other side cannot tell which invoices a link lets be paid"));
        }

        @DisplayName("POR-01 opens as often as it is asked for")
        @Test
        void opensAgain() {
            mustOfferPortal();
            Option<InvoiceNumber> invoice = Option.some(sent());

            link(invoice);

            assertLeadsToThePortal(link(invoice));
        }

        @DisplayName("charges nothing by being opened")
        @Test
        void chargesNothing() {
            mustOfferPortal();
            InvoiceNumber invoice = sent();
            int before = harness.chargeRequests();

            link(Option.some(invoice));

            assertThat(harness.chargeRequests()).isEqualTo(before);
            assertThat(seen(invoice).payments()).isEmpty();
        }

        @DisplayName("is answered for an invoice that was not sent: by a cause, or a link to the provider's own host")
        @Test
        void isAnsweredForUnknownInvoices() {
            mustOfferPortal();
            Either<Cause, URI> link = provider.portal(harness.account(), Option.some(number("9999")));

            link.forEach(PaymentProviderContract.this::assertLeadsToThePortal);
        }

        @DisplayName("holds none of the adapter's secrets in its link")
        @Test
        void holdsNoSecret() {
            mustOfferPortal();
            onlyIf(!harness.secrets().isEmpty(), "the provider's configuration holds no secret");

            String link = link(Option.some(sent())).toString();

            harness.secrets().forEach(secret -> assertThat(link).doesNotContain(secret));
        }

        @DisplayName("DLG-01 has no link if the provider does not offer it")
        @Test
        void isNotOffered() {
            onlyIf(!provider.capabilities().offers(PaymentMethod.PORTAL), "the provider offers the portal");

            assertThat(provider.portal(harness.account(), Option.some(sent())).isLeft())
                    .isTrue();
        }

        private URI link(Option<InvoiceNumber> invoice) {
            return provider.portal(harness.account(), invoice)
                    .getOrElse(() -> fail("there is no link to the portal for " + invoice));
        }
    }

    /** By the measure of the core, which refuses to hand out any other link. */
    private void assertLeadsToThePortal(URI link) {
        String host = Option.of(link.getHost()).getOrElse("").toLowerCase(Locale.ROOT);
        boolean standardPort = link.getPort() == -1 || ("https".equals(link.getScheme()) && link.getPort() == 443);
        assertThat(isSafe(link)).as("https, or http on this machine").isTrue();
        assertThat(link.getRawFragment()).as("the link's fragment").isNull();
        assertThat(provider.capabilities().portalHosts()).contains(standardPort ? host : host + ":" + link.getPort());
    }
}
