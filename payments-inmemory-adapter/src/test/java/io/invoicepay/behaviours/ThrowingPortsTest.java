package io.invoicepay.behaviours;

import static io.invoicepay.behaviours.Shop.ANN;
import static io.invoicepay.behaviours.Shop.INVOICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.invoicepay.attempt.Attention;
import io.invoicepay.attempt.Evidence.Verdict;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.checkout.PayState;
import io.invoicepay.inmemory.Plan;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.invoice.OpenItems;
import io.invoicepay.money.Money;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.PaymentMethod;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.provider.Capabilities;
import io.invoicepay.provider.CardEntry;
import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.invoicepay.spi.InvoicePage;
import io.invoicepay.spi.InvoiceSource;
import io.invoicepay.spi.PageRequest;
import io.invoicepay.spi.PaymentListener;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What code can throw that was written in another language, or compiled against other classes. */
@DisplayName("LIB-02 GST-10 a port that throws what Java does not let it declare")
class ThrowingPortsTest {
    private enum Call {
        FIND,
        CHARGE_BEFORE,
        CHARGE_AFTER,
        PORTAL,
        CARD_ENTRY
    }

    private final Shop shop = new Shop();
    private final Set<Call> broken = EnumSet.noneOf(Call.class);
    private Throwable thrown = new IOException("c4n4ry");

