package org.ckep.trade.sdmx;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.ckep.trade.observation.Frequency;
import org.ckep.trade.observation.Period;
import org.ckep.trade.sdmx.Component.Content;
import org.jspecify.annotations.Nullable;

/**
 * Finds out for which codes there are figures. What holds for a whole dataflow is remembered until its next revision, so
 * that it costs the same however many figures there are.
 */
@ApplicationScoped
class Availabilities {
    private static final String BEFORE = "with matched as materialized (";
    private static final String AFTER = """
            )
            select 'ALL', null, count(*), sum(n), min(first), max(last) from matched
            union all select 'REPORTER', reporter, null, null, null, null from matched group by reporter
            union all select 'FLOW', flow, null, null, null, null from matched group by flow
            union all select 'COMMODITY', commodity, null, null, null, null from matched group by commodity
            union all select 'PARTNER', partner, null, null, null, null from matched group by partner
            union all select 'MEASURE', measure, null, null, null, null from matched group by measure""";

    private record Remembered(Instant revisedAt, Availability availability) {}

    private final Map<String, Remembered> wholeFlows = new ConcurrentHashMap<>();

    /** What there is of a selection, within the connection's transaction. */
    Availability of(Connection connection, DataTarget target) throws SQLException {
        Instant revisedAt = target.selection().isAll() ? revisedAt(connection, target.flow()) : null;
        if (revisedAt == null) {
            return read(connection, target);
        }
        String key = target.flow().id();
        Remembered known = wholeFlows.get(key);
        if (known == null || !known.revisedAt().equals(revisedAt)) {
            known = new Remembered(revisedAt, read(connection, target));
            wholeFlows.put(key, known);
        }
        return known.availability();
    }

    /** The revision that the connection's transaction reads. */
    private static @Nullable Instant revisedAt(Connection connection, Dataflow flow) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select revised_at from dataset where source = ? and frequency = ?")) {
            select.setString(1, flow.source());
            select.setString(2, flow.frequency().name());
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getTimestamp(1) != null
                        ? row.getTimestamp(1).toInstant()
                        : null;
            }
        }
    }

    /**
     * The codes that may still be chosen: for each dimension the filters on all others apply, and its own does not.
     *
     * @return counts and periods of the selection as it is
     */
    Availability stillPossible(Connection connection, DataTarget target) throws SQLException {
        Availability result = of(connection, target);
        DataStructure structure = target.flow().structure();
        for (int i = 0; i < structure.dimensions().size(); i++) {
            if (target.selection().restricts(structure, i)) {
                DataTarget freed = new DataTarget(
                        target.flow(),
                        target.usage(),
                        target.agreement(),
                        target.selection().without(structure, i));
                result = result.with(
                        i, codes(connection, freed, structure.dimensions().get(i)));
            }
        }
        return result;
    }

    /** The codes of one dimension that there are figures for. */
    private static List<String> codes(Connection connection, DataTarget target, Component dimension)
            throws SQLException {
        TreeSet<String> codes = new TreeSet<>();
        if (!DataSql.isImpossible(target)) {
            try (PreparedStatement select =
                            DataSql.codes(target, dimension.content()).prepare(connection);
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    codes.add(rows.getString(1));
                }
            }
        }
        String constant = Selection.constant(target.flow(), dimension);
        return constant == null || codes.isEmpty() ? List.copyOf(codes) : List.of(constant);
    }

    private static Availability read(Connection connection, DataTarget target) throws SQLException {
        Map<Content, TreeSet<String>> codes = new HashMap<>();
        long series = 0;
        long observations = 0;
        Frequency frequency = target.flow().frequency();
        Period first = null;
        Period last = null;
        if (!DataSql.isImpossible(target)) {
            try (PreparedStatement select =
                            DataSql.counts(target).within(BEFORE, AFTER).prepare(connection);
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    if (rows.getString(1).equals("ALL")) {
                        series = rows.getLong(3);
                        observations = rows.getLong(4);
                        first = period(frequency, rows.getObject(5, LocalDate.class));
                        last = period(frequency, rows.getObject(6, LocalDate.class));
                    } else {
                        codes.computeIfAbsent(Content.valueOf(rows.getString(1)), none -> new TreeSet<>())
                                .add(rows.getString(2));
                    }
                }
            }
        }
        List<List<String>> all = new ArrayList<>();
        for (Component dimension : target.flow().structure().dimensions()) {
            String constant = Selection.constant(target.flow(), dimension);
            if (observations == 0) {
                all.add(List.of());
            } else if (constant != null) {
                all.add(List.of(constant));
            } else {
                all.add(List.copyOf(codes.getOrDefault(dimension.content(), new TreeSet<>())));
            }
        }
        return new Availability(all, first, last, series, observations);
    }

    private static @Nullable Period period(Frequency frequency, @Nullable LocalDate start) {
        return start == null ? null : new Period(frequency, start);
    }
}
