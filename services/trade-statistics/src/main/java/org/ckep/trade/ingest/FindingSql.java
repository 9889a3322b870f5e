package org.ckep.trade.ingest;

import java.util.ArrayList;
import java.util.List;
import org.ckep.trade.ingest.Finding.Rule;

/**
 * What a file is looked at for, each rule over all rows of {@code stage_figure} at once. Every statement gives the place,
 * the figure and what it was compared with, and how many findings there are; the largest deviations stand first.
 */
final class FindingSql {
    /** How many values make a median that says something. */
    private static final int VALUES_OF_MEDIAN = 3;

    private static final int FACTOR = 8;

    /** From which value in USD on a known one is in the index trade_observation_large. */
    private static final int LARGE = 10_000_000;

    /** What a row of totals may leave open. */
    private static final List<List<String>> OPEN_COLUMNS =
            List.of(List.of("period", "frequency"), List.of("commodity"), List.of("partner"));

    /** How many of the values that are known of a series are looked at, the latest ones: a long history costs no more. */
    private static final int KNOWN_VALUES = 12;

    /** Up to half a dollar in each value may be rounding. */
    private static final String MORE_THAN_ROUNDING = "abs(%s - %s) > 0.5 * (%s + 1)";

    /**
     * The file commodity by commodity: what most rules look at, so that all rows are gone through once. What a group trades
     * stands in the figures of its members. A sum lacks what the source says is missing.
     */
    static final String COMMODITIES = """
            create temporary table stage_commodity on commit drop as
            with grouped as (
                select code from item where agency = 'CKEP' and scheme = 'CL_AREA' and kind = 'GROUP'
                union select code from area_library where kind = 'GROUP')
            select frequency, period, reporter, flow, edition, commodity, count(*) as figures,
                   sum(value) filter (where partner = 'W0') as world,
                   sum(value) filter (where single) as partners,
                   count(value) filter (where single) as n,
                   coalesce(bool_or(value is null and value_status is not null) filter (where single), false) as lacks
            from (select f.*, f.partner <> 'W0' and grouped.code is null as single
                  from stage_figure f left join grouped on grouped.code = f.partner) as figure
            group by frequency, period, reporter, flow, edition, commodity""";

    static final String FIGURES = "select coalesce(sum(figures), 0) from stage_commodity";

    /** The six-digit codes by heading and partner, where the file has something to hold them against. */
    static final String HEADINGS = """
            create temporary table stage_heading on commit drop as
            select frequency, period, reporter, flow, edition, partner, left(commodity, 4) as heading,
                   sum(value) as value, count(value) as n, bool_or(value is null) as lacks
            from stage_figure
            where length(commodity) = 6 and (value is not null or value_status is not null)
              and exists (select 1 from stage_commodity where length(commodity) = 4 or commodity = 'TOTAL')
            group by frequency, period, reporter, flow, edition, partner, left(commodity, 4)""";

    /** The latest values of a series stand at the end of an index; read from there, the earlier ones cost nothing. */
    static final String LATEST_FIRST = "set local enable_bitmapscan = off";

    static final String ANY_ORDER = "set local enable_bitmapscan = on";

    /**
     * The series of which large values are known and the file tells a small one, those of the largest first. Few values
     * are large, so that for each of the file's there is a look into a small index, and mostly nothing in it.
     */
    static final String SHRUNK = """
            create temporary table stage_shrunk on commit drop as
            select o.series_id
            from stage_figure f
            join trade_observation o on o.series_id = f.series_id and o.valid_to is null and o.value >= %1$d
            where f.value > 0 and f.value <= %1$d / %2$d
            group by o.series_id order by max(o.value) desc, o.series_id limit ?""".formatted(LARGE, FACTOR);

    /** The planner would pass by all figures that there are, whose number has no bound. */
    static final String BY_INDEX = "set local enable_seqscan = off";

    static final String ANY_WAY = "set local enable_seqscan = on";

