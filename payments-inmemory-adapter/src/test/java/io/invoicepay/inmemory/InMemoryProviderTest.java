package io.invoicepay.inmemory;

import static io.invoicepay.inmemory.Fixtures.ACCOUNT;
import static io.invoicepay.inmemory.Fixtures.AMOUNT;
import static io.invoicepay.inmemory.Fixtures.CARD;
import static io.invoicepay.inmemory.Fixtures.KEY;
import static io.invoicepay.inmemory.Fixtures.NUMBER;
import static io.invoicepay.inmemory.Fixtures.START;
import static io.invoicepay.inmemory.Fixtures.order;
import static io.invoicepay.inmemory.Fixtures.sent;
import static io.invoicepay.inmemory.Fixtures.usd;
import static io.invoicepay.inmemory.Fixtures.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.invoicepay.inmemory.LedgerEntry.Channel;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.PaymentMethod;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.net.URI;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("The in-memory provider")
class InMemoryProviderTest {
    private static final Currency USD = Currency.getInstance("USD");

    private final VirtualClock clock = VirtualClock.at(START);
    private final InMemoryProvider provider = InMemoryProvider.builder(clock).build();

    @DisplayName("knows of an invoice")
    @Nested
    class Requests {
        @DisplayName("VAL-01 nothing until it is sent, then what was asked for, under a reference")
        @Test
        void sending() {
            assertThat(view(provider)).isEqualTo(ProviderView.notSent());
            assertThat(provider.collectible(NUMBER)).isEmpty();

            provider.send(NUMBER, AMOUNT);

            assertThat(sent(provider))
                    .isEqualTo(new ProviderView.Sent("request-1", true, AMOUNT, AMOUNT, Option.none(), List.of()));
            assertThat(provider.collectible(NUMBER)).contains(AMOUNT);
            assertThatThrownBy(() -> provider.send(NUMBER, usd("0.00"))).isInstanceOf(IllegalArgumentException.class);
        }

        @DisplayName("COL-08 as much as of all others asked about in the same call, and of no other")
        @Test
        void many() {
            InvoiceNumber other = new InvoiceNumber("PS-2");
            provider.send(NUMBER, AMOUNT);

            assertThat(provider.find(List.of(PaymentQuery.about(NUMBER), PaymentQuery.about(other))))
                    .containsOnlyKeys(NUMBER, other)
                    .containsEntry(other, ProviderView.notSent());
            assertThat(provider.find(List.of())).isEmpty();
        }

        @DisplayName("a new reference when it is sent again: the old one takes nothing, payments go on counting")
        @Test
        void sentAgain() {
            provider.send(NUMBER, AMOUNT);
            provider.payInPortal(NUMBER, usd("250.00"), Plan.complete());
            String old = sent(provider).request();

            provider.send(NUMBER, usd("1000.00"));

            assertThat(sent(provider).request()).isNotEqualTo(old);
            assertThat(sent(provider).requested()).isEqualTo(usd("1000.00"));
            assertThat(sent(provider).collectible()).isEqualTo(usd("750.00"));
            assertThat(provider.charge(order(KEY, old, usd("750.00"), CARD)))
                    .isInstanceOf(ChargeResult.Ambiguous.class);
            assertThat(provider.ledger(NUMBER)).hasSize(1);
        }

        @DisplayName("that it takes no payments once its request is closed")
        @Test
        void closing() {
            provider.send(NUMBER, AMOUNT);
            provider.close(NUMBER);

            assertThat(sent(provider).payable()).isFalse();
            assertThat(provider.charge(order(provider, KEY))).isInstanceOf(ChargeResult.Ambiguous.class);
            assertThat(provider.ledger()).isEmpty();
        }

        @DisplayName("VAL-08 the discount for as long as it is offered")
        @Test
        void discount() {
            provider.send(NUMBER, AMOUNT);
            provider.discount(NUMBER, usd("25.00"), START.plusSeconds(60));

            assertThat(sent(provider).discount()).contains(usd("25.00"));
            assertThat(sent(provider).collectible()).isEqualTo(usd("1225.00"));
            assertThat(provider.charge(order(provider, KEY))).isInstanceOf(ChargeResult.Ambiguous.class);

            clock.advance(Duration.ofSeconds(60));

            assertThat(sent(provider).discount()).isEmpty();
            assertThat(sent(provider).collectible()).isEqualTo(AMOUNT);
            assertThat(provider.charge(order(provider, KEY))).isInstanceOf(ChargeResult.Confirmed.class);
        }

        @DisplayName("never less than nothing to collect")
        @Test
        void discountBeyond() {
            provider.send(NUMBER, AMOUNT);
            provider.discount(NUMBER, usd("2000.00"), START.plusSeconds(60));

            assertThat(sent(provider).collectible()).isEqualTo(usd("0.00"));
        }

