package io.invoicepay.jdbc;

import static io.invoicepay.jdbc.Fixtures.INVOICE;
import static io.invoicepay.jdbc.Fixtures.slot;
import static io.invoicepay.jdbc.Fixtures.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.inmemory.InMemoryInvoices;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.inmemory.VirtualClock;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.BillingForm;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.GuestPayment;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.payment.Secret;
import io.invoicepay.spi.StoredSlot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

@DisplayName("What lies in the database")
class StoredDataTest {
    private static final List<String> CANARIES = List.of(
            "canary-mail",
            "Canary Street",
            "Canary Floor",
            "98052",
            "5550100",
            "555 0100",
            "Canary Cardholder",
            "canary-token");
    private static final AccountId ACCOUNT = new AccountId("20000");
    private static final Money AMOUNT = Money.of("1250.00", "USD");

    @DisplayName("STA-05 names invoice, account and user, and holds no e-mail, address, phone, name on card or token")
    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    void noPersonalData(Kind kind) {
        try (TestDatabase database = kind.openWithTables()) {
            List<PaymentOutcome> outcomes = payAndSettle(database);

            String dump = String.join("\n", dump(database));
            assertThat(outcomes).hasSize(3);
            assertThat(dump).contains("PS-INV0", "PS-INV1", "PS-INV2", "20000", "ann", "125000");
            for (String canary : CANARIES) {
                assertThat(dump.toLowerCase(Locale.ROOT)).doesNotContain(canary.toLowerCase(Locale.ROOT));
            }
        }
    }

    private static List<PaymentOutcome> payAndSettle(TestDatabase database) {
        VirtualClock clock = VirtualClock.at(Fixtures.START);
        List<InvoiceNumber> numbers = IntStream.range(0, 3)
                .mapToObj(i -> new InvoiceNumber("PS-INV" + i))
                .toList();
        InMemoryInvoices invoices = InMemoryInvoices.of(
                numbers.stream()
                        .map(number -> Invoice.of(number, ACCOUNT, AMOUNT))
                        .toList(),
                List.of());
        InMemoryProvider provider = InMemoryProvider.builder(clock).build();
        InvoicePayments payments = InvoicePayments.builder(
                        invoices,
                        JdbcAttempts.of(database.dataSource()),
                        Secret.of("a secret of at least 32 bytes, for tests"))
                .provider(provider)
                .clock(clock)
                .build();
        Customer ann = new Customer(ACCOUNT, "ann");
        BillingForm form = new BillingForm(
                "canary-mail@20000.example.com", "1 Canary Street", "Canary Floor", "US", "98052", "1", "425 555 0100");
        List<PaymentOutcome> outcomes = new ArrayList<>();
        for (InvoiceNumber number : numbers) {
            provider.send(number, AMOUNT);
            GuestPayment card = payments.checkPayment(form, "Canary Cardholder", "canary-token-" + outcomes.size())
                    .get();
            outcomes.add(payments.payNow(ann, payments.open(ann, number).get().token(), card));
        }
        for (int i = 0; i < 10; i++) {
            clock.advance(Duration.ofMinutes(1));
            var unused = payments.reconciliation().checkDue(100);
        }
        return outcomes;
    }

    /** Every row of every table. */
    private static List<String> dump(TestDatabase database) {
        return database
                .query("SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema")
                .stream()
                .flatMap(table -> database.query("SELECT * FROM " + table).stream())
                .toList();
    }

    @DisplayName("cannot contradict itself: no unknown status, no version 0, no money in flight without its attempt")
    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    void constraints(Kind kind) {
        try (TestDatabase database = kind.openWithTables()) {
            StoredSlot written = write(JdbcAttempts.of(database.dataSource()), slot(INVOICE, 1));

            for (String change : List.of(
                    "status = 'LOST'",
                    "status = NULL",
                    "version = 0",
                    "sequence = -1",
                    "checks = -1",
                    "attempt_minor = 0",
                    "attempt_currency = 'US'",
                    "attempt_user = NULL",
                    "write_id = NULL",
                    "attempt_id = NULL, attempt_user = NULL, attempt_minor = NULL, attempt_currency = NULL,"
                            + " attempt_key = NULL, attempt_started_at = NULL")) {
                assertThatThrownBy(() -> database.execute("UPDATE payment_slot SET " + change))
                        .as(change)
                        .cause()
                        .hasMessageMatching("(?is).*(check|null).*");
            }
            assertThat(JdbcAttempts.of(database.dataSource()).read(INVOICE)).isEqualTo(written);
        }
    }

    @DisplayName("STA-05 is written with no right to change or remove history")
    @Test
    void historyIsAppendOnly() {
        try (TestDatabase database = Kind.POSTGRESQL.openWithTables()) {
            PGSimpleDataSource limited = (PGSimpleDataSource) database.dataSource();
            String schema = limited.getCurrentSchema();
            String role = "store_" + schema;
            database.execute("CREATE ROLE " + role);
            database.execute("GRANT USAGE ON SCHEMA " + schema + " TO " + role);
            database.execute("GRANT SELECT, INSERT, UPDATE ON payment_slot TO " + role);
            database.execute("GRANT SELECT, INSERT ON payment_history TO " + role);
            limited.setOptions("-c role=" + role);
            JdbcAttempts attempts = JdbcAttempts.of(limited);

            List<StoredSlot> written = List.of(
                    write(attempts, slot(INVOICE, 0)),
                    write(attempts, slot(INVOICE, 1)),
                    write(attempts, slot(INVOICE, 2)));

            assertThat(attempts.history(INVOICE)).isEqualTo(written);
            assertThat(attempts.due(INVOICE.merchant(), Fixtures.START.plusSeconds(60), 1))
                    .containsExactly(INVOICE);
        }
    }
}
