package org.ckep.trade.figures;

import java.util.Locale;
import org.ckep.trade.observation.ObservationStatus;

/** The statements that turn the rows of an SDMX message into whole figures, each over all rows at once. */
final class CellSql {
    private static final String SERIES = "reporter, flow, edition, commodity, partner";

    /** Where a deletion {@code d} means a key {@code %1$s}; what it leaves open stands for everything. */
    private static final String WITHIN = """
            (d.reporter is null or d.reporter = %1$s.reporter) and (d.flow is null or d.flow = %1$s.flow)
            and (d.commodity is null or (d.edition, d.commodity) = (%1$s.edition, %1$s.commodity))
            and (d.partner is null or d.partner = %1$s.partner)""";

    private static final String SAME_SERIES = "(d.reporter, d.flow, d.edition, d.commodity, d.partner)"
            + " = (%1$s.reporter, %1$s.flow, %1$s.edition, %1$s.commodity, %1$s.partner)";

    private static final String NAMED = "num_nulls(d.reporter, d.flow, d.commodity, d.partner) = 0";

    /** The last row of each measure. */
    static final String WRITES = """
            create temporary table stage_write on commit drop as
            select distinct on (%1$s, period, measure) *
            from stage_cell where action <> 'DELETE'
            order by %1$s, period, measure, line desc""".formatted(SERIES);

    /** Every row that sets a measure, with the last line that sets it, and whether both say the same. */
    private static final String KEYED = """
            select line, first_value(line) over key_rows as last_line,
                   row(action, amount, missing, unit, status, valuation) is not distinct from
                       row(first_value(action) over key_rows, first_value(amount) over key_rows,
                           first_value(missing) over key_rows, first_value(unit) over key_rows,
                           first_value(status) over key_rows, first_value(valuation) over key_rows) as same
            from stage_cell where action <> 'DELETE'
            window key_rows as (
                partition by %s, period, measure order by line desc
                rows between unbounded preceding and unbounded following)""".formatted(SERIES);

    static final String COUNT_EQUAL = "select count(*) from (" + KEYED + ") as keyed where same and line < last_line";

    static final String CONFLICTS = """
            select line, last_line from (
                select line, last_line, same, bool_and(same) over (partition by last_line) as settled
                from (%s) as keyed) as judged
            where not settled and (line = last_line or not same) order by line limit ?""".formatted(KEYED);

    /** A deletion further down takes back what the message itself has set. */
    static final String TAKE_BACK = """
            delete from stage_write w using stage_cell d
            where d.action = 'DELETE' and d.line > w.line and %s and %s
              and (d.period is null or d.period = w.period) and (d.measure is null or d.measure = w.measure)""";

    static final String TAKE_BACK_NAMED = TAKE_BACK.formatted(NAMED, SAME_SERIES.formatted("w"));
    static final String TAKE_BACK_OPEN = TAKE_BACK.formatted("not " + NAMED, WITHIN.formatted("w"));

    /** Of the series {@code %1$s} and the observations {@code %2$s}, what deletions {@code %4$s} mean by {@code %3$s}. */
    private static final String ERASED_BY = """
            select s.id as series_id, o.period, m.measure, d.line
            from stage_cell d
            join %1$s s on s.source = ? and s.frequency = ? and %3$s
            join %2$s o on o.series_id = s.id and o.valid_to is null
                 and (d.period is null or o.period = d.period)
            cross join (values ('TRADE_VALUE'), ('NET_WEIGHT'), ('QTY')) as m (measure)
            where d.action = 'DELETE' and %4$s and (d.measure is null or d.measure = m.measure)""";

    private static final String ERASED = """
            create temporary table stage_erased on commit drop as
            select series_id, period, measure, max(line) as line from (
            %s
            union all
            %s) as erased group by series_id, period, measure""";

    /** Measures that are known and that a deletion means, with the last such line. */
    static String erased(CellMerge.Known known) {
        return ERASED.formatted(
                ERASED_BY.formatted(known.series(), known.observations(), SAME_SERIES.formatted("s"), NAMED),
                ERASED_BY.formatted(known.series(), known.observations(), WITHIN.formatted("s"), "not " + NAMED));
    }

    private static final String MEASURE = """

            left join stage_write w%1$s on (w%1$s.reporter, w%1$s.flow, w%1$s.edition, w%1$s.commodity, w%1$s.partner,
                    w%1$s.period) = (t.reporter, t.flow, t.edition, t.commodity, t.partner, t.period)
                 and w%1$s.measure = '%2$s'
            left join stage_erased e%1$s on e%1$s.series_id = t.series_id and e%1$s.period = t.period
                 and e%1$s.measure = '%2$s'""";

