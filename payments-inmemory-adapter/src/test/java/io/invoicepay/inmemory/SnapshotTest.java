package io.invoicepay.inmemory;

import static io.invoicepay.inmemory.Fixtures.AMOUNT;
import static io.invoicepay.inmemory.Fixtures.KEY;
import static io.invoicepay.inmemory.Fixtures.NUMBER;
import static io.invoicepay.inmemory.Fixtures.START;
import static io.invoicepay.inmemory.Fixtures.order;
import static io.invoicepay.inmemory.Fixtures.sent;
import static io.invoicepay.inmemory.Fixtures.usd;
import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.KeyContract;
import io.invoicepay.provider.ProviderView;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A provider's snapshot")
class SnapshotTest {
    private static final IdempotencyKey LATE = new IdempotencyKey("key-1");

    private final VirtualClock clock = VirtualClock.at(START);
    private final InMemoryProvider provider = provider();

    private InMemoryProvider provider() {
        return InMemoryProvider.builder(clock)
                .keys(KeyContract.REJECTS_USED_KEYS)
                .caps(false)
                .findLag(Duration.ofSeconds(5))
                .build();
    }

    /** A pending payment, one that will fail, a refunded one, a delayed request, a discount, and a request about to be closed. */
    private void live() {
        InvoiceNumber other = new InvoiceNumber("PS-2");
        provider.send(NUMBER, AMOUNT);
        provider.send(other, usd("80.00"));
        provider.discount(other, usd("8.00"), START.plus(Duration.ofDays(1)));
        clock.advance(Duration.ofSeconds(10));
        provider.charge(order(provider, KEY));
        provider.next(Plan.complete().delayed(Duration.ofMinutes(10)));
        provider.charge(order(provider, LATE));
        PaymentId refunded = provider.payInPortal(NUMBER, usd("5.00"), Plan.complete());
        provider.refund(refunded, usd("2.00"));
        provider.payInPortal(other, usd("72.00"), Plan.failAfter(Duration.ofMinutes(3), DeclineReason.LIMIT_EXCEEDED));
        provider.close(other);
    }

    @DisplayName("brings back everything: books, lag, keys, and what is yet to happen")
    @Test
    void roundTrip() {
        live();
        Snapshot snapshot = provider.snapshot();
        InMemoryProvider restored = provider();
        restored.send(NUMBER, usd("1.00"));
        restored.payInPortal(NUMBER, usd("1.00"), Plan.complete());
        restored.restore(snapshot);

        assertThat(restored.snapshot()).isEqualTo(snapshot);
        assertThat(restored.ledger()).isEqualTo(provider.ledger()).hasSize(3);
        for (int step = 0; step < 20; step++) {
            ProviderView.Sent shown = sent(restored);
            assertThat(shown).isEqualTo(sent(provider));
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(restored.ledger())
                .as("the delayed request has arrived in both")
                .isEqualTo(provider.ledger())
                .hasSize(4);
    }

    @DisplayName("tells what is yet to happen at one moment in the order in which it was planned")
    @Test
    void inOrder() {
        provider.send(NUMBER, AMOUNT);
        clock.advance(Duration.ofSeconds(10));
        for (int i = 0; i < 5; i++) {
            provider.next(Plan.complete().delayed(Duration.ofMinutes(10)));
            provider.charge(order(provider, new IdempotencyKey("late-" + i)));
        }
        assertThat(provider.snapshot().due())
                .extracting(due -> ((Snapshot.Arriving) due).charge().key().value())
                .containsExactly("late-0", "late-1", "late-2", "late-3", "late-4");
    }

    @DisplayName("takes the place of everything known before: keys, and what was yet to happen")
    @Test
    void inPlace() {
        provider.send(NUMBER, AMOUNT);
        clock.advance(Duration.ofSeconds(10));
        Snapshot early = provider.snapshot();
        provider.charge(order(provider, KEY));
        provider.next(Plan.complete().delayed(Duration.ofMinutes(10)));
        provider.charge(order(provider, LATE));

        provider.restore(early);

        assertThat(provider.snapshot()).isEqualTo(early);
        clock.advance(Duration.ofMinutes(20));
        assertThat(provider.ledger()).isEmpty();
        assertThat(provider.charge(order(provider, KEY))).isInstanceOf(ChargeResult.Confirmed.class);
    }

    @DisplayName("brings back the memory of keys: none can be used again")
    @Test
    void keys() {
        live();
        InMemoryProvider restored = provider();
        restored.restore(provider.snapshot());

        assertThat(restored.charge(order(restored, KEY))).isInstanceOf(ChargeResult.Ambiguous.class);
        clock.advance(Duration.ofMinutes(10));
        assertThat(restored.charge(order(restored, LATE))).isInstanceOf(ChargeResult.Ambiguous.class);
        assertThat(restored.ledger()).hasSize(4);
    }

    @DisplayName("gives out no number twice")
    @Test
    void numbers() {
        live();
        InMemoryProvider restored = provider();
        restored.restore(provider.snapshot());

        PaymentId next = restored.payInPortal(NUMBER, usd("1.00"), Plan.complete());

        assertThat(provider.ledger()).extracting(LedgerEntry::payment).doesNotContain(next);
        assertThat(restored.ledger()).hasSize(4);
    }

    @DisplayName("GST-04 holds neither card token nor billing address, delayed requests included")
    @Test
    void nothingPersonal() {
        live();

        assertThat(provider.snapshot().toString())
                .doesNotContain(Fixtures.CARD)
                .doesNotContain("Ann Beebe")
                .doesNotContain("ann@customer.example")
                .contains("Arriving");
    }
}
