package org.ckep.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeHash;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The trail of who changed what, written in the transaction of the change and never altered afterwards. */
@ApplicationScoped
public class Audit {
    private static final String INSERT = "insert into audit_entry"
            + "(id, at, subject, client, side, agency, action, urn, version_before, version_after, attributes, "
            + "content_hash, network, form) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, " + AuditChain.FORM + ")";

    private final Clock clock;
    private final CallerNetwork network;
    private final ObjectMapper json;

    Audit(Clock clock, CallerNetwork network, ObjectMapper json) {
        this.clock = clock;
        this.network = network;
        this.json = json;
    }

    /**
     * Notes an act. Who acts for no side is read by the auditors of both, so the act concerns nothing that one side hides.
     *
     * @param action kebab-case verb, such as {@code register} or {@code transition-announced}
     * @param versionBefore version that was found, null for a new record
     * @param versionAfter version that was left, null where the record is gone
     * @param imprint what it changed and left
     */
    public Uni<Void> record(
            Mutiny.Session session,
            Viewer viewer,
            String action,
            Urn urn,
            @Nullable Integer versionBefore,
            @Nullable Integer versionAfter,
            Imprint imprint) {
        return session.persist(entry(viewer, viewer.side(), action, urn, versionBefore, versionAfter, imprint));
    }

    /** Notes an act of which no more is said than what it was and on which record. */
    public Uni<Void> record(
            Mutiny.Session session,
            Viewer viewer,
            String action,
            Urn urn,
            @Nullable Integer versionBefore,
            @Nullable Integer versionAfter) {
        return record(session, viewer, action, urn, versionBefore, versionAfter, Imprint.NONE);
    }

    /** Notes what the register found or did by itself and both sides know of: in the trail of each, as nobody's act. */
    public Uni<Void> recordForSides(
            Mutiny.Session session,
            String action,
            Urn urn,
            @Nullable Integer versionBefore,
            @Nullable Integer versionAfter) {
        return recordForSides(session, action, urn, versionBefore, versionAfter, Imprint.NONE);
    }

    /** The same with what the act changed and left. */
    public Uni<Void> recordForSides(
            Mutiny.Session session,
            String action,
            Urn urn,
            @Nullable Integer versionBefore,
            @Nullable Integer versionAfter,
            Imprint imprint) {
        return session.persistAll(Stream.of(Side.values())
                .map(side -> entry(Viewer.nobody(side), side, action, urn, versionBefore, versionAfter, imprint))
                .toArray());
    }

    private AuditEntry entry(
            Viewer viewer,
            @Nullable Side side,
            String action,
            Urn urn,
            @Nullable Integer versionBefore,
            @Nullable Integer versionAfter,
            Imprint imprint) {
        return new AuditEntry(
                UUID.randomUUID(),
                clock.instant(),
                viewer,
                side,
                action,
                urn,
                versionBefore,
                versionAfter,
                imprint,
                networkOf(viewer));
    }

    /** What the register does by itself in somebody's request is not his act: his network would tell the other side of him. */
    private @Nullable String networkOf(Viewer viewer) {
        return viewer.subject() == null ? null : network.ofRequest();
    }

    /** The class of networks that the current request comes from, for acts that go on apart from it; null outside of any. */
    public @Nullable String callersNetwork() {
        return network.ofRequest();
    }

    /** Notes an act in the JDBC connection's transaction, for bulk paths on the worker thread of their request. */
    public void record(
            Connection connection,
            Viewer viewer,
            String action,
            Urn urn,
            @Nullable Integer versionBefore,
            @Nullable Integer versionAfter,
            Imprint imprint)
            throws SQLException {
        record(connection, viewer, networkOf(viewer), action, urn, versionBefore, versionAfter, imprint);
    }

