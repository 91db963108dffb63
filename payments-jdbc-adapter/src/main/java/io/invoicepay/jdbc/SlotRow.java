package io.invoicepay.jdbc;

import io.invoicepay.attempt.Attempt;
import io.invoicepay.attempt.Attention;
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
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.spi.StoredSlot;
import io.vavr.control.Option;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a slot lies in a row: of {@code payment_slot} and of {@code payment_history} alike. */
final class SlotRow {
    /** What a write sets, in the order in which {@link #bind} gives it. */
    static final List<String> VALUES = List.of(
            "write_id",
            "sequence",
            "status",
            "account",
            "provider",
            "attempt_id",
            "attempt_user",
            "attempt_minor",
            "attempt_currency",
            "attempt_key",
            "attempt_started_at",
            "payments",
            "attention",
            "since",
            "next_check",
            "checks",
            "cause_transition",
            "cause_at",
            "cause_actor",
            "cause_evidence");

    /** All columns, in the order in which {@link #read} takes them. */
    static final List<String> COLUMNS = Stream.concat(Stream.of("merchant", "invoice", "version"), VALUES.stream())
            .toList();

    /** A control character, which no reference can contain; and so {@code ''} is no reference at all. */
    private static final String BETWEEN_PAYMENTS = "\n";

    private SlotRow() {}

    /**
     * Binds what a write sets, from the first parameter on, and then the invoice.
     *
     * @return the number of the next parameter
     */
    static int bind(PreparedStatement statement, PaymentSlot slot, UUID writeId) throws SQLException {
        Parameters next = new Parameters(statement);
        next.uuid(Option.some(writeId));
        next.number(slot.sequence());
        next.text(slot.status().name());
        next.text(slot.account().map(AccountId::value));
        next.text(slot.provider().map(ProviderId::value));
        next.uuid(slot.attempt().map(attempt -> attempt.id().value()));
        next.text(slot.attempt().map(Attempt::user));
        next.amount(slot.attempt().map(attempt -> attempt.amount().minorUnits()));
        next.text(slot.attempt().map(attempt -> attempt.amount().currency().getCurrencyCode()));
        next.text(slot.attempt().map(attempt -> attempt.key().value()));
        next.time(slot.attempt().map(Attempt::startedAt));
        next.text(slot.payments().stream().map(PaymentId::value).collect(Collectors.joining(BETWEEN_PAYMENTS)));
        next.text(slot.attention().map(Attention::name));
        next.time(Option.some(slot.since()));
        next.time(slot.nextCheck());
        next.number(slot.checks());
        next.text(slot.cause().transition().name());
        next.time(Option.some(slot.cause().at()));
        next.text(slot.cause().actor());
        next.text(slot.cause().evidence());
        next.text(slot.invoice().merchant().value());
        next.text(slot.invoice().invoice().value());
        return next.number;
    }

    /**
     * The slot that the present row holds.
     *
     * @throws IllegalArgumentException if the row was tampered with, or written by a newer version of the library
     */
    static StoredSlot read(ResultSet row) throws SQLException {
        long version = row.getLong("version");
        UUID writeId = row.getObject("write_id", UUID.class);
        Cause cause = new Cause(
                Transition.valueOf(row.getString("cause_transition")),
                row.getObject("cause_at", OffsetDateTime.class).toInstant(),
                row.getString("cause_actor"),
                row.getString("cause_evidence"));
        PaymentSlot slot = PaymentSlot.builder(key(row), SlotStatus.valueOf(row.getString("status")), cause)
                .sequence(row.getInt("sequence"))
                .account(Option.of(row.getString("account")).map(AccountId::new))
                .provider(Option.of(row.getString("provider")).map(ProviderId::new))
                .attempt(attempt(row))
                .payments(payments(row.getString("payments")))
                .attention(Option.of(row.getString("attention")).map(Attention::valueOf))
                .since(row.getObject("since", OffsetDateTime.class).toInstant())
                .nextCheck(Option.of(row.getObject("next_check", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .checks(row.getInt("checks"))
                .build();
        return new StoredSlot(version, slot, writeId);
    }

    /** The invoice that the present row is about. */
    static InvoiceKey key(ResultSet row) throws SQLException {
        return new InvoiceKey(new MerchantId(row.getString("merchant")), new InvoiceNumber(row.getString("invoice")));
    }

    private static Option<Attempt> attempt(ResultSet row) throws SQLException {
        UUID id = row.getObject("attempt_id", UUID.class);
        if (id == null) {
            return Option.none();
        }
        return Option.some(new Attempt(
                new AttemptId(id),
                row.getString("attempt_user"),
                Money.ofMinor(row.getLong("attempt_minor"), Currency.getInstance(row.getString("attempt_currency"))),
                new IdempotencyKey(row.getString("attempt_key")),
                row.getObject("attempt_started_at", OffsetDateTime.class).toInstant()));
    }

    private static List<PaymentId> payments(String column) {
        return column.isEmpty()
                ? List.of()
                : Stream.of(column.split(BETWEEN_PAYMENTS, -1))
                        .map(PaymentId::new)
                        .toList();
    }

    /** A time as columns keep it: to the microsecond, the rest cut off, since drivers and databases round it each in its own way. */
    static OffsetDateTime time(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    /** Parameters one after the other. */
    private static final class Parameters {
        private final PreparedStatement statement;
        private int number = 1;

        Parameters(PreparedStatement statement) {
            this.statement = statement;
        }

        void number(int value) throws SQLException {
            statement.setInt(number++, value);
        }

        void text(String value) throws SQLException {
            statement.setString(number++, value);
        }

        void text(Option<String> value) throws SQLException {
            if (value.isDefined()) {
                text(value.get());
            } else {
                statement.setNull(number++, Types.VARCHAR);
            }
        }

        void amount(Option<Long> value) throws SQLException {
            if (value.isDefined()) {
                statement.setLong(number++, value.get());
            } else {
                statement.setNull(number++, Types.BIGINT);
            }
        }

        void uuid(Option<UUID> value) throws SQLException {
            if (value.isDefined()) {
                statement.setObject(number++, value.get());
            } else {
                statement.setNull(number++, Types.OTHER);
            }
        }

        void time(Option<Instant> value) throws SQLException {
            if (value.isDefined()) {
                statement.setObject(number++, SlotRow.time(value.get()));
            } else {
                statement.setNull(number++, Types.TIMESTAMP_WITH_TIMEZONE);
            }
        }
    }
}