        @DisplayName("nothing certain while two records claim to be it")
        @Test
        void contradiction() {
            provider.send(NUMBER, AMOUNT);
            provider.contradict(NUMBER);
            assertThat(view(provider)).isInstanceOf(ProviderView.Contradictory.class);

            provider.send(NUMBER, AMOUNT);
            assertThat(view(provider)).isInstanceOf(ProviderView.Sent.class);
        }

        @DisplayName("too little to change it before it was sent")
        @Test
        void unsent() {
            assertThatThrownBy(() -> provider.close(NUMBER)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> provider.contradict(NUMBER)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> provider.discount(NUMBER, usd("1.00"), START))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> provider.payInPortal(NUMBER, AMOUNT, Plan.complete()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("PS-INV103001");
        }

        @DisplayName("VAL-05 nothing at all while it cannot be reached")
        @Test
        void unreachable() {
            provider.send(NUMBER, AMOUNT);
            provider.unreachable(true);

            assertThat(view(provider)).isEqualTo(ProviderView.inconclusive(Cause.UNREACHABLE));
            assertThat(provider.portal(ACCOUNT, Option.some(NUMBER))).isEqualTo(Either.left(Cause.UNREACHABLE));
        }
    }

    @DisplayName("takes no charge")
    @Nested
    class Refusals {
        private void assertRefused(InMemoryProvider strict, String request, Money amount) {
            ChargeResult result = strict.charge(order(KEY, request, amount, CARD));

            assertThat(result).isInstanceOf(ChargeResult.Ambiguous.class);
            assertThat(strict.ledger()).as("what was charged").isEmpty();
        }

        @DisplayName("above what is left to collect, unless it does not cap")
        @Test
        void cap() {
            provider.send(NUMBER, AMOUNT);
            assertRefused(provider, "request-1", usd("1250.01"));

            InMemoryProvider open = InMemoryProvider.builder(clock).caps(false).build();
            open.send(NUMBER, AMOUNT);
            open.payInPortal(NUMBER, AMOUNT, Plan.complete());
            assertThat(open.charge(order(open, KEY))).isInstanceOf(ChargeResult.Confirmed.class);
            assertThat(open.ledger()).hasSize(2);
        }

        @DisplayName("VAL-08 under its minimum, above its maximum, or in a currency it does not take")
        @Test
        void limits() {
            InMemoryProvider strict = InMemoryProvider.builder(clock)
                    .minimum(usd("1.00"))
                    .maximum(usd("5000.00"))
                    .currencies(Set.of(USD))
                    .caps(false)
                    .build();
            strict.send(NUMBER, AMOUNT);

            assertRefused(strict, "request-1", usd("0.99"));
            assertRefused(strict, "request-1", usd("5000.01"));
            assertRefused(strict, "request-1", Money.of("1250.00", "EUR"));
            strict.send(NUMBER, Money.of("1250.00", "EUR"));
            assertRefused(strict, "request-2", Money.of("1250.00", "EUR"));

            assertThat(strict.capabilities().isBelowMinimum(usd("0.99"))).isTrue();
            assertThat(strict.capabilities().isAboveMaximum(usd("5000.01"))).isTrue();
            assertThat(strict.capabilities().accepts(Currency.getInstance("EUR")))
                    .isFalse();
        }

        @DisplayName("DLG-01 by card where it does not offer guest checkout")
        @Test
        void withoutGuestCheckout() {
            InMemoryProvider portalOnly = InMemoryProvider.builder(clock)
                    .without(PaymentMethod.GUEST_CHECKOUT)
                    .build();
            portalOnly.send(NUMBER, AMOUNT);

            assertRefused(portalOnly, "request-1", AMOUNT);
            assertThat(portalOnly.cardEntry()).isEmpty();
            assertThat(portalOnly.capabilities().offers(PaymentMethod.GUEST_CHECKOUT))
                    .isFalse();
            assertThat(provider.cardEntry().get().kind()).isEqualTo("in-memory");
            assertThat(provider.cardEntry().get().settings()).isEmpty();
            URI form = URI.create("https://pay.example.com/card");
            assertThat(InMemoryProvider.builder(clock)
                            .cardForm(form)
                            .build()
                            .cardEntry()
                            .get()
                            .settings())
                    .containsExactly(java.util.Map.entry("frame", form.toString()));
        }
    }

    @DisplayName("keeps books")
    @Nested
    class Books {
        @BeforeEach
        void sentForPayment() {
            provider.send(NUMBER, AMOUNT);
        }

