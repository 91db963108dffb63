package io.invoicepay.jdbc;

/** The databases on which each test is made. */
enum Kind {
    H2 {
        @Override
        TestDatabase open() {
            return TestDatabase.h2InMemory("");
        }
    },
    POSTGRESQL {
        @Override
        TestDatabase open() {
            return TestDatabase.postgres();
        }
    };

    abstract TestDatabase open();

    /** With its tables. */
    TestDatabase openWithTables() {
        TestDatabase database = open();
        JdbcSchema.migrate(database.dataSource());
        return database;
    }
}
