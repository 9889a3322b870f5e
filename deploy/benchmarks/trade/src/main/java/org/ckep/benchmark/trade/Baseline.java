package org.ckep.benchmark.trade;

/** What PostgreSQL is asked to do alone. */
final class Baseline {
    /** The file's 47 columns with their types and no checks. */
    static final String TABLE = """
            create table comtrade_row (
                typeCode text, freqCode text, refPeriodId integer, refYear integer, refMonth integer, period text,
                reporterCode integer, reporterISO text, reporterDesc text, flowCode text, flowDesc text,
                partnerCode integer, partnerISO text, partnerDesc text, partner2Code integer, partner2ISO text,
                partner2Desc text, classificationCode text, classificationSearchCode text,
                isOriginalClassification boolean, cmdCode text, cmdDesc text, aggrLevel integer, isLeaf boolean,
                customsCode text, customsDesc text, mosCode text, motCode text, motDesc text, qtyUnitCode integer,
                qtyUnitAbbr text, qty numeric(24, 3), isQtyEstimated boolean, altQtyUnitCode integer,
                altQtyUnitAbbr text, altQty numeric(24, 3), isAltQtyEstimated boolean, netWgt numeric(24, 3),
                isNetWgtEstimated boolean, grossWgt numeric(24, 3), isGrossWgtEstimated boolean,
                cifvalue numeric(20, 2), fobvalue numeric(20, 2), primaryValue numeric(20, 2),
                legacyEstimationFlag integer, isReported boolean, isAggregate boolean)""";

    /** Those of the service's tables of series and figures, on the columns that the file has for them. */
    static final String[] INDEXES = {
        "create unique index on comtrade_row (freqCode, reporterCode, flowCode, classificationCode, cmdCode, partnerCode, period)",
        "create unique index on comtrade_row (freqCode, reporterCode, flowCode, classificationCode, cmdCode, partnerCode, period)"
                + " where isReported",
        "create index on comtrade_row (cmdCode, reporterCode, partnerCode)",
        "create index on comtrade_row (partnerCode, freqCode, flowCode, classificationCode, reporterCode, cmdCode)"
    };

    /** The figures of the newest upload that brought any. */
    static final String STORED = """
            copy (select * from trade_observation
                  where upload_id = (select upload_id from trade_observation order by valid_from desc limit 1)
                  order by series_id, period) to stdout""";

    /** Fields of a line of SDMX-CSV that are read from the database. */
    private static final String FIELDS = """
            'CKEP:DF_BTS_COMTRADE_A(1.0.0)', 'A', s.reporter, s.flow, s.edition || '_' || s.commodity, s.partner, 'C00',
            v.measure, left(v.period::text, 4), trim_scale(v.amount), v.unit, '0', v.decimals,
            case when v.provisional then 'P' when v.estimated then 'E' else 'A' end, 'F', v.valuation""";

    private static final String MEASURES = """
            (select 'NET_WEIGHT' as measure, o.period, o.net_weight as amount, 'KG' as unit, '3' as decimals,
                    o.provisional, o.net_weight_estimated as estimated, null as valuation
             from trade_observation o
             where o.series_id = s.id and o.valid_to is null and o.net_weight is not null order by o.period)
            union all
            (select 'QTY', o.period, o.quantity, o.quantity_unit, '3', o.provisional, o.quantity_estimated, null
             from trade_observation o
             where o.series_id = s.id and o.valid_to is null and o.quantity is not null order by o.period)
            union all
            (select 'TRADE_VALUE', o.period, o.value, 'USD', '2', o.provisional, o.value_estimated, o.valuation
             from trade_observation o
             where o.series_id = s.id and o.valid_to is null and o.value is not null order by o.period)""";

    /** The rows of the full flow in the order of the answer. */
    static final String EXTRACTION = "copy (select " + FIELDS + " from trade_series s cross join lateral (" + MEASURES
            + ") v where s.source = 'COMTRADE_V1' and s.frequency = 'A'"
            + " order by s.reporter, s.flow, s.edition, s.commodity, s.partner, v.measure, v.period)"
            + " to stdout (format csv)";

    /** The planner's settings that the service gives itself for this order. */
    static final String[] AS_THE_SERVICE = {
        "set jit = off", "set enable_sort = off", "set enable_hashjoin = off", "set enable_mergejoin = off"
    };

    private Baseline() {}
}
