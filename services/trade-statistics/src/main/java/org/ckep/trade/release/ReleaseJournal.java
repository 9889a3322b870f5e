package org.ckep.trade.release;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.records.Audit;
import org.ckep.records.Imprint;
import org.ckep.trade.code.StoredText;
import org.jspecify.annotations.Nullable;

/** The table of releases. All methods work with the connection's transaction, whose viewer must be bound. */
@ApplicationScoped
class ReleaseJournal {
    private static final String INSERT = """
            insert into release (id, display_id, state, side, source, title, created_at, created_by, idempotency_key,
                                 request_sha256)
            values (?, ?, 'DRAFT', ?, ?, ?::jsonb, ?, ckep_setting('app.caller'), ?, ?)
            on conflict (created_by, idempotency_key) do nothing""";

    private static final String SELECT = "select r.*, r.title::text as title_text,"
            + " r.withdrawn_reason::text as reason_text from release r where ";

    private static final String PAGE = SELECT + """
            (?::text is null or r.state = ?) and (?::text is null or r.source = ?) and (?::text is null or r.side = ?)
            and (?::timestamptz is null or r.created_at < ?) order by r.created_at desc limit ?""";

    private static final String STEP = """
            update release set state = ?, embargo_until = ?, published_at = coalesce(?, published_at),
                   withdrawn_at = coalesce(?, withdrawn_at), withdrawn_reason = coalesce(?::jsonb, withdrawn_reason)
            where id = ?""";

    /** Those that end at one instant are merged one after the other, so the first begins as early as all of them need. */
    private static final String DUE = """
            select id, embargo_until from release
            where state = 'EMBARGOED' and embargo_until in (
              select embargo_until from release where state = 'EMBARGOED' group by embargo_until
              having embargo_until <= clock_timestamp() + ? * interval '1 millisecond' + sum(figures) * interval '50 microseconds')
            order by embargo_until, id""";

    private final Audit audit;
    private final ObjectMapper json;

    ReleaseJournal(Audit audit, ObjectMapper json) {
        this.audit = audit;
        this.json = json;
    }

    /**
     * Who asks for a new release, and by which request.
     *
     * @param key under which the request may be repeated
     * @param digest of the request's body
     */
    record Request(
            UUID id, String displayId, Side side, @Nullable String key, String digest, Instant at) {}

    /** A new draft; does nothing where the caller used the key before. */
    void add(Connection connection, Request request, NewRelease release) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, request.id());
            insert.setString(2, request.displayId());
            insert.setString(3, request.side().name());
            insert.setString(4, release.source());
            insert.setString(5, StoredText.write(json, release.title()));
            insert.setObject(6, request.at().atOffset(ZoneOffset.UTC));
            insert.setString(7, request.key());
            insert.setString(8, request.digest());
            insert.executeUpdate();
        }
    }

    /**
     * The release of an earlier request under that key.
     *
     * @param digest of that request's body
     */
    record Earlier(Release release, String digest) {}

    Optional<Earlier> findByKey(Connection connection, String key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                SELECT + "r.created_by = ckep_setting('app.caller') and r.idempotency_key = ?")) {
            select.setString(1, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Earlier(read(row), row.getString("request_sha256")))
                        : Optional.empty();
            }
        }
    }

    /** The release, or empty for one that does not exist or that the viewer may not know of. */
    Optional<Release> find(Connection connection, UUID id) throws SQLException {
        return find(connection, id, "");
    }

    /** The release, kept from changing until the transaction ends. */
    Optional<Release> lock(Connection connection, UUID id) throws SQLException {
        return find(connection, id, " for update");
    }

    private Optional<Release> find(Connection connection, UUID id, String lock) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + "r.id = ?" + lock)) {
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(read(row)) : Optional.empty();
            }
        }
    }

    /** Releases that the viewer may know of, the newest first. */
    List<Release> list(Connection connection, ReleaseFilter filter, @Nullable Instant before, int limit)
            throws SQLException {
        List<Release> releases = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(PAGE)) {
            String state = filter.state == null ? null : filter.state.name();
            String side = filter.side == null ? null : filter.side.name();
            OffsetDateTime bound = before == null ? null : before.atOffset(ZoneOffset.UTC);
            Object[] values = {state, state, filter.source, filter.source, side, side, bound, bound, limit};
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    releases.add(read(rows));
                }
            }
        }
        return releases;
    }

    /** Writes a release as a step has left it. */
    void step(Connection connection, Release release) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(STEP)) {
            update.setString(1, release.state().name());
            update.setObject(2, at(release.embargoUntil()));
            update.setObject(3, at(release.publishedAt()));
            update.setObject(4, at(release.withdrawnAt()));
            update.setString(
                    5, release.withdrawnReason() == null ? null : StoredText.write(json, release.withdrawnReason()));
            update.setObject(6, release.urn().uuid());
            update.executeUpdate();
        }
    }

    /**
     * Embargoed releases that are to be made ready, because their embargo ends soon or has ended, by that instant.
     *
     * @param lead how long before, besides the time that the number of figures needs
     */
    SortedMap<Instant, List<UUID>> due(Connection connection, Duration lead) throws SQLException {
        SortedMap<Instant, List<UUID>> due = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(DUE)) {
            select.setLong(1, lead.toMillis());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    due.computeIfAbsent(
                                    rows.getObject("embargo_until", OffsetDateTime.class)
                                            .toInstant(),
                                    instant -> new ArrayList<>())
                            .add(rows.getObject("id", UUID.class));
                }
            }
        }
        return due;
    }

    /** The class of networks that the current request comes from. */
    @Nullable
    String callersNetwork() {
        return audit.callersNetwork();
    }

    /** Notes in the audit trail who did what, on the thread of the request. */
    void note(Connection connection, Viewer viewer, String action, Release release) throws SQLException {
        audit.record(connection, viewer, action, release.urn(), null, null, Imprint.NONE);
    }

    /** Notes in the audit trail who did what, and from which class of networks, wherever it is done. */
    void note(Connection connection, Viewer viewer, @Nullable String from, String action, Release release)
            throws SQLException {
        audit.record(connection, viewer, from, action, release.urn(), null, null, Imprint.NONE);
    }

    /** Notes what the end of an embargo did, which comes from no network. */
    void noteEndOfEmbargo(Connection connection, String action, Release release) throws SQLException {
        note(connection, new Viewer("embargo", null, release.side(), null, Set.of(), true), null, action, release);
    }

    private Release read(ResultSet row) throws SQLException {
        String reason = row.getString("reason_text");
        return new Release(
                new Urn(Release.URN_TYPE, row.getObject("id", UUID.class)),
                row.getString("display_id"),
                StoredText.read(json, row.getString("title_text")),
                ReleaseState.valueOf(row.getString("state")),
                Side.valueOf(row.getString("side")),
                row.getString("source"),
                row.getLong("figures"),
                instant(row, "embargo_until"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "published_at"),
                instant(row, "revised_at"),
                instant(row, "withdrawn_at"),
                reason == null ? null : StoredText.read(json, reason));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
