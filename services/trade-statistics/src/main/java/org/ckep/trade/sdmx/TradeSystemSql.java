package org.ckep.trade.sdmx;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.ckep.trade.figures.FigureInstants;
import org.jspecify.annotations.Nullable;

/**
 * Where statements about figures look at the trade systems of their reporters, of which there are few and which rarely
 * change: the figures {@code o} of the series {@code s}.
 */
final class TradeSystemSql {
    private static final String OF_SERIES =
            "%1$s.source = s.source and %1$s.frequency = s.frequency and %1$s.reporter = s.reporter";

    /** Joins to the version {@code o} each statement {@code t} of a system during which it was known. */
    static final String JOIN_LATER = " join trade_system t on " + OF_SERIES.formatted("t")
            + " and t.valid_from > o.valid_from and (o.valid_to is null or o.valid_to > t.valid_from)";

    /** Whether a system was stated together with the version {@code o}. */
    static final String STATED_WITH_VERSION = "exists (select 1 from trade_system t where " + OF_SERIES.formatted("t")
            + " and t.valid_from = o.valid_from)";

    private TradeSystemSql() {}

    /** What is told of the figures that {@link #join} is about. */
    static String expression(Component component) {
        return component.constant() == null ? "y.system" : "coalesce(y.system, '" + component.constant() + "')";
    }

    /** Joins to the version {@code o} the system {@code y} that is told with it. */
    static String join(Vintage vintage, Vintage.Version version, List<Object> values) {
        String until =
                switch (version) {
                    case KNOWN, CHANGED -> {
                        Instant asOf = vintage.asOf();
                        if (asOf == null) {
                            yield "";
                        }
                        values.add(asOf.atOffset(ZoneOffset.UTC));
                        yield " and q.valid_from <= " + FigureInstants.stateAt("?");
                    }
                    case BEGUN -> " and q.valid_from <= o.valid_from";
                    case RESTATED -> " and q.valid_from <= t.valid_from";
                    case GONE, ENDED -> " and q.valid_from < o.valid_to";
                };
        return " left join lateral (select q.system from trade_system q where " + OF_SERIES.formatted("q") + until
                + " order by q.valid_from desc limit 1) y on true";
    }

    /** Whether a system of the reporter of {@code s} was stated since the first instant, and not after the last. */
    static String statedSince(Dataflow flow, Instant since, @Nullable Instant until, List<Object> values) {
        values.add(flow.source());
        values.add(flow.frequency().name());
        values.add(since.atOffset(ZoneOffset.UTC));
        String last = "";
        if (until != null) {
            values.add(until.atOffset(ZoneOffset.UTC));
            last = " and t.valid_from <= " + FigureInstants.stateAt("?");
        }
        // Evaluated once for a statement, not for each figure.
        return "s.reporter = any (array(select t.reporter from trade_system t where t.source = ? and t.frequency = ?"
                + " and t.valid_from > " + FigureInstants.stateAt("?") + last + "))";
    }
}
