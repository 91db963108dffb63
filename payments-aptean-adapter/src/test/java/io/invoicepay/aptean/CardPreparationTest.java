package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.aptean.ApteanPayConfig.CardEntryKind;
import io.invoicepay.payment.NotChargedReason;
import io.vavr.control.Either;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A card, before it is charged,")
class CardPreparationTest {
    private static final Either<NotChargedReason, String> EXPIRED = Either.left(NotChargedReason.CARD_ENTRY_EXPIRED);
    private static final Either<NotChargedReason, String> UNREACHABLE =
            Either.left(NotChargedReason.PROVIDER_UNREACHABLE);
    private static final Either<NotChargedReason, String> READY = Either.right(Fixtures.METHOD);
    private static final String CONVERTED = FakeAptean.conversion("SUCCESS", Fixtures.METHOD);

    private final Spoken server = new Spoken();

    private CardPreparation preparation(CardEntryKind kind, Duration pause) {
        ApteanPayConfig config = Fixtures.settings("https://api.aptean.example").build();
        return new CardPreparation(
                server.gateway(config, Fixtures.CLOCK), new Documents(config.lookups.mark()), kind, pause);
    }

    private Either<NotChargedReason, String> prepare() {
        return preparation(CardEntryKind.CLAIM, Duration.ZERO).prepare(Fixtures.order());
    }

    private static String methods(String... nodes) {
        return "{\"data\":{\"paymentMethods\":{\"nodes\":[" + String.join(",", nodes) + "]}}}";
    }

    private static String method(String id, String status) {
        return "{\"id\":\"" + id + "\",\"status\":" + status + "}";
    }

