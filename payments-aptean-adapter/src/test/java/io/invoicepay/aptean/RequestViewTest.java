package io.invoicepay.aptean;

import static io.invoicepay.aptean.Fixtures.AMOUNT;
import static io.invoicepay.aptean.Fixtures.INVOICE;
import static io.invoicepay.aptean.Fixtures.KEY;
import static io.invoicepay.aptean.Fixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.aptean.ApteanPayConfig.PaymentMark;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.IdempotencyKeys;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.Secret;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What requests for payment say of an invoice")
class RequestViewTest {
    private static final String OTHER = "other-request";

    private static ApteanPayConfigBuilder settings() {
        return Fixtures.settings("https://api.aptean.example");
    }

    private static ProviderView view(ApteanPayConfigBuilder settings, PaymentQuery query, Wire.Request... requests) {
        return new RequestView(settings.build(), Fixtures.CLOCK).of(query, List.of(requests));
    }

    private static ProviderView view(Wire.Request... requests) {
        return view(settings(), PaymentQuery.about(INVOICE), requests);
    }

    private static ProviderView.Sent sent(Wire.Request... requests) {
        return (ProviderView.Sent) view(requests);
    }

    private static Wire.Request request(String id, String status, int amount, Wire.Payment... payments) {
        return new Wire.Request(
                id, "PSI-100245", status, amount, "2026-11-02T09:15:27.112Z", null, null, null, List.of(payments));
    }

    private static Wire.Request request(String status, Wire.Payment... payments) {
        return request(Fixtures.REQUEST, status, 125000, payments);
    }

    private static Wire.Request discounted(int discount, @Nullable String end) {
        return new Wire.Request(Fixtures.REQUEST, "PSI-100245", "UNPAID", 125000, null, discount, end, null, List.of());
    }

    private static Wire.Payment payment(String id, String status, int amount) {
        return payment(id, status, amount, "2026-11-20T14:03:11.000Z", null);
    }

    private static Wire.Payment payment(
            String id, String status, int amount, @Nullable String attempted, @Nullable String key) {
        return new Wire.Payment(
                id, status, amount, "USD", null, null, null, null, attempted, key, List.of(), List.of(), List.of());
    }

    @DisplayName("STA-01 a payment that is listed twice has paid once")
    @Test
    void listedTwice() {
        Wire.Payment half = payment("half", "COMPLETED", 62500);
        ProviderView.Sent sent = sent(request("PARTIALLY_PAID", half, half));

        assertThat(sent.payments()).hasSize(1);
        assertThat(sent.collectible().minorUnits()).isEqualTo(62500);
        assertThat(sent.isCovered()).isFalse();
    }

    @Nested
    @DisplayName("by its status")
    class ByStatus {
        @DisplayName("VAL-01 can be paid while it is open")
        @ParameterizedTest(name = "{0}")
        @ValueSource(strings = {"UNPAID", "FAILED", "CANCELED"})
        void open(String status) {
            assertThat(sent(request(status)).payable()).isTrue();
            assertThat(sent(request(status)).collectible()).isEqualTo(AMOUNT);
        }

        @DisplayName("cannot be paid in any other state, one that nobody knows included")
        @ParameterizedTest(name = "{0}")
        @ValueSource(
                strings = {
                    "PENDING",
                    "PENDING_AUTHORIZATION",
                    "COMPLETED",
                    "REFUND_PENDING",
                    "REFUND_FAILED",
                    "REFUND_COMPLETED",
                    "PARTIALLY_REFUNDED",
                    "FULLY_REFUNDED",
                    "UNKNOWN",
                    "REVERSED"
                })
        void notOpen(String status) {
            assertThat(sent(request(status)).payable()).isFalse();
        }

        @DisplayName("VAL-02 is pending while the status says so, also before the payment is listed")
        @Test
        void pendingAheadOfTheList() {
            assertThat(sent(request("PENDING")).hasLivePayment()).isTrue();
            assertThat(sent(request("PENDING", payment("p", "FAILED", 125000))).hasLivePayment())
                    .isTrue();
            assertThat(sent(request("PENDING", payment("p", "PENDING", 125000))).payments())
                    .hasSize(1);
        }

        @DisplayName("STA-01 is not payable while a completed payment runs ahead of the status")
        @Test
        void completedAheadOfTheStatus() {
            ProviderView.Sent view = sent(request("UNPAID", payment("p", "COMPLETED", 125000)));

            assertThat(view.payable()).isFalse();
            assertThat(view.isCovered()).isTrue();
        }

