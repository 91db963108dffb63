package io.invoicepay.jdbc;

import io.vavr.control.Option;
import java.sql.SQLException;

/** What a failed statement tells about whether it was carried out: by SQLSTATE, the one thing drivers and databases agree on. */
enum SqlEnding {
    /** Another row with that key is there; this one was not written. */
    DUPLICATE,
    /** The database has rolled it back because others were at the same rows, and asks for it again as a whole. */
    ROLLED_BACK,
    /**
     * Nobody can tell. Also what looks clean belongs here: PostgreSQL ends a connection with 57P01 when the commit is on its disk and
     * only the standby has not answered yet, and a pool that is exhausted is as good a reason for reading again as any.
     */
    UNCERTAIN;

    static SqlEnding of(SQLException failure) {
        return switch (state(failure)) {
            case "23505" -> DUPLICATE;
            case "40001", "40P01" -> ROLLED_BACK;
            default -> UNCERTAIN;
        };
    }

    /** Of what failed, all that may be shown: messages of databases quote rows and statements. */
    static String describe(SQLException failure) {
        return failure.getClass().getSimpleName() + ", SQLSTATE " + state(failure) + ", code " + failure.getErrorCode();
    }

    private static String state(SQLException failure) {
        return Option.of(failure.getSQLState()).getOrElse("none");
    }
}
