package io.invoicepay.jdbc;

import static io.invoicepay.jdbc.Fixtures.INVOICE;
import static io.invoicepay.jdbc.Fixtures.slot;
import static io.invoicepay.jdbc.Fixtures.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.jdbc.UnreliableDataSource.Call;
import io.invoicepay.jdbc.UnreliableDataSource.When;
import io.invoicepay.spi.AttemptsUnavailableException;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.StoredSlot;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A statement that fails")
class UnknownCommitsTest {
    private static final List<String> UNCERTAIN = List.of(
            "08000", "08003", "08006", "08007", "57P01", "57P02", "57014", "40003", "25006", "53300", "58030", "HYT00",
            "XX000");

    static Stream<Arguments> everyStep() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(0, 1, 2)
                        .flatMap(version -> UNCERTAIN.stream()
                                .flatMap(state -> Stream.of(
                                        Arguments.of(kind, version, Call.CONNECT, When.BEFORE, state, false),
                                        Arguments.of(kind, version, Call.PREPARE, When.BEFORE, state, false),
                                        Arguments.of(kind, version, Call.PREPARE, When.AFTER, state, false),
                                        Arguments.of(kind, version, Call.EXECUTE, When.BEFORE, state, false),
                                        Arguments.of(kind, version, Call.EXECUTE, When.AFTER, state, true),
                                        Arguments.of(kind, version, Call.RETURN, When.AFTER, state, true)))));
    }

    @DisplayName(
            "GST-10 leaves a write unknown, at every step, and the write's id in the row tells whether it was made")
    @ParameterizedTest(name = "{0}, version {1}: {3} {2}, SQLSTATE {4}")
    @MethodSource("everyStep")
    void isUnknown(Kind kind, int version, Call call, When when, String state, boolean made) {
        try (TestDatabase database = kind.openWithTables()) {
            UnreliableDataSource connection = new UnreliableDataSource(database.dataSource());
            JdbcAttempts attempts = JdbcAttempts.of(connection.dataSource());
            for (int i = 0; i < version; i++) {
                write(attempts, slot(INVOICE, i));
            }
            StoredSlot before = attempts.read(INVOICE);
            PaymentSlot next = slot(INVOICE, 9);
            UUID writeId = UUID.randomUUID();

            connection.fail(call, when, state);
            assertThat(attempts.compareAndSet(version, next, writeId)).isEqualTo(CasResult.UNKNOWN);

            StoredSlot now = attempts.read(INVOICE);
            assertThat(now).isEqualTo(made ? new StoredSlot(version + 1, next, writeId) : before);
            assertThat(attempts.history(INVOICE)).hasSize(made ? version + 1 : version);
        }
    }

    @DisplayName("GST-09 is made again as a whole where the database rolled it back, five times in all")
    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    void isMadeAgain(Kind kind) {
        try (TestDatabase database = kind.openWithTables()) {
            UnreliableDataSource connection = new UnreliableDataSource(database.dataSource());
            JdbcAttempts attempts = JdbcAttempts.of(connection.dataSource());
            for (String state : List.of("40001", "40P01", "40001", "40P01")) {
                connection.fail(Call.EXECUTE, When.BEFORE, state);
            }

            assertThat(attempts.compareAndSet(0, slot(INVOICE, 1), UUID.randomUUID()))
                    .isEqualTo(CasResult.WON);

            assertThat(Collections.frequency(connection.calls(), "executeUpdate"))
                    .isEqualTo(5);
            assertThat(attempts.history(INVOICE)).hasSize(1);
        }
    }

    @DisplayName("GST-10 is not made again for ever, and then nobody is told more than that it is unknown")
    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    void isGivenUp(Kind kind) {
        try (TestDatabase database = kind.openWithTables()) {
            UnreliableDataSource connection = new UnreliableDataSource(database.dataSource());
            JdbcAttempts attempts = JdbcAttempts.of(connection.dataSource());
            for (int i = 0; i < 5; i++) {
                connection.fail(Call.EXECUTE, When.BEFORE, "40001");
            }

            assertThat(attempts.compareAndSet(0, slot(INVOICE, 1), UUID.randomUUID()))
                    .isEqualTo(CasResult.UNKNOWN);

            assertThat(Collections.frequency(connection.calls(), "executeUpdate"))
                    .isEqualTo(5);
            assertThat(attempts.read(INVOICE)).isEqualTo(StoredSlot.none(INVOICE));
        }
    }

    @DisplayName("GST-09 is lost where another row with that key is there")
    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    void isLost(Kind kind) {
        try (TestDatabase database = kind.openWithTables()) {
            UnreliableDataSource connection = new UnreliableDataSource(database.dataSource());
            JdbcAttempts attempts = JdbcAttempts.of(connection.dataSource());
            connection.fail(Call.EXECUTE, When.BEFORE, "23505");

            assertThat(attempts.compareAndSet(0, slot(INVOICE, 1), UUID.randomUUID()))
                    .isEqualTo(CasResult.LOST);
        }
    }

    @DisplayName("reads again where the database rolled it back, and otherwise tells the reader")
    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    void readersAreTold(Kind kind) {
        try (TestDatabase database = kind.openWithTables()) {
            UnreliableDataSource connection = new UnreliableDataSource(database.dataSource());
            JdbcAttempts attempts = JdbcAttempts.of(connection.dataSource());
            StoredSlot written = write(attempts, slot(INVOICE, 1));

            connection.fail(Call.QUERY, When.AFTER, "40001");
            assertThat(attempts.read(INVOICE)).isEqualTo(written);

            for (Call call : List.of(Call.CONNECT, Call.PREPARE, Call.QUERY, Call.FETCH, Call.RETURN)) {
                connection.fail(call, call == Call.CONNECT ? When.BEFORE : When.AFTER, "08006");
                assertThatThrownBy(() -> attempts.read(INVOICE))
                        .isInstanceOf(AttemptsUnavailableException.class)
                        .hasMessage("cannot read a slot: SQLException, SQLSTATE 08006, code 0");
            }
            assertThat(attempts.read(INVOICE)).isEqualTo(written);
        }
    }

    @DisplayName("GST-09 never happens behind the back of the store: a claim is one statement, with no look before it")
    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    void isOneStatement(Kind kind) {
        try (TestDatabase database = kind.openWithTables()) {
            UnreliableDataSource connection = new UnreliableDataSource(database.dataSource());
            JdbcAttempts attempts = JdbcAttempts.of(connection.dataSource());
            StoredSlot first = write(attempts, slot(INVOICE, 1));
            connection.forgetCalls();

            attempts.compareAndSet(first.version(), slot(INVOICE, 2), UUID.randomUUID());

            assertThat(connection.calls())
                    .containsExactly("getConnection", "getAutoCommit", "prepareStatement", "executeUpdate", "close");
        }
    }
}
