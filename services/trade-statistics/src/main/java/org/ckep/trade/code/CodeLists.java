package org.ckep.trade.code;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;

/** The lists as they stand in the database. */
@ApplicationScoped
public class CodeLists {
    /** The agency of our own lists. */
    public static final String AGENCY = "CKEP";

    public static final String AREA = "CL_AREA";
    public static final String COMMODITY = "CL_COMMODITY";
    public static final String FLOW = "CL_TRADE_FLOW";
    public static final String SOURCE = "CL_SOURCE";

    private static final String ARTEFACTS = """
            select agency, id, kind, version, partial, names, revision, changed_at from artefact order by agency, id""";

    private static final String ITEMS = """
            select code, parent, kind, names from item
            where agency = $1 and scheme = $2 order by position, code""";

    private static final String ITEMS_THEN = """
            select code, parent, kind, names from (
                select distinct on (code) * from item_version
                where agency = $1 and scheme = $2 and since <= $3 order by code, since desc) as item
            order by position, code""";

    private static final String CHANGED = "select changed_at from artefact where agency = $1 and id = $2";

    private static final String NEWEST_CHANGE = """
            select max(changed_at) as changed_at from artefact
            where (agency, id) in (select * from unnest($1::text[], $2::text[]))""";

    /** Codes of a list by what {@code %1$s} says of them. */
    private static final String PAGE = """
            with recursive listed as (
                select code, parent, kind, names, valid_from, valid_to from %1$s as item
                where agency = 'CKEP' and scheme = $1 and code > $2 order by code limit $3
            ), chain (code, names, parent) as (
                select code, names, parent from listed
                union all
                select chain.code, item.names, item.parent
                from chain join %1$s as item
                  on item.agency = 'CKEP' and item.scheme = $1 and item.code = chain.parent
                where chain.names is null
            )
            select listed.code, listed.parent, listed.kind, listed.names, listed.valid_from, listed.valid_to,
                   chain.names as nearest
            from listed left join chain on chain.code = listed.code and chain.names is not null
            order by listed.code""";

    private static final String PAGE_NOW = PAGE.formatted("item");

    private static final String PAGE_THEN = PAGE.formatted("""
            (select distinct on (code) * from item_version
             where agency = 'CKEP' and scheme = $1 and since <= $4 order by code, since desc)""");

    private static final String NAMES = """
            with recursive chain (code, names, parent, own) as (
                select code, names, parent, true from item
                where agency = 'CKEP' and scheme = $1 and code = any ($2)
                union all
                select chain.code, item.names, item.parent, false
                from chain join item
                  on item.agency = 'CKEP' and item.scheme = $1 and item.code = chain.parent
                where chain.names is null
            )
            select code, names, own from chain where names is not null""";

    private final Pool pool;
    private final ObjectMapper json;
    private final Map<List<String>, Kept> kept = new ConcurrentHashMap<>();

    /** A list as it was read, of which the same state is not read again. */
    private record Kept(OffsetDateTime changedAt, Uni<List<Item>> items) {}