    private static Stream<Throwable> throwables() {
        return Stream.of(
                new IOException("undeclared"), new NoClassDefFoundError("missing"), new IllegalStateException("plain"));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> RuntimeException sneak(Throwable any) throws E {
        throw (E) any;
    }

    private void mayThrow(Call call) {
        if (broken.contains(call)) {
            throw ThrowingPortsTest.<RuntimeException>sneak(thrown);
        }
    }

    private final PaymentProvider provider = new PaymentProvider() {
        @Override
        public ProviderId id() {
            return shop.provider.id();
        }

        @Override
        public Capabilities capabilities() {
            return shop.provider.capabilities();
        }

        @Override
        public Map<InvoiceNumber, ProviderView> find(List<PaymentQuery> queries) {
            mayThrow(Call.FIND);
            return shop.provider.find(queries);
        }

        @Override
        public ChargeResult charge(ChargeOrder order) {
            mayThrow(Call.CHARGE_BEFORE);
            ChargeResult result = shop.provider.charge(order);
            mayThrow(Call.CHARGE_AFTER);
            return result;
        }

        @Override
        public Either<Cause, URI> portal(AccountId account, Option<InvoiceNumber> invoice) {
            mayThrow(Call.PORTAL);
            return shop.provider.portal(account, invoice);
        }

        @Override
        public Option<CardEntry> cardEntry() {
            mayThrow(Call.CARD_ENTRY);
            return shop.provider.cardEntry();
        }
    };

    private InvoicePayments wired(UnaryOperator<InvoicePayments.Builder> more) {
        return shop.wire(provider, more);
    }

    private PaymentOutcome pay(InvoicePayments payments, String token) {
        return payments.payNow(ANN, token, Shop.card(payments, "tok-good"));
    }

    private SlotStatus status() {
        return shop.payments.explain(ANN, INVOICE).get().status();
    }

    @ParameterizedTest
    @MethodSource("throwables")
    @DisplayName("changes no payment where it only listens")
    void listener(Throwable any) {
        thrown = any;
        InvoicePayments payments = wired(b -> b.listener(new PaymentListener() {
            @Override
            public void moved(PaymentSlot before, PaymentSlot after) {
                throw ThrowingPortsTest.<RuntimeException>sneak(thrown);
            }
        }));

        assertThat(pay(payments, payments.open(ANN, INVOICE).get().token())).isInstanceOf(PaymentOutcome.Pending.class);
        assertThat(shop.ledger()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("throwables")
    @DisplayName("leaves a charge unknown, told to the customer as that, and found out afterwards")
    void charge(Throwable any) {
        thrown = any;
        InvoicePayments payments = wired(b -> b);
        broken.add(Call.CHARGE_AFTER);

        assertThat(pay(payments, payments.open(ANN, INVOICE).get().token()))
                .isInstanceOf(PaymentOutcome.OutcomeUnknown.class);
        assertThat(status()).isEqualTo(SlotStatus.UNKNOWN);
        broken.clear();
        shop.later(Duration.ofMinutes(3));
        assertThat(status()).isEqualTo(SlotStatus.PAID);
        assertThat(shop.ledger()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("throwables")
    @DisplayName("VAL-05 COL-02 refuses a payment, keeps nothing reserved, and breaks no list, link or dialog")
    void questions(Throwable any) {
        thrown = any;
        InvoicePayments payments = wired(b -> b);
        String token = payments.open(ANN, INVOICE).get().token();
        broken.addAll(Set.of(Call.FIND, Call.PORTAL));

        assertThat(pay(payments, token)).isInstanceOf(PaymentOutcome.Refused.class);
        assertThat(status()).isEqualTo(SlotStatus.PAYABLE);
        assertThat(Shop.column(payments)).isEqualTo(PayState.PAY);
        assertThat(payments.balancePortal(ANN).isLeft()).isTrue();
        assertThat(payments.open(ANN, INVOICE).isLeft()).isTrue();

        broken.clear();
        broken.add(Call.CARD_ENTRY);
        shop.events.names.clear();
        assertThat(payments.open(ANN, INVOICE).get().cardEntry()).isEmpty();
        assertThat(shop.events.names).containsExactly("port failed");
        assertThat(payments.open(ANN, INVOICE).get().methods()).contains(PaymentMethod.PORTAL);
    }

    @ParameterizedTest
    @MethodSource("throwables")
    @DisplayName("GST-09 keeps nothing reserved at Pay Now where it is the invoice source or a rule of the host's")
    void sourceAndRules(Throwable any) {
        thrown = any;
        boolean[] failing = new boolean[2];
        InvoiceSource source = new InvoiceSource() {
            @Override
            public Option<Invoice> invoice(AccountId account, InvoiceNumber number) {
                if (failing[0]) {
                    throw ThrowingPortsTest.<RuntimeException>sneak(thrown);
                }
                return shop.invoices.invoice(account, number);
            }

            @Override
            public InvoicePage invoices(AccountId account, PageRequest page) {
                return shop.invoices.invoices(account, page);
            }

            @Override
            public OpenItems openItems(AccountId account) {
                return shop.invoices.openItems(account);
            }
        };
        InvoicePayments payments = shop.wire(
                source,
                shop.attempts,
                b -> b.provider(provider).rule((customer, invoice) -> {
                    if (failing[1]) {
                        throw ThrowingPortsTest.<RuntimeException>sneak(thrown);
                    }
                    return Option.none();
                }));
        String token = payments.open(ANN, INVOICE).get().token();
        for (int which = 0; which < failing.length; which++) {
            failing[which] = true;
            assertThat(pay(payments, token))
                    .isEqualTo(new PaymentOutcome.NotCharged(NotChargedReason.INVOICES_UNAVAILABLE));
            assertThat(status()).isEqualTo(SlotStatus.PAYABLE);
            failing[which] = false;
        }
        assertThat(pay(payments, token)).isInstanceOf(PaymentOutcome.Pending.class);
    }

    @ParameterizedTest
    @MethodSource("throwables")
    @DisplayName("STA-04 ends in the hands of a person, where it is the question what became of a charge")
    void reconciliation(Throwable any) {
        thrown = any;
        shop.provider.next(Plan.loseRequest());
        InvoicePayments payments = wired(b -> b);
        var unused = pay(payments, payments.open(ANN, INVOICE).get().token());
        broken.add(Call.FIND);
        for (int day = 0; day < 3; day++) {
            shop.clock.advance(Duration.ofDays(1));
            assertThat(payments.reconciliation().checkDue(10).checked()).isEqualTo(1);
        }

        assertThat(shop.payments.explain(ANN, INVOICE).get().attention()).contains(Attention.UNKNOWN_TOO_LONG);
    }

    @Test
    @DisplayName("PAY-04 BAL-01 an invoice source that adds another account's items shows and offers nothing of them")
    void foreignItems() {
        Invoice foreign = Invoice.of(new InvoiceNumber("X-1"), Shop.STRANGER.account(), Money.of("999.00", "USD"));
        OpenItems mixed = new OpenItems(List.of(foreign), List.of());
        InvoiceSource source = new InvoiceSource() {
            @Override
            public Option<Invoice> invoice(AccountId account, InvoiceNumber number) {
                return Option.none();
            }

            @Override
            public InvoicePage invoices(AccountId account, PageRequest page) {
                return new InvoicePage(List.of(foreign), false, mixed);
            }

            @Override
            public OpenItems openItems(AccountId account) {
                return mixed;
            }
        };
        InvoicePayments payments = shop.wire(source, shop.attempts, b -> b.provider(provider));

        assertThat(payments.account(ANN).balances()).isEmpty();
        assertThat(shop.events.names).as("and the host hears of it").containsExactly("port failed");
        assertThat(payments.invoices(ANN, PageRequest.first(10)).account().balances())
                .isEmpty();
        assertThat(payments.balancePortal(ANN).isLeft()).isTrue();
        assertThat(payments.account(Shop.STRANGER).balances()).hasSize(1);
    }

    @Test
    @DisplayName("STA-04 one merchant's operator cannot decide another merchant's payment, although they share a store")
    void otherMerchant() {
        shop.provider.next(Plan.loseRequest());
        InvoicePayments payments = wired(b -> b);
        var unused = pay(payments, payments.open(ANN, INVOICE).get().token());
        for (int day = 0; day < 3; day++) {
            shop.later(Duration.ofDays(1));
        }
        PaymentSlot seen = shop.payments.reconciliation().attention(1).get(0);
        InvoicePayments other = wired(b -> b.merchant(new MerchantId("beta")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.reconciliation().decide(seen, Verdict.NOT_PAID, List.of(), "eve", "mine"))
                .withMessageContaining("another merchant");
        assertThat(status()).isEqualTo(SlotStatus.REVIEW);
    }
}
