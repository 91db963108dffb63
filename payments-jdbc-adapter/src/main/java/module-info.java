/**
 * Payment attempts kept in a relational database, over the host's own {@code DataSource}: H2 in the process, PostgreSQL in
 * production.
 */
module io.invoicepay.jdbc {
    requires static org.jspecify;
    requires transitive io.invoicepay.core;
    requires transitive java.sql;

    exports io.invoicepay.jdbc;
}