    static final String ADD_SLICES = """
            insert into upload_slice (upload_id, source, frequency, period, reporter, flow, edition, chapter, figures)
            select ?, ?, frequency, period, reporter, flow, edition, chapter, sum(figures)
            from (select frequency, period, reporter, flow, edition, figures,
                         case commodity when 'TOTAL' then commodity else left(commodity, 2) end as chapter
                  from stage_commodity) as c
            group by frequency, period, reporter, flow, edition, chapter""";

    static final String INSERT = """
            insert into upload_finding (upload_id, seq, rule, frequency, period, reporter, flow, edition, commodity,
                                        partner, figure, compared_with)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    static final String PAGE = """
            select seq, rule, frequency, period, reporter, flow, edition, commodity, partner, figure, compared_with
            from upload_finding where upload_id = ? and seq > ? order by seq limit ?""";

    /** The last file that held figures of the chapter, of those that the caller may know of; only those taken have slices. */
    private static final String FEWER_FIGURES = """
            select s.frequency, s.period, s.reporter, s.flow, s.edition, s.chapter as commodity, null as partner,
                   s.figures as figure, before.figures as compared_with
            from upload_slice s
            cross join lateral (
                select p.figures from upload_slice p
                where p.source = s.source and p.reporter = s.reporter and p.flow = s.flow and p.edition = s.edition
                  and p.chapter = s.chapter and p.period = s.period and p.frequency = s.frequency and p.seq < s.seq
                order by p.seq desc limit 1) as before
            where s.upload_id = ? and s.figures < before.figures""";

    /**
     * Of one partner alone, and where the value of one is missing, only a sum above the World is told: extracts hold one
     * partner and the World.
     */
    private static final String PARTNERS_NOT_WORLD =
            """
            select frequency, period, reporter, flow, edition, commodity, null as partner,
                   partners as figure, world as compared_with
            from stage_commodity
            where %s and (n > 1 and not lacks or partners > world)""".formatted(MORE_THAN_ROUNDING.formatted("partners", "world", "n"));

    /** Where the value of one is missing, only a sum above the whole is told. */
    private static final String SUBHEADINGS_NOT_HEADING =
            """
            select h.frequency, h.period, h.reporter, h.flow, h.edition, h.commodity, h.partner,
                   six.value as figure, h.value as compared_with
            from stage_figure h
            join stage_heading six
              on (six.frequency, six.period, six.reporter, six.flow, six.edition, six.partner, six.heading)
               = (h.frequency, h.period, h.reporter, h.flow, h.edition, h.partner, h.commodity)
            where exists (select 1 from stage_heading)
              and length(h.commodity) = 4 and (not six.lacks or six.value > h.value) and %s""".formatted(MORE_THAN_ROUNDING.formatted("six.value", "h.value", "six.n"));

    /** A total may be told without an edition. */
    private static final String SUBHEADINGS_NOT_TOTAL =
            """
            select t.frequency, t.period, t.reporter, t.flow, six.edition, t.commodity, t.partner,
                   six.value as figure, t.value as compared_with
            from stage_figure t
            join (select frequency, period, reporter, flow, edition, partner, sum(value) as value, sum(n) as n,
                         bool_or(lacks) as lacks
                  from stage_heading
                  group by frequency, period, reporter, flow, edition, partner) as six
              on (six.frequency, six.period, six.reporter, six.flow, six.partner)
               = (t.frequency, t.period, t.reporter, t.flow, t.partner) and t.edition in (six.edition, 'HS')
            where exists (select 1 from stage_heading)
              and t.commodity = 'TOTAL' and (not six.lacks or six.value > t.value) and %s""".formatted(MORE_THAN_ROUNDING.formatted("six.value", "t.value", "six.n"));

    /** The rows of totals of the file; most have none. */
    static final String TOTALS = """
            create temporary table stage_totals (
                line bigint, frequency text, period date, reporter text collate "C", flow text collate "C",
                commodity text collate "C", partner text collate "C", value numeric(20, 2)) on commit drop""";

    static final String ADD_TOTALS = "insert into stage_totals values (?, ?, ?, ?, ?, ?, ?, ?)";

    /** What differs between rows of totals is what they leave open; those that leave open the same share one reading. */
    private static final String TOTALLED = """
            select k.key, f.frequency, f.period, f.partner, left(f.commodity, 2) as chapter, f.value,
                   case f.commodity when 'TOTAL' then 0 else length(f.commodity) end as level
            from totalled k join stage_figure f on f.reporter = k.reporter and f.flow = k.flow%s
            where (f.value is not null or f.value_status is not null)%s""";

    /** The planner takes the few rows of totals for one and would go through all figures for each. */
    static final String HASHED = "set local enable_nestloop = off";

    static final String ANY_JOIN = "set local enable_nestloop = on";

    /**
     * A row of totals sums over the partners one by one where there are any, and over the finest level that the file has of
     * a partner's chapter, so that nothing is counted twice. Rows of one key are summed once, and the figures are gone
     * through once for each set of open columns, however many rows there are. Where a value is missing, only a sum above the
     * row is told.
     */
    private static final String TOTALS_ROW_NOT_SUM = """
            with total as materialized (
                select *, dense_rank() over (order by frequency, period, reporter, flow, commodity, partner) as key
                from stage_totals),
            totalled as materialized (
                select distinct key, frequency, period, reporter, flow, commodity, partner from total),
            told as (
                select key, frequency, period, partner, chapter, level, sum(value) as value, count(value) as n,
                       bool_or(value is null) as lacks
                from (%s) as figure
                group by key, frequency, period, partner, chapter, level),
            finest as (
                select told.*, partner = 'W0' as world,
                       bool_and(partner = 'W0') over (partition by key) as alone,
                       level = max(level) over (partition by key, frequency, period, partner, chapter)
                       and (level > 0
                            or max(level) over (partition by key, frequency, period, partner) = 0) as counts
                from told),
            summed as (
                select key, sum(finest.value) as value, sum(n) as n, bool_or(lacks) as lacks
                from finest join totalled using (key)
                where counts and (totalled.partner is not null or alone or not world)
                group by key)
            select t.frequency, t.period, t.reporter, t.flow, null as edition, t.commodity, t.partner,
                   coalesce(s.value, 0) as figure, t.value as compared_with
            from total t left join summed s on s.key = t.key
            where (s.lacks is not true or s.value > t.value) and %s""".formatted(
                    totalled(), MORE_THAN_ROUNDING.formatted("coalesce(s.value, 0)", "t.value", "coalesce(s.n, 0)"));

    private static final String UNNAMED_COMMODITIES = """
            select null as frequency, null::date as period, null as reporter, null as flow, c.edition,
                   null as commodity, null as partner, sum(c.figures) filter (where i.names is null) as figure,
                   sum(c.figures) as compared_with
            from (select edition, commodity, sum(figures) as figures from stage_commodity where commodity <> 'TOTAL'
                  group by edition, commodity) as c
            left join item i
              on i.agency = 'CKEP' and i.scheme = 'CL_COMMODITY' and i.code = c.edition || '_' || c.commodity
            group by c.edition
            having sum(c.figures) filter (where i.names is null) > 0""";

    private static final String UNKNOWN_CODES = """
            select null as frequency, null::date as period, null as reporter, null as flow, null as edition,
                   null as commodity, null as partner, count(distinct line) as figure, max(rows) as compared_with
            from (select line, ?::bigint as rows from upload_error
                  where upload_id = ? and code in ('UNKNOWN_AREA', 'UNKNOWN_FLOW', 'UNKNOWN_CLASSIFICATION')) as e
            having count(*) > 0""";

    /**
     * The median of the values in a file and of the latest that are known of the same series in other periods, the lower
     * of the two in the middle; zeros are not counted. Known values are looked up for the series of as many of the file's
     * largest values as its parameter says and for those that are {@link #SHRUNK}, in the order in which they lie; the
     * others stand in relation within the file alone, where it has enough periods for that.
     */
    private static final String FAR_FROM_MEDIAN = """
            with looked_up as materialized (
                select series_id
                from (select series_id from stage_figure where value > 0
                      order by value desc, series_id limit ?) as largest
                union
                select series_id from stage_shrunk
                order by series_id),
            suspect as materialized (
                select series_id from looked_up
                union
                select series_id from stage_figure
                where value > 0 and (select count(distinct (frequency, period)) from stage_commodity) >= %1$d
                group by series_id
                having count(*) >= %1$d and max(value) >= %2$d * min(value)),
            own as materialized (
                select f.series_id, f.frequency, f.period, f.reporter, f.flow, f.edition, f.commodity, f.partner, f.value
                from stage_figure f join suspect using (series_id)),
            figure as (
                select series_id, value from own where value > 0
                union all
                select s.series_id, o.value
                from looked_up as s
                cross join lateral (
                    select period, value from trade_observation
                    where series_id = s.series_id and valid_to is null and value > 0
                    order by period desc limit %3$d) as o
                where not exists (
                    select 1 from own f where f.series_id = s.series_id and f.period = o.period)),
            median as (
                select series_id, percentile_disc(0.5) within group (order by value) as value
                from figure group by series_id
                having count(*) >= %1$d and max(value) >= %2$d * min(value))
            select f.frequency, f.period, f.reporter, f.flow, f.edition, f.commodity, f.partner,
                   f.value as figure, m.value as compared_with
            from own f join median m using (series_id)
            where f.value > 0 and (f.value >= %2$d * m.value or m.value >= %2$d * f.value)""".formatted(VALUES_OF_MEDIAN, FACTOR, KNOWN_VALUES);

    private FindingSql() {}

    /** The figures of each row of totals, for each set of columns that one can leave open. */
    private static String totalled() {
        List<String> readings = new ArrayList<>();
        for (int open = 0; open < 1 << OPEN_COLUMNS.size(); open++) {
            StringBuilder on = new StringBuilder();
            StringBuilder where = new StringBuilder();
            for (int i = 0; i < OPEN_COLUMNS.size(); i++) {
                List<String> columns = OPEN_COLUMNS.get(i);
                boolean named = (open >> i & 1) == 0;
                if (named) {
                    columns.forEach(column ->
                            on.append(" and f.").append(column).append(" = k.").append(column));
                }
                where.append(" and k.").append(columns.getFirst()).append(named ? " is not null" : " is null");
            }
            readings.add(TOTALLED.formatted(on, where));
        }
        return String.join("\nunion all\n", readings);
    }

    /**
     * The statement of a rule; its last parameter is how many findings are listed, that of medians before it of how many
     * values the series are looked up.
     */
    static String of(Rule rule) {
        String found =
                switch (rule) {
                    case FEWER_FIGURES -> FEWER_FIGURES;
                    case PARTNERS_NOT_WORLD -> PARTNERS_NOT_WORLD;
                    case SUBHEADINGS_NOT_HEADING -> SUBHEADINGS_NOT_HEADING;
                    case SUBHEADINGS_NOT_TOTAL -> SUBHEADINGS_NOT_TOTAL;
                    case TOTALS_ROW_NOT_SUM -> TOTALS_ROW_NOT_SUM;
                    case UNNAMED_COMMODITIES -> UNNAMED_COMMODITIES;
                    case UNKNOWN_CODES -> UNKNOWN_CODES;
                    case FAR_FROM_MEDIAN -> FAR_FROM_MEDIAN;
                };
        return "select found.*, count(*) over () as n from (" + found
                + ") as found order by abs(figure - compared_with)"
                + " desc, reporter, flow, edition, commodity, partner, frequency, period limit ?";
    }
}