    /** The figures that the message touches, of the series {@code %2$s}. */
    private static final String TOUCHED = """
            with touched as (
                select w.reporter, w.flow, w.edition, w.commodity, w.partner, w.period, s.id as series_id
                from (select distinct %1$s, period from stage_write) as w
                left join %2$s s on s.source = ? and s.frequency = ?
                     and (s.reporter, s.flow, s.edition, s.commodity, s.partner)
                       = (w.reporter, w.flow, w.edition, w.commodity, w.partner)
                union
                select s.reporter, s.flow, s.edition, s.commodity, s.partner, e.period, s.id
                from (select distinct series_id, period from stage_erased) as e
                join %2$s s on s.id = e.series_id)""";

    /** Of the observations {@code %s}: what is known, what each measure is set to, and whether it was erased. */
    private static final String SET = """

            select t.reporter, t.flow, t.edition, t.commodity, t.partner, t.period, t.series_id,
                   wv.line as value_line, wn.line as weight_line, wq.line as quantity_line,
                   greatest(wv.line, wn.line, wq.line, ev.line, en.line, eq.line) as line,
                   o.value as was_value, o.value_estimated as was_value_estimated, o.valuation as was_valuation,
                   o.net_weight as was_weight, o.net_weight_estimated as was_weight_estimated,
                   o.quantity as was_quantity, o.quantity_unit as was_unit, o.quantity_estimated as was_quantity_estimated,
                   o.cif_value, o.fob_value, o.gross_weight, o.gross_weight_estimated,
                   o.alt_quantity, o.alt_quantity_unit, o.alt_quantity_estimated, o.legacy_estimation_flag,
                   o.reported, o.aggregate, o.original_classification,
            """
            + amount("v", "o.value") + " as value, " + estimated("v", "value") + " as value_estimate, "
            + attribute("v", "wv.valuation", "o.valuation") + " as valuation, "
            + statuses("v", "value", "value")
            + amount("n", "o.net_weight") + " as net_weight, " + estimated("n", "net_weight")
            + " as net_weight_estimate, " + statuses("n", "net_weight", "weight")
            + amount("q", "o.quantity") + " as quantity, "
            + attribute("q", "wq.unit", "o.quantity_unit") + " as quantity_unit, "
            + statuses("q", "quantity", "quantity")
            + estimated("q", "quantity") + " as quantity_estimate" + """

            from touched t
            left join %s o on o.series_id = t.series_id and o.period = t.period and o.valid_to is null"""
            + MEASURE.formatted("v", "TRADE_VALUE") + MEASURE.formatted("n", "NET_WEIGHT")
            + MEASURE.formatted("q", "QTY");

    /** What was set, with the status of each measure that there is after it; what has no value is not estimated either. */
    private static final String COMPOSED = " select composed.*, " + composedStatus("value", "value") + ", "
            + composedStatus("net_weight", "weight") + ", " + composedStatus("quantity", "quantity") + " from (" + SET
            + ") as composed";

    /** Every figure that the message touches. */
    static String compose(CellMerge.Known known) {
        return "create temporary table stage_composed on commit drop as " + TOUCHED.formatted(SERIES, known.series())
                + COMPOSED.formatted(known.observations());
    }

    /** The status that the figure had, the one that it keeps unless a row says another, and the one that a row says. */
    private static String statuses(String letter, String column, String name) {
        String known = StatusSql.of("o", column);
        return String.format(
                Locale.ROOT,
                "%3$s as was_%2$s_status, "
                        + "case when w%1$s.line is null or w%1$s.action = 'MERGE' then %4$s end as kept_%2$s_status, "
                        + "w%1$s.status as said_%2$s_status, w%1$s.missing as lacks_%2$s, ",
                letter,
                name,
                known,
                base(letter, known));
    }

    /** A value that came in the place of a missing one is a normal one; a status alone does not make an observation. */
    private static String composedStatus(String amount, String name) {
        return String.format(
                Locale.ROOT,
                "case when %1$s is not null then"
                        + " coalesce(said_%2$s_status, case when kept_%2$s_status not in %3$s then kept_%2$s_status end, 'A')"
                        + " when said_%2$s_status in %4$s and (lacks_%2$s or kept_%2$s_status in %4$s)"
                        + " then said_%2$s_status"
                        + " when kept_%2$s_status in %4$s then kept_%2$s_status end as %2$s_status,"
                        + " case when %1$s is not null then %1$s_estimate end as %1$s_estimated",
                amount,
                name,
                ObservationStatus.missingSql(),
                ObservationStatus.withoutValueSql());
    }