    CodeLists(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /** All lists and schemes, without their items. */
    public Uni<List<Artefact>> artefacts() {
        return pool.preparedQuery(ARTEFACTS).execute().map(rows -> {
            List<Artefact> artefacts = new ArrayList<>();
            for (Row row : rows) {
                artefacts.add(new Artefact(
                        row.getString("agency"),
                        row.getString("id"),
                        Artefact.Kind.valueOf(row.getString("kind")),
                        row.getString("version"),
                        row.getBoolean("partial"),
                        text(row, "names"),
                        row.getInteger("revision"),
                        row.getOffsetDateTime("changed_at").toInstant()));
            }
            return artefacts;
        });
    }

    /** All items of a list in its own order. */
    public Uni<List<Item>> items(String agency, String scheme) {
        List<String> key = List.of(agency, scheme);
        return pool.preparedQuery(CHANGED).execute(Tuple.of(agency, scheme)).chain(rows -> {
            if (rows.size() == 0) {
                return Uni.createFrom().item(List.<Item>of());
            }
            // Whoever changes a list changes this instant in the same transaction: what is read now is at least as new.
            OffsetDateTime changedAt = rows.iterator().next().getOffsetDateTime("changed_at");
            return kept.compute(
                            key,
                            (list, known) -> known != null && known.changedAt.equals(changedAt)
                                    ? known
                                    : new Kept(changedAt, read(key)))
                    .items;
        });
    }

    /** All items that a list had at an instant, in its own order. */
    public Uni<List<Item>> items(String agency, String scheme, Instant at) {
        OffsetDateTime then = at.atOffset(ZoneOffset.UTC);
        return pool.preparedQuery(CHANGED)
                .execute(Tuple.of(agency, scheme))
                .chain(rows -> rows.size() > 0
                                && !rows.iterator()
                                        .next()
                                        .getOffsetDateTime("changed_at")
                                        .isAfter(then)
                        ? items(agency, scheme)
                        : pool.preparedQuery(ITEMS_THEN)
                                .execute(Tuple.of(agency, scheme, then))
                                .map(this::withFallbacks));
    }

    /**
     * When the last of some lists and schemes changed.
     *
     * @param ids agency and id of each; at least one of them exists
     */
    public Uni<Instant> changedAt(Collection<List<String>> ids) {
        return pool.preparedQuery(NEWEST_CHANGE)
                .execute(Tuple.of(
                        ids.stream().map(List::getFirst).toArray(String[]::new),
                        ids.stream().map(List::getLast).toArray(String[]::new)))
                .map(rows ->
                        rows.iterator().next().getOffsetDateTime("changed_at").toInstant());
    }

    /** Reads a list once for all who want it meanwhile and later; after a failure the next one reads it again. */
    private Uni<List<Item>> read(List<String> key) {
        return pool.preparedQuery(ITEMS)
                .execute(Tuple.of(key.get(0), key.get(1)))
                .map(this::withFallbacks)
                .onFailure()
                .invoke(() -> kept.remove(key))
                .memoize()
                .indefinitely();
    }

    /**
     * Items of one of our lists by code, at most {@code limit} after the code {@code after}.
     *
     * @param knownAt as the list was at that instant, null for now
     */
    public Uni<List<Item>> page(String scheme, String after, int limit, @Nullable Instant knownAt) {
        Uni<RowSet<Row>> page = knownAt == null
                ? pool.preparedQuery(PAGE_NOW).execute(Tuple.of(scheme, after, limit))
                : pool.preparedQuery(PAGE_THEN)
                        .execute(Tuple.of(scheme, after, limit, knownAt.atOffset(ZoneOffset.UTC)));
        return page.map(rows -> {
            List<Item> items = new ArrayList<>();
            for (Row row : rows) {
                LocalizedText own = textOrNull(row, "names");
                items.add(new Item(
                        row.getString("code"),
                        row.getString("parent"),
                        row.getString("kind"),
                        own != null ? own : FallbackNames.of(row.getString("code"), textOrNull(row, "nearest")),
                        null,
                        row.getLocalDate("valid_from"),
                        row.getLocalDate("valid_to")));
            }
            return items;
        });
    }

    /** The names of codes of one of our lists; a code without names is called by its parent's, an unknown one by itself. */
    public Uni<Map<String, LocalizedText>> names(String scheme, Collection<String> codes) {
        if (codes.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return pool.preparedQuery(NAMES)
                .execute(Tuple.of(scheme, codes.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, LocalizedText> names = new HashMap<>();
                    for (Row row : rows) {
                        String code = row.getString("code");
                        LocalizedText text = text(row, "names");
                        names.put(code, row.getBoolean("own") ? text : FallbackNames.of(code, text));
                    }
                    codes.forEach(code -> names.computeIfAbsent(code, unknown -> FallbackNames.of(unknown, null)));
                    return names;
                });
    }

    private List<Item> withFallbacks(RowSet<Row> rows) {
        Map<String, LocalizedText> named = new HashMap<>();
        Map<String, String> parents = new HashMap<>();
        Map<String, @Nullable String> kinds = new LinkedHashMap<>();
        for (Row row : rows) {
            String code = row.getString("code");
            kinds.put(code, row.getString("kind"));
            String parent = row.getString("parent");
            if (parent != null) {
                parents.put(code, parent);
            }
            LocalizedText own = textOrNull(row, "names");
            if (own != null) {
                named.put(code, own);
            }
        }
        List<Item> items = new ArrayList<>();
        kinds.forEach((code, kind) -> {
            LocalizedText own = named.get(code);
            items.add(new Item(
                    code,
                    parents.get(code),
                    kind,
                    own != null ? own : FallbackNames.of(code, nearest(code, parents, named))));
        });
        return List.copyOf(items);
    }

    private static @Nullable LocalizedText nearest(
            String code, Map<String, String> parents, Map<String, LocalizedText> named) {
        for (String above = parents.get(code); above != null; above = parents.get(above)) {
            LocalizedText names = named.get(above);
            if (names != null) {
                return names;
            }
        }
        return null;
    }

    private LocalizedText text(Row row, String column) {
        LocalizedText text = textOrNull(row, column);
        if (text == null) {
            throw new IllegalStateException("no " + column);
        }
        return text;
    }

    private @Nullable LocalizedText textOrNull(Row row, String column) {
        Object value = row.getJsonObject(column);
        return value == null ? null : StoredText.read(json, value.toString());
    }
}
