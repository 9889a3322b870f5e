package org.ckep.trade.bilateral;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ckep.kernel.access.Side;
import org.ckep.trade.observation.Decimals;
import org.ckep.trade.observation.Frequency;
import org.ckep.trade.observation.Period;
import org.jspecify.annotations.Nullable;

/** Reads what the two sides report about each other. */
@ApplicationScoped
class BilateralRepository {
    /** Exports and imports only: re-exports and re-imports are part of them. Of several editions the newest counts. */
    private static final String FIGURES = """
            select distinct on (o.period, s.source, s.reporter, s.flow)
                   o.period, s.source, s.reporter, s.flow, s.edition, o.value, o.valuation
            from trade_series s join trade_observation o on o.series_id = s.id and o.valid_to is null
                 and o.value is not null
            where s.frequency = $1 and s.commodity = $2 and ($3::text is null or s.source = $3)
              and s.flow in ('X', 'M')
              and ((s.reporter = 'CN' and s.partner = 'KR') or (s.reporter = 'KR' and s.partner = 'CN'))
              and o.period between $4 and $5
            order by o.period, s.source, s.reporter, s.flow,
                     array_position(array['HS22', 'HS17', 'HS12', 'HS07', 'HS02', 'HS96', 'HS92', 'HS'], s.edition)""";

    private final Pool pool;

    BilateralRepository(Pool pool) {
        this.pool = pool;
    }

    /** One period by one source. */
    record Slot(Period period, String source) {}

    /** Identifies one of the four figures of a slot. */
    record Which(Side reporter, String flow) {}

    /** The figures that are held, by slot in the order of time and source. */
    Uni<Map<Slot, Map<Which, Figure>>> find(
            Frequency frequency, String commodity, @Nullable String source, LocalDate first, LocalDate last) {
        Tuple parameters = Tuple.from(new Object[] {frequency.name(), commodity, source, first, last});
        return pool.preparedQuery(FIGURES).execute(parameters).map(rows -> {
            Map<Slot, Map<Which, Figure>> slots = new LinkedHashMap<>();
            for (Row row : rows) {
                Side reporter = Side.valueOf(row.getString("reporter"));
                String flow = row.getString("flow");
                slots.computeIfAbsent(
                                new Slot(new Period(frequency, row.getLocalDate("period")), row.getString("source")),
                                slot -> new HashMap<>())
                        .put(
                                new Which(reporter, flow),
                                Figure.of(
                                        reporter,
                                        flow,
                                        Decimals.plain(row.getBigDecimal("value")),
                                        row.getString("valuation"),
                                        row.getString("edition")));
            }
            return slots;
        });
    }
}