    /**
     * Notes an act that went on apart from its request.
     *
     * @param from the class of networks that the request came from
     */
    public void record(
            Connection connection,
            Viewer viewer,
            @Nullable String from,
            String action,
            Urn urn,
            @Nullable Integer versionBefore,
            @Nullable Integer versionAfter,
            Imprint imprint)
            throws SQLException {
        List<String> attributes = imprint.attributes();
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
            insert.setArray(11, attributes == null ? null : connection.createArrayOf("text", attributes.toArray()));
            insert.setString(12, imprint.contentHash());
            insert.setString(13, from);
            insert.executeUpdate();
        }
    }

    /** Notes that a record was created. */
    public Uni<Void> created(Mutiny.Session session, Viewer viewer, String action, RegisterRecord made) {
        return created(session, viewer, action, made, Map.of());
    }

    /** The same with what was added beside the record's own members. */
    Uni<Void> created(
            Mutiny.Session session, Viewer viewer, String action, RegisterRecord made, Map<String, Object> added) {
        JsonNode content = content(made, added);
        List<String> named = new ArrayList<>();
        if (content != null) {
            content.properties().forEach(member -> {
                if (!member.getValue().isNull()) {
                    named.add(member.getKey());
                }
            });
        }
        return session.persist(entry(
                viewer, sideOf(viewer, made), action, made.urn(), null, made.version(), imprint(made, named, content)));
    }

    /**
     * Notes a change; call it after the change and before the flush, when the version is still the one found.
     *
     * @param attributes names of the attributes that it changed
     */
    public Uni<Void> changed(
            Mutiny.Session session,
            Viewer viewer,
            String action,
            RegisterRecord changed,
            Collection<String> attributes) {
        return changed(session, viewer, action, changed, attributes, Map.of());
    }

    /** The same with what was added beside the record's own members. */
    Uni<Void> changed(
            Mutiny.Session session,
            Viewer viewer,
            String action,
            RegisterRecord changed,
            Collection<String> attributes,
            Map<String, Object> added) {
        return session.persistAll(
                changes(viewer, action, changed, attributes, added).toArray());
    }

    /**
     * The entries of a change for whoever writes them together with other rows; to be made at the same time. What changes a
     * record of both sides stands in the trail of each: in that of the side that acts as its person's act, in the other one as
     * nobody's, because who acted is his own side's matter.
     */
    List<AuditEntry> changes(
            Viewer viewer,
            String action,
            RegisterRecord changed,
            Collection<String> attributes,
            Map<String, Object> added) {
        int found = changed.version();
        Imprint imprint = imprint(changed, attributes, content(changed, added));
        List<AuditEntry> entries = new ArrayList<>();
        entries.add(entry(viewer, sideOf(viewer, changed), action, changed.urn(), found, found + 1, imprint));
        if (viewer.side() != null && changed.head().stewardship() == Stewardship.JOINT) {
            Side other = viewer.side().other();
            entries.add(entry(Viewer.nobody(other), other, action, changed.urn(), found, found + 1, imprint));
        }
        return entries;
    }

    /** The names of the members in which two contents differ. */
    List<String> differing(Object before, Object after) {
        JsonNode old = json.valueToTree(before);
        JsonNode now = json.valueToTree(after);
        Set<String> names = new TreeSet<>();
        old.fieldNames().forEachRemaining(names::add);
        now.fieldNames().forEachRemaining(names::add);
        return names.stream()
                .filter(name -> !old.path(name).equals(now.path(name)))
                .toList();
    }

    private @Nullable JsonNode content(RegisterRecord record, Map<String, Object> added) {
        Object audited = record.audited();
        if (audited == null) {
            return null;
        }
        ObjectNode content = json.valueToTree(audited);
        added.forEach((name, value) -> content.set(name, json.valueToTree(value)));
        return content;
    }

    /** What an act on a record changed beside it, and the value that it left; without its hash where one ministry alone reads it. */
    public Imprint beside(RegisterRecord record, String attribute, Object left) {
        return record.head().classification() instanceof Classification.Ministry
                ? Imprint.of(List.of(attribute))
                : Imprint.ofValue(attribute, json.valueToTree(left));
    }

    /** What an act left, where both sides or one of them wholly may read it. */
    public Imprint left(Object content) {
        return Imprint.ofHash(ChangeHash.of(json.valueToTree(content).toString()));
    }

    /**
     * All auditors of a side read its trail, whatever their ministry: from the hash of what one ministry keeps to itself they
     * could find out by trying what it says.
     */
    private static Imprint imprint(RegisterRecord record, Collection<String> attributes, @Nullable JsonNode content) {
        return content == null || record.head().classification() instanceof Classification.Ministry
                ? Imprint.of(attributes)
                : Imprint.of(attributes, content);
    }

    /** What nobody's calendar does to a record of one side belongs into the trail of that side, not into the common one. */
    private static @Nullable Side sideOf(Viewer viewer, RegisterRecord record) {
        if (viewer.side() != null) {
            return viewer.side();
        }
        return switch (record.head().classification()) {
            case Classification.SideOnly only -> only.side();
            case Classification.Ministry ministry -> ministry.side();
            case Classification.Public all -> null;
            case Classification.Partner partner -> null;
            case Classification.Bilateral bilateral -> null;
        };
    }
}
