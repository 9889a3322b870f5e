package org.ckep.trade.ingest;

/** The statements that bring a staged file into the figures, each over all rows at once. */
final class MergeSql {
    /** Merges run one after the other, so that the order of revision instants is the order of commits. */
    static final String LOCK = "select pg_advisory_xact_lock(7414, 0)";

    /** Later than every revision so far, even where the server's clock was set back. */
    static final String RELEASE_INSTANT = """
            select greatest(clock_timestamp(), max(revised_at) + interval '1 microsecond') from dataset""";

    static final String DUPLICATES = """
            select line, last_line, same from (
                select line,
                       first_value(line) over key_rows as last_line,
                       count(*) over (partition by frequency, reporter, flow, edition, commodity, partner, period) as n,
                       value = first_value(value) over key_rows as same
                from stage_row
                window key_rows as (
                    partition by frequency, reporter, flow, edition, commodity, partner, period order by line desc
                    rows between unbounded preceding and unbounded following)
            ) as keyed
            where n > 1
            order by line
            limit ?""";

    static final String ADD_COMMODITIES = """
            insert into item (agency, scheme, code, parent, kind)
            select distinct 'CKEP', 'CL_COMMODITY', edition || '_' || code,
                   edition || '_' || case length(code) when 2 then 'TOTAL' else left(code, length(code) - 2) end,
                   case length(code) when 2 then 'CHAPTER' when 4 then 'HEADING' else 'SUBHEADING' end
            from (select distinct edition, commodity from stage_row where commodity <> 'TOTAL') as used
            cross join lateral (select distinct left(commodity, length) as code
                                from unnest(array[2, 4, 6]) as length) as levels
            on conflict do nothing""";

    static final String LIST_CHANGED = "update artefact set changed_at = ? where agency = 'CKEP' and id = ?";

    static final String ADD_SERIES = """
            insert into trade_series (source, frequency, reporter, flow, edition, commodity, partner)
            select distinct ?, frequency, reporter, flow, edition, commodity, partner from stage_row
            on conflict do nothing""";

    /** One row per key, the last one of the file, beside what is known of it. */
    static final String COMPARE = """
            create temporary table stage_change on commit drop as
            select distinct on (s.id, r.period)
                   s.id as series_id, r.*, o.series_id is not null as known,
                   (o.value, o.cif_value, o.fob_value, o.valuation, o.net_weight, o.net_weight_estimated,
                    o.gross_weight, o.gross_weight_estimated, o.quantity, o.quantity_unit, o.quantity_estimated,
                    o.alt_quantity, o.alt_quantity_unit, o.alt_quantity_estimated, o.legacy_estimation_flag,
                    o.reported, o.aggregate, o.original_classification)
                   is not distinct from
                   (r.value, r.cif_value, r.fob_value, r.valuation, r.net_weight, r.net_weight_estimated,
                    r.gross_weight, r.gross_weight_estimated, r.quantity, r.quantity_unit, r.quantity_estimated,
                    r.alt_quantity, r.alt_quantity_unit, r.alt_quantity_estimated, r.legacy_estimation_flag,
                    r.reported, r.aggregate, r.original_classification) as same
            from stage_row r
            join trade_series s
              on s.source = ? and s.frequency = r.frequency and s.reporter = r.reporter and s.flow = r.flow
             and s.edition = r.edition and s.commodity = r.commodity and s.partner = r.partner
            left join trade_observation o
              on o.series_id = s.id and o.period = r.period and o.valid_to is null
            order by s.id, r.period, r.line desc""";

    static final String COUNT = """
            select count(*) filter (where not known),
                   count(*) filter (where known and not same),
                   count(*) filter (where known and same)
            from stage_change""";

    static final String CLOSE_REVISED = """
            update trade_observation o set valid_to = ?
            from stage_change c
            where c.known and not c.same
              and o.series_id = c.series_id and o.period = c.period and o.valid_to is null""";

    static final String INSERT_NEW = """
            insert into trade_observation (
                series_id, period, valid_from, upload_id, value, cif_value, fob_value, valuation,
                net_weight, net_weight_estimated, gross_weight, gross_weight_estimated,
                quantity, quantity_unit, quantity_estimated, alt_quantity, alt_quantity_unit, alt_quantity_estimated,
                legacy_estimation_flag, reported, aggregate, original_classification)
            select series_id, period, ?, ?, value, cif_value, fob_value, valuation,
                   net_weight, net_weight_estimated, gross_weight, gross_weight_estimated,
                   quantity, quantity_unit, quantity_estimated, alt_quantity, alt_quantity_unit, alt_quantity_estimated,
                   legacy_estimation_flag, reported, aggregate, original_classification
            from stage_change
            where not same""";

    /** What changed in each dataset, for its event. */
    static final String REVISED_DATASETS = """
            update dataset d set revised_at = ?
            from (select frequency,
                         count(*) filter (where not known) as inserted,
                         count(*) filter (where known) as revised,
                         min(period) as first_period,
                         max(period) as last_period,
                         array_agg(distinct reporter) as reporters
                  from stage_change where not same group by frequency) as c
            where d.source = ? and d.frequency = c.frequency
            returning d.id, d.frequency, d.dataflow, d.names::text, c.inserted, c.revised,
                      c.first_period, c.last_period, c.reporters""";

    private MergeSql() {}
}
