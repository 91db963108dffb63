package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.payment.BillingForm;
import io.invoicepay.payment.ContactRules;
import io.invoicepay.payment.GuestPayment;
import io.invoicepay.payment.Secret;
import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.PortalTarget;
import io.invoicepay.spi.PaymentProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
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
            "c4n4ry-message");

    private final List<String> seen = new ArrayList<>();

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            synchronized (seen) {
                seen.add(new java.util.logging.SimpleFormatter().format(record));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private static GuestPayment payer() {
        BillingForm form = new BillingForm(CANARIES.get(3), CANARIES.get(5), "", "US", "30022", "1", CANARIES.get(4));
        return GuestPayment.parse(form, CANARIES.get(6), CANARIES.get(2), ContactRules.basic())
                .getOrElseThrow(faults -> new AssertionError(faults.toString()));
    }

    private static List<MockResponse> answers() {
        List<MockResponse> answers = new ArrayList<>(HttpFault.all().stream()
                .filter(fault -> !fault.slow())
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
        logger.addHandler(handler);
        Logger ours = Logger.getLogger("io.invoicepay.aptean");
        ours.setLevel(Level.ALL);
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
            ApteanPayConfig config = ApteanPayConfig.builder(
                            aptean.url(), Secret.of(CANARIES.get(0)), "tenant-1", Secret.of(CANARIES.get(1)))
                    .cardForm("https://js.aptean.example/v1", "browser-key-1", "product-1", "account-1")
                    .portal("https://payer.example.test/")
                    .queryTries(1)
                    .timeouts(Duration.ofSeconds(2), Duration.ofSeconds(2))
                    .build();
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
            provider.portal(new PortalTarget.ForInvoice(Fixtures.INVOICE)).isRight();
            for (MockResponse answer : answers()) {
                aptean.on("createPayment", answer);
                ChargeResult result = provider.charge(order);
                note(result);
            }
            for (MockResponse answer : answers()) {
                aptean.on("findPaymentRequests", answer);
                note(provider.find(List.of(PaymentQuery.about(Fixtures.INVOICE))));
                note(provider.portal(new PortalTarget.ForInvoice(Fixtures.INVOICE)));
            }
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(before);
        }
        seen.removeIf(text -> text.contains("mockwebserver3"));
        long bytes = seen.stream().mapToLong(String::length).sum();
        System.out.println("S15: canary hits counted in " + bytes + " characters of " + seen.size() + " texts");
        assertThat(seen).hasSizeGreaterThan(200);
        assertThat(seen).allSatisfy(text -> assertThat(text).doesNotContain(CANARIES));
    }

    private void note(Object... things) {
        for (Object thing : things) {
            synchronized (seen) {
                seen.add(thing.toString());
            }
        }
    }
}
