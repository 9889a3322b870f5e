package org.ckep.trade.sdmx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.ckep.trade.code.Item;
import org.jspecify.annotations.Nullable;

/** What statisticians have submitted, for readers. For worker threads: it blocks. */
@ApplicationScoped
class SubmittedStructures {
    private static final String ALL = """
            select type, agency, structure, version, content::text as content, changed_at from submitted_structure
            order by type, agency, structure, submitted_at""";

    private static final String ITEMS = """
            select items::text as items from submitted_structure
            where type = $1 and agency = $2 and structure = $3 and version = $4""";

    private static final String ALL_THEN = """
            select type, agency, structure, version, content::text as content, since as changed_at from (
                select distinct on (type, agency, structure, version) * from submitted_version where since <= $1
                order by type, agency, structure, version, number desc) as stood
            where not gone order by type, agency, structure, number""";

    private static final String ITEMS_THEN = """
            select items::text as items from submitted_version
            where type = $1 and agency = $2 and structure = $3 and version = $4 and since <= $5
            order by number desc limit 1""";

    private static final TypeReference<List<Item>> ITEM_LIST = new TypeReference<>() {};

    private final Pool pool;
    private final ObjectMapper json;
    private final BoundedWait bounded;
    private volatile Known kept = Known.NOTHING;

    /**
     * Everything but items, as it was after so many submissions.
     *
     * @param changedAt instant of the last of them
     */
    record Known(long count, Instant changedAt, List<Structure> structures) {
        static final Known NOTHING = new Known(-1, Instant.EPOCH, List.of());

        Known {
            structures = List.copyOf(structures);
        }
    }

    /**
     * How many submissions there have been.
     *
     * @param changedAt instant of the last of them
     */
    record Count(long count, Instant changedAt) {
        static final Count UNKNOWN = new Count(-1, Instant.EPOCH);
    }

    SubmittedStructures(Pool pool, ObjectMapper json, BoundedWait bounded) {
        this.pool = pool;
        this.json = json;
        this.bounded = bounded;
    }

    /**
     * All of them. They are read again only after somebody has submitted something.
     *
     * @param submitted read before: what is kept is at least as new as its count says
     */
    Known all(Count submitted) {
        Known now = kept;
        if (now.count() != submitted.count()) {
            now = new Known(
                    submitted.count(),
                    submitted.changedAt(),
                    structures(bounded.await(pool.preparedQuery(ALL).execute())));
            kept = now;
        }
        return now;
    }

    /** All of them as they were at an instant. */
    Known at(Instant asOf) {
        return new Known(
                -1,
                asOf,
                structures(
                        bounded.await(pool.preparedQuery(ALL_THEN).execute(Tuple.of(asOf.atOffset(ZoneOffset.UTC))))));
    }

    private List<Structure> structures(RowSet<Row> rows) {
        List<Structure> structures = new ArrayList<>();
        for (Row row : rows) {
            StructureRef ref = new StructureRef(
                    StructureType.valueOf(row.getString("type")),
                    row.getString("agency"),
                    row.getString("structure"),
                    row.getString("version"));
            structures.add(read(row.getString("content"))
                    .toStructure(ref, row.getOffsetDateTime("changed_at").toInstant()));
        }
        return structures;
    }

    /**
     * The items of a scheme in their order; none where it is gone.
     *
     * @param asOf instant at which it had them, null for now
     */
    List<Item> items(StructureRef scheme, @Nullable Instant asOf) {
        Tuple name = Tuple.of(scheme.type().name(), scheme.agency(), scheme.id(), scheme.version());
        RowSet<Row> rows = bounded.await(
                asOf == null
                        ? pool.preparedQuery(ITEMS).execute(name)
                        : pool.preparedQuery(ITEMS_THEN)
                                .execute(name.addOffsetDateTime(asOf.atOffset(ZoneOffset.UTC))));
        for (Row row : rows) {
            return items(json, row.getString("items"));
        }
        return List.of();
    }

    /** Items as they are stored. */
    static List<Item> items(ObjectMapper json, String text) {
        try {
            return json.readValue(text, ITEM_LIST);
        } catch (JsonProcessingException writtenByUs) {
            throw new IllegalStateException(writtenByUs);
        }
    }

    private StoredStructure read(String content) {
        try {
            return json.readValue(content, StoredStructure.class);
        } catch (JsonProcessingException writtenByUs) {
            throw new IllegalStateException(writtenByUs);
        }
    }
}