        @DisplayName(
                "STA-07 is not covered by what was given back of a payment since it was settled, nor to be paid again by itself")
        @Test
        void givenBackSinceSettled() {
            ProviderView.Sent view = sent(Shown.request(
                    "r",
                    "COMPLETED",
                    Shown.payment("p").status("COMPLETED").refunded(25000).wire()));

            assertThat(view.isCovered()).isFalse();
            assertThat(view.collectible()).isEqualTo(Money.of("250.00", "USD"));
            assertThat(view.payable()).isFalse();
        }

        @DisplayName("VAL-01 is one though the server shows it twice on a page")
        @Test
        void twiceOnOnePage() {
            Spoken server = new Spoken();
            String row = FakeAptean.request(Fixtures.INVOICE.value(), 125000);
            server.then((request, body) ->
                    Spoken.json(request, 200, FakeAptean.found(body, reference -> FakeAptean.page(row, row))));
            ApteanPayConfig config =
                    Fixtures.settings("https://api.aptean.example").build();
            Gateway gateway = server.gateway(config, Fixtures.CLOCK);
            Documents documents = new Documents(config.lookups.mark());
            Finder finder = new Finder(
                    gateway,
                    documents,
                    new Knowledge(gateway, documents, config, Fixtures.CLOCK),
                    config,
                    Fixtures.CLOCK);

            assertThat(finder.find(List.of(PaymentQuery.about(Fixtures.INVOICE)))
                            .get(0)
                            .matches())
                    .hasSize(1);
        }

        @DisplayName("STA-07 leaves the rest to collect after a part was paid, unless configured otherwise")
        @Test
        void partlyPaid() {
            Wire.Request partly = request("PARTIALLY_PAID", payment("p", "COMPLETED", 25000));

            assertThat(sent(partly).payable()).isTrue();
            assertThat(sent(partly).collectible()).isEqualTo(Money.of("1000.00", "USD"));
            assertThat(((ProviderView.Sent) view(settings().payRest(false), PaymentQuery.about(INVOICE), partly))
                            .payable())
                    .isFalse();
        }

        @DisplayName(
                "VAL-06 cannot be paid while it is partly paid and no payment is shown: nobody can tell what is left")
        @Test
        void partlyPaidByNobody() {
            assertThat(sent(request("PARTIALLY_PAID")).payable()).isFalse();
            assertThat(sent(request("PARTIALLY_PAID", payment("p", "FAILED", 25000)))
                            .payable())
                    .isFalse();
        }
    }

    @Nested
    @DisplayName("of one reference")
    class OfOneReference {
        @DisplayName("VAL-01 are nothing: the invoice was not sent")
        @Test
        void none() {
            assertThat(view()).isEqualTo(ProviderView.notSent());
        }

        @DisplayName("VAL-01 are nothing as long as all are closed: the invoice has to be sent again")
        @Test
        void closed() {
            assertThat(view(request("CLOSED"))).isEqualTo(ProviderView.notSent());
            assertThat(view(request("CLOSED", payment("p", "FAILED", 125000)), request(OTHER, "CLOSED", 110000)))
                    .isEqualTo(ProviderView.notSent());
        }

        @DisplayName("GST-10 show the failed payment of a closed one to the attempt that may have made it")
        @Test
        void closedUnderAnAttempt() {
            PaymentQuery ours = new PaymentQuery(
                    INVOICE, Option.some(new PaymentQuery.Trace(Fixtures.ATTEMPT, KEY, AMOUNT, Instant.EPOCH)));
            ProviderView view = view(settings(), ours, request("CLOSED", payment("p", "FAILED", 125000)));

            assertThat(view).isInstanceOfSatisfying(ProviderView.Sent.class, sent -> {
                assertThat(sent.payable()).isFalse();
                assertThat(sent.payments()).singleElement().matches(ProviderPayment::isDead);
            });
        }

        @DisplayName("count the one that is not closed")
        @Test
        void reissued() {
            ProviderView.Sent view =
                    sent(request(OTHER, "UNPAID", 110000), request(Fixtures.REQUEST, "CLOSED", 125000));

            assertThat(view.request()).isEqualTo(OTHER);
            assertThat(view.requested()).isEqualTo(Money.of("1100.00", "USD"));
        }

