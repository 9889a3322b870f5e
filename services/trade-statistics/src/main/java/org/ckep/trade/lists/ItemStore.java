package org.ckep.trade.lists;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.code.StoredText;
import org.ckep.trade.lists.ListEntry.State;

/** The codes of our lists. All methods work with the connection's transaction. */
@ApplicationScoped
class ItemStore {
    /** Not against those who add areas and only need the list to stay. */
    private static final String LOCK = """
            select names::text as names, revision, changed_at from artefact
            where agency = 'CKEP' and id = ? and kind = 'CODE_LIST' for no key update""";

    private static final String ITEMS = """
            select code, parent, kind, names::text as names, valid_from, valid_to from item
            where agency = 'CKEP' and scheme = ?""";

    private static final String PUT = """
            insert into item (agency, scheme, code, parent, kind, position, names, valid_from, valid_to, changed_at)
            values ('CKEP', ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)
            on conflict (agency, scheme, code) do update
            set parent = excluded.parent, kind = excluded.kind, names = excluded.names,
                valid_from = excluded.valid_from, valid_to = excluded.valid_to, changed_at = excluded.changed_at""";

    private static final String NUMBERS = "select number, area from area_number";
    private static final String ADD_NUMBER = "insert into area_number (number, area) values (?, ?)";

    private static final String REVISED = """
            update artefact set changed_at = ?, revision = ? where agency = 'CKEP' and id = ?""";

    private final ObjectMapper json;

    ItemStore(ObjectMapper json) {
        this.json = json;
    }

    /**
     * A list as it is before a change.
     *
     * @param changedAt instant of the change before
     */
    record Head(LocalizedText names, int revision, Instant changedAt) {}

    /** The list, kept from other changes until the transaction ends; empty where we have none of that name. */
    Optional<Head> lock(Connection connection, String list) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LOCK)) {
            select.setString(1, list);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Head(
                                StoredText.read(json, row.getString("names")),
                                row.getInt("revision"),
                                row.getObject("changed_at", OffsetDateTime.class)
                                        .toInstant()))
                        : Optional.empty();
            }
        }
    }

    /** All items of a list by code. */
    Map<String, State> items(Connection connection, String list) throws SQLException {
        Map<String, State> items = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(ITEMS)) {
            select.setString(1, list);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String names = row.getString("names");
                    items.put(
                            row.getString("code"),
                            new State(
                                    row.getString("parent"),
                                    row.getString("kind"),
                                    names == null ? null : StoredText.read(json, names),
                                    row.getObject("valid_from", LocalDate.class),
                                    row.getObject("valid_to", LocalDate.class)));
                }
            }
        }
        return items;
    }

    /** Writes items, new and known ones. */
    void put(Connection connection, String list, int position, Map<String, State> items, Instant at)
            throws SQLException {
        try (PreparedStatement put = connection.prepareStatement(PUT)) {
            for (Map.Entry<String, State> item : items.entrySet()) {
                State state = item.getValue();
                put.setString(1, list);
                put.setString(2, item.getKey());
                put.setString(3, state.parent());
                put.setString(4, state.kind());
                put.setInt(5, position);
                put.setString(6, state.names() == null ? null : StoredText.write(json, state.names()));
                put.setObject(7, state.validFrom());
                put.setObject(8, state.validTo());
                put.setObject(9, at.atOffset(ZoneOffset.UTC));
                put.addBatch();
            }
            put.executeBatch();
        }
    }

    /** The areas by the numbers under which sources report them; an area may have several. */
    Map<Integer, String> areaNumbers(Connection connection) throws SQLException {
        Map<Integer, String> numbers = new HashMap<>();
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(NUMBERS)) {
            while (row.next()) {
                numbers.put(row.getInt(1), row.getString(2));
            }
        }
        return numbers;
    }

    /** Writes new numbers of areas. */
    void addAreaNumbers(Connection connection, Map<Integer, String> numbers) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(ADD_NUMBER)) {
            for (Map.Entry<Integer, String> number : numbers.entrySet()) {
                add.setInt(1, number.getKey());
                add.setString(2, number.getValue());
                add.addBatch();
            }
            add.executeBatch();
        }
    }

    /** Tells readers that the list is no longer what they keep. */
    void revised(Connection connection, String list, int revision, Instant at) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(REVISED)) {
            update.setObject(1, at.atOffset(ZoneOffset.UTC));
            update.setInt(2, revision);
            update.setString(3, list);
            update.executeUpdate();
        }
    }
}
