package org.ckep.trade.sdmx;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.ckep.trade.figures.FigureInstants;
import org.ckep.trade.observation.Frequency;
import org.ckep.trade.sdmx.Component.Content;
import org.ckep.trade.sdmx.Component.Role;
import org.jspecify.annotations.Nullable;

/**
 * The statements that read figures: constant text pieces, every value bound. Series come in the order of their key,
 * which is that of the unique index, and observations in the order of time; so the first rows come at once, however
 * many there are.
 */
final class DataSql {
    /** The last day of the period {@code o.period}; its length in months is put in for {@code %length}. */
    static final String LAST_DAY = "(o.period + interval '%length months' - interval '1 day')::date";

    private static final String COMMODITY = "s.edition || '_' || s.commodity";

    private final Dataflow flow;
    private final Selection selection;
    private final List<Measure> measures;
    private final StringBuilder text = new StringBuilder();
    private final List<Object> values = new ArrayList<>();
    private String order = "";
    private boolean sortsBySystem;

    private DataSql(DataTarget target) {
        this.flow = target.flow();
        this.selection = target.selection().possible(flow);
        this.measures = selection.keys().isEmpty() ? List.of() : selection.measures(flow.structure());
    }

    /** True where the selection asks for what the dataflow never holds. */
    static boolean isImpossible(DataTarget target) {
        return new DataSql(target).measures.isEmpty();
    }

    /**
     * The rows of a part of a data query: reporter, flow, commodity, partner, measure, period, amount, unit, status,
     * valuation, all as text; of history also the instant of the change and whether it is a deletion. The amount is null
     * where the value is missing. Every series has one row where no observations are wanted.
     */
    static DataSql rows(DataTarget target, DataQuery query, Vintage.Part part) {
        DataSql sql = new DataSql(target);
        sql.sortsBySystem = query.sort().by(sql.flow.structure(), query.dimensionAtObservation()).stream()
                .anyMatch(by -> by.component().content() == Content.TRADE_SYSTEM);
        int characters = sql.flow.frequency() == Frequency.A ? 4 : 7;
        sql.text
                .append("select s.reporter, s.flow, ")
                .append(COMMODITY)
                .append(", s.partner, v.measure, left(v.period::text, ")
                .append(characters)
                .append("), trim_scale(v.amount)::text, v.unit, v.status, v.valuation")
                .append(part == Vintage.Part.HISTORY ? ", v.at, v.gone" : "")
                .append(" from trade_series s cross join lateral (");
        String separator = "";
        for (Measure measure : sql.measures) {
            sql.text.append(separator).append("(");
            sql.observations(measure, query, part);
            sql.text.append(")");
            separator = " union all ";
        }
        sql.text.append(") v where ");
        sql.series();
        sql.order = " order by " + (part == Vintage.Part.HISTORY ? "v.at, v.gone desc, " : "") + sql.order(query);
        return sql;
    }

    /** Looks at these series alone, by their numbers; at all where they are null. */
    DataSql ofSeries(Long @Nullable [] numbers) {
        if (numbers != null) {
            text.append(" and s.id = any (?)");
            values.add(numbers);
        }
        return this;
    }

    /** For every series and measure with figures: reporter, flow, commodity, partner, measure, count, first and last period. */
    static DataSql counts(DataTarget target) {
        DataSql sql = new DataSql(target);
        sql.text
                .append("select s.reporter, s.flow, ")
                .append(COMMODITY)
                .append(" as commodity, s.partner, v.measure, v.n, v.first, v.last from trade_series s"
                        + " cross join lateral (");
        String separator = "";
        for (Measure measure : sql.measures) {
            sql.text
                    .append(separator)
                    .append("select '")
                    .append(measure.name())
                    .append("' as measure, count(*) as n, min(c.period) as first, max(c.period) as last from (");
            sql.periods(measure);
            sql.text.append(") c");
            separator = " union all ";
        }
        sql.text.append(") v where v.n > 0 and ");
        sql.series();
        return sql;
    }

    /** The codes of a dimension that there are figures for; of each series one figure is looked for, and none is counted. */
    static DataSql codes(DataTarget target, Content dimension) {
        DataSql sql = new DataSql(target);
        String column = column(dimension);
        sql.text
                .append("select distinct ")
                .append(column == null ? "v.measure" : column)
                .append(" from trade_series s cross join lateral (");
        String separator = "";
        for (Measure measure : sql.measures) {
            sql.text
                    .append(separator)
                    .append("(select '")
                    .append(measure.name())
                    .append("' as measure from (");
            sql.periods(measure);
            sql.text.append(") c limit 1)");
            separator = " union all ";
        }
        sql.text.append(") v where ");
        sql.series();
        return sql;
    }

