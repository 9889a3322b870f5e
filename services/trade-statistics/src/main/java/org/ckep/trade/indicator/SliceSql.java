package org.ckep.trade.indicator;

import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ckep.trade.figures.FigureInstants;
import org.ckep.trade.indicator.IndicatorQuery.Totals;
import org.ckep.trade.indicator.Slice.By;
import org.ckep.trade.indicator.Slice.Goods;
import org.ckep.trade.indicator.Slice.Partners;

/**
 * The statements over the slices of a query: constant text pieces, every value bound. All slices are one statement, and
 * each is one range of an index. What is reported about the world stands beside each other in a table of its own.
 */
final class SliceSql {
    /** In the place of a slice's number: the reporter's products of the level, all together. */
    static final int OF_LEVEL = -1;

    static final String HEADER =
            "source,frequency,reporter,flow,classification,commodity,partner,period,value,netWeight,valuation\n";

    private static final String AREAS =
            " join item a on a.agency = 'CKEP' and a.scheme = 'CL_AREA' and a.code = s.partner";

    /** What a group trades stands in the figures of its members. */
    private static final String GROUPS =
            "select code from item where agency = 'CKEP' and scheme = 'CL_AREA' and kind = 'GROUP'";

    private static final String TELLING =
            " where not exists (select 1 from withholder w where w.reporter = f.reporter)";

    private static final String NO_GROUP = " and s.%s not in (" + GROUPS + ")";

    private final StringBuilder text = new StringBuilder();
    private final List<Object> values = new ArrayList<>();
    private final IndicatorQuery query;

    private SliceSql(IndicatorQuery query) {
        this.query = query;
    }

    /** The sums of every slice. */
    static SliceSql sums(IndicatorQuery query, List<Slice> slices) {
        SliceSql sql = new SliceSql(query);
        for (int i = 0; i < slices.size(); i++) {
            sql.text.append(i == 0 ? "" : " union all ");
            sql.sum(i, slices.get(i));
        }
        return sql;
    }

    /** How many figures the slices hold, of whom, how valued, and the hash of their list. */
    static SliceSql summary(IndicatorQuery query, List<Slice> slices) {
        SliceSql sql = new SliceSql(query);
        sql.withheldFigures(slices);
        sql.text
                .append(", figure as (")
                .append(sql.distinct(slices))
                .append(" union ")
                .append(sql.distinctWithheld(slices))
                .append("), line as (select f.*, ");
        sql.line("f");
        sql.text.append(" as text from figure f) select count(*) as figures,"
                + " coalesce(array_agg(distinct valuation order by valuation) filter (where value is not null), '{}') as valuations,"
                + " count(distinct reporter) filter (where value is not null) as reporters, encode(sha256(convert_to(");
        sql.text.append(sql.bind(HEADER)).append("::text || coalesce(string_agg(text, '' order by ");
        sql.text.append(order("line")).append("), ''), 'UTF8')), 'hex') as sha256 from line");
        return sql;
    }

    /** The figures of the slices, each once, in the order of their list. */
    static SliceSql figures(IndicatorQuery query, List<Slice> slices) {
        SliceSql sql = new SliceSql(query);
        sql.withheldFigures(slices);
        sql.text
                .append(", figure as (")
                .append(sql.distinct(slices))
                .append(" union ")
                .append(sql.distinctWithheld(slices))
                .append(") select f.*, ");
        sql.line("f");
        sql.text.append(" as text from figure f order by ").append(order("f"));
        return sql;
    }

    /**
     * How many figures of each slice are there without their value, with their status. Those of the reporter's whole level
     * have {@link #OF_LEVEL} in the place of a slice's number.
     */
    static SliceSql withheld(IndicatorQuery query, List<Slice> slices) {
        SliceSql sql = new SliceSql(query);
        sql.withheldFigures(slices);
        for (int i = 0; i < slices.size(); i++) {
            Slice slice = slices.get(i);
            String key = slice.by() == By.NOTHING ? "''" : "s.commodity";
            String market = slice.by() == By.COMMODITY_AND_PARTNER ? "s.partner" : "''";
            sql.text.append(i == 0 ? " " : " union all ");
            sql.countWithheld(i, key, market, slice);
            if (slice.role().equals(Plan.NOT_SPECIFIED)) {
                sql.text.append(" union all ");
                sql.countWithheld(OF_LEVEL, "''", "''", slice.of(new Goods.Level(query.level())));
            }
        }
        return sql;
    }

