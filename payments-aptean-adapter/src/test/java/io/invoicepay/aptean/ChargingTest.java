package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.aptean.ApteanPayConfig.PaymentMark;
import io.invoicepay.aptean.ApteanPayConfig.SchemaLevel;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.money.Money;
import io.invoicepay.payment.BillingForm;
import io.invoicepay.payment.ContactRules;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.GuestPayment;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderPayment.Status;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A charge")
class ChargingTest {
    private static final String PENDING = FakeAptean.payment("PENDING", 125000, "USD");
    private static final ChargeResult NOT_REACHED = ChargeResult.notSent(NotChargedReason.PROVIDER_UNREACHABLE);

    private final Spoken server = new Spoken();
    /** What the server was asked about ended payments, and what it answers. */
    private final List<String> asked = new ArrayList<>();

    private Option<ProviderPayment> ended = Option.none();
    private Either<NotChargedReason, String> card = Either.right(Fixtures.METHOD);

    private static ApteanPayConfigBuilder settings() {
        return Fixtures.settings("https://api.aptean.example");
    }

    private ChargeResult charge(ApteanPayConfigBuilder settings, ChargeOrder order, String account) {
        ApteanPayConfig config = settings.build();
        Gateway gateway = server.gateway(config, Fixtures.CLOCK);
        Documents documents = new Documents(config.lookups.mark());
        Spoken known = new Spoken().then(account);
        Knowledge knowledge = new Knowledge(known.gateway(config, Fixtures.CLOCK), documents, config, Fixtures.CLOCK);
        knowledge.refresh();
        Charging.Ended lookup = (looked, named, since, byTime) -> {
            assertThat(looked).isSameAs(order);
            asked.add(named.map(PaymentId::value).getOrElse("nothing") + " since " + since + ", " + byTime);
            return ended;
        };
        return new Charging(gateway, documents, knowledge, any -> card, lookup, config, Fixtures.CLOCK).charge(order);
    }

    private ChargeResult charge(ApteanPayConfigBuilder settings, ChargeOrder order) {
        return charge(settings, order, "{\"data\":{}}");
    }

    private ChargeResult charge() {
        return charge(settings(), Fixtures.order());
    }

    private static ChargeResult.Ambiguous ambiguous(ChargeResult result) {
        return (ChargeResult.Ambiguous) result;
    }

    @DisplayName("is confirmed by a payment that was shown whole under SUCCESS, and made with its key")
    @ParameterizedTest(name = "{0}")
    @CsvSource({"PENDING,PENDING", "COMPLETED,COMPLETED", "FAILED,FAILED", "CANCELED,CANCELLED", "NEW,UNRECOGNISED"})
    void confirmed(String shown, Status status) {
        server.then(FakeAptean.created("SUCCESS", FakeAptean.payment(shown, 125000, "USD")));

        assertThat(charge()).isInstanceOfSatisfying(ChargeResult.Confirmed.class, confirmed -> {
            assertThat(confirmed.payment().id().value()).isEqualTo(Fixtures.PAYMENT);
            assertThat(confirmed.payment().status()).isEqualTo(status);
            assertThat(confirmed.payment().applied()).isEqualTo(Fixtures.AMOUNT);
            assertThat(confirmed.payment().isOf(Fixtures.KEY)).isTrue();
        });
        assertThat(asked).isEmpty();
    }

    @DisplayName("GST-10 that was answered with errors is not confirmed, whatever payment stands beside them")
    @Test
    void errorsBesidePayment() {
        server.then(FakeAptean.created("SUCCESS", PENDING)
                .replaceFirst("\\{", "{\"errors\":[{\"extensions\":{\"exception\":{\"reasonCode\":\"KEY_USED\"}}}],"));

        ChargeResult.Ambiguous result = ambiguous(charge());

        assertThat(result.payment()).isEqualTo(Option.some(new PaymentId(Fixtures.PAYMENT)));
        assertThat(result.detail()).isEqualTo("errors, reason KEY_USED");
        assertThat(asked).containsExactly(Fixtures.PAYMENT + " since " + Fixtures.NOW + ", NEVER");
    }

