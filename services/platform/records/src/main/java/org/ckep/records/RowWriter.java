package org.ckep.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.FlushMode;
import org.hibernate.metamodel.MappingMetamodel;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Adds rows to several tables by one statement. Entities that are persisted each cost a statement, and the way there
 * through the session costs more than the statement itself. Rows go as JSON with the columns' own names, so PostgreSQL
 * makes rows of them itself; the columns of an entity are those of Hibernate's mapping, which stays the only one.
 */
@ApplicationScoped
public class RowWriter {
    private static final String INSERT = "added%1$d as (insert into %2$s%3$s select %4$s from "
            + "jsonb_populate_recordset(cast(null as %2$s), cast(cast(:rows%1$d as text) as jsonb)) r)";

    private final Mutiny.SessionFactory sessions;
    private final ObjectMapper json;

    RowWriter(Mutiny.SessionFactory sessions, ObjectMapper json) {
        this.sessions = sessions;
        this.json = json;
    }

    /**
     * A row to be added.
     *
     * @param columns those that it gives values to, null for all; the same for all rows of its table
     * @param values an object that is written as JSON with the names of the columns
     */
    public record Row(String table, @Nullable List<String> columns, Object values) {
        /** A row with a value for each column, where one that is left out means null. */
        public static Row whole(String table, Object values) {
            return new Row(table, null, values);
        }
    }

    /** The row of a new entity all of whose attributes are single columns; the session does not come to know it. */
    public Row of(Object entity) {
        EntityPersister mapping = ((MappingMetamodel) sessions.getMetamodel()).getEntityDescriptor(entity.getClass());
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put(mapping.getIdentifierColumnNames()[0], mapping.getIdentifier(entity));
        mapping.forEachAttributeMapping(attribute -> values.put(
                attribute.getSelectable(0).getSelectionExpression(),
                written(attribute.getSingleJdbcMapping().convertToRelationalValue(attribute.getValue(entity)))));
        return new Row(mapping.getTableName(), List.copyOf(values.keySet()), values);
    }

    /** As PostgreSQL reads it out of JSON. */
    private static @Nullable Object written(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Enum<?> constant -> constant.name();
            case Instant moment -> moment.toString();
            case JsonObject object -> object.getMap();
            case byte[] bytes -> "\\x" + HexFormat.of().formatHex(bytes);
            default -> value;
        };
    }

    /** Adds all of them in the session's transaction, without writing anything else that the session holds. */
    public Uni<Void> insert(Mutiny.Session session, List<Row> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<String, List<Row>> tables = new LinkedHashMap<>();
        rows.forEach(row ->
                tables.computeIfAbsent(row.table(), none -> new ArrayList<>()).add(row));
        List<String> inserts = new ArrayList<>();
        List<String> parameters = new ArrayList<>();
        tables.forEach((table, added) -> {
            List<String> columns = added.getFirst().columns();
            String names = columns == null ? "" : " (" + String.join(", ", columns) + ")";
            String selected = columns == null ? "r.*" : "r." + String.join(", r.", columns);
            inserts.add(INSERT.formatted(inserts.size(), table, names, selected));
            parameters.add(text(added.stream().map(Row::values).toList()));
        });
        Mutiny.Query<Object> query = session.createNativeQuery("with " + String.join(", ", inserts) + " select 1");
        for (int i = 0; i < parameters.size(); i++) {
            query.setParameter("rows" + i, parameters.get(i));
        }
        return query.setFlushMode(FlushMode.MANUAL).getSingleResult().replaceWithVoid();
    }

    private String text(List<Object> rows) {
        try {
            return json.writeValueAsString(rows);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("rows cannot be written as JSON", impossible);
        }
    }
}
