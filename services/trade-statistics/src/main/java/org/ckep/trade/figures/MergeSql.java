package org.ckep.trade.figures;

/** The statements that bring staged rows into the figures, each over all rows at once. */
final class MergeSql {
    /** Merges run one after the other, so that the order of revision instants is the order of commits. */
    static final String LOCK = "select pg_advisory_xact_lock(7414, 0)";

    /** One merge at a time sorts and hashes a whole file. */
    static final String WORK_MEMORY = "set local work_mem = '128MB'";

    /** Later than every revision so far, even where the server's clock was set back. */
    static final String BEGINNING = """
            select greatest(clock_timestamp(), max(revised_at) + interval '1 microsecond') from dataset""";

    /** Readers wait here for a moment, so that none begins between the instant of a revision and its commit. */
    static final String LOCK_READERS = "select pg_advisory_xact_lock(7414, 1)";

    /** Not before the figures were written, even where the server's clock was set back, and not before the given instant. */
    static final String KNOWN_FROM = """
            select known, known > clock_timestamp() as is_to_come
            from (select greatest(clock_timestamp(), ?::timestamptz, ?::timestamptz) as known) k""";

    static final String SLEEP = "select pg_sleep_until(?)";

    static final String KEEP_INSTANTS = "insert into figure_revision (written_at, known_from) values (?, ?)";

    static final String DATE_DATASETS = "update dataset set revised_at = ? where revised_at = ?";

    static final String ADD_COMMODITIES = """
            insert into item (agency, scheme, code, parent, kind)
            select distinct 'CKEP', 'CL_COMMODITY', edition || '_' || code,
                   edition || '_' || case length(code) when 2 then 'TOTAL' else left(code, length(code) - 2) end,
                   case length(code) when 2 then 'CHAPTER' when 4 then 'HEADING' else 'SUBHEADING' end
            from (select distinct edition, commodity from stage_row where commodity <> 'TOTAL') as used
            cross join lateral (select distinct left(commodity, length) as code
                                from unnest(array[2, 4, 6]) as length) as levels
            on conflict do nothing""";

    static final String LIST_CHANGED = """
            update artefact set changed_at = greatest(?::timestamptz, changed_at + interval '1 microsecond')
            where agency = 'CKEP' and id = ?""";

    /** Only what is new is written: a conflict costs as much as a row. */
    static final String ADD_SERIES = """
            insert into trade_series (source, frequency, reporter, flow, edition, commodity, partner)
            select source, frequency, reporter, flow, edition, commodity, partner
            from (select distinct ?::text as source, frequency, reporter, flow, edition, commodity, partner
                  from stage_row) as used
            where not exists (
                select 1 from trade_series s
                where s.source = used.source and s.frequency = used.frequency and s.reporter = used.reporter
                  and s.flow = used.flow and s.edition = used.edition and s.commodity = used.commodity
                  and s.partner = used.partner)
            order by reporter, flow, edition, commodity, partner""";

    /** The staged rows with the number of their series. */
    static final String IDENTIFY = """
            create temporary table stage_figure on commit drop as
            select s.id as series_id, r.*
            from stage_row r
            join trade_series s
              on s.source = ? and s.frequency = r.frequency and s.reporter = r.reporter and s.flow = r.flow
             and s.edition = r.edition and s.commodity = r.commodity and s.partner = r.partner""";

    /** Keys that stand in the file more than once. */
    static final String REPEATED = """
            create temporary table stage_repeated on commit drop as
            select series_id, period, max(line) as last_line
            from stage_figure group by series_id, period having count(*) > 1""";

    /** A row that says what the last one of its key says is that row once more. */
    static final String DROP_EQUAL = """
            delete from stage_figure f using stage_repeated k, stage_figure last
            where f.series_id = k.series_id and f.period = k.period and f.line < k.last_line
              and last.series_id = k.series_id and last.period = k.period and last.line = k.last_line
              and row(%s) is not distinct from row(%s)""".formatted(RowStage.values("f"), RowStage.values("last"));

    /** What is left of the keys that still have several rows, with their last line. */
    static final String CONFLICTS = """
            select line, last_line from (
                select f.line, k.last_line, count(*) over (partition by f.series_id, f.period) as n
                from stage_repeated k
                join stage_figure f on f.series_id = k.series_id and f.period = k.period) as keyed
            where n > 1 order by line limit ?""";

