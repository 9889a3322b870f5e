package org.ckep.trade.lists;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.code.StoredText;
import org.ckep.trade.lists.Correspondence.Link;
import org.ckep.trade.observation.Decimals;
import org.jspecify.annotations.Nullable;

/** The tables of correspondences. All methods work with the connection's transaction. */
@ApplicationScoped
class CorrespondenceStore {
    private static final String SELECT = """
            select id, names::text as names, source_list, target_list, single, weighted, of_links, c.revision, changed_at,
                   (select count(*) from correspondence_link l where l.correspondence = c.id and l.until is null) as links,
                   newest.origin, newest.valid_from, newest.valid_to
            from correspondence c
            left join list_revision newest on newest.list = c.id and newest.revision = c.revision""";

    private static final String LOCK = """
            select names::text as names, source_list, target_list, single, weighted, of_links, revision, changed_at
            from correspondence where id = ? for update""";

    private static final String REVISION = "select revision from correspondence where id = ?";

    private static final String LINKS = """
            select source, target, weight from correspondence_link
            where correspondence = ? and (?::text is null or source = ?)
              and since <= ? and (until is null or until > ?)
              and (?::text is null or (source, target) > (?, ?)) order by source, target limit ?""";

    private static final String ADD = """
            insert into correspondence_link (correspondence, source, target, since, weight) values (?, ?, ?, ?, ?)""";

    private static final String END = """
            update correspondence_link set until = ? where correspondence = ? and source = ? and target = ?
            and until is null""";

    private static final String REVISED = "update correspondence set revision = ?, changed_at = ? where id = ?";

    private static final String CODES = "select code from item where agency = 'CKEP' and scheme = ?";

    private final ObjectMapper json;

    CorrespondenceStore(ObjectMapper json) {
        this.json = json;
    }

    /**
     * A correspondence as it is before a change.
     *
     * @param oneTarget true where a code has one target
     * @param weighted true where each link has a weight
     * @param ofLinks the correspondence whose links this one chooses from
     * @param changedAt instant of the change before
     */
    record Head(
            LocalizedText names,
            String sourceList,
            String targetList,
            boolean oneTarget,
            boolean weighted,
            @Nullable String ofLinks,
            int revision,
            Instant changedAt) {}

    /** All correspondences. */
    List<Correspondence> all(Connection connection) throws SQLException {
        List<Correspondence> all = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT + " order by id");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                all.add(read(row));
            }
        }
        return all;
    }

    /** The correspondence, kept from other changes until the transaction ends. */
    Optional<Head> lock(Connection connection, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LOCK)) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Head(
                                StoredText.read(json, row.getString("names")),
                                row.getString("source_list"),
                                row.getString("target_list"),
                                row.getBoolean("single"),
                                row.getBoolean("weighted"),
                                row.getString("of_links"),
                                row.getInt("revision"),
                                row.getObject("changed_at", OffsetDateTime.class)
                                        .toInstant()))
                        : Optional.empty();
            }
        }
    }

    /** The revision at which a correspondence stands, empty where there is none of that id. */
    Optional<Integer> revision(Connection connection, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(REVISION)) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getInt("revision")) : Optional.empty();
            }
        }
    }

    /**
     * Links in the order of their codes.
     *
     * @param revision at which they held
     * @param source code whose links are wanted, null for all
     * @param after the link before the first one, null from the beginning
     */
    List<Link> links(
            Connection connection, String id, int revision, @Nullable String source, @Nullable Link after, int limit)
            throws SQLException {
        List<Link> links = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(LINKS)) {
            String afterSource = after == null ? null : after.source();
            String afterTarget = after == null ? null : after.target();
            Object[] values = {id, source, source, revision, revision, afterSource, afterSource, afterTarget, limit};
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    links.add(new Link(
                            row.getString("source"),
                            row.getString("target"),
                            Decimals.plainOrNull(row.getBigDecimal("weight"))));
                }
            }
        }
        return links;
    }

    /** Links that come with a revision, and links that end with it. */
    void write(
            Connection connection, String id, int revision, Collection<Link> added, Collection<Link> ended, Instant at)
            throws SQLException {
        try (PreparedStatement end = connection.prepareStatement(END)) {
            for (Link link : ended) {
                end.setInt(1, revision);
                end.setString(2, id);
                end.setString(3, link.source());
                end.setString(4, link.target());
                end.addBatch();
            }
            end.executeBatch();
        }
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            for (Link link : added) {
                add.setString(1, id);
                add.setString(2, link.source());
                add.setString(3, link.target());
                add.setInt(4, revision);
                add.setBigDecimal(5, link.weight());
                add.addBatch();
            }
            add.executeBatch();
        }
        try (PreparedStatement revised = connection.prepareStatement(REVISED)) {
            revised.setInt(1, revision);
            revised.setObject(2, at.atOffset(ZoneOffset.UTC));
            revised.setString(3, id);
            revised.executeUpdate();
        }
    }

    /** The codes of one of our code lists. */
    Set<String> codes(Connection connection, String list) throws SQLException {
        Set<String> codes = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(CODES)) {
            select.setString(1, list);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    codes.add(row.getString(1));
                }
            }
        }
        return codes;
    }

    private Correspondence read(ResultSet row) throws SQLException {
        return new Correspondence(
                row.getString("id"),
                StoredText.read(json, row.getString("names")),
                row.getString("source_list"),
                row.getString("target_list"),
                row.getBoolean("single"),
                row.getBoolean("weighted"),
                row.getString("of_links"),
                row.getInt("revision"),
                row.getLong("links"),
                row.getString("origin"),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_to", LocalDate.class),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }
}