    private static String measure(String letter, String whenWritten, String known) {
        return String.format(
                Locale.ROOT,
                "case when w%1$s.line is not null then %2$s when e%1$s.line is not null then null else %3$s end",
                letter,
                whenWritten,
                known);
    }

    /** What is known, unless it was erased further up: a row that is erased further down was taken back already. */
    private static String base(String letter, String known) {
        return String.format(Locale.ROOT, "(case when e%1$s.line is null then %2$s end)", letter, known);
    }

    private static String amount(String letter, String known) {
        return measure(
                letter,
                "case when not w" + letter + ".missing then coalesce(w" + letter + ".amount, " + base(letter, known)
                        + ") end",
                known);
    }

    private static String attribute(String letter, String given, String known) {
        return measure(
                letter,
                "coalesce(" + given + ", case w" + letter + ".action when 'MERGE' then " + base(letter, known)
                        + " end)",
                known);
    }

    /**
     * "Normal" leaves it open whether a source told that nothing was estimated; every other status but those of estimates
     * does not tell of the amount that stands, since there is room for one code alone.
     */
    private static String estimated(String letter, String column) {
        String known = "o." + column + "_estimated";
        return measure(
                letter,
                String.format(
                        Locale.ROOT,
                        "case when w%1$s.status in ('E', 'I') then true"
                                + " when w%1$s.action = 'MERGE' and w%1$s.status is distinct from 'A' then %2$s"
                                + " when w%1$s.status <> 'A' and w%1$s.amount is not distinct from %3$s then %2$s"
                                + " when %2$s is null then null else false end",
                        letter,
                        base(letter, known),
                        base(letter, "o." + column)),
                known);
    }

    /** The first measure that there is tells whether the figure is provisional, the others differ by a status of their own. */
    static final String ROWS =
            "insert into stage_row (line, frequency, period, reporter, flow, edition, commodity, partner, "
                    + RowStage.VALUES + """
            ) select line, ?, period, reporter, flow, edition, commodity, partner,
                   value, value_estimated,
                   case when kept then cif_value when valued_as = 'CIF' then value end,
                   case when kept then fob_value when valued_as = 'FOB' then value end,
                   valued_as, net_weight, net_weight_estimated, gross_weight, gross_weight_estimated, quantity,
                   case when quantity_status is not null then quantity_unit end, quantity_estimated,
                   alt_quantity, alt_quantity_unit, alt_quantity_estimated,
                   legacy_estimation_flag, reported, aggregate, original_classification, provisional,
            """
                    + StatusSql.own("value", "value_status") + ", " + StatusSql.own("net_weight", "weight_status")
                    + ", "
                    + StatusSql.own("quantity", "quantity_status") + """

            from (select *, coalesce(valuation, 'UNKNOWN') as valued_as,
                         coalesce(value_status, weight_status, quantity_status) = 'P' as provisional,
                         value is not distinct from was_value
                           and coalesce(valuation, 'UNKNOWN') is not distinct from was_valuation as kept
                  from stage_composed
                  where num_nonnulls(value_status, weight_status, quantity_status) > 0) as composed""";

    static final String GONE = """
            create temporary table stage_gone on commit drop as
            select series_id, period from stage_composed
            where num_nonnulls(value_status, weight_status, quantity_status) = 0
              and num_nonnulls(was_value_status, was_weight_status, was_quantity_status) > 0""";

    /** What became of the rows that set something. */
    static final String COUNT = """
            select coalesce(sum((value_line is not null and was_value_status is null and value_status is not null)::int
                     + (weight_line is not null and was_weight_status is null and weight_status is not null)::int
                     + (quantity_line is not null and was_quantity_status is null
                        and quantity_status is not null)::int), 0),
                   coalesce(sum((value_line is not null and was_value_status is not null
                       and (value, value_estimated, value_status, coalesce(valuation, 'UNKNOWN')) is distinct from
                           (was_value, was_value_estimated, was_value_status, was_valuation))::int
                     + (weight_line is not null and was_weight_status is not null
                       and (net_weight, net_weight_estimated, weight_status) is distinct from
                           (was_weight, was_weight_estimated, was_weight_status))::int
                     + (quantity_line is not null and was_quantity_status is not null
                       and (quantity, quantity_unit, quantity_estimated, quantity_status) is distinct from
                           (was_quantity, was_unit, was_quantity_estimated, was_quantity_status))::int), 0),
                   coalesce(sum(num_nonnulls(value_line, weight_line, quantity_line)), 0)
            from stage_composed""";

    private CellSql() {}
}
