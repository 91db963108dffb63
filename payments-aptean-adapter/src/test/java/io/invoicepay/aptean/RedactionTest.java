package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.payment.BillingForm;
import io.invoicepay.payment.ContactRules;
import io.invoicepay.payment.GuestPayment;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.Secret;
import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Nothing secret or personal")
class RedactionTest {
    private static final List<String> CANARIES = List.of(
            "c4n4ry-apim",
            "c4n4ry-secret",
            "c4n4ry-claim",
            "c4n4ry@customer.example",
            "5550199123",
            "C4n4ry Street",
            "C4n4ry Name",
            "c4n4ry-link",
            "c4n4ry-method",
            "c4n4ry-message",
            "c4n4ry-address2",
            "30022-9137");

    private final List<String> seen = new ArrayList<>();

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            String logger = String.valueOf(record.getLoggerName());
            if (!logger.startsWith("mockwebserver3")) { // the other side, which knows it all
                note(
                        logger,
                        new SimpleFormatter().format(record),
                        Thread.currentThread().getName());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private static GuestPayment payer() {
        BillingForm form = new BillingForm(
                CANARIES.get(3), CANARIES.get(5), CANARIES.get(10), "US", CANARIES.get(11), "1", CANARIES.get(4));
        return GuestPayment.parse(form, CANARIES.get(6), CANARIES.get(2), ContactRules.basic())
                .getOrElseThrow(faults -> new AssertionError(faults.toString()));
    }

    private static List<MockResponse> answers() {
        List<MockResponse> answers = new ArrayList<>(HttpFault.all().stream()
                .map(fault -> fault.answer().apply("http://localhost:1/").build())
                .toList());
        answers.add(FakeAptean.json(
                "{\"errors\":[{\"message\":\"c4n4ry-message\",\"extensions\":{\"code\":\"A c4n4ry-message\\u000a\"}}]}"
                        .replace("A c4n4ry-message\\u000a", "A\\u000aB")));
        answers.add(FakeAptean.json(
                "{\"data\":{\"createPayment\":{\"c4n4ry-message\":1,\"payment\":{\"amount\":\"c4n4ry-message\"}}}}"));
        answers.add(FakeAptean.json(401, "{\"message\":\"c4n4ry-message\"}"));
        answers.add(new MockResponse.Builder()
                .addHeader("c4n4ry-message", "x")
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
        return answers;
    }

    @DisplayName("shows in a log line, a result or a text of any object, however a call ends")
    @Test
    void canaries() {
        Logger logger = Logger.getLogger("");
        Level before = logger.getLevel();
        handler.setLevel(Level.ALL);
        logger.addHandler(handler);
        logger.setLevel(Level.ALL); // everybody's, FINEST included
        try (FakeAptean aptean = new FakeAptean()) {
            aptean.on("convertClaim", FakeAptean.json(FakeAptean.conversion("SUCCESS", CANARIES.get(8))));
            aptean.on(
                    "paymentMethod",
                    FakeAptean.json(FakeAptean.method("VERIFIED").replace(Fixtures.METHOD, CANARIES.get(8))));
            aptean.on(
                    "findPaymentRequests",
                    body -> FakeAptean.json(FakeAptean.found(
                            body,
                            reference -> FakeAptean.page(
                                    FakeAptean.request(reference, 125000).replace("t0k3n", CANARIES.get(7))))));
            ApteanPayConfigBuilder settings = ApteanPayConfig.builder(
                            aptean.url(), Secret.of(CANARIES.get(0)), "tenant-1", Secret.of(CANARIES.get(1)))
                    .cardForm("https://js.aptean.example/v1", "browser-key-1", "product-1", "account-1")
                    .portal("https://payer.example.test/")
                    .queryTries(1);
            PaymentProvider patient = Fixtures.provider(settings);
            ApteanPayConfig config =
                    settings.timeouts(FaultCell.SOON, FaultCell.SOON).build();
            PaymentProvider provider = Fixtures.provider(config, new okhttp3.OkHttpClient());
            ChargeOrder order = new ChargeOrder(
                    Fixtures.ATTEMPT,
                    Fixtures.KEY,
                    new AccountId("20000"),
                    Fixtures.INVOICE,
                    Fixtures.REQUEST,
                    Fixtures.AMOUNT,
                    payer());
            note(config, config.server, config.cardForm, ApteanPay.of(config), provider, order, provider.cardEntry());
            wireTypes(config);
            brokenSettings(aptean.url());
            assertThat(patient.portal(new AccountId("20000"), Option.some(Fixtures.INVOICE))
                            .isRight())
                    .isTrue();
            for (MockResponse answer : answers()) {
                aptean.on("convertClaim", answer);
                note(provider.charge(order));
            }
            aptean.on("convertClaim", FakeAptean.json(FakeAptean.conversion("SUCCESS", CANARIES.get(8))));
            for (MockResponse answer : answers()) {
                aptean.on("paymentMethod", answer);
                note(provider.charge(order));
            }
            aptean.on(
                    "paymentMethod",
                    FakeAptean.json(FakeAptean.method("VERIFIED").replace(Fixtures.METHOD, CANARIES.get(8))));
            for (MockResponse answer : answers()) {
                aptean.on("createPayment", answer);
                ChargeResult result = provider.charge(order);
                note(result);
            }
            for (MockResponse answer : answers()) {
                aptean.on("findPaymentRequests", answer);
                note(provider.find(List.of(PaymentQuery.about(Fixtures.INVOICE))));
                note(provider.portal(new AccountId("20000"), Option.some(Fixtures.INVOICE)));
            }
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(before);
        }
        long bytes = seen.stream()
                .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .sum();
        List<String> hits = seen.stream()
                .filter(text -> CANARIES.stream().anyMatch(text::contains))
                .toList();
        System.out.println("S15: " + hits.size() + " canary hits in " + bytes + " bytes of " + seen.size() + " texts");
        assertThat(seen).hasSizeGreaterThan(1_000);
        assertThat(seen).anyMatch(text -> text.contains("createPayment failed"));
        assertThat(seen).as("OkHttp's own log").anyMatch(text -> text.startsWith("okhttp3."));
        assertThat(hits).isEmpty();
    }

    /** What passes between the classes, with a canary wherever something secret stands. */
    private void wireTypes(ApteanPayConfig config) {
        String link = CANARIES.get(7);
        Wire.Request request =
                new Wire.Request("r", "PSI-1", "UNPAID", 100, "2026-11-02T09:15:27.112Z", null, null, link, List.of());
        note(
                request,
                new Wire.Page(1, "c", false, List.of(request)),
                new Wire.ConvertedClaim("SUCCESS", CANARIES.get(8)),
                new RequestView.Found(request, "r", RequestStatus.OPEN, 100, List.of()),
                config.charges,
                config.lookups,
                config.queries,
                config.portal,
                payer(),
                payer().token(),
                payer().billing());
        ClaimMemory memory = new ClaimMemory();
        note(memory.exchanged(Fixtures.KEY, CANARIES.get(2), () -> Either.left(NotChargedReason.REJECTED)), memory);
    }

    /** Whoever gets a setting wrong sees its name, not its value. */
    private void brokenSettings(String url) {
        Map<String, String> environment = new HashMap<>();
        for (Setting setting : Setting.values()) {
            environment.put(setting.environmentName(), CANARIES.get(0) + "\n" + CANARIES.get(1));
        }
        note(ApteanPayConfig.fromEnvironment(environment).getLeft());
        try {
            ApteanPayConfig config = ApteanPayConfig.builder(
                            url, Secret.of(CANARIES.get(0) + "\u00e9"), "tenant-1", Secret.of(CANARIES.get(1) + "\r"))
                    .portal("https://payer.example.test/")
                    .build();
            throw new AssertionError(config.toString());
        } catch (IllegalArgumentException e) {
            note(e, String.valueOf(e.getMessage()));
        }
    }

    private void note(Object... things) {
        for (Object thing : things) {
            synchronized (seen) {
                seen.add(thing.toString());
            }
        }
    }
}
