package org.ckep.trade.release;

import org.ckep.trade.figures.CellStage;
import org.ckep.trade.figures.RowStage;
import org.ckep.trade.observation.ObservationStatus;

/** The statements that keep which measures a draft sets, and that make figures of them. */
final class DraftCellSql {
    private static final String FIGURE = "reporter, flow, edition, commodity, partner, period";
    private static final String SAID = "action, amount, missing, unit, status, valuation";

    /**
     * Of what a message has touched, the figures of which the draft sets single measures: it has no whole figure there, or
     * the message takes the whole of it out.
     */
    static final String SINGLE = """
            create temporary table draft_single on commit drop as
            select %1$s
            from stage_composed t
            where not exists (select 1 from release_figure r
                              where r.release_id = ? and r.frequency = ? and %2$s)
               or exists (select 1 from release_cell c
                          where c.release_id = ? and c.frequency = ? and %3$s)
               or (select count(*) from stage_erased e where e.series_id = t.series_id and e.period = t.period) = 3""".formatted(figure("t"), same("r", "t"), same("c", "t"));

    static final String ERASE = """
            delete from release_cell c using stage_erased e, draft_series k
            where k.id = e.series_id and c.release_id = ? and c.frequency = ?
              and (c.reporter, c.flow, c.edition, c.commodity, c.partner, c.period, c.measure)
                = (k.reporter, k.flow, k.edition, k.commodity, k.partner, e.period, e.measure)""";

    /** A merge leaves what an earlier row has set and it does not say. */
    static final String KEEP = """
            insert into release_cell as c (release_id, frequency, %1$s, measure, %2$s)
            select ?, ?, %3$s, w.measure, w.action, w.amount, w.missing, w.unit, w.status, w.valuation
            from stage_write w join draft_single t on %4$s
            on conflict (release_id, frequency, %1$s, measure) do update set
                action = case when excluded.action = 'REPLACE' then excluded.action else c.action end,
                amount = case when excluded.action = 'REPLACE' or excluded.missing then excluded.amount
                              else coalesce(excluded.amount, c.amount) end,
                missing = excluded.missing
                          or excluded.action <> 'REPLACE' and excluded.amount is null and c.missing,
                unit = case when excluded.action = 'REPLACE' then excluded.unit else coalesce(excluded.unit, c.unit) end,
                status = case when excluded.action = 'REPLACE' then excluded.status
                              when excluded.amount is null and not excluded.missing and c.missing then
                                  case when excluded.status in %5$s then excluded.status else c.status end
                              when excluded.amount is not null and c.status in %6$s then coalesce(excluded.status, 'A')
                              else coalesce(excluded.status, c.status) end,
                valuation = case when excluded.action = 'REPLACE' then excluded.valuation
                                 else coalesce(excluded.valuation, c.valuation) end""".formatted(
                    FIGURE,
                    SAID,
                    figure("w"),
                    same("w", "t"),
                    ObservationStatus.withoutValueSql(),
                    ObservationStatus.missingSql());

    /** Figures of which nothing may be left; {@link #LEFT} says which there are. */
    static final String GONE = """
            create temporary table draft_gone on commit drop as
            select k.reporter, k.flow, k.edition, k.commodity, k.partner, g.period
            from stage_gone g join draft_series k on k.id = g.series_id
            union
            select %1$s from draft_single""".formatted(FIGURE);

    static final String LEFT = "delete from draft_gone g using stage_row s where " + same("g", "s");

    static final String UNSTAGE = "delete from stage_row s using draft_single t where " + same("s", "t");

    static final String EMPTY_CELLS = "truncate stage_cell";

    static final String EMPTY_ROWS = "truncate stage_row";

    private static final String STAGE = "insert into stage_cell (" + CellStage.NAMES + ") select 0, c.action, c.period,"
            + " c.reporter, c.flow, c.edition, c.commodity, c.partner, c.measure, c.amount, c.missing, c.unit, c.status,"
            + " c.valuation from release_cell c ";

    /** What the draft sets of the figures that a message has touched. */
    static final String STAGE_SINGLE =
            STAGE + "join draft_single t on " + same("c", "t") + " where c.release_id = ? and c.frequency = ?";

    /** Everything that it sets by single measures. */
    static final String STAGE_ALL = STAGE + "where c.release_id = ? and c.frequency = ?";

    static final String FREQUENCIES = "select distinct frequency from release_cell where release_id = ? order by 1";

    static final String FORGET_GONE =
            "delete from release_cell c using draft_gone g where c.release_id = ? and c.frequency = ? and "
                    + same("c", "g");

    static final String TAKE_BACK =
            "delete from release_figure d using draft_gone g where d.release_id = ? and d.frequency = ? and "
                    + same("d", "g");

    /** Figures that were staged whole are set by no single measure any more. */
    static final String FORGET_STAGED =
            "delete from release_cell c using stage_draft s where c.release_id = ? and c.frequency = s.frequency and "
                    + same("c", "s");

    static final String DROP_SINGLE = """
            delete from release_figure d
            where d.release_id = ? and exists (
                select 1 from release_cell c
                where c.release_id = d.release_id and c.frequency = d.frequency and %s)""".formatted(same("c", "d"));

    static final String ADD_STAGED = "insert into release_figure (release_id, frequency, " + FIGURE + ", "
            + RowStage.VALUES + ") select ?, frequency, " + FIGURE + ", " + RowStage.VALUES + " from stage_row";

    private DraftCellSql() {}

    private static String figure(String alias) {
        return alias + "." + FIGURE.replace(", ", ", " + alias + ".");
    }

    private static String same(String one, String other) {
        return "(" + figure(one) + ") = (" + figure(other) + ")";
    }
}
