package org.entente.kernel;

import java.sql.SQLException;

/** A statement that took longer than it may. */
public final class CancelledStatement {
    private static final String QUERY_CANCELED = "57014";

    private CancelledStatement() {}

    public static boolean is(SQLException failure) {
        return QUERY_CANCELED.equals(failure.getSQLState());
    }
}
