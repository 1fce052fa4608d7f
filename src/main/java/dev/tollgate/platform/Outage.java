package dev.tollgate.platform;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;

/** Tells a database that cannot be reached from a defect of ours. */
final class Outage {

    private Outage() {}

    static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isOutage(sql)) {
                return true;
            }
        }
        return false;
    }

    /** SQLSTATE 08: no connection; 57P: the server stops or starts; 53300: it takes no more connections. */
    private static boolean isOutage(SQLException sql) {
        String state = Optional.ofNullable(sql.getSQLState()).orElse("");
        String message = Optional.ofNullable(sql.getMessage()).orElse("");
        return sql instanceof SQLTransientConnectionException
                || state.startsWith("08")
                || state.startsWith("57P")
                || state.equals("53300")
                || message.startsWith("Acquisition timeout");
    }
}
