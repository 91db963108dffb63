package io.invoicepay.examples.store;

import io.vavr.control.Option;
import java.sql.SQLException;

/** Why a database cannot be opened, in words of ours: those of drivers quote addresses and users. */
final class Trouble {
    private static final int H2_IN_USE = 90020;

    private Trouble() {}

    static String of(SQLException failure) {
        String state = Option.of(failure.getSQLState()).getOrElse("none");
        String told = " (SQLSTATE " + state + ")";
        if (failure.getErrorCode() == H2_IN_USE) {
            return "is in use by another process; for several at once give a PostgreSQL's address";
        } else if (state.startsWith("28")) {
            return "refuses the user or the password; they come from PAYMENTS_DB_USER and PAYMENTS_DB_PASSWORD" + told;
        } else if (state.equals("3D000") || state.equals("90146")) {
            return "there is no such database" + told;
        } else if (state.startsWith("08")) {
            return "the database cannot be reached" + told;
        }
        return "cannot be opened as a database" + told;
    }
}