    /** The periods of everything that the answer tells of a measure, as often as it tells it. */
    private void periods(Measure measure) {
        String separator = "";
        for (Vintage.Part part : selection.vintage().parts()) {
            for (Vintage.Version version : part.versions()) {
                text.append(separator).append("select o.period");
                versions(measure, version);
                separator = " union all ";
            }
        }
    }

    private void observations(Measure measure, DataQuery query, Vintage.Part part) {
        if (part == Vintage.Part.HISTORY) {
            history(measure, query);
            return;
        }
        Vintage.Version version = part.versions().getFirst();
        boolean both = query.firstN() != null && query.lastN() != null;
        if (!query.detail().observations()) {
            limited(measure, version, "asc", 1);
        } else if (both) {
            text.append("(");
            limited(measure, version, "asc", query.firstN());
            text.append(") union (");
            limited(measure, version, "desc", query.lastN());
            text.append(")");
        } else if (query.firstN() != null) {
            limited(measure, version, "asc", query.firstN());
        } else if (query.lastN() != null) {
            limited(measure, version, "desc", query.lastN());
        } else {
            select(measure, version, "");
            text.append(" order by o.period");
        }
    }

    /** Every change; where the first or last observations are wanted, those of the first or last periods with changes. */
    private void history(Measure measure, DataQuery query) {
        boolean limited = query.firstN() != null || query.lastN() != null;
        if (limited) {
            text.append("select measure, period, amount, unit, status, valuation")
                    .append(sortsBySystem ? ", system" : "")
                    .append(", at, gone from (select h.*,"
                            + " dense_rank() over (order by h.period) as from_start,"
                            + " dense_rank() over (order by h.period desc) as from_end from (");
        }
        select(
                measure,
                Vintage.Version.BEGUN,
                ", " + FigureInstants.knownFrom("o.valid_from") + " as at, false as gone");
        text.append(" union all ");
        select(
                measure,
                Vintage.Version.RESTATED,
                ", " + FigureInstants.knownFrom("t.valid_from") + " as at, false as gone");
        text.append(" union all ");
        select(measure, Vintage.Version.ENDED, ", " + FigureInstants.knownFrom("o.valid_to") + " as at, true as gone");
        if (limited) {
            text.append(") h) r where r.from_start <= ? or r.from_end <= ?");
            values.add(query.firstN() == null ? 0 : query.firstN());
            values.add(query.lastN() == null ? 0 : query.lastN());
        }
    }

    private void limited(Measure measure, Vintage.Version version, String order, @Nullable Integer limit) {
        select(measure, version, "");
        text.append(" order by o.period ").append(order).append(" limit ?");
        values.add(Objects.requireNonNull(limit));
    }

    private void select(Measure measure, Vintage.Version version, String further) {
        text.append("select '")
                .append(measure.name())
                .append("' as measure, o.period, ")
                .append(measure.amount())
                .append(" as amount, ")
                .append(measure.unit())
                .append(" as unit, ")
                .append(measure.status())
                .append(" as status, ")
                .append(measure.valuation())
                .append(" as valuation")
                .append(sortsBySystem ? ", " + TradeSystemSql.expression(tradeSystem()) + " as system" : "")
                .append(further);
        versions(measure, version);
    }

    /** The versions of the figures of a series that are wanted of one measure. */
    private void versions(Measure measure, Vintage.Version version) {
        int months = flow.frequency().months();
        text.append(" from trade_observation o");
        if (version == Vintage.Version.RESTATED) {
            text.append(TradeSystemSql.JOIN_LATER);
        }
        if (sortsBySystem
                || selection.filters().stream()
                        .anyMatch(filter -> filter.component().content() == Content.TRADE_SYSTEM)) {
            text.append(TradeSystemSql.join(selection.vintage(), version, values));
        }
        text.append(" where o.series_id = s.id and ")
                .append(VintageSql.condition(flow, selection.vintage(), version, measure, values))
                .append(" and ")
                .append(measure.exists("o"));
        if (!selection.first().equals(Selection.EARLIEST)) {
            text.append(" and o.period >= ?");
            values.add(selection.first());
        }
        if (!selection.last().equals(Selection.LATEST)) {
            // The first day of the last period that ends in time.
            text.append(" and o.period <= ?");
            values.add(selection.last().plusDays(1).minusMonths(months));
        }
        for (Filter filter : selection.filters()) {
            if (filter.component().role() != Role.DIMENSION) {
                text.append(" and ")
                        .append(filter.sql(measure.expression(filter.component()), values)
                                .replace("%length", Integer.toString(months)));
            }
        }
    }

    private Component tradeSystem() {
        return flow.structure().attributes().stream()
                .filter(attribute -> attribute.content() == Content.TRADE_SYSTEM)
                .findFirst()
                .orElseThrow();
    }