    @DisplayName(
            "GST-10 that was answered without success or without a payment is looked up, and open if nothing is shown")
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"errors\":[\"no\"]} | errors, reason unknown | nothing, AS_CONFIGURED",
                "{\"data\":{\"createPayment\":{\"code\":\"SUCCESS\"}}} | success without a payment | nothing, AS_CONFIGURED",
                "{\"data\":{\"createPayment\":{\"code\":\"ERROR\"}}} | code ERROR | nothing, CONCLUDED",
                "{\"data\":{\"createPayment\":{\"code\":\"ERROR\",\"payment\":{\"id\":\"p\"}}}} | code ERROR | p, NEVER",
                "{\"data\":{\"createPayment\":{\"code\":\"ERROR\",\"payment\":{}}}} | code ERROR | nothing, NEVER",
                "{\"data\":{\"createPayment\":{\"code\":\"NEW\",\"payment\":{\"id\":\"p q\"}}}} | no success | nothing, NEVER",
                "{\"data\":{\"createPayment\":{\"payment\":{\"id\":\"p\"}}}} | no success | p, NEVER",
                "{\"data\":{\"createPayment\":null}} | no success | nothing, AS_CONFIGURED",
                "{\"data\":{}} | no success | nothing, AS_CONFIGURED",
                "{\"data\":null} | no success | nothing, AS_CONFIGURED",
                "{} | no success | nothing, AS_CONFIGURED"
            })
    void lookedUp(String answer, String detail, String lookup) {
        server.then(answer);

        assertThat(ambiguous(charge()).detail()).isEqualTo(detail);
        assertThat(asked).containsExactly(lookup.replace(",", " since " + Fixtures.NOW + ","));
    }

    @DisplayName("GST-07 that is shown whole and ended under ERROR is a decline, whether or not queries show it yet")
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "FAILED,'',FAILED",
        "CANCELED,'',CANCELLED",
        "FAILED,'\"paymentRequestAllocation\":[{\"amount\":125000,\"paymentRequest\":{\"id\":\"REQUEST\"}}],',FAILED",
        "FAILED,'\"paymentRequestAllocation\":[{\"amount\":null,\"paymentRequest\":null}],',FAILED",
        "FAILED,'\"description\":\"Invoice PSI-100245 / KEY\",',FAILED"
    })
    void declinedUnderError(String shown, String more, Status status) {
        server.then(FakeAptean.created("ERROR", ended(shown, more)));

        assertThat(charge())
                .isEqualTo(ChargeResult.confirmed(new ProviderPayment(
                        new PaymentId(Fixtures.PAYMENT),
                        status,
                        Fixtures.AMOUNT,
                        Money.zero(Fixtures.AMOUNT.currency()),
                        Option.some(Fixtures.KEY),
                        Option.when(status == Status.FAILED, DeclineReason.DECLINED))));
        assertThat(asked).isEmpty();
    }

    private static String ended(String status, String more) {
        String shown = more.replace("REQUEST", Fixtures.REQUEST).replace("KEY", Fixtures.KEY.value());
        return FakeAptean.payment(status, 125000, "USD").replaceFirst("\\{", "{" + shown);
    }

    @DisplayName("GST-10 that is shown under ERROR alive, of another amount, request or mark, or in part, is looked up")
    @ParameterizedTest(name = "{0}: {1} becomes {2}, {3}")
    @CsvSource({
        "PENDING,x,x,''",
        "COMPLETED,x,x,''",
        "NEW,x,x,''",
        "FAILED,125000,124999,''",
        "FAILED,125000,125001,''",
        "FAILED,125000,null,''",
        "FAILED,USD,CAD,''",
        "FAILED,'\"currency\":\"USD\",','',''",
        "FAILED,x,x,'\"paymentRequestAllocation\":[{\"amount\":125000,\"paymentRequest\":{\"id\":\"other\"}}],'",
        "FAILED,x,x,'\"paymentRequestAllocation\":[{\"amount\":100000,\"paymentRequest\":{\"id\":\"REQUEST\"}}],'",
        "FAILED,x,x,'\"description\":\"Order 7\",'"
    })
    void unprovenUnderError(String status, String shown, String altered, String more) {
        server.then(FakeAptean.created("ERROR", ended(status, more).replace(shown, altered)));

        assertThat(ambiguous(charge()).payment()).isEqualTo(Option.some(new PaymentId(Fixtures.PAYMENT)));
        assertThat(asked).containsExactly(Fixtures.PAYMENT + " since " + Fixtures.NOW + ", NEVER");
    }

    @DisplayName("GST-10 is not declined by a payment that was shown before it, whatever shows that one")
    @Test
    void declinedBefore() {
        server.then(FakeAptean.created("ERROR", FakeAptean.payment("FAILED", 125000, "USD")));

        assertThat(charge(settings(), Fixtures.orderKnowing(new PaymentId(Fixtures.PAYMENT))))
                .isInstanceOf(ChargeResult.Ambiguous.class);
    }

    @DisplayName("GST-07 that the server shows as ended is confirmed as that, made with its key")
    @Test
    void shownAsEnded() {
        server.then("{\"data\":{\"createPayment\":{\"code\":\"ERROR\"}}}");
        ended = Option.some(ProviderPayment.of(new PaymentId("p"), Status.FAILED, Fixtures.AMOUNT, Option.none()));

        assertThat(charge())
                .isEqualTo(ChargeResult.confirmed(ProviderPayment.of(
                        new PaymentId("p"), Status.FAILED, Fixtures.AMOUNT, Option.some(Fixtures.KEY))));
    }

    @DisplayName("GST-10 is open if its payment cannot be read, and tells where and which, as far as that was named")
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":\"p\",\"status\":\"PENDING\",\"currency\":\"USD\"} | payment.amount | p",
                "{\"id\":\"p\",\"amount\":1,\"currency\":\"USD\"} | payment.status | p",
                "{\"id\":\"p\",\"status\":\"PENDING\",\"amount\":1} | payment.currency | p",
                "{\"status\":\"PENDING\",\"amount\":1,\"currency\":\"USD\"} | payment.id |"
            })
    void misread(String payment, String path, String named) {
        server.then(FakeAptean.created("SUCCESS", payment));

        ChargeResult.Ambiguous result = ambiguous(charge());

        assertThat(result.detail()).isEqualTo("misread at " + path);
        assertThat(result.payment()).isEqualTo(Option.of(named).map(PaymentId::new));
        assertThat(asked).isEmpty();
    }

    @DisplayName("GST-10 says in the log where an answer to it could not be read")
    @Test
    void misreadIsLogged() {
        server.then(FakeAptean.created("SUCCESS", "{\"id\":\"p\",\"status\":\"PENDING\",\"amount\":1}"));

        assertThat(LogLines.during(Level.INFO, this::charge))
                .containsExactly("WARNING PSI-100245: charged, and misread at payment.currency");
    }

    @DisplayName("GST-10 was not sent only if nothing of it can have left")
    @Test
    void neverLeft() {
        server.then((request, body) -> {
            throw new ConnectException("refused");
        });
        assertThat(charge()).isEqualTo(NOT_REACHED);
    }

    @DisplayName("GST-10 is open once any of it can have left, and after every answer that is no charge's")
    @Test
    void mayHaveLeft() {
        server.then((request, body) -> {
            ((OneShotBody) Objects.requireNonNull(request.body()))
                    .witness()
                    .requestHeadersStart(new OkHttpClient().newCall(request));
            throw new IOException("reset");
        });
        assertThat(ambiguous(charge()).detail()).isEqualTo("NotReached[mayHaveLeft=true]");
        assertThat(asked).isEmpty();
    }

    @DisplayName("GST-10 is open after any status but a success: a gateway can give up on what the server goes on with")
    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {400, 401, 404, 413, 422, 429, 500, 502, 503, 504})
    void statuses(int status) {
        server.then((request, body) -> Spoken.json(request, status, "{\"errors\":[{}]}"));

        assertThat(charge()).isInstanceOf(ChargeResult.Ambiguous.class);
        assertThat(asked).isEmpty();
    }

    @DisplayName("leaves only with a prepared card")
    @Test
    void noCard() {
        card = Either.left(NotChargedReason.CARD_ENTRY_EXPIRED);

        assertThat(charge()).isEqualTo(ChargeResult.notSent(NotChargedReason.CARD_ENTRY_EXPIRED));
        assertThat(server.bodies()).isEmpty();
    }

    @DisplayName("leaves only for an amount above nothing that 32 bits hold")
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"0,false", "1,true", "2147483647,true", "2147483648,false"})
    void amounts(long minorUnits, boolean leaves) {
        server.then(FakeAptean.created("SUCCESS", PENDING));
        ChargeOrder order = Fixtures.order(Money.ofMinor(minorUnits, Fixtures.AMOUNT.currency()));

        assertThat(charge(settings(), order) instanceof ChargeResult.Confirmed).isEqualTo(leaves);
        assertThat(server.bodies()).hasSize(leaves ? 1 : 0);
    }

    @DisplayName("leaves for an account with fees only if the settings accept them, and never in another currency")
    @ParameterizedTest(name = "{0}, fees {1}, accepted {2}: {3}")
    @CsvSource({"USD,false,false,true", "USD,true,false,false", "USD,true,true,true", "CAD,false,true,false"})
    void accounts(String currency, boolean fees, boolean accepted, boolean leaves) {
        server.then(FakeAptean.created("SUCCESS", PENDING));
        String account = "{\"data\":{\"account\":{\"defaultCurrency\":\"" + currency
                + "\",\"settings\":{\"features\":{\"payments\":{\"convenienceFees\":" + fees + "}}}}}}";

        ChargeResult result = charge(settings().guestDespiteFees(accepted), Fixtures.order(), account);

        assertThat(result instanceof ChargeResult.Confirmed).isEqualTo(leaves);
        assertThat(server.bodies()).hasSize(leaves ? 1 : 0);
    }

    @DisplayName("bears its mark, and describes itself only where that is understood or asked for")
    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource({
        "AUTO,FULL,true",
        "AUTO,CORE,false",
        "NONE,FULL,false",
        "CUSTOM_DATA,FULL,false",
        "DESCRIPTION,FULL,true"
    })
    void marks(PaymentMark mark, SchemaLevel level, boolean described) {
        server.then(FakeAptean.created("SUCCESS", PENDING));
        charge(settings().paymentMark(mark).schema(level), Fixtures.order());

        String key = Fixtures.KEY.value();
        assertThat(server.lastBody())
                .contains("\"customData\":{\"attempt\":\"" + Fixtures.ATTEMPT + "\",\"key\":\"" + key + "\"}");
        assertThat(server.lastBody().contains("\"description\":\"Invoice PSI-100245 / " + key + "\""))
                .isEqualTo(described);
    }

    @DisplayName("tells the second line of an address where there is one, and an empty postal code where there is none")
    @Test
    void addresses() {
        server.then(FakeAptean.created("SUCCESS", PENDING));
        BillingForm form = new BillingForm("ann@customer.example", "1 Main", "Suite 2", "HK", "", "852", "55550100");
        GuestPayment payer = GuestPayment.parse(form, "Ann Example", Fixtures.CLAIM, ContactRules.basic())
                .getOrElseThrow(faults -> new AssertionError(faults.toString()));
        ChargeOrder order = new ChargeOrder(
                Fixtures.ATTEMPT,
                Fixtures.KEY,
                new AccountId("20000"),
                Fixtures.INVOICE,
                Fixtures.REQUEST,
                Fixtures.AMOUNT,
                payer);
        charge(settings().failOnReview(true), order);

        assertThat(server.lastBody())
                .contains(
                        "\"address\":{\"line1\":\"1 Main\",\"line2\":\"Suite 2\",\"postalCode\":\"\",\"country\":\"HK\"}")
                .contains("\"failOnReview\":true");
        charge(settings().schema(SchemaLevel.CORE), order);
        assertThat(server.lastBody())
                .as("no example shows a second line: what the server does not know would fail the charge")
                .contains("\"address\":{\"line1\":\"1 Main\",\"postalCode\":\"\",\"country\":\"HK\"}");
    }

    @DisplayName("GST-09 leaves with its key in a header, behind the merchant's prefix")
    @ParameterizedTest(name = "[{0}]")
    @ValueSource(strings = {"", "shop-"})
    void keys(String prefix) {
        List<String> sent = new ArrayList<>();
        server.then((request, body) -> {
            sent.addAll(request.headers("idempotency-key"));
            return Spoken.json(request, 200, FakeAptean.created("SUCCESS", PENDING));
        });
        charge(settings().keyPrefix(prefix), Fixtures.order());

        assertThat(sent).containsExactly(prefix + Fixtures.KEY.value());
    }

    @DisplayName(
            "GST-07 that failed is declined for the reason that its code is mapped to, or for none that could be told")
    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource({"FAILED,NO_MONEY,INSUFFICIENT_FUNDS", "FAILED,NEW,DECLINED", "CANCELED,NO_MONEY,", "PENDING,NO_MONEY,"})
    void declines(String status, String code, DeclineReason reason) {
        server.then(FakeAptean.created(
                "SUCCESS",
                "{\"id\":\"p\",\"status\":\"" + status + "\",\"amount\":125000,\"currency\":\"USD\",\"failureDetail\":"
                        + "{\"code\":\"CARD\",\"details\":[{\"code\":\"D1\"},{\"code\":\"" + code + "\"}]}}"));
        ChargeResult result =
                charge(settings().declineCode("NO_MONEY", DeclineReason.INSUFFICIENT_FUNDS), Fixtures.order());

        assertThat(((ChargeResult.Confirmed) result).payment().decline()).isEqualTo(Option.of(reason));
    }

    @DisplayName("GST-10 has its mark asked for in the field that it is in, if it is in one")
    @ParameterizedTest(name = "{0}, newer fields {1}: [{2}]")
    @CsvSource({
        "AUTO,true,description",
        "AUTO,false,''",
        "DESCRIPTION,true,description",
        "CUSTOM_DATA,true,customData",
        "CUSTOM_DATA,false,customData",
        "ATTEMPT_TIME,true,''",
        "NONE,true,''"
    })
    void fields(PaymentMark mark, boolean full, String field) {
        assertThat(OwnMark.field(mark, full)).isEqualTo(field);
    }
}
