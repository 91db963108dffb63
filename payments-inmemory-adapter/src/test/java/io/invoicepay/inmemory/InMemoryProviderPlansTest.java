package io.invoicepay.inmemory;

import static io.invoicepay.inmemory.Fixtures.AMOUNT;
import static io.invoicepay.inmemory.Fixtures.CARD;
import static io.invoicepay.inmemory.Fixtures.KEY;
import static io.invoicepay.inmemory.Fixtures.NUMBER;
import static io.invoicepay.inmemory.Fixtures.START;
import static io.invoicepay.inmemory.Fixtures.confirmed;
import static io.invoicepay.inmemory.Fixtures.order;
import static io.invoicepay.inmemory.Fixtures.sent;
import static io.invoicepay.inmemory.Fixtures.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.invoicepay.money.Money;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.KeyContract;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderPayment.Status;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A charge goes as planned:")
class InMemoryProviderPlansTest {
    private final VirtualClock clock = VirtualClock.at(START);
    private final InMemoryProvider provider = InMemoryProvider.builder(clock).build();

    @BeforeEach
    void sentForPayment() {
        provider.send(NUMBER, AMOUNT);
    }

    private ChargeResult charge(Plan plan) {
        provider.next(plan);
        return provider.charge(order(provider, KEY));
    }

    private List<Status> ledger() {
        return provider.ledger(NUMBER).stream().map(LedgerEntry::status).toList();
    }

    @DisplayName("approved without a plan: pending, and completed when the provider settles")
    @Test
    void approve() {
        ProviderPayment payment = confirmed(provider.charge(order(provider, KEY)));

        assertThat(payment.status()).isEqualTo(Status.PENDING);
        assertThat(payment.applied()).isEqualTo(AMOUNT);
        assertThat(payment.refunded()).isEqualTo(usd("0.00"));
        assertThat(payment.key()).contains(KEY);
        assertThat(sent(provider).payments()).containsExactly(payment);

        clock.advance(Duration.ofSeconds(59));
        assertThat(ledger()).containsExactly(Status.PENDING);
        clock.advance(Duration.ofSeconds(1));
        assertThat(ledger()).containsExactly(Status.COMPLETED);
        assertThat(sent(provider).isCovered()).isTrue();
    }

    @DisplayName("completed at once, or after a time of its own")
    @Test
    void complete() {
        assertThat(confirmed(charge(Plan.complete())).status()).isEqualTo(Status.COMPLETED);
        assertThat(ledger()).containsExactly(Status.COMPLETED);

        provider.refund(provider.ledger().get(0).payment(), AMOUNT);
        provider.next(Plan.settleAfter(Duration.ofDays(3)));
        provider.charge(order(provider, new IdempotencyKey("key-1")));
        clock.advance(Duration.ofDays(3).minusMillis(1));
        assertThat(ledger()).containsExactly(Status.COMPLETED, Status.PENDING);
        clock.advance(Duration.ofMillis(1));
        assertThat(ledger()).containsExactly(Status.COMPLETED, Status.COMPLETED);
    }

    @DisplayName("GST-07 declined at once, with the reason")
    @Test
    void decline() {
        ProviderPayment payment = confirmed(charge(Plan.decline(DeclineReason.EXPIRED_CARD)));

        assertThat(payment.status()).isEqualTo(Status.FAILED);
        assertThat(payment.decline()).contains(DeclineReason.EXPIRED_CARD);
        assertThat(sent(provider).payments()).containsExactly(payment);
        assertThat(provider.ledger(NUMBER).get(0).mayTakeMoney()).isFalse();
        assertThat(sent(provider).collectible()).isEqualTo(AMOUNT);
    }

    @DisplayName("STA-02 accepted, and failed later, with the reason")
    @Test
    void failAfter() {
        ProviderPayment payment =
                confirmed(charge(Plan.failAfter(Duration.ofHours(2), DeclineReason.INSUFFICIENT_FUNDS)));
        assertThat(payment.status()).isEqualTo(Status.PENDING);
        assertThat(payment.decline()).isEmpty();

        clock.advance(Duration.ofHours(2));

        assertThat(sent(provider).payments().get(0).status()).isEqualTo(Status.FAILED);
        assertThat(sent(provider).payments().get(0).decline()).contains(DeclineReason.INSUFFICIENT_FUNDS);
    }

    @DisplayName("GST-10 the request gets lost: nobody can tell, and nothing is charged")
    @Test
    void requestLost() {
        assertThat(charge(Plan.loseRequest())).isInstanceOf(ChargeResult.Ambiguous.class);
        clock.advance(Duration.ofDays(30));
        assertThat(provider.ledger()).isEmpty();
        assertThat(sent(provider).payments()).isEmpty();
    }

