package io.invoicepay.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.invoicepay.attempt.Attempt;
import io.invoicepay.attempt.Cause;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.attempt.Transition;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.AttemptId;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.StoredSlot;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** One dull default each. */
final class Fixtures {
    static final Instant START = Instant.parse("2026-03-02T09:00:00.123456Z");
    static final InvoiceKey INVOICE = key("PS-INV103001");

    private Fixtures() {}

    static InvoiceKey key(String number) {
        return new InvoiceKey(new MerchantId("default"), new InvoiceNumber(number));
    }

    /** Reserved; the sequence tells it from others. */
    static PaymentSlot slot(InvoiceKey invoice, int sequence) {
        return slot(invoice, sequence, START);
    }

    static PaymentSlot slot(InvoiceKey invoice, int sequence, Instant at) {
        Attempt attempt = new Attempt(
                new AttemptId(new UUID(1, 1)), "ann", Money.of("1250.00", "USD"), new IdempotencyKey("key-0"), at);
        return PaymentSlot.builder(
                        invoice, SlotStatus.RESERVED, new Cause(Transition.RESERVED, at, "customer ann", "1250.00 USD"))
                .sequence(sequence)
                .account(Option.some(new AccountId("20000")))
                .provider(Option.some(new ProviderId("in-memory")))
                .attempt(Option.some(attempt))
                .nextCheck(Option.some(at.plusSeconds(30)))
                .build();
    }

    /** Writes the next version, whatever the present one is. */
    static StoredSlot write(PaymentAttempts attempts, PaymentSlot slot) {
        StoredSlot written = new StoredSlot(attempts.read(slot.invoice()).version() + 1, slot, UUID.randomUUID());
        assertThat(attempts.compareAndSet(written.version() - 1, slot, written.writeId()))
                .isEqualTo(CasResult.WON);
        return written;
    }

    static HikariDataSource pool(DataSource dataSource, Consumer<HikariConfig> settings) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(dataSource);
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(0);
        settings.accept(config);
        return new HikariDataSource(config);
    }
}