        @DisplayName("in which portal payments stand beside ours, without a key")
        @Test
        void portalPayment() {
            provider.charge(order(provider, KEY));
            PaymentId portal = provider.payInPortal(NUMBER, usd("100.00"), Plan.settleAfter(Duration.ofDays(2)));

            assertThat(provider.ledger())
                    .extracting(LedgerEntry::channel, LedgerEntry::key, LedgerEntry::charged, LedgerEntry::at)
                    .containsExactly(
                            tuple(Channel.GUEST, Option.some(KEY), AMOUNT, START),
                            tuple(Channel.PORTAL, Option.none(), usd("100.00"), START));
            assertThat(sent(provider).payments()).hasSize(2);
            assertThat(provider.ledger(NUMBER).get(1).payment()).isEqualTo(portal);
            assertThat(provider.ledger(new InvoiceNumber("PS-2"))).isEmpty();
        }

        @DisplayName("in which pending payments do not lessen what is left to collect, completed ones do")
        @Test
        void collectible() {
            PaymentId pending = provider.payInPortal(NUMBER, usd("250.00"), Plan.settleAfter(Duration.ofDays(2)));
            assertThat(sent(provider).collectible()).isEqualTo(AMOUNT);
            assertThat(sent(provider).hasLivePayment()).isTrue();

            provider.settle(pending);

            assertThat(sent(provider).collectible()).isEqualTo(usd("1000.00"));
            assertThat(provider.collectible(NUMBER)).contains(usd("1000.00"));
            assertThatThrownBy(() -> provider.payInPortal(NUMBER, usd("1000.01"), Plan.complete()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("1000.01 USD is more than the 1000.00 USD left to collect");
        }

        @DisplayName("STA-07 in which refunds open the invoice again, part by part")
        @Test
        void refunds() {
            PaymentId id = provider.payInPortal(NUMBER, AMOUNT, Plan.complete());
            provider.refund(id, usd("250.00"));

            assertThat(sent(provider).collectible()).isEqualTo(usd("250.00"));
            assertThat(sent(provider).payments().get(0).kept()).isEqualTo(usd("1000.00"));
            assertThatThrownBy(() -> provider.refund(id, usd("1000.01"))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> provider.refund(id, usd("0.00"))).isInstanceOf(IllegalArgumentException.class);

            provider.refund(id, usd("1000.00"));

            assertThat(sent(provider).collectible()).isEqualTo(AMOUNT);
            assertThat(provider.ledger().get(0).refunded()).isEqualTo(AMOUNT);
            assertThat(provider.ledger().get(0).tookMoney()).isTrue();
        }

        @DisplayName("in which a payment ends once: settled, failed or called off; a settled one can still be disputed")
        @Test
        void ends() {
            PaymentId settled = provider.payInPortal(NUMBER, usd("1.00"), Plan.approve());
            PaymentId failed = provider.payInPortal(NUMBER, usd("2.00"), Plan.approve());
            PaymentId cancelled = provider.payInPortal(NUMBER, usd("3.00"), Plan.approve());
            provider.settle(settled);
            provider.fail(failed, DeclineReason.EXPIRED_CARD);
            provider.cancel(cancelled);

            clock.advance(Duration.ofDays(1)); // what was planned for them comes too late

            assertThat(provider.ledger())
                    .extracting(LedgerEntry::status)
                    .containsExactly(Status.COMPLETED, Status.FAILED, Status.CANCELLED);
            assertThat(sent(provider).payments().get(1).decline()).contains(DeclineReason.EXPIRED_CARD);
            assertThatThrownBy(() -> provider.settle(failed)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> provider.cancel(settled)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> provider.refund(cancelled, usd("3.00"))).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> provider.fail(new PaymentId("payment-99"), DeclineReason.DECLINED))
                    .isInstanceOf(IllegalArgumentException.class);

            provider.fail(settled, DeclineReason.DECLINED);
            assertThat(sent(provider).collectible()).isEqualTo(AMOUNT);
        }
    }

    @DisplayName("lives by its clock")
    @Nested
    class Time {
        @DisplayName("what was due in the meantime has happened in its order and at its own time")
        @Test
        void inOrder() {
            provider.send(NUMBER, AMOUNT);
            provider.next(Plan.settleAfter(Duration.ofMinutes(10)).delayed(Duration.ofMinutes(30)));
            provider.charge(order(provider, KEY));
            provider.payInPortal(NUMBER, AMOUNT, Plan.settleAfter(Duration.ofMinutes(20)));

            clock.advance(Duration.ofDays(1));

            assertThat(provider.ledger())
                    .as("the portal's payment settled before the charge arrived, so the cap held")
                    .extracting(LedgerEntry::channel, LedgerEntry::status)
                    .containsExactly(tuple(Channel.PORTAL, Status.COMPLETED));
        }

