package org.ckep.records;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.Stream;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The trail of who changed what, written in the transaction of the change and never altered afterwards. */
@ApplicationScoped
public class Audit {
    private static final String INSERT = "insert into audit_entry"
            + "(id, at, subject, client, side, agency, action, urn, version_before, version_after) "
            + "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final Clock clock;

    Audit(Clock clock) {
        this.clock = clock;
    }

    /**
     * Notes an act.
     *
     * @param action kebab-case verb, such as {@code register} or {@code transition-announced}
     * @param versionBefore version that was found, null for a new record
     * @param versionAfter version that was left, null where the record is gone
     */
    public Uni<Void> record(
            Mutiny.Session session,
            Viewer viewer,
            String action,
            Urn urn,
            @Nullable Integer versionBefore,
            @Nullable Integer versionAfter) {
        return session.persist(entry(viewer, action, urn, versionBefore, versionAfter));
    }

    /** Notes what the register found or did by itself and both sides know of: in the trail of each, as nobody's act. */
    public Uni<Void> recordForSides(
            Mutiny.Session session,
            String action,
            Urn urn,
            @Nullable Integer versionBefore,
            @Nullable Integer versionAfter) {
        return session.persistAll(Stream.of(Side.values())
                .map(Viewer::nobody)
                .map(nobody -> entry(nobody, action, urn, versionBefore, versionAfter))
                .toArray());
    }

    private AuditEntry entry(
            Viewer viewer, String action, Urn urn, @Nullable Integer versionBefore, @Nullable Integer versionAfter) {
        return new AuditEntry(UUID.randomUUID(), clock.instant(), viewer, action, urn, versionBefore, versionAfter);
    }

    /** Notes an act in the JDBC connection's transaction, for bulk paths on a worker thread. */
    public void record(
            Connection connection,
            Viewer viewer,
            String action,
            Urn urn,
            @Nullable Integer versionBefore,
            @Nullable Integer versionAfter)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, UUID.randomUUID());
            insert.setObject(2, clock.instant().atOffset(ZoneOffset.UTC));
            insert.setString(3, viewer.subject());
            insert.setString(4, viewer.client());
            insert.setString(5, viewer.side() == null ? null : viewer.side().name());
            insert.setString(6, viewer.agency());
            insert.setString(7, action);
            insert.setString(8, urn.toString());
            insert.setObject(9, versionBefore, Types.INTEGER);
            insert.setObject(10, versionAfter, Types.INTEGER);
            insert.executeUpdate();
        }
    }

    /** Notes that a record was created. */
    public Uni<Void> created(Mutiny.Session session, Viewer viewer, String action, RegisterRecord made) {
        return record(session, viewer, action, made.urn(), null, made.version());
    }

    /** Notes a change; call it after the change and before the flush, when the version is still the one found. */
    public Uni<Void> changed(Mutiny.Session session, Viewer viewer, String action, RegisterRecord changed) {
        return session.persist(changed(viewer, action, changed));
    }

    /** The entry of a change for whoever writes it together with other rows; to be made at the same time. */
    AuditEntry changed(Viewer viewer, String action, RegisterRecord changed) {
        return entry(viewer, action, changed.urn(), changed.version(), changed.version() + 1);
    }
}
