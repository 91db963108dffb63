package io.invoicepay.jdbc;

import static io.invoicepay.jdbc.Fixtures.INVOICE;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.util.List;
import java.util.logging.Level;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A version of H2 that forgets what a killed process has written")
class ForgetfulH2Test {
    @Test
    @DisplayName("is named in one warning when it keeps its data in a file")
    void inAFile() {
        try (TestDatabase database = TestDatabase.h2File()) {
            assertThat(warnings(pretending(database.dataSource())))
                    .singleElement()
                    .asString()
                    .contains("H2 2.5.252 (2026-09-23) can lose payments", "take H2 2.4.240, or PostgreSQL");
        }
    }

    @Test
    @DisplayName("is not warned of when a killed process takes its data along anyway")
    void inMemory() {
        try (TestDatabase database = TestDatabase.h2InMemory("")) {
            assertThat(warnings(pretending(database.dataSource()))).isEmpty();
        }
    }

    @Test
    @DisplayName("is not the one that these tests run on")
    void others() {
        try (TestDatabase database = TestDatabase.h2File()) {
            assertThat(warnings(database.dataSource())).isEmpty();
        }
    }

    private static List<String> warnings(DataSource dataSource) {
        JdbcSchema.migrate(dataSource);
        return LogLines.during(Level.WARNING, () -> {
            JdbcAttempts attempts = JdbcAttempts.of(dataSource);
            attempts.read(INVOICE);
            attempts.read(INVOICE);
        });
    }

    /** The same database, which says that it is 2.5.252. */
    private static DataSource pretending(DataSource real) {
        return wrap(DataSource.class, real);
    }

    private static <T> T wrap(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object result = call(real, method, arguments);
                    return switch (method.getName()) {
                        case "getConnection" ->
                            result instanceof Connection connection ? wrap(Connection.class, connection) : result;
                        case "getMetaData" -> wrap(DatabaseMetaData.class, (DatabaseMetaData) result);
                        case "getDatabaseMinorVersion" -> 5;
                        case "getDatabaseProductVersion" -> "2.5.252 (2026-09-23)";
                        default -> result;
                    };
                }));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