        @DisplayName("contradict each other if two could hold or take money")
        @ParameterizedTest(name = "{0} and {1}")
        @CsvSource({
            "UNPAID,UNPAID",
            "UNPAID,COMPLETED",
            "FAILED,PENDING",
            "UNPAID,PARTIALLY_REFUNDED",
            "UNPAID,REVERSED"
        })
        void contradictory(String one, String two) {
            assertThat(view(request(one), request(OTHER, two, 125000))).isInstanceOf(ProviderView.Contradictory.class);
        }

        @DisplayName("that contradict each other are told in the log: it is the merchant who has to end it")
        @Test
        void contradictionIsLogged() {
            assertThat(LogLines.during(Level.INFO, () -> view(request("UNPAID"), request(OTHER, "UNPAID", 125000))))
                    .containsExactly("WARNING PSI-100245: 2 requests for payment could take it");
        }

        @DisplayName("STA-06 contradict each other if the closed one has taken money or still may")
        @ParameterizedTest(name = "{0}")
        @ValueSource(strings = {"PENDING", "COMPLETED", "REVERSED"})
        void closedWithMoney(String payment) {
            assertThat(view(
                            request(OTHER, "UNPAID", 110000),
                            request(Fixtures.REQUEST, "CLOSED", 125000, payment("p", payment, 125000))))
                    .isInstanceOfSatisfying(
                            ProviderView.Contradictory.class,
                            records -> assertThat(records.held()).containsExactly(new PaymentId("p")));
        }

        @DisplayName("GST-10 show the failed payments of a closed one, too: one of them may be ours")
        @Test
        void failedPaymentsOfClosed() {
            ProviderView.Sent view = sent(
                    request(OTHER, "UNPAID", 110000),
                    request(Fixtures.REQUEST, "CLOSED", 125000, payment("p", "FAILED", 125000)));

            assertThat(view.request()).isEqualTo(OTHER);
            assertThat(view.payments()).singleElement().matches(ProviderPayment::isDead);
        }
    }

    @Nested
    @DisplayName("with an early-payment discount")
    class WithDiscount {
        @DisplayName("VAL-08 take it off while it lasts, and not afterwards; near its end the request is not payable")
        @ParameterizedTest(name = "{0} s before the end: {1}, payable {2}")
        @CsvSource({
            "301,1225.00,true",
            "300,1225.00,true",
            "299,1225.00,false",
            "-299,1225.00,false",
            "-301,1250.00,true"
        })
        void lasts(long secondsLeft, String collectible, boolean payable) {
            ProviderView.Sent view =
                    sent(discounted(2500, NOW.plusSeconds(secondsLeft).toString()));

            assertThat(view.collectible()).isEqualTo(Money.of(collectible, "USD"));
            assertThat(view.payable()).isEqualTo(payable);
            assertThat(view.discount().isDefined()).isEqualTo(collectible.equals("1225.00"));
        }

        @DisplayName("VAL-08 is not payable if its end cannot be told")
        @Test
        void withoutEnd() {
            assertThat(sent(discounted(2500, null)).payable()).isFalse();
            assertThat(sent(discounted(2500, "tomorrow")).payable()).isFalse();
            assertThat(sent(discounted(0, null)).payable()).isTrue();
        }

        @DisplayName("is unreadable if it takes off all there is")
        @Test
        void tooLarge() {
            assertThat(view(discounted(125000, NOW.plus(Duration.ofDays(1)).toString())))
                    .isEqualTo(ProviderView.inconclusive(Cause.UNREADABLE));
        }

        @DisplayName("STA-01 is covered by the discounted payment, also after the discount has ended")
        @Test
        void paidWithDiscount() {
            Wire.Request paid = new Wire.Request(
                    Fixtures.REQUEST,
                    "PSI-100245",
                    "COMPLETED",
                    125000,
                    null,
                    2500,
                    "2026-11-01T00:00:00Z",
                    null,
                    List.of(payment("p", "COMPLETED", 122500)));

            assertThat(sent(paid).isCovered()).isTrue();
        }
    }

    @Nested
    @DisplayName("with payments")
    class WithPayments {
        private Wire.Payment with(
                int amount,
                @Nullable Integer refunded,
                @Nullable Integer beforeFees,
                @Nullable Integer fee,
                List<Wire.Refund> refunds,
                Wire.Allocation... allocations) {
            return new Wire.Payment(
                    "p",
                    "COMPLETED",
                    amount,
                    "USD",
                    refunded,
                    beforeFees,
                    fee,
                    null,
                    null,
                    null,
                    List.of(),
                    refunds,
                    List.of(allocations));
        }