    /** Which series are wanted. */
    private void series() {
        text.append("s.source = ? and s.frequency = ?");
        values.add(flow.source());
        values.add(flow.frequency().name());
        List<Component> dimensions = flow.structure().dimensions();
        if (selection.keys().size() == 1) {
            key(selection.keys().getFirst(), dimensions);
        } else {
            text.append(" and (");
            String separator = "";
            for (List<Set<String>> key : selection.keys()) {
                text.append(separator).append("(true");
                key(key, dimensions);
                text.append(measuresOf(key));
                text.append(")");
                separator = " or ";
            }
            text.append(")");
        }
        for (Filter filter : selection.filters()) {
            String column = column(filter.component().content());
            if (filter.component().role() == Role.DIMENSION && column != null) {
                text.append(" and ").append(filter.sql("(" + column + ")", values));
            }
        }
    }

    private String measuresOf(List<Set<String>> key) {
        Set<String> codes = key.get(Selection.position(flow.structure(), Content.MEASURE));
        if (codes.isEmpty()) {
            return "";
        }
        values.add(codes.toArray(String[]::new));
        return " and v.measure = any (?)";
    }

    private void key(List<Set<String>> key, List<Component> dimensions) {
        for (int i = 0; i < dimensions.size(); i++) {
            Content content = dimensions.get(i).content();
            String column = column(content);
            Set<String> codes = key.get(i);
            if (column != null && !codes.isEmpty()) {
                if (content == Content.COMMODITY) {
                    commodities(codes);
                } else {
                    oneOf(column, codes);
                }
            }
        }
    }

    /** Each column is bounded by itself, as the index finds it; several editions with several codes are then matched. */
    private void commodities(Set<String> codes) {
        Set<String> editions = new TreeSet<>();
        Set<String> commodities = new TreeSet<>();
        for (String code : codes) {
            int separator = code.indexOf('_');
            editions.add(code.substring(0, Math.max(0, separator)));
            commodities.add(code.substring(separator + 1));
        }
        oneOf("s.edition", editions);
        oneOf("s.commodity", commodities);
        if (editions.size() > 1 && commodities.size() > 1) {
            oneOf("(" + COMMODITY + ")", codes);
        }
    }

    /** A column with one value needs no order of its own, which the planner sees from an equality alone. */
    private void oneOf(String column, Set<String> codes) {
        if (codes.size() == 1) {
            text.append(" and ").append(column).append(" = ?");
            values.add(codes.iterator().next());
        } else {
            text.append(" and ").append(column).append(" = any (?)");
            values.add(codes.toArray(String[]::new));
        }
    }

    private static @Nullable String column(Content content) {
        return switch (content) {
            case REPORTER -> "s.reporter";
            case FLOW -> "s.flow";
            case COMMODITY -> COMMODITY;
            case PARTNER -> "s.partner";
            default -> null;
        };
    }

    /** By what the query asks for, else the series first and then what varies within them. */
    private String order(DataQuery query) {
        List<String> columns = new ArrayList<>();
        for (Sort.By by : query.sort().by(flow.structure(), query.dimensionAtObservation())) {
            String direction = by.descending() ? " desc nulls last" : "";
            for (String column : ordering(by.component().content())) {
                columns.add(column + direction);
            }
        }
        return String.join(", ", columns);
    }

    private static List<String> ordering(Content content) {
        return switch (content) {
            case REPORTER -> List.of("s.reporter");
            case FLOW -> List.of("s.flow");
            case COMMODITY -> List.of("s.edition", "s.commodity");
            case PARTNER -> List.of("s.partner");
            case MEASURE -> List.of("v.measure");
            case PERIOD -> List.of("v.period");
            case AMOUNT -> List.of("v.amount");
            case UNIT -> List.of("v.unit");
            case STATUS -> List.of("v.status");
            case VALUATION -> List.of("v.valuation");
            case TRADE_SYSTEM -> List.of("v.system");
            case DECIMALS -> List.of("(v.measure <> 'TRADE_VALUE')");
            case CONSTANT, FREQUENCY, UNKNOWN -> List.of();
        };
    }

    /** The statement around this one, which stands in it as {@code matched}. */
    DataSql within(String before, String after) {
        text.insert(0, before);
        text.append(after);
        return this;
    }

    /** Prepares the statement with its values. */
    PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text + order);
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) instanceof String[] array) {
                statement.setArray(i + 1, connection.createArrayOf("text", array));
            } else if (values.get(i) instanceof Long[] numbers) {
                statement.setArray(i + 1, connection.createArrayOf("bigint", numbers));
            } else {
                statement.setObject(i + 1, values.get(i));
            }
        }
        return statement;
    }
}