    @DisplayName("nothing leaves, and that is proven, with the reason")
    @Test
    void notSent() {
        assertThat(charge(Plan.notSend(NotChargedReason.REJECTED)))
                .isEqualTo(ChargeResult.notSent(NotChargedReason.REJECTED));
        assertThat(charge(Plan.expireCardEntry())).isEqualTo(ChargeResult.notSent(NotChargedReason.CARD_ENTRY_EXPIRED));
        assertThat(provider.ledger()).isEmpty();
    }

    @DisplayName("GST-10 the answer gets lost: nobody can tell, and the charge was made")
    @Test
    void answerLost() {
        ChargeResult answer = charge(Plan.complete().losingAnswer());

        assertThat(((ChargeResult.Ambiguous) answer).payment()).isEmpty();
        assertThat(ledger()).containsExactly(Status.COMPLETED);
    }

    @DisplayName("GST-10 a decline whose answer gets lost is a failed payment in the books")
    @Test
    void declineAndAnswerLost() {
        assertThat(charge(Plan.decline(DeclineReason.INVALID_CARD).losingAnswer()))
                .isInstanceOf(ChargeResult.Ambiguous.class);
        assertThat(sent(provider).payments().get(0).decline()).contains(DeclineReason.INVALID_CARD);
    }

    @DisplayName("GST-10 the request is held up, and carried out when it arrives")
    @Test
    void delayed() {
        assertThat(charge(Plan.settleAfter(Duration.ofMinutes(5)).delayed(Duration.ofHours(1))))
                .isInstanceOf(ChargeResult.Ambiguous.class);
        clock.advance(Duration.ofMinutes(59));
        assertThat(provider.ledger()).isEmpty();

        clock.advance(Duration.ofMinutes(1));
        assertThat(ledger()).containsExactly(Status.PENDING);
        assertThat(provider.ledger().get(0).at()).isEqualTo(START.plus(Duration.ofHours(1)));

        clock.advance(Duration.ofMinutes(5));
        assertThat(ledger()).containsExactly(Status.COMPLETED);
    }

    @DisplayName("a request that arrives when nothing is left to collect is turned away")
    @Test
    void delayedAndCapped() {
        charge(Plan.approve().delayed(Duration.ofHours(1)));
        provider.payInPortal(NUMBER, AMOUNT, Plan.complete());

        clock.advance(Duration.ofHours(1));

        assertThat(ledger()).containsExactly(Status.COMPLETED);
    }

    @DisplayName("the network delivers the request twice: one charge, if the provider knows the key")
    @Test
    void duplicated() {
        assertThat(charge(Plan.approve().duplicated())).isInstanceOf(ChargeResult.Confirmed.class);
        assertThat(ledger()).containsExactly(Status.PENDING);
    }

    @DisplayName("the network delivers the request twice: two charges, if keys mean nothing and nothing is capped")
    @Test
    void duplicatedWithoutKeys() {
        InMemoryProvider hostile = InMemoryProvider.builder(clock)
                .keys(KeyContract.IGNORES_KEYS)
                .caps(false)
                .build();
        hostile.send(NUMBER, AMOUNT);
        hostile.next(Plan.complete().duplicatedAfter(Duration.ofMinutes(10)));

        hostile.charge(order(hostile, KEY));
        assertThat(hostile.ledger()).hasSize(1);
        clock.advance(Duration.ofMinutes(10));

        assertThat(hostile.ledger()).hasSize(2).allMatch(LedgerEntry::tookMoney);
        assertThat(hostile.ledger()).extracting(LedgerEntry::key).containsOnly(Option.some(KEY));
        assertThat(sent(hostile).isOverpaid()).isTrue();
    }

    @DisplayName("a lost request can still have a copy that arrives")
    @Test
    void lostWithCopy() {
        charge(Plan.loseRequest().duplicatedAfter(Duration.ofSeconds(30)));
        assertThat(provider.ledger()).isEmpty();

        clock.advance(Duration.ofSeconds(30));

        assertThat(ledger()).containsExactly(Status.PENDING);
    }

    @DisplayName("the provider answers with an error that names the payment, alive or dead")
    @Test
    void namedInError() {
        ChargeResult answer = charge(Plan.approve().namedInError());

        assertThat(((ChargeResult.Ambiguous) answer).payment())
                .contains(provider.ledger().get(0).payment());
        assertThat(ledger()).containsExactly(Status.PENDING);

        provider.next(Plan.decline(DeclineReason.SUSPECTED_FRAUD).namedInError());
        answer = provider.charge(order(provider, new IdempotencyKey("key-1")));
        assertThat(((ChargeResult.Ambiguous) answer).payment())
                .contains(provider.ledger().get(1).payment());
        assertThat(ledger()).containsExactly(Status.PENDING, Status.FAILED);
    }