    @DisplayName("is what its claim was exchanged for, once its status says no more than that it is being looked at")
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"VERIFIED", "PROCESSING_COMPLETE", "NEW"})
    void ready(String status) {
        server.then(CONVERTED).then(FakeAptean.method(status));

        assertThat(prepare()).isEqualTo(READY);
        assertThat(server.bodies()).hasSize(2);
        assertThat(server.bodies().get(0))
                .endsWith("\"variables\":{\"input\":{\"claimId\":\"" + Fixtures.CLAIM + "\"}}}");
        assertThat(server.bodies().get(1)).endsWith("\"variables\":{\"id\":\"" + Fixtures.METHOD + "\"}}");
    }

    @DisplayName("GST-07 has to be entered again if the processor refused it")
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"PROCESSING_ERROR", "VERIFICATION_FAILED", "DELETED"})
    void refused(String status) {
        server.then(CONVERTED).then(FakeAptean.method(status));

        assertThat(prepare()).isEqualTo(EXPIRED);
    }

    @DisplayName("is known by its own id among several, and looked for again while it is not shown")
    @Test
    void amongSeveral() {
        server.then(CONVERTED)
                .then(methods())
                .then(methods(method("another", "\"VERIFIED\""), method("a third", "\"DELETED\"")))
                .then(methods(method(Fixtures.METHOD, "null")))
                .then(methods(
                        method("another", "\"DELETED\""),
                        method(Fixtures.METHOD, "\"VERIFIED\""),
                        method("a third", "\"PROCESSING\"")));

        assertThat(prepare()).isEqualTo(READY);
        assertThat(server.bodies()).hasSize(5);
    }

    @DisplayName(
            "GST-05 is charged after four looks in a row that show nothing of it: the charge tells what is wrong with it")
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{\"data\":{\"paymentMethods\":{\"nodes\":[]}}}",
                "{\"data\":{\"paymentMethods\":{\"nodes\":null}}}",
                "{\"data\":{\"paymentMethods\":null}}",
                "{\"data\":{\"paymentMethods\":{\"nodes\":[{\"id\":\"pm\",\"status\":null}]}}}",
                "{\"data\":{\"paymentMethods\":{\"nodes\":[{\"id\":\"a\",\"status\":\"DELETED\"},{\"id\":\"b\",\"status\":\"PROCESSING\"}]}}}"
            })
    void notShown(String looked) {
        server.then(CONVERTED).then(looked);

        assertThat(prepare()).isEqualTo(READY);
        assertThat(server.bodies()).hasSize(1 + 4);
    }

    @DisplayName(
            "GST-05 is waited for as long as it is seen in processing now and then, and refused if that is what is seen in the end")
    @Test
    void shownNowAndThen() {
        server.then(CONVERTED);
        for (int n = 0; n < 3; n++) {
            server.then(methods()).then(methods()).then(methods()).then(FakeAptean.method("PROCESSING"));
        }
        server.then(methods()).then(FakeAptean.method("VERIFICATION_FAILED"));

        assertThat(prepare()).isEqualTo(EXPIRED);
        assertThat(server.bodies()).hasSize(1 + 12 + 2);
    }

    @DisplayName("GST-05 is the only one that its id finds, under whatever id that one is shown")
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"VERIFIED,true", "VERIFICATION_FAILED,false", "PROCESSING_ERROR,false", "DELETED,false"})
    void underAnotherId(String status, boolean ready) {
        server.then(methods(method("pm-of-the-token", "\"" + status + "\"")));

        assertThat(preparation(CardEntryKind.TOKEN, Duration.ZERO).prepare(Fixtures.order()))
                .isEqualTo(ready ? Either.right(Fixtures.CLAIM) : EXPIRED);
        assertThat(server.bodies()).hasSize(1);
    }

    @DisplayName("GST-05 has to be entered again if its claim was not exchanged, used up for example")
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{\"data\":{\"convertPaymentMethodClaim\":{\"code\":\"ERROR\",\"paymentMethod\":{\"id\":\"pm-1\"}}}}",
                "{\"data\":{\"convertPaymentMethodClaim\":{\"code\":\"SUCCESS\",\"paymentMethod\":{\"id\":\" \"}}}}",
                "{\"data\":{\"convertPaymentMethodClaim\":{\"code\":\"SUCCESS\",\"paymentMethod\":null}}}",
                "{\"data\":{\"convertPaymentMethodClaim\":{\"paymentMethod\":{\"id\":\"pm-1\"}}}}",
                "{\"data\":{\"convertPaymentMethodClaim\":null}}",
                "{\"errors\":[{}],\"data\":null}"
            })
    void notExchanged(String answer) {
        server.then(answer);

        assertThat(prepare()).isEqualTo(EXPIRED);
        assertThat(server.bodies()).hasSize(1);
    }

    @DisplayName("can be tried again after a trouble that passes, and not after one that does not; nothing was charged")
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"500,PROVIDER_UNREACHABLE", "429,PROVIDER_UNREACHABLE", "401,REJECTED", "400,REJECTED"})
    void troubles(int status, NotChargedReason reason) {
        server.then((request, body) -> Spoken.json(request, status, "{\"errors\":[{}]}"));
        assertThat(prepare()).isEqualTo(Either.left(reason));
    }

    @DisplayName("is not charged if its status cannot be asked for")
    @Test
    void statusUnknown() {
        server.then(CONVERTED).then((request, body) -> {
            throw new IOException("reset");
        });

        assertThat(prepare()).isEqualTo(UNREACHABLE);
        assertThat(server.bodies()).as("asked once").hasSize(2);
    }

    @DisplayName("is looked at thirty times at most while it is in processing, and not charged then")
    @Test
    void staysInProcessing() {
        server.then(CONVERTED).then(FakeAptean.method("PROCESSING"));

        assertThat(prepare()).isEqualTo(UNREACHABLE);
        assertThat(server.bodies()).hasSize(31);
    }

    @DisplayName("is not charged if whoever waits for it is interrupted, and the thread stays interrupted")
    @Test
    void interrupted() {
        server.then(CONVERTED).then((request, body) -> {
            Thread.currentThread().interrupt();
            return Spoken.json(request, 200, FakeAptean.method("PROCESSING"));
        });

        Either<NotChargedReason, String> result =
                preparation(CardEntryKind.CLAIM, Duration.ofMinutes(1)).prepare(Fixtures.order());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result).isEqualTo(UNREACHABLE);
    }

    @DisplayName("that is a token is not exchanged")
    @Test
    void tokens() {
        server.then(methods(method(Fixtures.CLAIM, "\"VERIFIED\"")));

        assertThat(preparation(CardEntryKind.TOKEN, Duration.ZERO).prepare(Fixtures.order()))
                .isEqualTo(Either.right(Fixtures.CLAIM));
        assertThat(server.bodies()).hasSize(1);
    }

    @DisplayName("is exchanged once for an order, which may be sent again")
    @Test
    void exchangedOnce() {
        CardPreparation preparation = preparation(CardEntryKind.CLAIM, Duration.ZERO);
        server.then((request, body) ->
                Spoken.json(request, 200, body.contains("claimId") ? CONVERTED : FakeAptean.method("VERIFIED")));

        assertThat(preparation.prepare(Fixtures.order())).isEqualTo(READY);
        assertThat(preparation.prepare(Fixtures.order())).isEqualTo(READY);
        assertThat(server.bodies()).hasSize(3);
    }

    @DisplayName(
            "GST-07 that could not be looked at in time is good still when Pay Now is pressed again: its claim is spent")
    @Test
    void pressedAgain() {
        CardPreparation preparation = preparation(CardEntryKind.CLAIM, Duration.ZERO);
        server.then(CONVERTED)
                .then((request, body) -> Spoken.json(request, 500, ""))
                .then(FakeAptean.method("VERIFIED"));

        assertThat(preparation.prepare(Fixtures.order())).isEqualTo(UNREACHABLE);
        assertThat(preparation.prepare(Fixtures.order())).isEqualTo(READY);
        assertThat(server.bodies()).filteredOn(body -> body.contains("claimId")).hasSize(1);
    }
}
