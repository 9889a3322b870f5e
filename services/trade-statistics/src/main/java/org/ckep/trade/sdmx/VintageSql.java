package org.ckep.trade.sdmx;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.ckep.trade.figures.FigureInstants;
import org.jspecify.annotations.Nullable;

/**
 * The conditions that choose among the versions of a figure, of which one measure is read. Versions are closed, never
 * overwritten, so that every state can be read again.
 */
final class VintageSql {
    /** Of the instant of which a caller speaks: figures are written under an earlier one than that since which they are known. */
    private static final String STATE = FigureInstants.stateAt("?");

    private static final String SAME_FIGURE = "%1$s.series_id = %2$s.series_id and %1$s.period = %2$s.period";

    private final Dataflow flow;
    private final Vintage vintage;
    private final Measure measure;
    private final StringBuilder text = new StringBuilder();
    private final List<Object> values;

    private VintageSql(Dataflow flow, Vintage vintage, Measure measure, List<Object> values) {
        this.flow = flow;
        this.vintage = vintage;
        this.measure = measure;
        this.values = values;
    }

    /** The condition on the version {@code o} of a figure of the series {@code s}, its values added to the bound ones. */
    static String condition(
            Dataflow flow, Vintage vintage, Vintage.Version version, Measure measure, List<Object> values) {
        VintageSql sql = new VintageSql(flow, vintage, measure, values);
        switch (version) {
            case KNOWN -> sql.known();
            case CHANGED -> sql.changed();
            case GONE -> sql.gone();
            case BEGUN -> sql.begun();
            case RESTATED -> sql.within("t.valid_from");
            case ENDED -> sql.ended();
        }
        return sql.text.toString();
    }

    private void known() {
        Instant asOf = vintage.asOf();
        if (asOf == null) {
            text.append("o.valid_to is null");
        } else {
            text.append("o.valid_from <= " + STATE + " and (o.valid_to is null or o.valid_to > " + STATE + ")");
            bind(asOf);
            bind(asOf);
        }
    }

    /**
     * Known, and since then some version has brought another measure than the one before it. It may be the same as it was
     * then, because a copy that was taken a little later must become right too. Or what belongs to the reporter was told
     * anew, which a copy has with each of its figures.
     */
    private void changed() {
        known();
        text.append(" and ((o.valid_from > " + STATE + " and exists (select 1 from trade_observation e where ")
                .append(sameFigure("e", "o"))
                .append(" and e.valid_from <= o.valid_from and e.valid_from > " + STATE + " and ");
        bind(vintage.updatedAfter());
        bind(vintage.updatedAfter());
        brings("e");
        Instant since = Objects.requireNonNull(vintage.updatedAfter());
        text.append(")) or ")
                .append(TradeSystemSql.statedSince(flow, since, vintage.asOf(), values))
                .append(")");
    }

    /** The last that was known since then, where nothing is known any more. */
    private void gone() {
        within("o.valid_to");
        text.append(" and not exists (select 1 from trade_observation n where ")
                .append(sameFigure("n", "o"))
                .append(" and n.valid_from > o.valid_from");
        if (vintage.asOf() != null) {
            text.append(" and n.valid_from <= " + STATE);
            bind(vintage.asOf());
        }
        text.append(" and ").append(measure.exists("n")).append(")");
    }

    private void begun() {
        within("o.valid_from");
        text.append(" and ((");
        brings("o");
        text.append(") or ").append(TradeSystemSql.STATED_WITH_VERSION).append(")");
    }

    private void ended() {
        within("o.valid_to");
        text.append(" and not exists (select 1 from trade_observation n where ")
                .append(sameFigure("n", "o"))
                .append(" and n.valid_from = o.valid_to and ")
                .append(measure.exists("n"))
                .append(")");
    }

    /** After the first instant, and not after the last. */
    private void within(String instant) {
        text.append(instant).append(" is not null");
        if (vintage.updatedAfter() != null) {
            text.append(" and ").append(instant).append(" > " + STATE);
            bind(vintage.updatedAfter());
        }
        if (vintage.asOf() != null) {
            text.append(" and ").append(instant).append(" <= " + STATE);
            bind(vintage.asOf());
        }
    }

    /** The version has the measure, and the one that it replaced did not have the same. */
    private void brings(String alias) {
        text.append(measure.exists(alias))
                .append(" and not exists (select 1 from trade_observation p where ")
                .append(sameFigure("p", alias))
                .append(" and p.valid_to = ")
                .append(alias)
                .append(".valid_from and row(")
                .append(measure.content("p"))
                .append(") is not distinct from row(")
                .append(measure.content(alias))
                .append("))");
    }

    private static String sameFigure(String one, String other) {
        return SAME_FIGURE.formatted(one, other);
    }

    private void bind(@Nullable Instant instant) {
        if (instant == null) {
            throw new IllegalStateException("no instant in " + vintage);
        }
        values.add(instant.atOffset(ZoneOffset.UTC));
    }
}