    @DisplayName("another amount or another currency is charged than ordered")
    @Test
    void otherAmount() {
        assertThat(confirmed(charge(Plan.chargeInstead(usd("12.50")))).applied())
                .isEqualTo(usd("12.50"));
        Money euros = Money.of("1250.00", "EUR");
        provider.next(Plan.complete().charging(euros));
        provider.charge(order(provider, new IdempotencyKey("key-1")));

        assertThat(provider.ledger()).extracting(LedgerEntry::charged).containsExactly(usd("12.50"), euros);
        assertThat(sent(provider).collectible())
                .as("money in another currency settles nothing")
                .isEqualTo(AMOUNT);
        assertThatThrownBy(() -> Plan.chargeInstead(usd("0.00")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nobody is charged 0.00 USD");
    }

    @DisplayName("the payment has a status that nobody knows, until it is settled")
    @Test
    void unrecognised() {
        ProviderPayment payment = confirmed(charge(Plan.unrecognised()));
        clock.advance(Duration.ofDays(10));
        assertThat(ledger()).containsExactly(Status.UNRECOGNISED);
        assertThat(provider.ledger().get(0).mayTakeMoney()).isTrue();

        provider.settle(payment.id());

        assertThat(ledger()).containsExactly(Status.COMPLETED);
    }

    @DisplayName("GST-10 the adapter throws before it has sent, or after")
    @Test
    void throwing() {
        provider.next(Plan.throwBeforeSending(), Plan.complete().throwingAfter());

        assertThatThrownBy(() -> provider.charge(order(provider, KEY))).isInstanceOf(IllegalStateException.class);
        assertThat(provider.ledger()).isEmpty();
        assertThatThrownBy(() -> provider.charge(order(provider, KEY))).isInstanceOf(IllegalStateException.class);
        assertThat(ledger()).containsExactly(Status.COMPLETED);
    }

    @DisplayName("the next plans come first, then the card's, then approval")
    @Test
    void whichPlan() {
        String request = sent(provider).request();
        provider.plan("tok_declined", Plan.decline(DeclineReason.DECLINED));
        provider.next(Plan.loseRequest(), Plan.notSend(NotChargedReason.REJECTED));

        assertThat(provider.charge(order(KEY, request, AMOUNT, "tok_declined")))
                .isInstanceOf(ChargeResult.Ambiguous.class);
        assertThat(provider.charge(order(KEY, request, AMOUNT, CARD))).isInstanceOf(ChargeResult.NotSent.class);
        assertThat(confirmed(provider.charge(order(KEY, request, AMOUNT, "tok_declined")))
                        .status())
                .isEqualTo(Status.FAILED);
        assertThat(confirmed(provider.charge(order(new IdempotencyKey("key-1"), request, AMOUNT, CARD)))
                        .status())
                .isEqualTo(Status.PENDING);
    }

    @DisplayName("an unreachable provider proves that nothing left, and uses up no plan")
    @Test
    void unreachable() {
        provider.next(Plan.complete());
        ChargeResult answer = Option.of(order(provider, KEY))
                .map(order -> {
                    provider.unreachable(true);
                    return provider.charge(order);
                })
                .get();
        assertThat(answer).isEqualTo(ChargeResult.notSent(NotChargedReason.PROVIDER_UNREACHABLE));
        assertThat(provider.ledger()).isEmpty();

        provider.unreachable(false);

        assertThat(confirmed(provider.charge(order(provider, KEY))).status()).isEqualTo(Status.COMPLETED);
    }

    @DisplayName("plans are values, and say what they are")
    @Test
    void values() {
        assertThat(Plan.complete().losingAnswer())
                .isEqualTo(Plan.settleAfter(Duration.ZERO).losingAnswer())
                .hasSameHashCodeAs(Plan.complete().losingAnswer())
                .doesNotHaveSameHashCodeAs(Plan.decline(DeclineReason.EXPIRED_CARD))
                .isNotEqualTo(Plan.complete())
                .isNotEqualTo(Plan.complete().losingAnswer().duplicated())
                .isNotEqualTo(Plan.approve().losingAnswer());
        assertThat(Plan.decline(DeclineReason.EXPIRED_CARD)
                        .delayed(Duration.ofHours(1))
                        .duplicated())
                .asString()
                .contains("EXPIRED_CARD", "PT1H", "copy");
    }

    @DisplayName("no plan runs backwards in time, and none ends as pending")
    @Test
    void impossible() {
        Duration past = Duration.ofSeconds(-1);
        assertThatThrownBy(() -> Plan.settleAfter(past)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Plan.approve().delayed(past)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Plan.approve().duplicatedAfter(past)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Plan.Ending(Status.PENDING, Option.none(), Option.none(), Option.none()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Plan.Ending(Status.UNRECOGNISED, Option.none(), Option.none(), Option.none()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