        private ProviderPayment only(Wire.Payment payment) {
            return sent(request("COMPLETED", payment)).payments().get(0);
        }

        @DisplayName("STA-07 count neither the convenience fee nor what goes to other invoices")
        @Test
        void applied() {
            assertThat(only(with(128000, null, null, 3000, List.of())).applied())
                    .isEqualTo(AMOUNT);
            assertThat(only(with(128000, null, 125000, null, List.of())).applied())
                    .isEqualTo(AMOUNT);
            assertThat(only(with(
                                    200000,
                                    null,
                                    null,
                                    null,
                                    List.of(),
                                    new Wire.Allocation(Fixtures.REQUEST, 125000),
                                    new Wire.Allocation(OTHER, 75000)))
                            .applied())
                    .isEqualTo(AMOUNT);
        }

        @DisplayName("STA-07 count no more than was taken, whatever is said to have been allocated")
        @Test
        void allocatedMoreThanTaken() {
            assertThat(only(with(124995, null, null, null, List.of(), new Wire.Allocation(Fixtures.REQUEST, 125000)))
                            .applied())
                    .isEqualTo(Money.of("1249.95", "USD"));
        }

        @DisplayName("STA-07 count what completed refunds have given back, and never more than was applied")
        @Test
        void refunded() {
            Money fifty = Money.of("50.00", "USD");
            assertThat(only(with(125000, 5000, null, null, List.of())).refunded())
                    .isEqualTo(fifty);
            assertThat(only(with(
                                    125000,
                                    0,
                                    null,
                                    null,
                                    List.of(new Wire.Refund("COMPLETED", 5000), new Wire.Refund("PENDING", 9000))))
                            .refunded())
                    .isEqualTo(fifty);
            assertThat(only(with(128000, 128000, 125000, null, List.of())).refunded())
                    .isEqualTo(AMOUNT);
            assertThat(only(with(128000, 126000, null, null, List.of(), new Wire.Allocation(Fixtures.REQUEST, 125000)))
                            .refunded())
                    .as("all of its own, whatever else was taken")
                    .isEqualTo(AMOUNT);
        }

        @DisplayName("STA-07 are readable whatever is said of a fee that nothing depends on")
        @Test
        void feeBeside() {
            ProviderPayment shared = only(with(
                    130000,
                    null,
                    null,
                    140000,
                    List.of(),
                    new Wire.Allocation(Fixtures.REQUEST, 125000),
                    new Wire.Allocation(OTHER, 5000)));

            assertThat(shared.applied()).isEqualTo(AMOUNT);
            assertThat(shared.refunded().isZero()).isTrue();
        }

        @DisplayName("STA-06 show two completed ones as overpaid")
        @Test
        void overpaid() {
            assertThat(sent(request("COMPLETED", payment("a", "COMPLETED", 125000), payment("b", "COMPLETED", 125000)))
                            .isOverpaid())
                    .isTrue();
        }

        @DisplayName("keep a status that nobody knows, as not settled")
        @Test
        void unrecognised() {
            ProviderPayment payment = sent(request("UNPAID", payment("p", "REVERSED", 125000)))
                    .payments()
                    .get(0);

            assertThat(payment.status()).isEqualTo(Status.UNRECOGNISED);
            assertThat(payment.isLive()).isTrue();
        }

        @DisplayName("are unreadable without id, status, amount or currency")
        @Test
        void incomplete() {
            Wire.Payment sound = payment("p", "PENDING", 1);
            ProviderView unreadable = ProviderView.inconclusive(Cause.UNREADABLE);
            assertThat(view(request("UNPAID", sound))).isInstanceOf(ProviderView.Sent.class);
            for (Wire.Payment broken : List.of(
                    wire(null, "PENDING", 1, "USD"),
                    wire("p\u0000", "PENDING", 1, "USD"),
                    wire("p", null, 1, "USD"),
                    wire("p", "PENDING", null, "USD"),
                    wire("p", "PENDING", 1, null),
                    wire("p", "PENDING", 1, "XXX"),
                    wire("p", "PENDING", 1, "usd"))) {
                assertThat(view(request("UNPAID", broken))).isEqualTo(unreadable);
            }
        }

