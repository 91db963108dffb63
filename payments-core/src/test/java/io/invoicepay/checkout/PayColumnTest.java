package io.invoicepay.checkout;

import static io.invoicepay.fixtures.Sample.ACCOUNT;
import static io.invoicepay.fixtures.Sample.AMOUNT;
import static io.invoicepay.fixtures.Sample.NOW;
import static io.invoicepay.fixtures.Sample.NUMBER;
import static io.invoicepay.fixtures.Sample.invoice;
import static io.invoicepay.fixtures.Sample.portal;
import static io.invoicepay.fixtures.Sample.sent;
import static io.invoicepay.fixtures.Sample.usd;
import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.fixtures.Trials;
import io.invoicepay.invoice.AccountBalance;
import io.invoicepay.invoice.CreditMemo;
import io.invoicepay.invoice.DocumentStatus;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PayColumnTest {
    private static final Money OWED = usd("100.00");
    private static final Money NOTHING = usd("0.00");
    private static final Money CREDIT = usd("-0.01");

    private static PayState inList(Invoice invoice, Money balance, Held held, boolean busy) {
        return inList(invoice, balance, true, held, busy);
    }

    private static PayState inList(Invoice invoice, Money balance, boolean configured, Held held, boolean busy) {
        return alone(
                invoice,
                AccountBalance.of(List.of(numbered("all the rest", balance)), List.of()),
                configured,
                Map.of(invoice.number(), held),
                busy ? Map.of(invoice.number(), sent(portal(Status.PENDING))) : Map.of());
    }

    private static PayState alone(
            Invoice invoice,
            AccountBalance balance,
            boolean configured,
            Map<InvoiceNumber, Held> held,
            Map<InvoiceNumber, ProviderView> views) {
        return PayColumn.rows(List.of(invoice), balance, configured, held, views)
                .get(0)
                .pay();
    }

    private static Invoice inStatus(DocumentStatus status) {
        return Invoice.of(NUMBER, ACCOUNT, AMOUNT).withStatus(status);
    }

    @Test
    @DisplayName("COL-01 a row shows Pay, Pending or nothing")
    void states() {
        assertThat(PayState.values()).containsExactly(PayState.PAY, PayState.PENDING, PayState.NONE);
    }

    @Test
    @DisplayName("COL-02 an invoice with an outstanding balance that is ready for payment shows Pay")
    void pay() {
        assertThat(inList(invoice(), OWED, Held.FREE, false)).isEqualTo(PayState.PAY);
        assertThat(inList(invoice(usd("0.01")), OWED, Held.FREE, false)).isEqualTo(PayState.PAY);
    }

    @ParameterizedTest
    @EnumSource(Held.class)
    @DisplayName("COL-03 STA-01 a payment in flight, completed but not posted, or in review shows Pending")
    void pending(Held held) {
        PayState expected = switch (held) {
            case FREE -> PayState.PAY;
            case PENDING, PAID, REVIEW -> PayState.PENDING;
            case UNREADABLE -> PayState.NONE;
        };
        assertThat(inList(invoice(), OWED, held, false)).isEqualTo(expected);
        assertThat(PayColumn.forDetail(invoice(), true, held, false)).isEqualTo(expected);
    }

    @Test
    @DisplayName("COL-03 a payment made in the provider's portal shows Pending, also before we have a record of it")
    void pendingElsewhere() {
        assertThat(inList(invoice(), OWED, Held.FREE, true)).isEqualTo(PayState.PENDING);
        assertThat(inList(invoice(), OWED, Held.UNREADABLE, true)).isEqualTo(PayState.PENDING);
        assertThat(PayColumn.busyAt(sent(portal(Status.PENDING)))).isTrue();
        assertThat(PayColumn.busyAt(sent(portal(Status.COMPLETED)))).isTrue();
        assertThat(PayColumn.busyAt(sent())).isFalse();
        assertThat(PayColumn.busyAt(sent(portal(Status.FAILED)))).isFalse();
        assertThat(PayColumn.busyAt(ProviderView.notSent())).isFalse();
        assertThat(PayColumn.busyAt(new ProviderView.Contradictory("two"))).isFalse();
        for (ProviderPayment.Status status : ProviderPayment.Status.values()) {
            ProviderPayment shown =
                    ProviderPayment.of(new PaymentId("p"), status, Money.of("1.00", "USD"), Option.none());
            assertThat(PayColumn.busyAt(new ProviderView.Contradictory("two", List.of(shown))))
                    .as("%s", status)
                    .isEqualTo(!shown.isDead());
        }
        assertThat(PayColumn.busyAt(ProviderView.inconclusive(ProviderView.Inconclusive.Cause.UNREACHABLE)))
                .isFalse();
    }

    @Test
    @DisplayName("STA-01 an invoice that the provider calls settled shows Pending, also before the payment is listed")
    void settledUnseen() {
        assertThat(PayColumn.busyAt(Candidates.settled())).isTrue();
        assertThat(PayColumn.busyAt(Candidates.settled(portal(Status.FAILED)))).isTrue();
        assertThat(PayColumn.busyAt(Candidates.settled(portal("a", Status.COMPLETED, Money.of("9.00", "EUR")))))
                .as("by money in another currency")
                .isTrue();
        assertThat(PayColumn.busyAt(Candidates.closed())).as("withdrawn").isFalse();
        assertThat(PayColumn.busyAt(sent(NOTHING))).as("takes payments").isFalse();
        assertThat(PayColumn.busyAt(Candidates.settled(portal(Status.FAILED), refunded())))
                .as("paid, and given back")
                .isFalse();
    }

    private static ProviderPayment refunded() {
        return new ProviderPayment(
                new PaymentId("back"), Status.COMPLETED, AMOUNT, AMOUNT, Option.none(), Option.none());
    }

    @Test
    @DisplayName("COL-04 in a list Pay shows only with a provider and a balance of the account greater than zero")
    void accountBalance() {
        assertThat(inList(invoice(), NOTHING, Held.FREE, false)).isEqualTo(PayState.NONE);
        assertThat(inList(invoice(), CREDIT, Held.FREE, false)).isEqualTo(PayState.NONE);
        assertThat(inList(invoice(), usd("0.01"), Held.FREE, false)).isEqualTo(PayState.PAY);
        assertThat(inList(invoice(), OWED, false, Held.FREE, false)).isEqualTo(PayState.NONE);
    }

    @Test
    @DisplayName("COL-05 nothing shows for a settled, overpaid, draft or cancelled invoice, whatever else is known")
    void nothing() {
        List<Invoice> invoices = List.of(
                invoice(NOTHING),
                invoice(CREDIT),
                inStatus(DocumentStatus.DRAFT),
                inStatus(DocumentStatus.IN_REVIEW),
                inStatus(DocumentStatus.CANCELLED),
                inStatus(DocumentStatus.UNRECOGNISED));
        for (Invoice invoice : invoices) {
            for (Held held : Held.values()) {
                for (boolean busy : new boolean[] {true, false}) {
                    assertThat(inList(invoice, OWED, held, busy)).isEqualTo(PayState.NONE);
                    assertThat(PayColumn.forDetail(invoice, true, held, busy)).isEqualTo(PayState.NONE);
                }
            }
        }
    }

    @Test
    @DisplayName("COL-06 Pending wins over Pay and shows whatever the account balance is, also without a provider")
    void pendingWins() {
        for (Money balance : List.of(OWED, NOTHING, CREDIT)) {
            for (boolean configured : new boolean[] {true, false}) {
                assertThat(inList(invoice(), balance, configured, Held.PENDING, false))
                        .isEqualTo(PayState.PENDING);
                assertThat(inList(invoice(), balance, configured, Held.FREE, true))
                        .isEqualTo(PayState.PENDING);
            }
        }
    }

    @Test
    @DisplayName("DET-01 on the detail Pay follows the invoice alone: the account balance plays no part")
    void detail() {
        assertThat(PayColumn.forDetail(invoice(), true, Held.FREE, false)).isEqualTo(PayState.PAY);
        assertThat(PayColumn.forDetail(invoice(), false, Held.FREE, false)).isEqualTo(PayState.NONE);
        assertThat(PayColumn.forDetail(invoice(NOTHING), true, Held.FREE, false))
                .isEqualTo(PayState.NONE);
    }

    @Test
    @DisplayName("DET-02 with a payment pending the detail shows Pending, also without a provider")
    void detailPending() {
        assertThat(PayColumn.forDetail(invoice(), true, Held.PENDING, false)).isEqualTo(PayState.PENDING);
        assertThat(PayColumn.forDetail(invoice(), true, Held.FREE, true)).isEqualTo(PayState.PENDING);
        assertThat(PayColumn.forDetail(invoice(), false, Held.PENDING, false)).isEqualTo(PayState.PENDING);
    }

    private static Invoice numbered(String number, Money outstanding) {
        return Invoice.of(new InvoiceNumber(number), ACCOUNT, outstanding);
    }

    private static AccountBalance balance(List<Invoice> invoices, Money credit) {
        return AccountBalance.of(
                invoices, List.of(new CreditMemo("PS-CR104001", ACCOUNT, credit, DocumentStatus.OPEN)));
    }

    @Test
    @DisplayName(
            "COL-04 each row follows the balance of its own currency: a credit in one does not hide Pay in another")
    void perCurrency() {
        List<Invoice> invoices = List.of(
                numbered("1", usd("10.00")), numbered("2", Money.of("10.00", "EUR")), numbered("3", usd("5.00")));
        List<InvoiceRow> rows = PayColumn.rows(invoices, balance(invoices, usd("15.00")), true, Map.of(), Map.of());
        assertThat(rows).extracting(InvoiceRow::pay).containsExactly(PayState.NONE, PayState.PAY, PayState.NONE);
        assertThat(rows).extracting(InvoiceRow::invoice).isEqualTo(invoices);
    }

    @Test
    @DisplayName("COL-07 an invoice that the provider does not know, or was not asked about, still shows Pay")
    void notKnownYet() {
        List<Invoice> invoices = List.of(numbered("1", OWED), numbered("2", OWED), numbered("3", OWED));
        Map<InvoiceNumber, ProviderView> views = Map.of(
                new InvoiceNumber("1"), ProviderView.notSent(),
                new InvoiceNumber("2"), ProviderView.inconclusive(ProviderView.Inconclusive.Cause.UNREACHABLE));
        assertThat(PayColumn.rows(invoices, AccountBalance.of(invoices, List.of()), true, Map.of(), views))
                .extracting(InvoiceRow::pay)
                .containsOnly(PayState.PAY);
    }

    @Test
    @Tag("law")
    @DisplayName("COL-01 a list decides each row exactly as the row would be decided alone")
    void rowsAsAlone() {
        List<ProviderView> views = List.of(
                ProviderView.notSent(),
                sent(),
                sent(portal(Status.PENDING)),
                sent(portal(Status.COMPLETED)),
                new ProviderView.Contradictory("two"),
                ProviderView.inconclusive(ProviderView.Inconclusive.Cause.UNREACHABLE));
        Trials.of("rows", 2_000, random -> random, random -> {
            List<Invoice> invoices = new ArrayList<>();
            Map<InvoiceNumber, Held> held = new HashMap<>();
            Map<InvoiceNumber, ProviderView> seen = new HashMap<>();
            for (int i = random.nextInt(8); i > 0; i--) {
                InvoiceNumber number = new InvoiceNumber("PS-" + i);
                String code = random.nextBoolean() ? "USD" : "EUR";
                invoices.add(Invoice.of(
                                number,
                                ACCOUNT,
                                Money.ofMinor(random.nextLong(-5, 20), java.util.Currency.getInstance(code)))
                        .withStatus(pick(random, DocumentStatus.values())));
                if (random.nextBoolean()) {
                    held.put(number, pick(random, Held.values()));
                }
                if (random.nextBoolean()) {
                    seen.put(number, views.get(random.nextInt(views.size())));
                }
            }
            boolean configured = random.nextInt(4) > 0;
            AccountBalance balance = balance(invoices, usd("0.10"));
            List<InvoiceRow> rows = PayColumn.rows(invoices, balance, configured, held, seen);
            assertThat(rows).hasSameSizeAs(invoices);
            for (InvoiceRow row : rows) {
                InvoiceNumber number = row.invoice().number();
                Map<InvoiceNumber, Held> ownHeld = new HashMap<>(held);
                ownHeld.keySet().retainAll(List.of(number));
                Map<InvoiceNumber, ProviderView> ownView = new HashMap<>(seen);
                ownView.keySet().retainAll(List.of(number));
                assertThat(row.pay()).isEqualTo(alone(row.invoice(), balance, configured, ownHeld, ownView));
            }
        });
    }

    private static <T> T pick(SplittableRandom random, T[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }

    @ParameterizedTest
    @EnumSource(SlotStatus.class)
    @DisplayName(
            "COL-03 STA-01 what our own record says follows from the slot; a reservation that has lapsed holds nothing")
    void held(SlotStatus status) {
        Held expected = switch (status) {
            case PAYABLE -> Held.FREE;
            case RESERVED, SENDING, UNKNOWN, PENDING, EXTERNAL_PENDING -> Held.PENDING;
            case PAID, OVERPAID -> Held.PAID;
            case REVIEW -> Held.REVIEW;
        };
        assertThat(Held.of(ViewsOfSlots.in(status), NOW)).isEqualTo(expected);
        assertThat(Held.of(ViewsOfSlots.in(status), NOW.plusSeconds(100_000)))
                .isEqualTo(status == SlotStatus.RESERVED ? Held.FREE : expected);
        assertThat(status.holdsTheInvoice()).isEqualTo(status != SlotStatus.PAYABLE);
    }
}
