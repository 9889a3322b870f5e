package org.ckep.records;

import io.smallrye.mutiny.Uni;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * A query of one kind of record that never answers more than the viewer may read. Conditions are HQL over the alias
 * {@code r}; those whose value is null are left out, so filters of a request can be passed as they are.
 *
 * <p>Lists are ordered by the moment of recording, newest first, and paged by that key; a ranked list by its rank before,
 * and a sorted one as it says.
 *
 * <p>Not for use by several threads, as the session is not either.
 */
public final class RecordQuery<T extends RegisterRecord> {
    private static final String AT = "at";
    private static final String ID = "id";
    private static final String RANK = "rank";
    private static final String SORT = "sort";
    private static final String VALUE = "value";
    private static final String NEWEST = "r.head.createdAt desc, r.id desc";

    private final Class<T> type;
    private final RecordVisibility visibility;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private String join = "";
    private @Nullable String rank;
    private @Nullable Sort sort;

    private RecordQuery(Class<T> type, Viewer viewer) {
        this.type = type;
        this.visibility = RecordVisibility.predicate(viewer, "r.head");
        conditions.add(visibility.condition());
    }

    public static <T extends RegisterRecord> RecordQuery<T> of(Class<T> type, Viewer viewer) {
        return new RecordQuery<>(type, viewer);
    }

    /**
     * Adds a condition with one parameter, unless the value is null.
     *
     * @param condition HQL such as {@code r.state = :state}; never text of a request
     * @param parameter the name in it, without colon; unique in this query
     * @param value one value; for one of several see {@link #whereAnyOf}
     */
    public RecordQuery<T> where(String condition, String parameter, @Nullable Object value) {
        if (value != null) {
            conditions.add("(" + condition + ")");
            parameters.put(parameter, value);
        }
        return this;
    }

    /**
     * Adds the condition that an attribute has one of these values, unless they are null.
     *
     * @param path HQL path of an attribute that {@link AnyOf} can compare
     * @param parameter name of the parameter, unique in this query
     */
    public RecordQuery<T> whereAnyOf(String path, String parameter, @Nullable Collection<?> values) {
        if (values == null) {
            return this;
        }
        AnyOf anyOf = AnyOf.of(values);
        return where(anyOf.condition(path, parameter), parameter, anyOf.parameter());
    }

    /**
     * Adds the condition that an array of texts contains a value, unless that is null.
     *
     * @param path HQL path of an attribute that is mapped to {@code text[]}, such as {@code r.sectors}
     * @param parameter name of the parameter, unique in this query
     */
    public RecordQuery<T> whereContains(String path, String parameter, @Nullable String value) {
        return where(RecordVisibility.contains(path, parameter), parameter, value);
    }

    /**
     * Adds the condition that the record has this id in another register, unless that is null.
     *
     * @param localId scheme and value as in {@link LocalId#key()}
     */
    public RecordQuery<T> whereLocalId(@Nullable String localId) {
        return whereContains("r.head.localIdKeys", "localId", localId);
    }

    /** Adds a condition without parameters. */
    public RecordQuery<T> where(String condition) {
        conditions.add("(" + condition + ")");
        return this;
    }

    /**
     * Leaves what a join finds, and lets pages begin with what it ranks highest.
     *
     * @param joins HQL such as {@code join (select …) m on m.id = r.id}, with the visibility of what it looks at; never
     *     text of a request
     * @param by HQL of an integer over it
     * @param values its parameters, with names unique in this query
     */
    public RecordQuery<T> rankedBy(String joins, String by, Map<String, Object> values) {
        this.join = " " + joins;
        this.rank = by;
        parameters.putAll(values);
        return this;
    }

    /**
     * An order of a list.
     *
     * @param name as the request calls it; a cursor continues the order alone that it was given for
     * @param day HQL of a day that each record has, before the moment of recording; null to order by that moment alone
     * @param descending true for the latest first
     */
    public record Sort(String name, @Nullable String day, boolean descending) {
        private String order() {
            String way = descending ? " desc" : " asc";
            return (day == null ? "" : day + way + ", ") + "r.head.createdAt" + way + ", r.id" + way;
        }

        private String after() {
            String sign = descending ? "<" : ">";
            String moment = MomentKey.beyond("r.head.createdAt", sign, ":afterAt", "r.id " + sign + " :afterId");
            return day == null ? moment : MomentKey.beyond(day, sign, ":afterDay", moment);
        }
    }

    /** Lets pages begin with what comes first in that order, whatever a search ranks highest; null leaves it as it is. */
    public RecordQuery<T> sortedBy(@Nullable Sort order) {
        this.sort = order;
        return this;
    }

    /** The record of that id. Fails with NOT_FOUND where there is none, or none that the viewer may know of. */
    public Uni<T> get(Mutiny.Session session, UUID id) {
        return where("r.id = :id", ID, id)
                .query(session, "")
                .getSingleResultOrNull()
                .onItem()
                .ifNull()
                .failWith(ProblemException::notFound);
    }