        @DisplayName("the same the other way round: the charge came first, and both were taken")
        @Test
        void otherOrder() {
            provider.send(NUMBER, AMOUNT);
            provider.next(Plan.settleAfter(Duration.ofMinutes(10)).delayed(Duration.ofMinutes(5)));
            provider.charge(order(provider, KEY));
            provider.payInPortal(NUMBER, AMOUNT, Plan.settleAfter(Duration.ofMinutes(20)));

            clock.advance(Duration.ofDays(1));

            assertThat(provider.ledger()).hasSize(2).allMatch(LedgerEntry::tookMoney);
            assertThat(sent(provider).isOverpaid()).isTrue();
        }

        @DisplayName("what it shows is as old as its lag, what it does and books is not")
        @Test
        void lag() {
            InMemoryProvider late = InMemoryProvider.builder(clock)
                    .findLag(Duration.ofSeconds(30))
                    .build();
            late.send(NUMBER, AMOUNT);
            assertThat(view(late)).isEqualTo(ProviderView.notSent());

            clock.advance(Duration.ofSeconds(30));
            late.next(Plan.settleAfter(Duration.ofSeconds(10)));
            late.charge(order(late, KEY));
            clock.advance(Duration.ofSeconds(29));
            assertThat(sent(late).payments()).isEmpty();
            assertThat(late.ledger()).extracting(LedgerEntry::status).containsExactly(Status.COMPLETED);
            assertThat(late.charge(order(late, new IdempotencyKey("key-1"))))
                    .isInstanceOf(ChargeResult.Ambiguous.class);

            clock.advance(Duration.ofSeconds(1));
            assertThat(sent(late).payments().get(0).status()).isEqualTo(Status.PENDING);
            assertThat(sent(late).collectible()).isEqualTo(AMOUNT);

            clock.advance(Duration.ofSeconds(10));
            assertThat(sent(late).isCovered()).isTrue();
        }

        @DisplayName("a clock that is set back undoes nothing")
        @Test
        void clockSetBack() {
            provider.send(NUMBER, AMOUNT);
            provider.charge(order(provider, KEY));
            clock.advance(Duration.ofSeconds(60));
            assertThat(sent(provider).isCovered()).isTrue();

            clock.set(START.minusSeconds(3_600));
            provider.refund(provider.ledger().get(0).payment(), AMOUNT);

            assertThat(sent(provider).payments().get(0).kept()).isEqualTo(usd("0.00"));
            assertThat(provider.snapshot().time()).isEqualTo(START.plusSeconds(60));
        }

        @DisplayName("lengths of time are not negative")
        @Test
        void negative() {
            InMemoryProviderBuilder builder = InMemoryProvider.builder(clock);
            assertThatThrownBy(() -> builder.settlesAfter(Duration.ofSeconds(-1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> builder.findLag(Duration.ofSeconds(-1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @DisplayName("it settles at once where it was told so")
        @Test
        void settlesAtOnce() {
            InMemoryProvider quick = InMemoryProvider.builder(clock)
                    .settlesAfter(Duration.ZERO)
                    .id(new ProviderId("quick"))
                    .build();
            quick.send(NUMBER, AMOUNT);
            quick.charge(order(quick, KEY));

            assertThat(quick.id()).isEqualTo(new ProviderId("quick"));
            assertThat(quick.ledger()).extracting(LedgerEntry::status).containsExactly(Status.COMPLETED);
        }
    }

    @DisplayName("has a payer portal")
    @Nested
    class Portal {
        @DisplayName("POR-01 for an invoice that was sent")
        @Test
        void forInvoice() {
            assertThat(provider.portal(ACCOUNT, Option.some(NUMBER))).isEqualTo(Either.left(Cause.UNREADABLE));
            provider.send(NUMBER, AMOUNT);

            assertThat(provider.portal(ACCOUNT, Option.some(NUMBER)))
                    .isEqualTo(Either.right(URI.create("https://pay.example.com/?request=request-1")));
            assertThat(provider.capabilities().portalHosts()).containsExactly("pay.example.com");
        }

        @DisplayName("BAL-03 for an account's balance")
        @Test
        void forBalance() {
            InMemoryProvider local = InMemoryProvider.builder(clock)
                    .portal(URI.create("http://localhost:8080/portal"))
                    .build();

            assertThat(local.portal(ACCOUNT, Option.none()))
                    .isEqualTo(Either.right(URI.create("http://localhost:8080/portal?account=20000")));
            assertThat(local.capabilities().portalHosts()).containsExactly("localhost:8080");
        }

        @DisplayName("DLG-01 unless it does not offer one")
        @Test
        void without() {
            InMemoryProvider cardsOnly = InMemoryProvider.builder(clock)
                    .without(PaymentMethod.PORTAL)
                    .build();
            cardsOnly.send(NUMBER, AMOUNT);

            assertThat(cardsOnly.portal(ACCOUNT, Option.some(NUMBER))).isEqualTo(Either.left(Cause.MISCONFIGURED));
            assertThat(cardsOnly.capabilities().offers(PaymentMethod.PORTAL)).isFalse();
        }
    }
}
