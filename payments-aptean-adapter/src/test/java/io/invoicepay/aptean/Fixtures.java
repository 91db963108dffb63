package io.invoicepay.aptean;

import io.invoicepay.aptean.sandbox.ApteanSandbox;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.AttemptId;
import io.invoicepay.payment.BillingForm;
import io.invoicepay.payment.ContactRules;
import io.invoicepay.payment.GuestPayment;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.Secret;
import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import okhttp3.OkHttpClient;

/** One dull default of each thing; a test changes only what it is about. */
final class Fixtures {
    static final Instant NOW = Instant.parse("2026-11-20T14:03:05Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final InvoiceNumber INVOICE = new InvoiceNumber("PSI-100245");
    static final String REQUEST = "8f0d2b57-3a44-4a53-b0a5-5d0e1f7c6a01";
    static final String PAYMENT = "e41a9a0c-7c0d-4f6e-9a1e-2a6b1c9d4f10";
    static final String METHOD = "pm-7a6c1e20-1d1b-4b0c-8f0e-111111111111";
    static final String CLAIM = "clm-4d0a3b10-9a7e-4c0d-8a5f-222222222222";
    static final Money AMOUNT = Money.of("1250.00", "USD");
    static final IdempotencyKey KEY = new IdempotencyKey("0123456789abcdef0123456789abcdef");
    static final AttemptId ATTEMPT = new AttemptId(UUID.fromString("11111111-2222-4333-8444-555555555555"));

    private Fixtures() {}

    static ApteanPayConfigBuilder settings(String url) {
        return ApteanPayConfig.builder(url, Secret.of("apim-key-1"), "tenant-1", Secret.of("tenant-secret-1"))
                .schema(ApteanPayConfig.SchemaLevel.FULL)
                .cardForm("https://js.aptean.example/v1", "browser-key-1", "product-1", "account-1")
                .portal("https://payer.example.test/")
                .queryTries(1)
                .timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5));
    }

    /** The charge alone: the card is prepared already, and nothing is looked up afterwards. */
    static Charging charging(Gateway gateway, Documents documents, Knowledge knowledge, ApteanPayConfig config) {
        return new Charging(
                gateway,
                documents,
                knowledge,
                token -> Either.right(METHOD),
                (order, named, since, byTime) -> Option.none(),
                config,
                CLOCK);
    }

    static PaymentProvider provider(ApteanPayConfigBuilder settings) {
        return provider(settings.build(), new OkHttpClient());
    }

    static PaymentProvider provider(ApteanPayConfig config, OkHttpClient base) {
        return ApteanPay.of(config)
                .withHttpClient(base)
                .withClock(CLOCK)
                .provider(
                        new Backoff(config.queries.tries(), Duration.ZERO, config.queries.timeout(), () -> 0.5),
                        Duration.ZERO);
    }

    static GuestPayment payer(String token) {
        BillingForm form =
                new BillingForm("ann@customer.example", "100 Example Way", "", "US", "30022", "1", "5555550100");
        return GuestPayment.parse(form, "Ann Example", token, ContactRules.basic())
                .getOrElseThrow(faults -> new AssertionError(faults.toString()));
    }

    static ChargeOrder order() {
        return order(AMOUNT);
    }

    static ChargeOrder order(Money amount) {
        return new ChargeOrder(ATTEMPT, KEY, new AccountId("20000"), INVOICE, REQUEST, amount, payer(CLAIM));
    }

    /** An order before which these payments were shown already. */
    static ChargeOrder orderKnowing(PaymentId... known) {
        return new ChargeOrder(
                ATTEMPT, KEY, new AccountId("20000"), INVOICE, REQUEST, AMOUNT, payer(CLAIM), Set.of(known));
    }

    static String resource(String name) {
        return resource(Fixtures.class, name);
    }

    /** One of the two schemas that the sandbox speaks. */
    static String schema(String name) {
        return resource(ApteanSandbox.class, name);
    }

    private static String resource(Class<?> beside, String name) {
        try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the provider knows of the one invoice. */
    static ProviderView view(PaymentProvider provider) {
        return Objects.requireNonNull(
                provider.find(List.of(PaymentQuery.about(INVOICE))).get(INVOICE));
    }
}
