package io.invoicepay.aptean;

import static io.invoicepay.aptean.FakeAptean.created;
import static io.invoicepay.aptean.FakeAptean.found;
import static io.invoicepay.aptean.FakeAptean.json;
import static io.invoicepay.aptean.FakeAptean.page;
import static io.invoicepay.aptean.FakeAptean.payment;
import static io.invoicepay.aptean.FakeAptean.request;
import static io.invoicepay.aptean.Fixtures.AMOUNT;
import static io.invoicepay.aptean.Fixtures.INVOICE;
import static io.invoicepay.aptean.Fixtures.KEY;
import static io.invoicepay.aptean.Fixtures.view;
import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.Moshi;
import io.invoicepay.aptean.ApteanPayConfig.CardEntryKind;
import io.invoicepay.aptean.ApteanPayConfig.SchemaLevel;
import io.invoicepay.inmemory.VirtualClock;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.PaymentMethod;
import io.invoicepay.payment.Secret;
import io.invoicepay.provider.CardEntry;
import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.KeyContract;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Aptean Pay as a provider")
class ApteanProviderTest {
    private final FakeAptean aptean = new FakeAptean();

    @AfterEach
    void close() {
        aptean.close();
    }

    private ApteanPayConfigBuilder settings() {
        return Fixtures.settings(aptean.url());
    }