    private void countWithheld(int number, String key, String market, Slice slice) {
        text.append("select ").append(number).append(" as slice, ").append(key).append("::text as key, ");
        text.append(market).append("::text as market, s.status, ");
        text.append("count(distinct (s.reporter, s.partner, s.commodity))::integer as figures");
        text.append(withheldOf(slice)).append(" group by 2, 3, 4");
    }

    /** Who keeps back a figure of the slices, with its status. */
    static SliceSql withholders(IndicatorQuery query, List<Slice> slices) {
        SliceSql sql = new SliceSql(query);
        sql.withheldFigures(slices);
        sql.text.append(" select reporter, status, count(*)::integer as figures from (");
        sql.text.append(sql.distinctWithheld(slices)).append(") w group by 1, 2");
        return sql;
    }

    /** The figures without their value in the periods of the slices, which are few. */
    private void withheldFigures(List<Slice> slices) {
        String periods = slices.stream()
                .map(slice -> slice.period().start())
                .distinct()
                .map(start -> bind(start) + "::date")
                .collect(Collectors.joining(", "));
        text.append("with withheld as materialized (select * from trade_withheld w where w.source = ")
                .append(bind(query.source()))
                .append(" and w.frequency = ")
                .append(bind(query.frequency().name()))
                .append(" and w.period in (" + periods + ")")
                .append(valid("w"))
                .append(')');
    }

    private String distinctWithheld(List<Slice> slices) {
        return slices.stream()
                .map(slice -> "select s.reporter, s.flow, s.edition, s.commodity, s.partner, s.period,"
                        + " null::numeric as value, s.net_weight, s.valuation, s.status" + withheldOf(slice))
                .collect(Collectors.joining(" union "));
    }

    /** Of the editions of a total the one that is told counts before one that is kept back. */
    private String withheldOf(Slice slice) {
        boolean total = slice.goods() instanceof Goods.Total;
        StringBuilder from = new StringBuilder(" from withheld s");
        if (slice.partners() instanceof Partners.OtherEconomies || slice.partners() instanceof Partners.Unspecified) {
            from.append(AREAS);
        }
        from.append(" where s.flow = ").append(bind(slice.flow())).append(partners(slice));
        if (isOfWorld(slice)) {
            from.append(" and s.partner = ").append(bind(Slice.WORLD));
        }
        from.append(reporter(slice)).append(goods(slice.goods()));
        from.append(" and s.period = ").append(bind(slice.period().start())).append("::date");
        if (total) {
            String q = isOfWorld(slice) ? "p" : "q";
            from.append(slice.reporter() == null ? inEdition(slice, "s") : "")
                    .append(" and not exists (select 1 from " + figures(slice, "p", q))
                    .append(" where p.source = s.source and p.frequency = s.frequency and p.flow = s.flow"
                            + " and p.partner = s.partner and p.reporter = s.reporter and p.commodity = s.commodity"
                            + " and p.edition in (")
                    .append(bind(String.valueOf(query.edition())))
                    .append(", 'HS') and " + q + ".period = s.period" + known(q) + ")");
        }
        return from.toString();
    }

    /**
     * Who is specialised in what; economies without a product, and products without an economy, with null. Whoever keeps a
     * figure back is left out, of the world as well: of its other shares nothing would be right.
     */
    static SliceSql specialisations(IndicatorQuery query, List<Slice> slices) {
        SliceSql sql = new SliceSql(query);
        sql.withheldFigures(slices);
        sql.text
                .append(", withholder as (select distinct reporter from (")
                .append(sql.distinctWithheld(slices))
                .append(") w), x as materialized (select reporter, commodity, sum(value) as value from (")
                .append(sql.figure(slices.get(0)))
                .append(") f" + TELLING + " group by 1, 2), economy as (");
        if (query.totals() == Totals.REPORTED) {
            sql.text
                    .append("select reporter, sum(value) as value from (")
                    .append(sql.figure(slices.get(1)))
                    .append(") f" + TELLING + " group by 1");
        } else {
            sql.text.append("select reporter, sum(value) as value from x group by 1");
        }
        sql.text.append("), product as (select commodity, sum(value) as value from x group by 1),"
                + " world as (select sum(value) as value from economy),"
                + " special as (select x.reporter, x.commodity from x"
                + " join economy on economy.reporter = x.reporter join product on product.commodity = x.commodity"
                + " cross join world where x.value > 0 and x.value * world.value >= economy.value * product.value"
                + " and economy.value >= ");
        sql.text
                .append(sql.bind(query.minTrade()))
                .append("::numeric)"
                        + " select reporter, commodity from special"
                        + " union all select reporter, null from (select distinct reporter from x) e"
                        + " union all select null, commodity from product");
        return sql;
    }