    static final String DROP_REPLACED = """
            delete from stage_figure f using stage_repeated k
            where f.series_id = k.series_id and f.period = k.period and f.line < k.last_line""";

    /**
     * The figures that are known already. A statement of its own, after the staged ones were counted: joined in one go
     * with the series, the planner takes seven equal columns for a single row, and then reads the figures of a whole
     * period for each.
     */
    static final String COMPARE = """
            create temporary table stage_known on commit drop as
            select f.series_id, f.period, row(%s) is not distinct from row(%s) as same
            from stage_figure f
            join trade_observation o
              on o.series_id = f.series_id and o.period = f.period and o.valid_to is null""".formatted(RowStage.values("o"), RowStage.values("f"));

    static final String COUNT = """
            select (select count(*) from stage_figure) - count(*),
                   count(*) filter (where not same),
                   count(*) filter (where same)
            from stage_known""";

    static final String CLOSE_REVISED = """
            update trade_observation o set valid_to = ?
            from stage_known k
            where not k.same and o.series_id = k.series_id and o.period = k.period and o.valid_to is null""";

    /** What is written, staged as {@code f}. */
    static final String NEW_OR_REVISED = """
            from stage_figure f left join stage_known k on k.series_id = f.series_id and k.period = f.period
            where k.same is distinct from true""";

    static final String INSERT_NEW =
            """
            insert into trade_observation (series_id, period, valid_from, upload_id, %s)
            select f.series_id, f.period, ?, ?, %s
            """.formatted(RowStage.VALUES, RowStage.VALUES) + NEW_OR_REVISED + " order by f.series_id, f.period";

    /** Figures that are taken back without another in their place. */
    static final String CLOSE_GONE = """
            update trade_observation o set valid_to = ?
            from stage_gone g
            where o.series_id = g.series_id and o.period = g.period and o.valid_to is null""";

    /** The slices of a source of which the staged figures are everything that there is. */
    static final String COVERED = """
            create temporary table stage_coverage on commit drop as
            select distinct frequency, period, reporter, flow, edition from stage_figure""";

    /** The series of these slices. A statement of its own, for the reason that {@link #COMPARE} is one. */
    static final String COVERED_SERIES = """
            create temporary table stage_covered on commit drop as
            select s.id as series_id, c.period
            from stage_coverage c
            join trade_series s on s.source = ? and s.frequency = c.frequency and s.reporter = c.reporter
                 and s.flow = c.flow and s.edition = c.edition""";

    /** What is known of these slices and is not among the staged figures. */
    static final String UNCOVERED = """
            create temporary table stage_gone on commit drop as
            select o.series_id, o.period
            from stage_covered c
            join trade_observation o on o.series_id = c.series_id and o.period = c.period and o.valid_to is null
            where not exists (
                select 1 from stage_figure f where f.series_id = o.series_id and f.period = o.period)""";

    static final String COUNT_GONE = "select count(*) from stage_gone";

    static final String NOTHING_GONE =
            "create temporary table if not exists stage_gone (series_id bigint, period date) on commit drop";

    /** What changed in each dataset, for its event; counted before the reporters are told apart, which would sort all rows. */
    static final String REVISED_DATASETS = """
            with changed as (
                select f.frequency, f.reporter, f.period,
                       case when k.same is null then 'inserted' else 'revised' end as kind, count(*) as n
            """ + NEW_OR_REVISED + """

                group by 1, 2, 3, 4
                union all
                select s.frequency, s.reporter, g.period, 'deleted', count(*)
                from stage_gone g join trade_series s on s.id = g.series_id
                group by 1, 2, 3
                union all
            """ + SystemSql.TOLD_PERIODS + """
            )
            update dataset d set revised_at = ?
            from (select frequency,
                         coalesce(sum(n) filter (where kind = 'inserted'), 0) as inserted,
                         coalesce(sum(n) filter (where kind = 'revised'), 0) as revised,
                         coalesce(sum(n) filter (where kind = 'deleted'), 0) as deleted,
                         min(period) as first_period,
                         max(period) as last_period,
                         array_agg(distinct reporter) as reporters
                  from changed group by frequency) as c,
                 (select id, revised_at as previous from dataset) as before
            where d.source = ? and d.frequency = c.frequency and before.id = d.id
            returning d.id, d.frequency, d.dataflow, d.names::text, c.inserted, c.revised, c.deleted,
                      c.first_period, c.last_period, c.reporters, before.previous""";

    private MergeSql() {}
}
