package org.ckep.trade.sdmx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.trade.code.Item;
import org.jspecify.annotations.Nullable;

/** The tables of submitted structures. All methods work with the connection's transaction, whose viewer must be bound. */
@ApplicationScoped
class SubmissionStore {
    /** Submissions come one after the other, so that what one checks no other changes. */
    private static final String LOCK = "select count from submission_count for update";

    private static final String COUNT_ONE_MORE = "update submission_count set count = count + 1, changed_at = ?";

    private static final String SIDE = "select trade_side_of_agency(?)";

    private static final String FIND = """
            select id, revision, content::text as content, items::text as items, changed_at
            from submitted_structure where type = ? and agency = ? and structure = ? and version = ?""";

    private static final String VERSIONS =
            "select version from submitted_structure where type = ? and agency = ? and structure = ?";

    private static final String INSERT = """
            insert into submitted_structure (id, type, agency, structure, version, final, content, items, submitted_at,
                                             changed_at)
            values (?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?)""";

    private static final String UPDATE = """
            update submitted_structure set content = ?::jsonb, items = ?::jsonb, changed_at = ?, revision = revision + 1
            where id = ?""";

    private static final String DELETE = "delete from submitted_structure where id = ?";
    private static final String UNREFER = "delete from submitted_reference where referrer = ?";
    private static final String REFER = "insert into submitted_reference (referrer, target, item) values (?, ?, ?)";

    private static final String REFERRERS = """
            select s.agency || ':' || s.structure || '(' || s.version || ')' as referrer
            from submitted_reference r join submitted_structure s on s.id = r.referrer
            where r.target = ? and r.item = '' and s.id <> ? order by 1 limit 10""";

    private static final String ITEM_REFERRERS = """
            select item, referrer from (
                select r.item, s.agency || ':' || s.structure || '(' || s.version || ')' as referrer,
                       row_number() over (partition by r.item order by s.agency, s.structure, s.version) as place
                from submitted_reference r join submitted_structure s on s.id = r.referrer
                where r.target = ? and r.item = any (?) and s.id <> ?) as referring
            where place <= 10 order by item, place""";

    private static final String OF_AGENCY = """
            select agency || ':' || structure || '(' || version || ')' as referrer from submitted_structure
            where agency = ? or agency like ? || '.%' order by 1 limit 10""";

    private final ObjectMapper json;

    SubmissionStore(ObjectMapper json) {
        this.json = json;
    }

    /** A submitted artefact as it is stored. */
    record Stored(UUID id, int revision, Structure structure, List<Item> items) {
        Stored {
            items = List.copyOf(items);
        }

        /** Whether it says the same, whenever it was said. */
        boolean saysTheSame(Structure other, List<Item> otherItems) {
            return StoredStructure.of(structure).equals(StoredStructure.of(other)) && items.equals(otherItems);
        }
    }

