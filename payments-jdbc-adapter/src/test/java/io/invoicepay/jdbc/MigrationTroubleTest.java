package io.invoicepay.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.invoicepay.jdbc.UnreliableDataSource.Call;
import io.invoicepay.jdbc.UnreliableDataSource.When;
import io.invoicepay.spi.AttemptsUnavailableException;
import java.lang.reflect.Proxy;
import java.util.Collections;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Making the tables")
class MigrationTroubleTest {
    private final TestDatabase database = TestDatabase.h2InMemory("");
    private final UnreliableDataSource connections = new UnreliableDataSource(database.dataSource());

    @AfterEach
    void close() {
        database.close();
    }

    private int migrate() {
        return JdbcSchema.migrate(connections.dataSource());
    }

    private void failures(int count, String state) {
        for (int n = 0; n < count; n++) {
            connections.fail(Call.CONNECT, When.BEFORE, state);
        }
    }

    @DisplayName("LIB-08 is tried ten times while others make the same change, and then given up with the last reason")
    @Test
    void overtaken() {
        failures(9, "40001");
        assertThat(migrate()).isEqualTo(JdbcSchema.VERSION);

        failures(10, "40001");
        assertThatThrownBy(this::migrate)
                .isInstanceOf(AttemptsUnavailableException.class)
                .hasMessageContaining("40001");
    }

    @DisplayName("is tried once if the reason is another")
    @ParameterizedTest(name = "SQLSTATE {0}")
    @CsvSource({"08001,08001", "42501,42501", ",none"})
    void failed(String state, String told) {
        failures(1, state);

        assertThatThrownBy(this::migrate)
                .isInstanceOf(AttemptsUnavailableException.class)
                .hasMessageEndingWith("SQLException, SQLSTATE " + told + ", code 0");
        assertThat(Collections.frequency(connections.calls(), "getConnection")).isEqualTo(1);
    }

    @DisplayName("says so as usual where a pool has a way of its own to give no connection")
    @Test
    void closedPool() {
        DataSource closed = (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("closed");
                });

        assertThatThrownBy(() -> JdbcSchema.migrate(closed)).isInstanceOf(AttemptsUnavailableException.class);
    }

    @DisplayName("is not begun where the present version cannot be read")
    @Test
    void versionUnknown() {
        database.execute("CREATE TABLE payment_schema (something_else INT)");

        assertThatThrownBy(this::migrate)
                .isInstanceOf(AttemptsUnavailableException.class)
                .hasMessageContaining("SQLSTATE 42S22");
        assertThat(Collections.frequency(connections.calls(), "createStatement"))
                .as("no script was run")
                .isEqualTo(1);
    }

    @DisplayName("gives the connection back with nothing open in it, and committing by itself as before")
    @Test
    void connectionAsBefore() {
        assertThat(migrate()).isEqualTo(JdbcSchema.VERSION);
        assertThat(connections.calls()).endsWith("commit", "rollback", "setAutoCommit", "close");

        connections.forgetCalls();
        database.execute("DROP TABLE payment_schema");
        database.execute("CREATE TABLE payment_schema (something_else INT)");
        assertThatThrownBy(this::migrate).isInstanceOf(AttemptsUnavailableException.class);
        assertThat(connections.calls())
                .endsWith("rollback", "setAutoCommit", "close")
                .doesNotContain("commit");
    }
}
