package org.ckep.messaging;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Tells a database that is away from a database that says no. */
public final class DatabaseFailures {
    /** A former primary after a fail-over. */
    private static final String READ_ONLY = "25006";

    private DatabaseFailures() {}

    /**
     * The SQLSTATE of what the database said no with, causes left aside: the client throws its own exception, and
     * Hibernate Reactive makes one of JDBC from it. Empty where this is neither.
     */
    public static Optional<String> sqlState(Throwable failure) {
        return switch (failure) {
            case PgException refusal -> Optional.ofNullable(refusal.getSqlState());
            case SQLException refusal -> Optional.ofNullable(refusal.getSQLState());
            default -> Optional.empty();
        };
    }

    /**
     * True where waiting may help: no connection, shutdown, restart, exhausted resources, deadlock or a lost race. The
     * client reports a pool without a free connection as a bare throwable of Vert.x.
     */
    public static boolean isUnavailable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<String> refusal = sqlState(cause);
            if (refusal.isPresent()) {
                String state = refusal.get();
                return state.equals(READ_ONLY)
                        || state.startsWith("08")
                        || state.startsWith("40")
                        || state.startsWith("53")
                        || state.startsWith("57")
                        || state.startsWith("58");
            }
            if (cause instanceof IOException
                    || cause instanceof TimeoutException
                    || cause instanceof VertxException
                    || cause instanceof NoStackTraceThrowable) {
                return true;
            }
            if (cause == cause.getCause()) {
                return false;
            }
        }
        return false;
    }
}