        @DisplayName("say in the log what of them is unreadable")
        @Test
        void unreadableIsLogged() {
            Wire.Request broken = request("UNPAID", wire("p", "PENDING", 1, "usd"));

            assertThat(LogLines.during(Level.INFO, () -> view(broken)))
                    .containsExactly("WARNING PSI-100245: its request for payment is misread at payment.currency");
        }

        private Wire.Payment wire(
                @Nullable String id, @Nullable String status, @Nullable Integer amount, @Nullable String currency) {
            return new Wire.Payment(
                    id, status, amount, currency, null, null, null, null, null, null, List.of(), List.of(), List.of());
        }
    }

    @Nested
    @DisplayName("with a payment of ours")
    class WithOwn {
        private final PaymentQuery query = new PaymentQuery(
                INVOICE,
                Option.some(
                        new PaymentQuery.Trace(Fixtures.ATTEMPT, KEY, AMOUNT, Instant.parse("2026-11-20T14:03:05Z"))));

        private List<Option<IdempotencyKey>> keys(PaymentMark mark, Wire.Payment... payments) {
            ApteanPayConfigBuilder settings = settings().paymentMark(mark);
            return ((ProviderView.Sent) view(settings, query, request("FAILED", payments)))
                    .payments().stream().map(ProviderPayment::key).toList();
        }

        @DisplayName("GST-10 do not guess which it is, unless told to")
        @Test
        void noGuess() {
            assertThat(keys(PaymentMark.NONE, payment("p", "PENDING", 125000))).containsExactly(Option.none());
        }

        @DisplayName("GST-10 know it by its mark, whoever asks")
        @Test
        void byMark() {
            Wire.Payment marked = payment("p", "FAILED", 125000, null, KEY.value());

            assertThat(keys(PaymentMark.CUSTOM_DATA, marked, payment("q", "FAILED", 125000)))
                    .containsExactly(Option.some(KEY), Option.none());
            assertThat(keys(PaymentMark.CUSTOM_DATA, payment("p", "FAILED", 1, null, "not a key\n")))
                    .containsExactly(Option.none());
        }

        @DisplayName(
                "STA-02 take a key that was cut short for none, not for another's: its payment is known by its reference")
        @Test
        void cutShort() {
            String half = KEY.value().substring(0, 16);

            assertThat(keys(PaymentMark.AUTO, payment("p", "FAILED", 125000, null, half)))
                    .containsExactly(Option.none());
        }

        @DisplayName("GST-10 know every key that the core mints for what it is")
        @Test
        void minted() {
            IdempotencyKeys keys = new IdempotencyKeys(Secret.of("a secret of at least 32 bytes, for tests"));
            InvoiceKey invoice = new InvoiceKey(new MerchantId("cronus"), new InvoiceNumber("PS-INV103001"));
            for (int sequence = 0; sequence < 100; sequence++) {
                IdempotencyKey key = keys.keyFor(invoice, sequence);
                assertThat(OwnMark.key(key.value())).containsExactly(key);
            }
        }

        @DisplayName("GST-10 know it by time only if it is the one payment that can be")
        @Test
        void byTime() {
            PaymentMark time = PaymentMark.ATTEMPT_TIME;
            Wire.Payment own = payment("p", "PENDING", 125000);
            Wire.Payment earlier = payment("q", "FAILED", 125000, "2026-11-20T13:00:00Z", null);

            assertThat(keys(time, own)).containsExactly(Option.some(KEY));
            assertThat(keys(time, own, earlier)).containsExactly(Option.some(KEY), Option.none());
            assertThat(keys(time, own, payment("r", "FAILED", 5))).containsExactly(Option.none(), Option.none());
            assertThat(keys(time, own, payment("r", "FAILED", 5, null, null)))
                    .containsExactly(Option.none(), Option.none());
            assertThat(keys(time, payment("p", "PENDING", 125001))).containsExactly(Option.none());
            assertThat(keys(time, payment("p", "PENDING", 125000, null, null))).containsExactly(Option.none());
            assertThat(keys(time, earlier)).containsExactly(Option.none());
            Wire.Payment justBefore = payment("q", "FAILED", 125000, "2026-11-20T14:03:04.999Z", null);
            assertThat(keys(time, justBefore))
                    .as("declined a moment before, while the present one is not shown yet")
                    .containsExactly(Option.none());
        }

