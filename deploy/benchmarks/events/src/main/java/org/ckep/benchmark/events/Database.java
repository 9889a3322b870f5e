package org.ckep.benchmark.events;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ckep.infrastructure.PostgresAddress;
import org.jspecify.annotations.Nullable;

/** A service's database with the rights of the superuser, whom row-level security does not hold. */
final class Database {
    private final PostgresAddress server;
    private final PostgresAddress.Database address;
    private @Nullable Connection kept;

    Database(PostgresAddress server, PostgresAddress.Database address) {
        this.server = server;
        this.address = address;
    }

    PostgresAddress.Database address() {
        return address;
    }

    /** A connection of the caller's own. */
    Connection connect() throws SQLException {
        return server.connect(address.name());
    }

    /** The first number that a query finds, 0 where it finds none. */
    long number(String sql, Object... parameters) {
        List<String> column = column(sql, parameters);
        return column.isEmpty() ? 0 : Long.parseLong(column.get(0));
    }

    /** The first column as text. One connection serves all such questions, which are asked many times a second. */
    synchronized List<String> column(String sql, Object... parameters) {
        try {
            try {
                return read(sql, parameters);
            } catch (SQLException lost) {
                forget();
                return read(sql, parameters);
            }
        } catch (SQLException e) {
            forget();
            throw new IllegalStateException(sql, e);
        }
    }

    private List<String> read(String sql, Object... parameters) throws SQLException {
        Connection open = kept;
        if (open == null) {
            open = connect();
            kept = open;
        }
        try (PreparedStatement statement = open.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<String> values = new ArrayList<>();
                while (rows.next()) {
                    values.add(String.valueOf(rows.getString(1)));
                }
                return values;
            }
        }
    }

    private void forget() {
        try {
            if (kept != null) {
                kept.close();
            }
        } catch (SQLException gone) {
            // Nothing is open any more, which is what was wanted.
        }
        kept = null;
    }

    void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Holds statements of a service at one place, so that the service can be killed exactly there. */
    final class Failpoint implements AutoCloseable {
        private static final int KEY = 770_077;
        private static final String WAITING =
                "select pid from pg_locks where locktype = 'advisory' and not granted and objid = " + KEY;

        private final Connection holder;
        private final String table;

        /**
         * Sets the failpoint.
         *
         * @param table whose trigger holds the statement
         * @param trigger when, for instance {@code after insert on event_log for each statement}
         */
        Failpoint(String table, String trigger, boolean isAtCommit) {
            this.table = table;
            execute("""
                    create or replace function failpoint() returns trigger language plpgsql as
                    $f$ begin perform pg_advisory_xact_lock_shared(%d); return null; end $f$""".formatted(KEY));
            execute("create " + (isAtCommit ? "constraint " : "") + "trigger failpoint " + trigger
                    + " execute function failpoint()");
            try {
                holder = connect();
                try (Statement statement = holder.createStatement()) {
                    statement.execute("select pg_advisory_lock(" + KEY + ")");
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        /** True where a statement has come to the failpoint within the time. */
        boolean isHit(Duration longest) {
            return Patience.until(longest, () -> !column(WAITING).isEmpty());
        }

        /** Ends the sessions that wait, which rolls them back. */
        void rollBack() {
            column("select pg_terminate_backend(w.pid) from (" + WAITING + ") w");
            Patience.within(Duration.ofSeconds(20), "ended sessions", () -> column(WAITING)
                    .isEmpty());
        }

        /** Lets the statements that wait, and all later ones, go on. */
        @Override
        public void close() {
            try (holder) {
                holder.createStatement().execute("select pg_advisory_unlock(" + KEY + ")");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            execute("drop trigger if exists failpoint on " + table);
        }
    }
}
