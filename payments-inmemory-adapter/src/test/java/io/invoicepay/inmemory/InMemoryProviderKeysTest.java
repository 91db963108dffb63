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

import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.KeyContract;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderPayment.Status;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A key that was used before")
class InMemoryProviderKeysTest {
    private static final DeclineReason NO_FUNDS = DeclineReason.INSUFFICIENT_FUNDS;

    private final VirtualClock clock = VirtualClock.at(START);

    /** Not capped, so that keys alone stand between two charges. */
    private InMemoryProvider provider(KeyContract contract) {
        InMemoryProvider provider =
                InMemoryProvider.builder(clock).keys(contract).caps(false).build();
        provider.send(NUMBER, AMOUNT);
        return provider;
    }

    @DisplayName("is kept for a day's repetitions where that is safe, and not at all where it is not")
    @ParameterizedTest
    @EnumSource(KeyContract.class)
    void resendWindow(KeyContract contract) {
        InMemoryProvider provider = provider(contract);

        assertThat(provider.capabilities().keyContract()).isEqualTo(contract);
        assertThat(provider.capabilities().resendWindow())
                .isEqualTo(contract.allowsResend() ? Duration.ofHours(24) : Duration.ZERO);
    }

    @DisplayName("is used up by no charge that led to no payment, whatever the contract")
    @ParameterizedTest
    @EnumSource(KeyContract.class)
    void refusalsUseNoKey(KeyContract contract) {
        InMemoryProvider provider = provider(contract);
        provider.next(Plan.loseRequest());
        provider.charge(order(provider, KEY));
        provider.charge(order(KEY, "request-0", AMOUNT, CARD));
        assertThat(provider.ledger()).isEmpty();

        assertThat(confirmed(provider.charge(order(provider, KEY))).status()).isEqualTo(Status.PENDING);
    }

    @DisplayName("does not stand in the way of another key, whatever the contract")
    @ParameterizedTest
    @EnumSource(KeyContract.class)
    void otherKey(KeyContract contract) {
        InMemoryProvider provider = provider(contract);
        provider.charge(order(provider, KEY));

        provider.charge(order(provider, new IdempotencyKey("key-1")));

        assertThat(provider.ledger()).hasSize(2);
    }

    @DisplayName("is charged once, however many threads press at once, where keys are remembered")
    @ParameterizedTest
    @EnumSource(
            value = KeyContract.class,
            names = {"REPLAYS", "REJECTS_USED_KEYS", "REMEMBERS_SUCCESSES"})
    void oneCharge(KeyContract contract) throws InterruptedException {
        InMemoryProvider provider = provider(contract);
        ChargeOrder order = order(provider, KEY);

        Race.run(16, thread -> provider.charge(order));

        assertThat(provider.ledger()).hasSize(1);
    }

    @DisplayName("where used keys are rejected")
    @Nested
    class Rejecting {
        private final InMemoryProvider provider = provider(KeyContract.REJECTS_USED_KEYS);

        @DisplayName("gets an error that names nothing, after an approval and after a decline: never a decline")
        @Test
        void rejected() {
            provider.next(Plan.decline(NO_FUNDS));
            provider.charge(order(provider, KEY));

            ChargeResult again = provider.charge(order(provider, KEY));

            assertThat(((ChargeResult.Ambiguous) again).payment()).isEmpty();
            assertThat(provider.ledger()).extracting(LedgerEntry::status).containsExactly(Status.FAILED);
        }
    }

    @DisplayName("where results are replayed")
    @Nested
    class Replaying {
        private final InMemoryProvider provider = provider(KeyContract.REPLAYS);

        @DisplayName("gets the first result again, word for word, although the payment has moved on")
        @Test
        void replayed() {
            ChargeResult first = provider.charge(order(provider, KEY));
            clock.advance(Duration.ofDays(1));

            assertThat(provider.charge(order(provider, KEY))).isEqualTo(first);
            assertThat(provider.ledger()).extracting(LedgerEntry::status).containsExactly(Status.COMPLETED);
        }

        @DisplayName("gets failures again, too: a decline, or an error that names a payment")
        @Test
        void failuresReplayed() {
            IdempotencyKey other = new IdempotencyKey("key-1");
            provider.next(Plan.decline(NO_FUNDS));
            ChargeResult declined = provider.charge(order(provider, KEY));
            provider.next(Plan.complete().namedInError());
            ChargeResult error = provider.charge(order(provider, other));

            assertThat(provider.charge(order(provider, KEY))).isEqualTo(declined);
            assertThat(provider.charge(order(provider, other))).isEqualTo(error);
            assertThat(provider.ledger()).hasSize(2);
        }

        @DisplayName("gets an error for any other charge")
        @Test
        void otherCharge() {
            ChargeOrder first = order(provider, KEY);
            provider.charge(first);

            ChargeResult other = provider.charge(order(KEY, first.request(), usd("10.00"), CARD));

            assertThat(other).isInstanceOf(ChargeResult.Ambiguous.class);
            assertThat(provider.ledger()).hasSize(1);
        }
    }

    @DisplayName("where successes alone are remembered")
    @Nested
    class RememberingSuccesses {
        private final InMemoryProvider provider = provider(KeyContract.REMEMBERS_SUCCESSES);

        @DisplayName("gets a success again")
        @Test
        void success() {
            ProviderPayment first = confirmed(provider.charge(order(provider, KEY)));

            assertThat(confirmed(provider.charge(order(provider, KEY)))).isEqualTo(first);
            assertThat(provider.ledger()).hasSize(1);
        }

        @DisplayName("charges again after a decline, and after a failure later on")
        @Test
        void failure() {
            provider.next(Plan.decline(NO_FUNDS), Plan.failAfter(Duration.ofHours(1), NO_FUNDS), Plan.complete());
            provider.charge(order(provider, KEY));
            provider.charge(order(provider, KEY));
            clock.advance(Duration.ofHours(1));
            provider.charge(order(provider, KEY));

            assertThat(provider.ledger())
                    .extracting(LedgerEntry::status)
                    .containsExactly(Status.FAILED, Status.FAILED, Status.COMPLETED);
        }
    }

    @DisplayName("charges again where keys mean nothing or nobody knows, and the ledger shows both")
    @ParameterizedTest
    @EnumSource(
            value = KeyContract.class,
            names = {"IGNORES_KEYS", "UNVERIFIED"})
    void ignored(KeyContract contract) {
        InMemoryProvider provider = provider(contract);
        provider.next(Plan.complete(), Plan.complete());
        provider.charge(order(provider, KEY));
        provider.charge(order(provider, KEY));

        assertThat(provider.ledger()).hasSize(2).allMatch(LedgerEntry::tookMoney);
        assertThat(sent(provider).isOverpaid()).isTrue();
    }

    @DisplayName("is not shown where the provider does not show keys; the ledger has it")
    @Test
    void hidden() {
        InMemoryProvider provider =
                InMemoryProvider.builder(clock).showingKeys(false).build();
        provider.send(NUMBER, AMOUNT);

        ProviderPayment payment = confirmed(provider.charge(order(provider, KEY)));

        assertThat(provider.capabilities().showsKeys()).isFalse();
        assertThat(payment.key()).isEmpty();
        assertThat(sent(provider).payments().get(0).key()).isEmpty();
        assertThat(provider.ledger().get(0).key()).contains(KEY);
    }
}
