package io.invoicepay.jdbc;

import io.invoicepay.conformance.AttemptsHarness;
import io.invoicepay.conformance.PaymentAttemptsContract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

@DisplayName("LIB-04 attempts in a database keep what the port promises")
class JdbcContractTest {
    @DisplayName("in H2, in memory")
    @Nested
    class InMemory extends PaymentAttemptsContract {
        @Override
        protected AttemptsHarness newHarness() {
            return new JdbcHarness(TestDatabase.h2InMemory(""));
        }
    }

    @DisplayName("in H2 when it plays PostgreSQL")
    @Nested
    class PostgresMode extends PaymentAttemptsContract {
        @Override
        protected AttemptsHarness newHarness() {
            return new JdbcHarness(
                    TestDatabase.h2InMemory(";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"));
        }
    }

    @DisplayName("in H2, in a file")
    @Nested
    class InAFile extends PaymentAttemptsContract {
        @Override
        protected AttemptsHarness newHarness() {
            return new JdbcHarness(TestDatabase.h2File());
        }
    }

    @DisplayName("in PostgreSQL")
    @Nested
    class InPostgres extends PaymentAttemptsContract {
        @Override
        protected AttemptsHarness newHarness() {
            return new JdbcHarness(TestDatabase.postgres());
        }
    }
}