        @DisplayName("GST-10 do not guess where there may be no mark")
        @Test
        void byMarkAlone() {
            Wire.Payment marked = payment("p", "FAILED", 125000, "2026-11-20T13:00:00Z", KEY.value());
            Wire.Payment plain = payment("q", "FAILED", 125000);

            assertThat(keys(PaymentMark.AUTO, marked, plain)).containsExactly(Option.some(KEY), Option.none());
            assertThat(keys(PaymentMark.AUTO, plain)).containsExactly(Option.none());
        }

        @DisplayName("GST-10 know it by time only where nobody has marked it")
        @Test
        void byMarkOrTime() {
            PaymentMark time = PaymentMark.ATTEMPT_TIME;
            Wire.Payment plain = payment("q", "FAILED", 125000);
            Wire.Payment described = payment("r", "FAILED", 125000, "2026-11-20T14:03:11Z", "");

            assertThat(keys(time, described)).containsExactly(Option.none());
            assertThat(keys(time, plain, described)).containsExactly(Option.some(KEY), Option.none());
            assertThat(keys(time, plain, payment("s", "FAILED", 125000))).containsExactly(Option.none(), Option.none());
        }

        private Money counted(
                int amount,
                @Nullable Integer beforeFees,
                @Nullable Integer fee,
                @Nullable String key,
                int... allocated) {
            return counted(request("COMPLETED", taken(amount, beforeFees, fee, key, allocated)));
        }

        private Money counted(Wire.Request... requests) {
            return ((ProviderView.Sent) view(settings(), query, requests))
                    .payments()
                    .get(0)
                    .applied();
        }

        private static Wire.Payment taken(
                int amount,
                @Nullable Integer beforeFees,
                @Nullable Integer fee,
                @Nullable String key,
                int... allocated) {
            List<Wire.Allocation> allocations = Arrays.stream(allocated)
                    .mapToObj(part -> new Wire.Allocation(part == 125000 ? Fixtures.REQUEST : OTHER, part))
                    .toList();
            return new Wire.Payment(
                    "p",
                    "COMPLETED",
                    amount,
                    "USD",
                    null,
                    beforeFees,
                    fee,
                    null,
                    "2026-11-20T14:03:11Z",
                    key,
                    List.of(),
                    List.of(),
                    allocations);
        }

        @DisplayName("STA-07 count all that it took, fees that are stated apart: we asked for one exact amount")
        @Test
        void tookMore() {
            Money more = Money.of("1300.00", "USD");
            String own = KEY.value();

            assertThat(counted(130000, null, null, own, 125000)).isEqualTo(more);
            assertThat(counted(130000, null, null, own, 125000, 5000)).isEqualTo(more);
            assertThat(counted(131000, null, 1000, own, 125000)).isEqualTo(more);
            assertThat(counted(130000, 125000, 0, own, 125000)).isEqualTo(more);
            assertThat(counted(130000, 125000, 0, own)).isEqualTo(more);
            assertThat(counted(125000, null, null, own, 125000, 125000))
                    .as("more is allocated than was taken")
                    .isEqualTo(Money.of("2500.00", "USD"));
            assertThat(counted(130000, null, 5000, own, 125000)).isEqualTo(AMOUNT);
            assertThat(counted(130000, 125000, 5000, own, 125000)).isEqualTo(AMOUNT);
            assertThat(counted(130000, 125000, null, own, 125000)).isEqualTo(AMOUNT);
            assertThat(counted(125000, null, null, own, 125000)).isEqualTo(AMOUNT);
            assertThat(counted(124995, 125000, null, own, 125000)).isEqualTo(Money.of("1249.95", "USD"));
            assertThat(counted(125000, null, null, own, 75000))
                    .as("all of it went elsewhere")
                    .isEqualTo(Money.zero(AMOUNT.currency()));
        }

        @DisplayName("STA-07 count what went to the request that counts, also where a closed one shows the payment too")
        @Test
        void underTwoRequests() {
            Wire.Payment payment = taken(125000, null, null, KEY.value(), 125000);

            assertThat(counted(request(OTHER, "CLOSED", 125000, payment), request("COMPLETED", payment)))
                    .isEqualTo(AMOUNT);
        }

        @DisplayName("STA-07 count of others' only what goes to this invoice, whatever else they paid with it")
        @Test
        void othersTookMore() {
            assertThat(counted(200000, null, null, null, 125000, 75000)).isEqualTo(AMOUNT);
            assertThat(counted(200000, null, null, null, 125000)).isEqualTo(AMOUNT);
            assertThat(counted(200000, null, null, "another-key", 125000)).isEqualTo(AMOUNT);
        }
    }
}