    String text() {
        return text.toString();
    }

    List<Object> bound() {
        return List.copyOf(values);
    }

    Tuple values() {
        return Tuple.from(values);
    }

    private void sum(int number, Slice slice) {
        String key = slice.by() == By.NOTHING ? "''" : "f.commodity";
        String market = slice.by() == By.COMMODITY_AND_PARTNER ? "f.partner" : "''";
        text.append("select ").append(number).append(" as slice, ").append(key).append("::text as key, ");
        text.append(market)
                .append(
                        "::text as market, sum(f.value) as value, sum(f.value * f.value) as squares,"
                                + " count(*) filter (where f.value > 0) as figures,"
                                + " case when bool_and(f.net_weight is not null or f.value = 0) then sum(f.net_weight) end as weight, ");
        if (slice.top() > 0) {
            String largest = "(array_agg(%s order by f.value desc, f.partner))[1:" + bind(slice.top()) + "::integer]";
            text.append(largest.formatted("f.partner::text")).append(" as areas, ");
            text.append(largest.formatted("f.value::text")).append(" as amounts");
        } else {
            text.append("null::text[] as areas, null::text[] as amounts");
        }
        text.append(" from (").append(figure(slice)).append(") f group by 2, 3");
    }

    /** Figures that several slices share stand once. */
    private String distinct(List<Slice> slices) {
        return slices.stream()
                .map(slice -> figure(slice) + (isWithinAnother(slice, slices) ? unlessReporterCounts(slice) : ""))
                .collect(Collectors.joining(" union "));
    }

    /** The same figures of one reporter as another slice has of all that report: read and compared once, not twice. */
    private static boolean isWithinAnother(Slice slice, List<Slice> slices) {
        return slice.reporter() != null
                && !(slice.goods() instanceof Goods.Total)
                && slices.stream()
                        .anyMatch(all -> all.reporter() == null
                                && all.partners().equals(slice.partners())
                                && all.flow().equals(slice.flow())
                                && all.period().equals(slice.period())
                                && all.goods().equals(slice.goods()));
    }

    /** A group of economies may be asked about and is not among all that report. */
    private String unlessReporterCounts(Slice slice) {
        String reporter = bind(String.valueOf(slice.reporter())) + "::text";
        return " and (select " + reporter + " = 'W0' or " + reporter + " in (" + GROUPS + "))";
    }

    private String figure(Slice slice) {
        boolean total = slice.goods() instanceof Goods.Total;
        String o = observation(slice);
        StringBuilder figure = new StringBuilder();
        // A total has no edition of its own: of one that is told with and one without, the former counts.
        figure.append(total ? "(select distinct on (s.reporter, s.partner)" : "select")
                .append(" s.reporter, s.flow, s.edition, s.commodity, s.partner, ")
                .append(o + ".period, " + o + ".value, " + o + ".net_weight, " + o
                        + ".valuation, null::text as status from ")
                .append(figures(slice, "s", o));
        if (slice.partners() instanceof Partners.OtherEconomies || slice.partners() instanceof Partners.Unspecified) {
            figure.append(AREAS);
        }
        figure.append(" where s.source = ").append(bind(query.source()));
        figure.append(" and s.frequency = ").append(bind(query.frequency().name()));
        figure.append(" and s.flow = ").append(bind(slice.flow()));
        figure.append(partners(slice)).append(reporter(slice)).append(goods(slice.goods()));
        if (total && slice.reporter() == null) {
            figure.append(inEdition(slice, o));
        }
        figure.append(" and " + o + ".period = ")
                .append(bind(slice.period().start()))
                .append("::date");
        figure.append(known(o));
        return figure.append(total ? " order by s.reporter, s.partner, s.edition = 'HS')" : "")
                .toString();
    }