    /** Lets no other submission in until the transaction ends. */
    void lock(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LOCK)) {
            select.execute();
        }
    }

    /** Tells readers that what they keep is no longer all there is. */
    void count(Connection connection, Instant at) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(COUNT_ONE_MORE)) {
            update.setObject(1, at.atOffset(ZoneOffset.UTC));
            update.executeUpdate();
        }
    }

    /** The side that an agency belongs to; empty for one that no side answers for. */
    Optional<Side> sideOf(Connection connection, String agency) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SIDE)) {
            select.setString(1, agency);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return Optional.ofNullable(row.getString(1)).map(Side::valueOf);
            }
        }
    }

    Optional<Stored> find(Connection connection, StructureRef ref) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            name(select, 1, ref);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                String items = row.getString("items");
                Instant changedAt =
                        row.getObject("changed_at", OffsetDateTime.class).toInstant();
                return Optional.of(new Stored(
                        row.getObject("id", UUID.class),
                        row.getInt("revision"),
                        json.readValue(row.getString("content"), StoredStructure.class)
                                .toStructure(ref, changedAt),
                        items == null ? List.of() : SubmittedStructures.items(json, items)));
            } catch (JsonProcessingException writtenByUs) {
                throw new IllegalStateException(writtenByUs);
            }
        }
    }

    /** The versions of an artefact. */
    List<String> versions(Connection connection, StructureRef ref) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(VERSIONS)) {
            select.setString(1, ref.type().name());
            select.setString(2, ref.agency());
            select.setString(3, ref.id());
            return texts(select);
        }
    }

    /** Stores a new artefact. */
    void add(Connection connection, UUID id, Structure structure, List<Item> items) throws SQLException {
        StructureRef ref = structure.ref();
        OffsetDateTime at = structure.changedAt().atOffset(ZoneOffset.UTC);
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, id);
            name(insert, 2, ref);
            insert.setBoolean(6, ref.isFinal());
            insert.setString(7, write(StoredStructure.of(structure)));
            insert.setString(8, itemsOf(structure, items));
            insert.setObject(9, at);
            insert.setObject(10, at);
            insert.executeUpdate();
        }
        refer(connection, id, structure);
    }

    /** Puts other content into an artefact. */
    void replace(Connection connection, UUID id, Structure structure, List<Item> items) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            update.setString(1, write(StoredStructure.of(structure)));
            update.setString(2, itemsOf(structure, items));
            update.setObject(3, structure.changedAt().atOffset(ZoneOffset.UTC));
            update.setObject(4, id);
            update.executeUpdate();
        }
        with(connection, UNREFER, id);
        refer(connection, id, structure);
    }

    void delete(Connection connection, UUID id) throws SQLException {
        with(connection, DELETE, id);
    }

    /** Artefacts that refer to another; not more than a few are named. */
    List<String> referrers(Connection connection, UUID itself, StructureRef target) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(REFERRERS)) {
            select.setString(1, target.urn(MlVersion.ML_3_0));
            select.setObject(2, itself);
            return texts(select);
        }
    }

    /** Artefacts that refer to items of another, by the item; not more than a few are named for each. */
    Map<String, List<String>> referrersOfItems(
            Connection connection, UUID itself, StructureRef target, Collection<String> items) throws SQLException {
        Map<String, List<String>> referrers = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(ITEM_REFERRERS)) {
            select.setString(1, target.urn(MlVersion.ML_3_0));
            select.setArray(2, connection.createArrayOf("text", items.toArray(String[]::new)));
            select.setObject(3, itself);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    referrers
                            .computeIfAbsent(rows.getString("item"), item -> new ArrayList<>())
                            .add(rows.getString("referrer"));
                }
            }
        }
        return referrers;
    }

    /** Artefacts that an agency or one below it maintains; not more than a few are named. */
    List<String> ofAgency(Connection connection, String agency) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OF_AGENCY)) {
            select.setString(1, agency);
            select.setString(2, agency.replace("_", "\\_"));
            return texts(select);
        }
    }

    private static List<String> texts(PreparedStatement select) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private static void with(Connection connection, String sql, UUID id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            statement.executeUpdate();
        }
    }

    private static void refer(Connection connection, UUID id, Structure structure) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(REFER)) {
            insert.setObject(1, id);
            for (StructureRef target : structure.references()) {
                insert.setString(2, target.urn(MlVersion.ML_3_0));
                insert.setString(3, "");
                insert.addBatch();
            }
            for (ItemRef target : structure.itemReferences()) {
                insert.setString(2, target.scheme().urn(MlVersion.ML_3_0));
                insert.setString(3, target.id());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void name(PreparedStatement statement, int from, StructureRef ref) throws SQLException {
        statement.setString(from, ref.type().name());
        statement.setString(from + 1, ref.agency());
        statement.setString(from + 2, ref.id());
        statement.setString(from + 3, ref.version());
    }

    private @Nullable String itemsOf(Structure structure, List<Item> items) {
        return structure.ref().type().hasItems() ? write(items) : null;
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
