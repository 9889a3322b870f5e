package org.ckep.trade.lists;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.messaging.Outbox;
import org.ckep.records.Audit;
import org.ckep.records.Imprint;
import org.jspecify.annotations.Nullable;

/** Keeps who changed which list. Works in the connection's transaction, whose viewer must be bound. */
@ApplicationScoped
class ListJournal {
    private static final String NOW = "select greatest(clock_timestamp(), ?::timestamptz + interval '1 microsecond')";

    private static final String INSERT = """
            insert into list_revision (list, revision, at, side, rows_read, added, changed, removed,
                                       origin, valid_from, valid_to)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String SELECT = """
            select list, revision, at, side, rows_read, added, changed, removed, origin, valid_from, valid_to
            from list_revision
            where list = ? and (?::integer is null or revision < ?) order by revision desc limit ?""";

    private static final String EXISTS = """
            select 1 from artefact where agency = 'CKEP' and id = ? and kind = 'CODE_LIST'
            union all select 1 from correspondence where id = ?""";

    private final Audit audit;
    private final Outbox outbox;

    ListJournal(Audit audit, Outbox outbox) {
        this.audit = audit;
        this.outbox = outbox;
    }

    /** The side that answers for a change of a list, which has no other owner. */
    static Side sideOf(Viewer viewer) {
        if (viewer.side() == null) {
            throw new ProblemException(KernelProblem.FORBIDDEN, "Only a side's statistician changes lists.");
        }
        return viewer.side();
    }

    /**
     * The instant of a change, by the clock of the database; where that was set back, the next after the change before.
     * Ask after the list was locked.
     */
    static Instant now(Connection connection, Instant changedBefore) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NOW)) {
            select.setObject(1, changedBefore.atOffset(ZoneOffset.UTC));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getObject(1, OffsetDateTime.class).toInstant();
            }
        }
    }

    /** Writes a revision down, with its audit entry and its event. */
    void note(Connection connection, Viewer viewer, String eventType, LocalizedText title, ListRevision revision)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, revision.list());
            insert.setInt(2, revision.revision());
            insert.setObject(3, revision.at().atOffset(ZoneOffset.UTC));
            insert.setString(4, revision.side() == null ? null : revision.side().name());
            insert.setInt(5, revision.read());
            insert.setInt(6, revision.added());
            insert.setInt(7, revision.changed());
            insert.setInt(8, revision.removed());
            insert.setString(9, revision.origin());
            insert.setObject(10, revision.validFrom());
            insert.setObject(11, revision.validTo());
            insert.executeUpdate();
        }
        audit.record(
                connection,
                viewer,
                "import-list",
                ListRevised.urn(revision.list()),
                revision.revision() - 1,
                revision.revision(),
                Imprint.NONE);
        outbox.publish(connection, ListRevised.of(eventType, title, revision));
    }

    /** Whether there is a code list or a correspondence of that id. */
    boolean exists(Connection connection, String list) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(EXISTS)) {
            select.setString(1, list);
            select.setString(2, list);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Revisions of a list that an import has made, the newest first. */
    List<ListRevision> list(Connection connection, String list, @Nullable Integer before, int limit)
            throws SQLException {
        List<ListRevision> revisions = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, list);
            select.setObject(2, before);
            select.setObject(3, before);
            select.setInt(4, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String side = row.getString("side");
                    revisions.add(new ListRevision(
                            row.getString("list"),
                            row.getInt("revision"),
                            row.getObject("at", OffsetDateTime.class).toInstant(),
                            side == null ? null : Side.valueOf(side),
                            row.getInt("rows_read"),
                            row.getInt("added"),
                            row.getInt("changed"),
                            row.getInt("removed"),
                            row.getString("origin"),
                            row.getObject("valid_from", LocalDate.class),
                            row.getObject("valid_to", LocalDate.class)));
                }
            }
        }
        return revisions;
    }

    /** The newest revision, empty where nothing was imported yet. */
    Optional<ListRevision> newest(Connection connection, String list) throws SQLException {
        return list(connection, list, null, 1).stream().findFirst();
    }
}