    /** The records of these ids that the viewer may read, in no particular order. */
    public Uni<List<T>> among(Mutiny.Session session, List<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return whereAnyOf("r.id", "ids", ids).query(session, "").getResultList();
    }

    /**
     * All records that fulfil the conditions.
     *
     * @param max most records to be read, so that no list grows without bound
     */
    public Uni<List<T>> list(Mutiny.Session session, int max) {
        return query(session, " order by " + NEWEST).setMaxResults(max).getResultList();
    }

    /** One page of the records that fulfil the conditions. */
    public Uni<Page<T>> page(Mutiny.Session session, PageRequest request) {
        return Uni.createFrom().deferred(() -> {
            Sort order = sort;
            if (order != null) {
                startAfter(order, request.after());
                return sorted(session, order, request);
            }
            startAfter(request.after());
            if (rank == null) {
                return list(session, request.limit() + 1).map(rows -> request.page(rows, RecordQuery::key));
            }
            return ranked(session, request.limit() + 1)
                    .map(rows -> request.page(rows, Ranked::key).map(Ranked::record));
        });
    }

    private Uni<Page<T>> sorted(Mutiny.Session session, Sort order, PageRequest request) {
        String by = " order by " + order.order();
        if (order.day() == null) {
            return query(session, by)
                    .setMaxResults(request.limit() + 1)
                    .getResultList()
                    .map(rows -> request.page(rows, row -> key(row, order, null)));
        }
        return bound(session.createSelectionQuery("select r, " + order.day() + hql() + by, Object[].class))
                .setMaxResults(request.limit() + 1)
                .getResultList()
                .map(rows -> request.page(rows, row -> key(type.cast(row[0]), order, (LocalDate) row[1]))
                        .map(row -> type.cast(row[0])));
    }

    private static Map<String, String> key(RegisterRecord row, Sort order, @Nullable LocalDate day) {
        Map<String, String> key = new LinkedHashMap<>(key(row));
        key.put(SORT, order.name());
        if (day != null) {
            key.put(VALUE, day.toString());
        }
        return key;
    }

    private void startAfter(Sort order, Map<String, String> key) {
        if (key.isEmpty()) {
            return;
        }
        String at = key.get(AT);
        String id = key.get(ID);
        String day = key.get(VALUE);
        if (at == null || id == null || !order.name().equals(key.get(SORT)) || (day == null) != (order.day() == null)) {
            throw PageRequest.invalidCursor();
        }
        conditions.add(order.after());
        try {
            parameters.put("afterAt", Instant.parse(at));
            parameters.put("afterId", UUID.fromString(id));
            if (day != null) {
                parameters.put("afterDay", LocalDate.parse(day));
            }
        } catch (DateTimeException | IllegalArgumentException notOurs) {
            throw PageRequest.invalidCursor();
        }
    }

    private record Ranked<T extends RegisterRecord>(T record, int rank) {
        Map<String, String> key() {
            Map<String, String> key = new LinkedHashMap<>(RecordQuery.key(record));
            key.put(RANK, Integer.toString(rank));
            return key;
        }
    }

    private Uni<List<Ranked<T>>> ranked(Mutiny.Session session, int max) {
        String order = " order by " + rank + " desc, " + NEWEST;
        return bound(session.createSelectionQuery("select r, " + rank + hql() + order, Object[].class))
                .setMaxResults(max)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Ranked<>(type.cast(row[0]), ((Number) row[1]).intValue()))
                        .toList());
    }

    private static Map<String, String> key(RegisterRecord row) {
        return Map.of(AT, row.head().createdAt().toString(), ID, row.id().toString());
    }

    private void startAfter(Map<String, String> key) {
        if (key.isEmpty()) {
            return;
        }
        String at = key.get(AT);
        String id = key.get(ID);
        String ranked = key.get(RANK);
        // A cursor of a search continues that search alone, and one of an order that order.
        if (at == null || id == null || key.containsKey(SORT) || (ranked == null) != (rank == null)) {
            throw PageRequest.invalidCursor();
        }
        String older = MomentKey.beyond("r.head.createdAt", "<", ":afterAt", "r.id < :afterId");
        conditions.add(
                rank == null ? older : "(" + rank + " < :afterRank or (" + rank + " = :afterRank and " + older + "))");
        try {
            parameters.put("afterAt", Instant.parse(at));
            parameters.put("afterId", UUID.fromString(id));
            if (ranked != null) {
                parameters.put("afterRank", Integer.valueOf(ranked));
            }
        } catch (DateTimeException | IllegalArgumentException notOurs) {
            throw PageRequest.invalidCursor();
        }
    }

    private Mutiny.SelectionQuery<T> query(Mutiny.Session session, String order) {
        return bound(session.createSelectionQuery(hql() + order, type));
    }

    private String hql() {
        return " from " + type.getName() + " r" + join + " where " + String.join(" and ", conditions);
    }

    private <R> Mutiny.SelectionQuery<R> bound(Mutiny.SelectionQuery<R> query) {
        parameters.forEach(query::setParameter);
        return visibility.bind(query);
    }
}
