package io.invoicepay.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.checkout.InvoiceRow;
import io.invoicepay.checkout.PayState;
import io.invoicepay.inmemory.InMemoryInvoices;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.inmemory.Plan;
import io.invoicepay.inmemory.VirtualClock;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.BillingForm;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.GuestPayment;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.payment.Refusals;
import io.invoicepay.payment.Secret;
import io.invoicepay.payment.StandardRefusal;
import io.invoicepay.reconciliation.ReconciliationRunner;
import io.invoicepay.spi.PageRequest;
import io.invoicepay.spi.PaymentListener;
import io.vavr.control.Option;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A row that cannot be read, of a newer version or damaged,")
class UnreadableRowTest {
    private static final AccountId ACCOUNT = new AccountId("20000");
    private static final Customer ANN = new Customer(ACCOUNT, "ann");
    private static final InvoiceNumber BROKEN = new InvoiceNumber("BROKEN");
    private static final InvoiceNumber SOUND = new InvoiceNumber("SOUND");
    private static final InvoiceNumber FREE = new InvoiceNumber("FREE");
    private static final Money AMOUNT = Money.of("10.00", "USD");

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final JdbcDataSource h2 = new JdbcDataSource();
    private final VirtualClock clock = VirtualClock.at(Instant.parse("2026-11-24T09:00:00Z"));
    private final InMemoryProvider provider = InMemoryProvider.builder(clock).build();
    private final List<String> failed = new ArrayList<>();
    private final InvoicePayments payments;

    UnreadableRowTest() throws SQLException {
        h2.setURL("jdbc:h2:mem:unreadable-" + DATABASES.incrementAndGet() + ";DB_CLOSE_DELAY=-1");
        JdbcSchema.migrate(h2);
        List<Invoice> invoices = List.of(
                Invoice.of(BROKEN, ACCOUNT, AMOUNT),
                Invoice.of(FREE, ACCOUNT, AMOUNT),
                Invoice.of(SOUND, ACCOUNT, AMOUNT));
        payments = InvoicePayments.builder(
                        InMemoryInvoices.of(invoices, List.of()),
                        JdbcAttempts.of(h2),
                        Secret.of("a secret of at least 32 bytes, for tests"))
                .provider(provider)
                .clock(clock)
                .listener(new PaymentListener() {
                    @Override
                    public void portFailed(Option<ProviderId> provider, String what, String exceptionType) {
                        failed.add(what);
                    }
                })
                .build();
        for (InvoiceNumber number : List.of(BROKEN, SOUND)) {
            provider.send(number, AMOUNT);
            provider.payInPortal(number, AMOUNT, Plan.approve());
            payments.reconciliation().hint(number, "event");
        }
        assertThat(payments.reconciliation().checkDue(10).checked()).isEqualTo(2);
        damage("UPDATE payment_slot SET cause_transition = 'OF_A_NEWER_VERSION' WHERE invoice = 'BROKEN'");
    }

    private void damage(String sql) {
        try (Connection connection = h2.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @DisplayName("LIB-08 keeps no other payment from being cleared up, and is told to the host by its invoice")
    @Test
    void othersGoOn() {
        clock.advance(Duration.ofDays(1));
        var unused = payments.reconciliation().checkDue(10);

        assertThat(payments.explain(ANN, SOUND).get().status()).isEqualTo(SlotStatus.PAID);
        assertThat(failed).containsExactly("store: read default/BROKEN");
        assertThat(payments.reconciliation().attention(10)).isEmpty();
    }

    @DisplayName("STA-03 takes nobody's place, however few are looked at in a round and however long it is due")
    @Test
    void takesNobodysPlace() {
        clock.advance(Duration.ofDays(1));
        for (int round = 0; round < 3; round++) {
            assertThat(payments.reconciliation().checkDue(1).checked()).isEqualTo(1);
        }
        assertThat(payments.explain(ANN, SOUND).get().status()).isEqualTo(SlotStatus.PAID);

        damage("UPDATE payment_slot SET cause_transition = 'FOUND_ELSEWHERE' WHERE invoice = 'BROKEN'");
        assertThat(payments.reconciliation().checkDue(1).changes()).hasSize(1);
        assertThat(payments.explain(ANN, BROKEN).get().status()).isEqualTo(SlotStatus.PAID);
    }

    @DisplayName(
            "STA-03 is no reason to ask nobody else, where an event tells of it; and a round of such rows alone is no success")
    @Test
    void hinted() {
        ReconciliationRunner runner =
                ReconciliationRunner.builder(payments.reconciliation()).build();
        assertThat(runner.hint(BROKEN, "event")).isTrue();
        assertThat(runner.hint(SOUND, "event")).isTrue();
        clock.advance(Duration.ofDays(1));
        assertThat(runner.runOnce().changes()).hasSize(1);
        assertThat(payments.explain(ANN, SOUND).get().status()).isEqualTo(SlotStatus.PAID);

        assertThat(runner.runOnce().stuck()).isTrue();
        runner.close();
    }

    @DisplayName("VAL-07 is a refusal to whoever looks at the invoice, opens it or pays it, and no exception")
    @Test
    void refusals() {
        provider.send(FREE, AMOUNT);
        String token = payments.open(ANN, FREE).get().token();
        GuestPayment payer = payments.checkPayment(
                        new BillingForm("ann@customer.example", "1 Main St", "", "US", "98052", "1", "425 555 0100"),
                        "Ann Example",
                        "tok-good")
                .get();
        assertThat(payments.portal(ANN, FREE).isRight()).isTrue();
        damage("UPDATE payment_slot SET cause_transition = 'OF_A_NEWER_VERSION' WHERE invoice = 'FREE'");
        Refusals unavailable = Refusals.of(StandardRefusal.PAYMENTS_UNAVAILABLE);

        assertThat(payments.payNow(ANN, token, payer))
                .isEqualTo(new PaymentOutcome.NotCharged(NotChargedReason.STORE_UNAVAILABLE));
        assertThat(payments.invoice(ANN, BROKEN).get().refusals()).contains(StandardRefusal.PAYMENTS_UNAVAILABLE);
        assertThat(payments.open(ANN, BROKEN).getLeft()).isEqualTo(unavailable);
        assertThat(payments.portal(ANN, BROKEN).getLeft()).isEqualTo(unavailable);
        assertThat(payments.explain(ANN, BROKEN).getLeft()).isEqualTo(unavailable);
    }

    @DisplayName("COL-01 takes PAY off its own line of a list, and leaves the others theirs")
    @Test
    void listsGoOn() {
        provider.send(FREE, AMOUNT);

        assertThat(payments.invoices(ANN, PageRequest.first(10)).rows())
                .extracting(row -> row.invoice().number(), InvoiceRow::pay)
                .containsExactlyInAnyOrder(
                        tuple(BROKEN, PayState.NONE), tuple(FREE, PayState.PAY), tuple(SOUND, PayState.PENDING));
        assertThat(failed).containsExactly("store: read default/BROKEN");
    }
}