    private PaymentProvider provider() {
        return Fixtures.provider(settings());
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> input() throws IOException {
        Map<String, Object> body = (Map<String, Object>) new Moshi.Builder()
                .build()
                .adapter(Object.class)
                .fromJson(aptean.bodies("createPayment").get(0));
        Map<String, Object> variables = (Map<String, Object>)
                Objects.requireNonNull(Objects.requireNonNull(body).get("variables"));
        return (Map<String, Object>) Objects.requireNonNull(variables.get("input"));
    }

    @DisplayName("EX-01 charges a card: the claim is exchanged, the payment made once, with its key and one allocation")
    @Test
    void charges() throws IOException {
        ChargeResult result = provider().charge(Fixtures.order());

        assertThat(result).isInstanceOfSatisfying(ChargeResult.Confirmed.class, confirmed -> {
            assertThat(confirmed.payment().id().value()).isEqualTo(Fixtures.PAYMENT);
            assertThat(confirmed.payment().status()).isEqualTo(ProviderPayment.Status.PENDING);
            assertThat(confirmed.payment().applied()).isEqualTo(AMOUNT);
            assertThat(confirmed.payment().isOf(KEY)).isTrue();
        });
        assertThat(aptean.bodies("convertClaim").get(0)).contains(Fixtures.CLAIM);
        assertThat(aptean.count("createPayment")).isEqualTo(1);
        assertThat(input())
                .containsEntry("paymentMethodId", Fixtures.METHOD)
                .containsEntry("amount", 125000.0)
                .containsEntry("currency", "USD")
                .containsEntry("immediateCapture", true)
                .containsEntry("failOnReview", false)
                .containsEntry(
                        "paymentRequestAllocation",
                        List.of(Map.of("paymentRequestId", Fixtures.REQUEST, "amount", 125000.0)))
                .containsEntry(
                        "riskMetadata",
                        Map.of(
                                "address",
                                Map.of("line1", "100 Example Way", "postalCode", "30022", "country", "US"),
                                "phone",
                                Map.of("countryCode", "1", "number", "5555550100"),
                                "lineItems",
                                List.of(Map.of(
                                        "description",
                                        "Invoice PSI-100245",
                                        "price",
                                        125000.0,
                                        "currency",
                                        "USD",
                                        "quantity",
                                        1.0))));
    }

    @DisplayName("GST-04 neither name on card nor e-mail address goes anywhere they are not asked for")
    @Test
    void sendsNoMoreThanIsAskedFor() {
        provider().charge(Fixtures.order());

        assertThat(aptean.requests())
                .isNotEmpty()
                .allSatisfy(sent -> assertThat(FakeAptean.body(sent)).doesNotContain("Ann", "customer.example"));
    }

    @DisplayName("sends the merchant's headers with every call, and the idempotency key with the charge alone")
    @Test
    void sendsHeaders() {
        PaymentProvider provider = Fixtures.provider(settings().keyPrefix("shop-"));
        view(provider);
        provider.charge(Fixtures.order());

        assertThat(aptean.requests()).allSatisfy(sent -> {
            assertThat(sent.getMethod()).isEqualTo("POST");
            assertThat(sent.getUrl().encodedPath()).isEqualTo("/graphql");
            assertThat(sent.getHeaders().get("x-aptean-apim")).isEqualTo("apim-key-1");
            assertThat(sent.getHeaders().get("x-aptean-tenant")).isEqualTo("tenant-1");
            assertThat(sent.getHeaders().get("x-aptean-tenant-secret")).isEqualTo("tenant-secret-1");
            assertThat(sent.getHeaders().get("x-aptean-product")).isEqualTo("product-1");
            assertThat(sent.getHeaders().get("accept-encoding")).isEqualTo("identity");
        });
        List<RecordedRequest> keyed = aptean.requests().stream()
                .filter(sent -> sent.getHeaders().get("idempotency-key") != null)
                .toList();
        assertThat(keyed).singleElement().satisfies(sent -> {
            assertThat(sent.getHeaders().get("idempotency-key")).isEqualTo("shop-" + KEY.value());
            assertThat(FakeAptean.body(sent)).contains("createPayment");
        });
    }

    @DisplayName("waits while the processor looks at the card, and charges then")
    @Test
    void waitsWhileProcessing() {
        AtomicInteger looks = new AtomicInteger();
        aptean.on(
                "paymentMethod",
                body -> json(FakeAptean.method(looks.incrementAndGet() < 4 ? "PROCESSING" : "PROCESSING_COMPLETE")));

        assertThat(provider().charge(Fixtures.order())).isInstanceOf(ChargeResult.Confirmed.class);
        assertThat(looks).hasValue(4);
    }

    @DisplayName("a passing failure while the processor looks at the card does not use the claim up")
    @Test
    void waitsThroughFailures() {
        AtomicInteger looks = new AtomicInteger();
        aptean.on("paymentMethod", body -> switch (looks.incrementAndGet()) {
            case 1 -> json(FakeAptean.method("PROCESSING"));
            case 2, 3 -> FakeAptean.json(502, "");
            default -> json(FakeAptean.method("PROCESSING_COMPLETE"));
        });

        assertThat(Fixtures.provider(settings().queryTries(3)).charge(Fixtures.order()))
                .isInstanceOf(ChargeResult.Confirmed.class);
        assertThat(looks).hasValue(4);
        assertThat(aptean.count("convertClaim")).isEqualTo(1);
    }

    @DisplayName("a card that stays in processing is not charged, and looked at thirty times at most")
    @Test
    void givesUpWaiting() {
        aptean.on("paymentMethod", json(FakeAptean.method("PROCESSING")));

        assertThat(provider().charge(Fixtures.order()))
                .isEqualTo(ChargeResult.notSent(NotChargedReason.PROVIDER_UNREACHABLE));
        assertThat(aptean.count("paymentMethod")).isEqualTo(30);
        assertThat(aptean.count("createPayment")).isZero();
    }

    @DisplayName("GST-07 a card the processor refused has to be entered again; nothing was charged")
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"PROCESSING_ERROR", "VERIFICATION_FAILED", "DELETED"})
    void refusedCards(String status) {
        aptean.on("paymentMethod", json(FakeAptean.method(status)));

        assertThat(provider().charge(Fixtures.order()))
                .isEqualTo(ChargeResult.notSent(NotChargedReason.CARD_ENTRY_EXPIRED));
        assertThat(aptean.count("createPayment")).isZero();
    }

    @DisplayName("a token is charged as it is, without being exchanged, where so configured")
    @Test
    void chargesTokens() throws IOException {
        aptean.on(
                "paymentMethod",
                json("{\"data\":{\"paymentMethods\":{\"nodes\":[{\"id\":\"" + Fixtures.CLAIM
                        + "\",\"status\":\"VERIFIED\"}]}}}"));
        PaymentProvider provider = Fixtures.provider(settings().cardEntry(CardEntryKind.TOKEN));

        assertThat(provider.charge(Fixtures.order())).isInstanceOf(ChargeResult.Confirmed.class);
        assertThat(aptean.count("convertClaim")).isZero();
        assertThat(input()).containsEntry("paymentMethodId", Fixtures.CLAIM);
    }

    @DisplayName("what Aptean Pay's integers cannot say exactly is not charged")
    @Test
    void refusesWhatDoesNotFit() {
        ChargeResult rejected = ChargeResult.notSent(NotChargedReason.REJECTED);
        Currency usd = AMOUNT.currency();

        assertThat(provider().charge(Fixtures.order(Money.ofMinor(1L << 31, usd))))
                .isEqualTo(rejected);
        assertThat(provider().charge(Fixtures.order(Money.of("12.50", "CAD")))).isEqualTo(rejected);
        assertThat(provider().charge(Fixtures.order(Money.zero(usd)))).isEqualTo(rejected);
        assertThat(aptean.count("convertClaim")).isZero();
    }

    @DisplayName("LIB-03 says what it can do, and claims nothing that Aptean has not confirmed")
    @Test
    void capabilities() {
        PaymentProvider provider = provider();

        assertThat(provider.id().value()).isEqualTo("aptean-pay");
        assertThat(provider.capabilities().keyContract()).isEqualTo(KeyContract.UNVERIFIED);
        assertThat(provider.capabilities().resendWindow()).isZero();
        assertThat(provider.capabilities().showsKeys()).isFalse();
        assertThat(provider.capabilities().portalHosts()).containsExactly("payer.example.test");
        assertThat(provider.capabilities().accepts(AMOUNT.currency())).isTrue();
        assertThat(provider.capabilities().accepts(Currency.getInstance("CAD"))).isFalse();
        assertThat(provider.capabilities().isBelowMinimum(Money.of("0.99", "USD")))
                .isTrue();
        assertThat(provider.capabilities().isBelowMinimum(Money.of("1.00", "USD")))
                .isFalse();
        assertThat(provider.capabilities().isAboveMaximum(Money.of("10000000.01", "USD")))
                .isTrue();
    }

    @DisplayName("DLG-01 offers the portal alone where the account adds a convenience fee")
    @Test
    void noGuestsWithFees() {
        aptean.on(
                "serverCheck",
                json("{\"data\":{\"account\":{\"defaultCurrency\":\"USD\",\"settings\":{\"features\":"
                        + "{\"payments\":{\"convenienceFees\":true}}}}}}"));
        PaymentProvider provider = provider();

        assertThat(provider.capabilities().offers(PaymentMethod.GUEST_CHECKOUT)).isFalse();
        assertThat(provider.capabilities().offers(PaymentMethod.PORTAL)).isTrue();
        assertThat(provider.cardEntry()).isEqualTo(Option.none());
        assertThat(provider.charge(Fixtures.order())).isEqualTo(ChargeResult.notSent(NotChargedReason.REJECTED));
        assertThat(Fixtures.provider(settings().guestDespiteFees(true))
                        .capabilities()
                        .offers(PaymentMethod.GUEST_CHECKOUT))
                .isTrue();
    }

    @DisplayName("GST-05 a host that gets its tokens elsewhere needs the first four settings and no card form")
    @Test
    void guestsWithoutCardForm() {
        PaymentProvider provider = Fixtures.provider(minimal());

        assertThat(provider.capabilities().offers(PaymentMethod.GUEST_CHECKOUT)).isTrue();
        assertThat(provider.capabilities().offers(PaymentMethod.PORTAL)).isFalse();
        assertThat(provider.cardEntry())
                .isEqualTo(Option.some(new CardEntry("host", Option.none(), Map.of("result", "claim"))));
        assertThat(provider.charge(Fixtures.order())).isInstanceOf(ChargeResult.Confirmed.class);
        assertThat(aptean.count("convertClaim")).isOne();
    }

    @DisplayName("POR-01 leads to no portal where none is configured")
    @Test
    void noPortal() {
        PaymentProvider provider = Fixtures.provider(minimal());

        assertThat(provider.portal(new AccountId("20000"), Option.none())).isEqualTo(Either.left(Cause.MISCONFIGURED));
        assertThat(provider.portal(new AccountId("20000"), Option.some(INVOICE)))
                .isEqualTo(Either.left(Cause.MISCONFIGURED));
    }

    @DisplayName("GST-10 says that it shows keys where every payment of ours bears one in a field that is asked for")
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"CUSTOM_DATA,true", "DESCRIPTION,true", "AUTO,false", "NONE,false"})
    void showsKeys(ApteanPayConfig.PaymentMark mark, boolean shown) {
        assertThat(Fixtures.provider(settings().paymentMark(mark))
                        .capabilities()
                        .showsKeys())
                .isEqualTo(shown);
    }

    @DisplayName("DLG-01 offers the portal alone where guest checkout is switched off, and then charges nothing")
    @Test
    void guestCheckoutSwitchedOff() {
        PaymentProvider provider = Fixtures.provider(settings().guestCheckout(false));

        assertThat(provider.capabilities().offers(PaymentMethod.GUEST_CHECKOUT)).isFalse();
        assertThat(provider.capabilities().offers(PaymentMethod.PORTAL)).isTrue();
        assertThat(provider.cardEntry()).isEqualTo(Option.none());
        assertThat(provider.charge(Fixtures.order())).isEqualTo(ChargeResult.notSent(NotChargedReason.REJECTED));
        assertThat(aptean.count("createPayment")).isZero();
    }

    private ApteanPayConfigBuilder minimal() {
        return ApteanPayConfig.builder(aptean.url(), Secret.of("apim-key-1"), "tenant-1", Secret.of("tenant-secret-1"));
    }

    @DisplayName("VAL-08 an account in another currency than configured is a wrong setting, and nothing is charged")
    @Test
    void otherCurrency() {
        aptean.on("serverCheck", json("{\"data\":{\"account\":{\"defaultCurrency\":\"CAD\"}}}"));
        PaymentProvider provider = provider();

        assertThat(view(provider)).isEqualTo(ProviderView.inconclusive(Cause.MISCONFIGURED));
        assertThat(provider.charge(Fixtures.order())).isEqualTo(ChargeResult.notSent(NotChargedReason.REJECTED));
    }

    @DisplayName("an older server is asked for what it knows, once it has shown that it does not know more")
    @Test
    void fallsBackToTheCore() {
        aptean.on(
                "serverCheck",
                body -> body.contains("convenienceFees")
                        ? json(400, "{\"errors\":[{\"message\":\"Cannot query field\"}]}")
                        : json("{\"data\":{\"account\":{\"defaultCurrency\":\"USD\"}}}"));
        PaymentProvider provider = Fixtures.provider(settings().schema(SchemaLevel.PROBE));

        assertThat(view(provider)).isInstanceOf(ProviderView.Sent.class);
        assertThat(aptean.bodies("findPaymentRequests").get(0)).doesNotContain("paymentUrl", "discountAmount");
        assertThat(aptean.count("serverCheck")).isEqualTo(2);
    }

    @DisplayName("a server that knows more is asked for it, once one query has shown it")
    @Test
    void goesToTheFullSchema() {
        PaymentProvider provider = Fixtures.provider(settings().schema(SchemaLevel.PROBE));

        view(provider);
        view(provider);

        assertThat(aptean.bodies("findPaymentRequests"))
                .hasSize(2)
                .allSatisfy(body -> assertThat(body).contains("paymentUrl", "discountAmount"));
        assertThat(aptean.count("serverCheck")).isEqualTo(1);
    }

    @DisplayName(
            "a server that does not show its account is asked for all that it knows, and for the account again later")
    @Test
    void accountRefused() {
        aptean.on(
                "serverCheck",
                json("{\"errors\":[{\"message\":\"no\",\"extensions\":{\"code\":\"FORBIDDEN\"}}],\"data\":null}"));
        PaymentProvider provider = Fixtures.provider(settings().schema(SchemaLevel.PROBE));

        assertThat(view(provider)).isInstanceOf(ProviderView.Sent.class);
        assertThat(aptean.bodies("findPaymentRequests").get(0)).contains("paymentUrl", "discountAmount");
    }

    @DisplayName("an older server is understood also where it refuses a document under 200")
    @Test
    void refusesUnder200() {
        String refusal =
                "{\"errors\":[{\"message\":\"Cannot query field\",\"extensions\":{\"code\":\"GRAPHQL_VALIDATION_FAILED\"}}]}";
        aptean.on(
                "serverCheck",
                body -> body.contains("convenienceFees")
                        ? json(refusal)
                        : json("{\"data\":{\"account\":{\"defaultCurrency\":\"USD\"}}}"));
        aptean.on(
                "findPaymentRequests",
                body -> body.contains("paymentUrl") || body.contains("queryString1")
                        ? json(refusal)
                        : json(found(body, reference -> page(request(reference, 125000)))));
        PaymentProvider provider = Fixtures.provider(settings().schema(SchemaLevel.PROBE));

        assertThat(view(provider)).isInstanceOf(ProviderView.Sent.class);
        assertThat(provider.find(List.of(PaymentQuery.about(INVOICE), PaymentQuery.about(new InvoiceNumber("A-1"))))
                        .values())
                .allMatch(ProviderView.Sent.class::isInstance);
    }

    @DisplayName("VAL-01 null in place of a list of requests says nothing, least of all that nothing was sent")
    @Test
    void nullInPlaceOfAList() {
        aptean.on("findPaymentRequests", body -> json(found(body, reference -> page().replace("[]", "null"))));

        assertThat(view(provider())).isEqualTo(ProviderView.inconclusive(Cause.UNREADABLE));
    }

    @DisplayName("a server that was down at the start is asked again later, not with every call")
    @Test
    void asksAgainLater() {
        aptean.on("serverCheck", json(503, "{}"));
        PaymentProvider provider = Fixtures.provider(settings().schema(SchemaLevel.PROBE));

        view(provider);
        view(provider);

        assertThat(aptean.count("serverCheck")).isEqualTo(1);
        assertThat(aptean.bodies("findPaymentRequests").get(0)).doesNotContain("paymentUrl");
    }

    @DisplayName(
            "VAL-08 charges nothing while it is not known whether there are discounts and fees: once there is an answer, it does")
    @Test
    void chargesOnceAnswered() {
        VirtualClock clock = VirtualClock.at(Fixtures.NOW);
        aptean.on("serverCheck", json(503, "{}"));
        ApteanPayConfig config = settings().schema(SchemaLevel.PROBE).build();
        PaymentProvider provider = ApteanPay.of(config)
                .withClock(clock)
                .provider(new Backoff(1, Duration.ZERO, config.queries.timeout(), () -> 0.5), Duration.ZERO);
        assertThat(view(provider)).isInstanceOf(ProviderView.Sent.class);
        assertThat(provider.charge(Fixtures.order()))
                .isEqualTo(ChargeResult.notSent(NotChargedReason.PROVIDER_UNREACHABLE));
        assertThat(aptean.count("convertClaim"))
                .as("the claim can be used still")
                .isZero();

        aptean.on("serverCheck", json("{\"data\":{\"account\":{\"defaultCurrency\":\"USD\"}}}"));
        clock.advance(Duration.ofMinutes(1));
        view(provider);
        assertThat(provider.charge(Fixtures.order())).isInstanceOf(ChargeResult.Confirmed.class);
    }

    @DisplayName("a server that forgets the newer fields is asked for the older ones at once")
    @Test
    void fallsBackInFlight() {
        aptean.on(
                "findPaymentRequests",
                body -> body.contains("paymentUrl")
                        ? json(400, "{\"errors\":[{\"message\":\"Cannot query field\"}]}")
                        : json(found(body, reference -> page(request(reference, 125000)))));
        PaymentProvider provider = Fixtures.provider(settings().schema(SchemaLevel.PROBE));

        aptean.on("serverCheck", json(400, "{\"errors\":[{\"message\":\"Cannot query field\"}]}"));

        assertThat(view(provider)).isInstanceOf(ProviderView.Sent.class);
        assertThat(view(provider)).isInstanceOf(ProviderView.Sent.class);
        assertThat(aptean.count("findPaymentRequests")).isEqualTo(4);
    }

    @DisplayName(
            "GST-10 a charge whose newer fields are not understood stays open; after the second they go without them for an hour")
    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource({"PROBE,400,true", "PROBE,200,true", "FULL,400,false"})
    void refusesNewerFieldsOfCharges(SchemaLevel level, int status, boolean without) {
        VirtualClock clock = VirtualClock.at(Fixtures.NOW);
        aptean.on(
                "createPayment",
                body -> body.contains("convenienceFee")
                        ? json(status, "{\"errors\":[{\"extensions\":{\"code\":\"GRAPHQL_VALIDATION_FAILED\"}}]}")
                        : json(created("SUCCESS", payment("PENDING", 125000, "USD"))));
        ApteanPayConfig config = settings().schema(level).build();
        PaymentProvider provider = ApteanPay.of(config)
                .withClock(clock)
                .provider(new Backoff(1, Duration.ZERO, config.queries.timeout(), () -> 0.5), Duration.ZERO);

        for (int refused = 0; refused < 2; refused++) {
            assertThat(provider.charge(Fixtures.order())).isInstanceOf(ChargeResult.Ambiguous.class);
        }
        assertThat(provider.charge(Fixtures.order()) instanceof ChargeResult.Confirmed)
                .isEqualTo(without);
        view(provider);
        assertThat(aptean.bodies("findPaymentRequests"))
                .as("discounts are still seen")
                .allMatch(body -> body.contains("discountAmount"));

        clock.advance(Duration.ofHours(1));
        assertThat(provider.charge(Fixtures.order())).isInstanceOf(ChargeResult.Ambiguous.class);
        assertThat(aptean.count("createPayment")).isEqualTo(4);
    }

    @DisplayName(
            "GST-10 what a server does not take of one customer leaves the mark of our own in everybody else's charges")
    @Test
    void refusesOneCustomer() {
        AtomicInteger charges = new AtomicInteger();
        aptean.on(
                "createPayment",
                body -> charges.getAndIncrement() % 2 == 0
                        ? json(400, "{\"errors\":[{\"extensions\":{\"code\":\"BAD_USER_INPUT\"}}]}")
                        : json(created("SUCCESS", payment("PENDING", 125000, "USD"))));
        PaymentProvider provider = ApteanPay.of(
                        settings().schema(SchemaLevel.PROBE).build())
                .provider(new Backoff(1, Duration.ZERO, Duration.ofSeconds(10), () -> 0.5), Duration.ZERO);
        for (int charge = 0; charge < 6; charge++) {
            assertThat(provider.charge(Fixtures.order()) instanceof ChargeResult.Confirmed)
                    .isEqualTo(charge % 2 == 1);
        }

        assertThat(aptean.bodies("createPayment")).hasSize(6).allMatch(body -> body.contains("convenienceFee"));
    }

    @DisplayName("POR-01 hands out the request's own link, fetched fresh, or the portal's root where there is none")
    @Test
    void portalForInvoice() {
        PaymentProvider provider = provider();
        Option<InvoiceNumber> invoice = Option.some(INVOICE);

        assertThat(provider.portal(new AccountId("20000"), invoice))
                .isEqualTo(Either.right(URI.create("https://payer.example.test/?t0k3n")));
        assertThat(provider.portal(new AccountId("20000"), invoice).isRight()).isTrue();
        assertThat(aptean.count("findPaymentRequests")).isEqualTo(2);
        aptean.on("findPaymentRequests", body -> json(found(body, reference -> page())));
        assertThat(provider.portal(new AccountId("20000"), invoice))
                .isEqualTo(Either.right(URI.create("https://payer.example.test/")));
        aptean.on("findPaymentRequests", json(500, ""));
        assertThat(provider.portal(new AccountId("20000"), invoice)).isEqualTo(Either.left(Cause.UNREACHABLE));
    }

    @DisplayName(
            "BAL-03 opens the portal's root for the balance, or what the template makes of the account, safely encoded")
    @Test
    void portalForBalance() {
        AccountId account = new AccountId("20 000&x=1");

        assertThat(provider().portal(account, Option.none()))
                .isEqualTo(Either.right(URI.create("https://payer.example.test/")));
        assertThat(Fixtures.provider(settings().balanceUrl("https://payer.example.test/pay?customer={account}"))
                        .portal(account, Option.none()))
                .isEqualTo(Either.right(URI.create("https://payer.example.test/pay?customer=20%20000%26x%3D1")));
    }

    @DisplayName("GST-04 tells the page what its card form needs, and nothing secret")
    @Test
    void cardEntry() {
        assertThat(Fixtures.provider(settings().sdkOption("locale", "en"))
                        .cardEntry()
                        .get())
                .satisfies(entry -> {
                    assertThat(entry.kind()).isEqualTo("aptean-pay");
                    assertThat(entry.script()).isEqualTo(Option.some(URI.create("https://js.aptean.example/v1")));
                    assertThat(entry.settings())
                            .containsExactlyInAnyOrderEntriesOf(Map.of(
                                    "browserKey",
                                    "browser-key-1",
                                    "productId",
                                    "product-1",
                                    "tenantId",
                                    "tenant-1",
                                    "accountId",
                                    "account-1",
                                    "result",
                                    "claim",
                                    "option.locale",
                                    "en"));
                });
    }

    @DisplayName("COL-08 asks for few at once where a request for many has left and is not answered")
    @Test
    void brokenOverMany() {
        aptean.on(
                "findPaymentRequests",
                body -> body.contains("queryString10")
                        ? new MockResponse.Builder()
                                .onResponseStart(new SocketEffect.CloseSocket())
                                .build()
                        : json(found(body, reference -> page(request(reference, 125000)))));
        List<PaymentQuery> queries = IntStream.range(0, 25)
                .mapToObj(n -> PaymentQuery.about(new InvoiceNumber("INV-" + n)))
                .toList();

        assertThat(provider().find(queries).values()).hasSize(25).allMatch(ProviderView.Sent.class::isInstance);
        assertThat(aptean.bodies("findPaymentRequests")).hasSize(1 + 3);
    }

    @DisplayName(
            "GST-10 takes no payment for its own that was shown before it charged, however far ahead the server's clock is")
    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource({"CORE,AUTO", "FULL,AUTO", "CORE,ATTEMPT_TIME"})
    void shownBefore(SchemaLevel level, ApteanPayConfig.PaymentMark mark) {
        aptean.on("createPayment", json("{\"data\":{\"createPayment\":{\"code\":\"ERROR\",\"payment\":null}}}"));
        String declined = payment("FAILED", 125000, "USD")
                .replace(
                        "2026-11-20T14:03:11.000Z", Fixtures.NOW.plusSeconds(20).toString());
        aptean.on(
                "findPaymentRequests",
                body -> json(found(body, reference -> page(request(reference, "UNPAID", 125000, declined)))));
        PaymentProvider provider = Fixtures.provider(settings().schema(level).paymentMark(mark));
        ChargeOrder order = Fixtures.order();
        PaymentId shown = ((ProviderView.Sent) view(provider)).payments().get(0).id();
        ChargeOrder second = new ChargeOrder(
                order.attempt(),
                order.key(),
                order.account(),
                order.invoice(),
                order.request(),
                order.amount(),
                order.payer(),
                Set.of(shown));

        assertThat(provider.charge(second)).isInstanceOf(ChargeResult.Ambiguous.class);
        assertThat(provider.charge(order)).as("not shown before").isInstanceOf(ChargeResult.Confirmed.class);
    }

    @DisplayName("finds a reference made of the invoice's number and what the merchant puts around it")
    @Test
    void referencesWithAffixes() {
        PaymentProvider provider = Fixtures.provider(settings().reference("ACME-", "/1"));

        assertThat(view(provider)).isInstanceOf(ProviderView.Sent.class);
        assertThat(aptean.bodies("findPaymentRequests").get(0)).contains("\"queryString\":\"ACME-PSI-100245/1\"");
    }

    @DisplayName(
            "STA-07 an answer that shows more taken than was asked, and no fee that explains it, is of another amount")
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"'',1300.00", "'\"convenienceFee\":5000,',1250.00", "'\"amountBeforeFees\":125000,',1250.00"})
    void tookMore(String fee, String counted) {
        String allocation = "\"paymentRequestAllocation\":[{\"amount\":125000,\"paymentRequest\":{\"id\":\""
                + Fixtures.REQUEST + "\"}}]";
        String payment = payment("COMPLETED", 130000, "USD").replace("}", "," + fee + allocation + "}");
        aptean.on("createPayment", json(created("SUCCESS", payment)));

        assertThat(provider().charge(Fixtures.order()))
                .isInstanceOfSatisfying(
                        ChargeResult.Confirmed.class,
                        c -> assertThat(c.payment().applied()).isEqualTo(Money.of(counted, "USD")));
    }

    @DisplayName("GST-07 a payment shown as failed is a decline, with the reason that its code is mapped to")
    @Test
    void declines() {
        aptean.on(
                "createPayment",
                json(
                        created(
                                "SUCCESS",
                                payment("FAILED", 125000, "USD")
                                        .replace(
                                                "}",
                                                ",\"failureDetail\":{\"code\":\"CARD\",\"details\":[{\"code\":\"NO_MONEY\"}]}}"))));
        PaymentProvider provider =
                Fixtures.provider(settings().declineCode("NO_MONEY", DeclineReason.INSUFFICIENT_FUNDS));

        assertThat(provider.charge(Fixtures.order())).isInstanceOfSatisfying(ChargeResult.Confirmed.class, c -> {
            assertThat(c.payment().isDead()).isTrue();
            assertThat(c.payment().decline()).isEqualTo(Option.some(DeclineReason.INSUFFICIENT_FUNDS));
        });
    }

    @DisplayName("GST-07 of the codes of a failure the most particular one counts that is mapped to a reason")
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "CARD,OTHER,EXPIRED_CARD",
        "TOO_LATE,OTHER,EXPIRED_CARD",
        "CARD,TOO_LATE,LIMIT_EXCEEDED",
        "OTHER,ANOTHER,DECLINED"
    })
    void declineCodes(String expired, String limited, DeclineReason expected) {
        String detail = "{\"code\":\"CARD\",\"details\":[{\"code\":\"D1\"},{\"code\":\"TOO_LATE\"}]}";
        String failed = payment("FAILED", 125000, "USD").replace("}", ",\"failureDetail\":" + detail + "}");
        aptean.on("createPayment", json(created("SUCCESS", failed)));
        ApteanPayConfigBuilder settings = settings()
                .declineCode(expired, DeclineReason.EXPIRED_CARD)
                .declineCode(limited, DeclineReason.LIMIT_EXCEEDED);

        assertThat(Fixtures.provider(settings).charge(Fixtures.order()))
                .isInstanceOfSatisfying(
                        ChargeResult.Confirmed.class,
                        c -> assertThat(c.payment().decline()).isEqualTo(Option.some(expected)));
    }

    private void answersWithoutSuccess(String payment, String... shown) {
        aptean.on("createPayment", json(created("ERROR", payment)));
        aptean.on(
                "findPaymentRequests",
                body -> json(found(body, reference -> page(request(reference, "FAILED", 125000, shown)))));
    }

    @DisplayName(
            "GST-07 a decline told as a code alone is one, if the server shows at once that our payment has failed")
    @Test
    void declinesByCode() {
        answersWithoutSuccess("null", payment("FAILED", 125000, "USD"));

        assertThat(provider().charge(Fixtures.order())).isInstanceOfSatisfying(ChargeResult.Confirmed.class, c -> {
            assertThat(c.payment().isDead()).isTrue();
            assertThat(c.payment().key()).isEqualTo(Option.some(KEY));
        });
        assertThat(aptean.count("createPayment")).isEqualTo(1);
        assertThat(aptean.count("findPaymentRequests")).isEqualTo(1);
    }

    @DisplayName(
            "GST-07 a decline told as a code alone is looked for a few times, since queries lag, and left open then")
    @ParameterizedTest(name = "shown by look {0}, {1}: {2} looks")
    @CsvSource({"1,AUTO,1", "3,AUTO,3", "4,AUTO,4", "5,AUTO,4", "5,ATTEMPT_TIME,4", "5,NONE,1"})
    void declinesShownLate(int shownBy, ApteanPayConfig.PaymentMark mark, int looks) {
        aptean.on("createPayment", json(created("ERROR", "null")));
        AtomicInteger look = new AtomicInteger();
        aptean.on("findPaymentRequests", body -> {
            String[] shown =
                    look.incrementAndGet() < shownBy ? new String[0] : new String[] {payment("FAILED", 125000, "USD")};
            return json(found(body, reference -> page(request(reference, 125000, shown))));
        });
        ChargeResult result = Fixtures.provider(settings().paymentMark(mark)).charge(Fixtures.order());

        assertThat(result instanceof ChargeResult.Confirmed).isEqualTo(shownBy <= looks);
        assertThat(look).hasValue(looks);
        assertThat(aptean.count("createPayment")).isEqualTo(1);
    }

    @DisplayName("GST-10 is looked up once where more looks would tell nothing: ours is shown alive, or nobody answers")
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"alive", "silent", "named", "errors"})
    void looksOnce(String what) {
        String alive = payment("PENDING", 125000, "USD")
                .replace("}", ",\"description\":\"Invoice " + INVOICE + " / " + KEY.value() + "\"}");
        answersWithoutSuccess(
                what.equals("named") ? alive : "null", what.equals("alive") ? new String[] {alive} : new String[0]);
        if (what.equals("errors")) {
            aptean.on("createPayment", json("{\"errors\":[{\"message\":\"upstream\"}],\"data\":null}"));
        }
        if (what.equals("silent")) {
            aptean.on("findPaymentRequests", json(503, "{}"));
        }

        assertThat(provider().charge(Fixtures.order())).isInstanceOf(ChargeResult.Ambiguous.class);
        assertThat(aptean.count("findPaymentRequests")).isEqualTo(1);
    }

    @DisplayName("GST-10 is not looked up once more where the answer might come after the time that the port has")
    @Test
    void looksInTime() {
        VirtualClock clock = VirtualClock.at(Fixtures.NOW);
        answersWithoutSuccess("null");
        aptean.on("createPayment", body -> {
            clock.advance(Duration.ofSeconds(100)); // and four times five for the look that is begun
            return json(created("ERROR", "null"));
        });
        ApteanPayConfig config = settings().build();
        PaymentProvider provider = ApteanPay.of(config)
                .withClock(clock)
                .provider(new Backoff(1, Duration.ZERO, config.queries.timeout(), () -> 0.5), Duration.ZERO);

        assertThat(provider.charge(Fixtures.order())).isInstanceOf(ChargeResult.Ambiguous.class);
        assertThat(aptean.count("findPaymentRequests")).isEqualTo(1);
    }

    @DisplayName("GST-07 a payment cancelled by a review is told at once, whenever it was begun by the server's clock")
    @Test
    void cancelledByReview() {
        String cancelled = payment("CANCELED", 125000, "USD").replace("2026-11-20", "2026-11-19");
        answersWithoutSuccess(cancelled, cancelled);

        assertThat(provider().charge(Fixtures.order()))
                .isInstanceOfSatisfying(
                        ChargeResult.Confirmed.class,
                        c -> assertThat(c.payment().status()).isEqualTo(ProviderPayment.Status.CANCELLED));
    }

    @DisplayName(
            "GST-10 an answer without success proves nothing while the server shows no payment, or one that is alive")
    @Test
    void noSuccessProvesNothing() {
        answersWithoutSuccess("null");
        assertThat(provider().charge(Fixtures.order())).isInstanceOf(ChargeResult.Ambiguous.class);

        answersWithoutSuccess("null", payment("PENDING", 125000, "USD"));
        assertThat(provider().charge(Fixtures.order())).isInstanceOf(ChargeResult.Ambiguous.class);

        String earlier = payment("FAILED", 125000, "USD").replace("14:03:11", "14:02:59");
        answersWithoutSuccess("null", earlier);
        assertThat(provider().charge(Fixtures.orderKnowing(new PaymentId("e41a9a0c-7c0d-4f6e-9a1e-2a6b1c9d4f10"))))
                .as("the customer's earlier attempt was declined, and this one is not shown yet")
                .isInstanceOf(ChargeResult.Ambiguous.class);
        assertThat(provider().charge(Fixtures.orderKnowing(new PaymentId("another"))))
                .as("it was not shown before, and their clock may be behind")
                .isInstanceOf(ChargeResult.Confirmed.class);
    }

    @DisplayName(
            "GST-10 where the answer shows a payment, another that failed meanwhile is not taken for ours, whatever code and mark")
    @ParameterizedTest(name = "{0} with {1}: {2}, {3}")
    @CsvSource({
        "ERROR,PENDING,AUTO,CORE",
        "ERROR,PENDING,AUTO,FULL",
        "ERROR,PENDING,ATTEMPT_TIME,CORE",
        "ERROR,COMPLETED,AUTO,CORE",
        "ERROR,NEW,AUTO,CORE",
        "PENDING,PENDING,ATTEMPT_TIME,CORE"
    })
    void anotherThanNamed(String code, String status, ApteanPayConfig.PaymentMark mark, SchemaLevel level) {
        answersWithoutSuccess("null", payment("FAILED", 125000, "USD").replace(Fixtures.PAYMENT, "of-the-portal"));
        aptean.on("createPayment", json(created(code, payment(status, 125000, "USD"))));
        PaymentProvider provider = Fixtures.provider(settings().schema(level).paymentMark(mark));

        assertThat(provider.charge(Fixtures.order()))
                .as("ours is not shown yet, and may still take money")
                .isInstanceOfSatisfying(
                        ChargeResult.Ambiguous.class,
                        open -> assertThat(open.payment()).isEqualTo(Option.some(new PaymentId(Fixtures.PAYMENT))));
    }

    @DisplayName("GST-10 where the answer shows a payment without a reference, our mark alone tells what became of it")
    @Test
    void shownWithoutReference() {
        String failed = payment("FAILED", 125000, "USD");
        answersWithoutSuccess("{\"status\":\"PENDING\"}", failed);
        assertThat(provider().charge(Fixtures.order())).isInstanceOf(ChargeResult.Ambiguous.class);

        String ours = failed.replace("}", ",\"description\":\"Invoice " + INVOICE + " / " + KEY.value() + "\"}");
        answersWithoutSuccess("{\"status\":\"PENDING\"}", ours);
        assertThat(provider().charge(Fixtures.order())).isInstanceOf(ChargeResult.Confirmed.class);
    }

    @DisplayName("GST-10 a payment under way that is not shown yet may be ours: none that failed is, by its time alone")
    @Test
    void underWayUnseen() {
        String failed = payment("FAILED", 125000, "USD");
        answersWithoutSuccess("null", failed);
        aptean.on(
                "findPaymentRequests",
                body -> json(found(body, reference -> page(request(reference, "PENDING", 125000, failed)))));

        assertThat(provider().charge(Fixtures.order())).isInstanceOf(ChargeResult.Ambiguous.class);
    }

    @DisplayName(
            "GST-10 unless the server says ERROR, a payment that failed meanwhile is not taken for ours without its key")
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{\"errors\":[{\"message\":\"upstream\"}],\"data\":null}",
                "{\"data\":{\"createPayment\":null}}",
                "{\"data\":{\"createPayment\":{\"code\":\"PENDING\",\"payment\":null}}}",
                "{\"data\":{\"createPayment\":{\"code\":\"SUCCESS\",\"payment\":null}}}"
            })
    void somebodyElsesFailure(String answer) {
        answersWithoutSuccess("null", payment("FAILED", 125000, "USD"));
        aptean.on("createPayment", json(answer));
        assertThat(provider().charge(Fixtures.order()))
                .as("ours is on its way, and one made in the portal was declined")
                .isInstanceOf(ChargeResult.Ambiguous.class);

        String ours = payment("FAILED", 125000, "USD")
                .replace("}", ",\"description\":\"Invoice " + INVOICE + " / " + KEY.value() + "\"}");
        answersWithoutSuccess("null", ours);
        aptean.on("createPayment", json(answer));
        PaymentProvider full = Fixtures.provider(settings().schema(SchemaLevel.FULL));
        assertThat(full.charge(Fixtures.order()))
                .isInstanceOfSatisfying(
                        ChargeResult.Confirmed.class,
                        c -> assertThat(c.payment().isDead()).isTrue());
    }

    @DisplayName("GST-10 our payment bears its key in the description, where the server knows that field")
    @Test
    void describes() throws IOException {
        PaymentProvider provider = Fixtures.provider(settings().schema(SchemaLevel.FULL));
        provider.charge(Fixtures.order());
        view(provider);

        assertThat(input().get("description")).isEqualTo("Invoice " + INVOICE + " / " + KEY.value());
        assertThat(aptean.bodies("findPaymentRequests").get(0)).contains(" description ");
        Fixtures.provider(settings().schema(SchemaLevel.CORE)).charge(Fixtures.order());
        assertThat(aptean.bodies("createPayment").get(1)).doesNotContain(" / ");
    }

    @DisplayName("answers for every invoice asked about, also where nothing could be asked")
    @Test
    void answersForAll() {
        aptean.on("findPaymentRequests", json(401, "{}"));
        List<PaymentQuery> queries = List.of(PaymentQuery.about(INVOICE), PaymentQuery.about(new InvoiceNumber("A-1")));

        assertThat(provider().find(queries).values())
                .hasSize(2)
                .allMatch(ProviderView.inconclusive(Cause.MISCONFIGURED)::equals);
    }
}
