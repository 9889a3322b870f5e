package org.ckep.trade.sdmx;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.ckep.trade.observation.Frequency;
import org.ckep.trade.observation.Period;
import org.ckep.trade.sdmx.Component.Content;
import org.jspecify.annotations.Nullable;

/**
 * Finds out for which codes there are figures. What holds for a whole dataflow is kept up to date by every merge, so that
 * it costs the same however many figures there are. Anything else is counted, once for all who ask the same meanwhile.
 */
@ApplicationScoped
class Availabilities {
    private static final String WHOLE = """
            select dimension, code, series, observations from dataset_content where source = ? and frequency = ?""";

    private static final String STATE = "select revised_at::text from dataset where source = ? and frequency = ?";

    private static final String BEFORE = "with matched as materialized (";
    private static final String AFTER = """
            )
            select 'ALL', null, count(*), sum(n), min(first), max(last) from matched
            union all select 'REPORTER', reporter, null, null, null, null from matched group by reporter
            union all select 'FLOW', flow, null, null, null, null from matched group by flow
            union all select 'COMMODITY', commodity, null, null, null, null from matched group by commodity
            union all select 'PARTNER', partner, null, null, null, null from matched group by partner
            union all select 'MEASURE', measure, null, null, null, null from matched group by measure""";

    private final ReadingConfig config;
    private final Map<String, CompletableFuture<Availability>> counting = new ConcurrentHashMap<>();

    Availabilities(ReadingConfig config) {
        this.config = config;
    }

    /** What there is of a selection, within the connection's transaction. */
    Availability of(Connection connection, DataTarget target) throws SQLException {
        return target.selection().isAll() ? whole(connection, target) : counted(connection, target);
    }

    /**
     * The codes that may still be chosen: for each dimension asked for the filters on all others apply, and its own does
     * not.
     *
     * @return counts, periods and other codes of the selection as it is
     */
    Availability stillPossible(Connection connection, DataTarget target, AvailabilityQuery query) throws SQLException {
        Availability result = of(connection, target);
        DataStructure structure = target.flow().structure();
        for (int i = 0; i < structure.dimensions().size(); i++) {
            boolean asked = query.asksFor(structure.dimensions().get(i).id());
            if (asked && target.selection().restricts(structure, i)) {
                DataTarget freed = target.without(i);
                result = result.with(
                        i,
                        freed.selection().isAll()
                                ? whole(connection, freed).codes().get(i)
                                : codes(
                                        connection,
                                        freed,
                                        structure.dimensions().get(i)));
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

    private static Availability whole(Connection connection, DataTarget target) throws SQLException {
        Found found = new Found();
        try (PreparedStatement select = connection.prepareStatement(WHOLE)) {
            select.setString(1, target.flow().source());
            select.setString(2, target.flow().frequency().name());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Content dimension = Content.valueOf(rows.getString(1));
                    String code = rows.getString(2);
                    if (dimension == Content.PERIOD) {
                        found.period(LocalDate.parse(code));
                    } else {
                        found.code(dimension, code);
                    }
                    if (dimension == Content.MEASURE) {
                        found.series += rows.getLong(3);
                        found.observations += rows.getLong(4);
                    }
                }
            }
        }
        return found.in(target.flow());
    }

    /** Counts, or waits for another thread that counts the same in the same state of the figures. */
    private Availability counted(Connection connection, DataTarget target) throws SQLException {
        String question = target.canonical() + "|" + state(connection, target.flow());
        CompletableFuture<Availability> own = new CompletableFuture<>();
        CompletableFuture<Availability> first = counting.putIfAbsent(question, own);
        Availability known = first == null ? null : await(first);
        if (known != null) {
            return known;
        }
        try {
            Availability availability = count(connection, target);
            own.complete(availability);
            return availability;
        } finally {
            // Whoever waits for a count that failed counts itself.
            own.cancel(false);
            counting.remove(question, own);
        }
    }

    /** Which revision the transaction sees last: the dataflow was read before it began, and may be older. */
    private static String state(Connection connection, Dataflow flow) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(STATE)) {
            select.setString(1, flow.source());
            select.setString(2, flow.frequency().name());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? String.valueOf(row.getString(1)) : "";
            }
        }
    }

    private @Nullable Availability await(CompletableFuture<Availability> first) {
        try {
            return first.get(config.statementTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException shutdown) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException | TimeoutException | CancellationException failed) {
            return null;
        }
    }

    /** What a selection holds, by looking at its figures. */
    static Availability count(Connection connection, DataTarget target) throws SQLException {
        Found found = new Found();
        if (!DataSql.isImpossible(target)) {
            try (PreparedStatement select =
                            DataSql.counts(target).within(BEFORE, AFTER).prepare(connection);
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    if (rows.getString(1).equals("ALL")) {
                        found.series = rows.getLong(3);
                        found.observations = rows.getLong(4);
                        found.period(rows.getObject(5, LocalDate.class));
                        found.period(rows.getObject(6, LocalDate.class));
                    } else {
                        found.code(Content.valueOf(rows.getString(1)), rows.getString(2));
                    }
                }
            }
        }
        return found.in(target.flow());
    }

    /** What was found so far. */
    private static final class Found {
        private final Map<Content, TreeSet<String>> codes = new EnumMap<>(Content.class);
        private final TreeSet<LocalDate> periods = new TreeSet<>();
        private long series;
        private long observations;

        void code(Content dimension, String code) {
            codes.computeIfAbsent(dimension, none -> new TreeSet<>()).add(code);
        }

        void period(@Nullable LocalDate start) {
            if (start != null) {
                periods.add(start);
            }
        }

        Availability in(Dataflow flow) {
            List<List<String>> all = new ArrayList<>();
            for (Component dimension : flow.structure().dimensions()) {
                String constant = Selection.constant(flow, dimension);
                if (observations == 0) {
                    all.add(List.of());
                } else if (constant != null) {
                    all.add(List.of(constant));
                } else {
                    all.add(List.copyOf(codes.getOrDefault(dimension.content(), new TreeSet<>())));
                }
            }
            Frequency frequency = flow.frequency();
            return new Availability(
                    all,
                    periods.isEmpty() ? null : new Period(frequency, periods.first()),
                    periods.isEmpty() ? null : new Period(frequency, periods.last()),
                    series,
                    observations);
        }
    }
}