    /** The figures with what they are about: what is reported about the world is one table. */
    private static String figures(Slice slice, String series, String observation) {
        return isOfWorld(slice)
                ? "(select '" + Slice.WORLD + "'::text collate \"C\" as partner, * from trade_with_world) " + series
                : "trade_series " + series + " join trade_observation " + observation + " on " + observation
                        + ".series_id = " + series + ".id";
    }

    private static String observation(Slice slice) {
        return isOfWorld(slice) ? "s" : "o";
    }

    private static boolean isOfWorld(Slice slice) {
        return slice.partners() instanceof Partners.One one && one.area().equals(Slice.WORLD);
    }

    private String known(String observation) {
        return " and " + observation + ".value is not null" + valid(observation);
    }

    private String valid(String observation) {
        String at = pinnedAt();
        return " and " + observation + ".valid_from <= " + at + " and (" + observation + ".valid_to is null or "
                + observation + ".valid_to > " + at + ")";
    }

    private String partners(Slice slice) {
        return switch (slice.partners()) {
            case Partners.One one -> isOfWorld(slice) ? "" : " and s.partner = " + bind(one.area());
            case Partners.Every every -> " and s.partner <> 'W0'" + NO_GROUP.formatted("partner");
            case Partners.OtherEconomies others -> " and a.kind in ('ECONOMY', 'FORMER') and s.partner <> s.reporter";
            case Partners.Unspecified unspecified -> " and a.kind in ('NES_AREA', 'SPECIAL')";
        };
    }

    private String reporter(Slice slice) {
        String reporter = slice.reporter();
        return reporter == null
                ? " and s.reporter <> 'W0'" + NO_GROUP.formatted("reporter")
                : " and s.reporter = " + bind(reporter);
    }

    /** The world is who reports in the edition: a total without edition counts where its reporter's products are in it. */
    private String inEdition(Slice slice, String observation) {
        String edition = bind(String.valueOf(query.edition()));
        String q = isOfWorld(slice) ? "p" : "q";
        return " and (s.edition = " + edition + " or exists (select 1 from " + figures(slice, "p", q)
                + " where p.source = s.source and p.frequency = s.frequency and p.flow = s.flow"
                + " and p.partner = s.partner and p.edition = " + edition + " and p.reporter = s.reporter"
                + " and " + q + ".period = " + observation + ".period" + known(q) + "))";
    }

    private String goods(Goods goods) {
        String edition = bind(String.valueOf(query.edition()));
        return switch (goods) {
            case Goods.Level level ->
                " and s.edition = " + edition + " and length(s.commodity) = " + bind(level.digits()) + "::integer"
                        + " and s.commodity <> " + bind("9".repeat(level.digits()));
            case Goods.Code code -> " and s.edition = " + edition + " and s.commodity = " + bind(code.commodity());
            case Goods.Total total -> " and s.edition in (" + edition + ", 'HS') and s.commodity = 'TOTAL'";
        };
    }

    private void line(String alias) {
        Function<String, String> column = name -> alias + "." + name;
        String period = query.period().toString().length() == 4 ? "'YYYY'" : "'YYYY-MM'";
        text.append("concat_ws(',', ").append(bind(query.source())).append("::text, ");
        text.append(bind(query.frequency().name())).append("::text, ");
        text.append(column.apply("reporter"))
                .append(", ")
                .append(column.apply("flow"))
                .append(", ");
        text.append(column.apply("edition"))
                .append(", ")
                .append(column.apply("commodity"))
                .append(", ");
        text.append(column.apply("partner"))
                .append(", to_char(")
                .append(column.apply("period"))
                .append(", ");
        text.append(period).append("), coalesce(trim_scale(").append(column.apply("value"));
        text.append(")::text, ''), coalesce(trim_scale(")
                .append(column.apply("net_weight"))
                .append(")::text, ''), ");
        text.append(column.apply("valuation")).append(") || E'\\n'");
    }

    private static String order(String alias) {
        return List.of("reporter", "flow", "edition", "commodity", "partner", "period").stream()
                .map(column -> alias + "." + column)
                .collect(Collectors.joining(", "));
    }

    private String pinnedAt() {
        Instant at = query.knownAt();
        if (at == null) {
            throw new IllegalStateException("a query reads at one instant");
        }
        return FigureInstants.stateAt(bind(at.atOffset(ZoneOffset.UTC)) + "::timestamptz");
    }

    private String bind(Object value) {
        values.add(value);
        return "$" + values.size();
    }
}
