package org.ckep.trade.mirror;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ckep.trade.code.SourceList;
import org.ckep.trade.figures.FigureInstants;
import org.ckep.trade.figures.SenderSql;
import org.ckep.trade.figures.StatementLimit;
import org.ckep.trade.figures.StatusSql;
import org.ckep.trade.mirror.MirrorFigure.Missing;
import org.ckep.trade.observation.Decimals;
import org.ckep.trade.observation.Frequency;
import org.ckep.trade.observation.ObservationStatus;
import org.ckep.trade.observation.Period;
import org.ckep.trade.observation.Sender;
import org.jspecify.annotations.Nullable;

/** Reads what two areas report about each other. */
@ApplicationScoped
class MirrorRepository {
    /**
     * Exports and imports only: re-exports and re-imports are part of them. Of several editions of a figure the one counts
     * in which its counterpart on the other side is held as well, then the one in which most of the four are, then the
     * newest; one whose value is missing counts where no other has a value.
     */
    private static final String FIGURES = """
            with held as (
                select o.period, s.source, s.commodity, s.reporter, s.partner, s.flow, s.edition, o.value, o.valuation,
                       %3$s as status, %1$s as valid_from, sender.side as sent_by
                from trade_series s join trade_observation o on o.series_id = s.id and %4$s
                     and case when $9::timestamptz is null then o.valid_to is null
                              else o.valid_from <= %2$s and (o.valid_to is null or o.valid_to > %2$s) end
                %5$s
                where s.frequency = $1
                  and ((s.reporter = $2 and s.partner = $3) or (s.reporter = $3 and s.partner = $2))
                  and s.flow in ('X', 'M')
                  and %6$s
                  and ($5::text is null or s.commodity = $5)
                  and ($6::integer is null or (length(s.commodity) = $6 and s.commodity <> 'TOTAL'))
                  and o.period between $7 and $8),
            slot as (
                select distinct period, source, commodity from held
                where $10::date is null or (period, source, commodity) > ($10, $11, $12)
                order by period, source, commodity limit $13)
            select distinct on (period, source, commodity, reporter, flow) *
            from (select held.*,
                         count(value) over (partition by period, source, commodity, edition,
                             case flow when 'X' then reporter else partner end) as of_direction,
                         count(value) over (partition by period, source, commodity, edition) as of_edition
                  from held join slot using (period, source, commodity)) as counted
            order by period, source, commodity, reporter, flow, value is null, of_direction desc, of_edition desc,
                     array_position(array['HS22', 'HS17', 'HS12', 'HS07', 'HS02', 'HS96', 'HS92', 'HS'], edition)""".formatted(
                    FigureInstants.knownFrom("o.valid_from"),
                    FigureInstants.stateAt("$9"),
                    StatusSql.of("o", "value"),
                    StatusSql.exists("o", "value"),
                    SenderSql.join("o"),
                    SourceList.meant("s.source", "$4"));

    private final Pool pool;

    MirrorRepository(Pool pool) {
        this.pool = pool;
    }

    /** One commodity in one period by one source. */
    record Slot(Period period, String source, String commodity) {

        /** The place of the slot in the order of the list. */
        Map<String, String> cursor() {
            Map<String, String> cursor = new LinkedHashMap<>();
            cursor.put("p", period.toString());
            cursor.put("s", source);
            cursor.put("c", commodity);
            return cursor;
        }
    }

    /** Identifies one of the four figures of a slot. */
    record Which(String reporter, String flow) {}

    /**
     * The figures that are held, by slot in the order of time, source and commodity.
     *
     * @param after the slot after which the page begins, null for the first page
     * @param limit most slots, null for all
     */
    Uni<Map<Slot, Map<Which, MirrorFigure>>> find(MirrorQuery query, @Nullable Slot after, @Nullable Integer limit) {
        Tuple parameters = Tuple.from(new @Nullable Object[] {
            query.frequency().name(),
            query.a(),
            query.b(),
            query.source(),
            query.commodity(),
            query.digits(),
            query.first(),
            query.last(),
            query.knownAt() == null ? null : query.knownAt().atOffset(ZoneOffset.UTC),
            after == null ? null : after.period().start(),
            after == null ? null : after.source(),
            after == null ? null : after.commodity(),
            limit
        });
        return StatementLimit.explained(pool.preparedQuery(FIGURES).execute(parameters))
                .map(rows -> {
                    Map<Slot, Map<Which, MirrorFigure>> slots = new LinkedHashMap<>();
                    for (Row row : rows) {
                        slots.computeIfAbsent(slot(query.frequency(), row), slot -> new HashMap<>())
                                .put(new Which(row.getString("reporter"), row.getString("flow")), figure(row));
                    }
                    return slots;
                });
    }

    private static Slot slot(Frequency frequency, Row row) {
        LocalDate start = row.getLocalDate("period");
        return new Slot(new Period(frequency, start), row.getString("source"), row.getString("commodity"));
    }

    private static MirrorFigure figure(Row row) {
        if (row.getBigDecimal("value") == null) {
            return MirrorFigure.missing(
                    row.getString("reporter"),
                    row.getString("partner"),
                    row.getString("flow"),
                    row.getString("source"),
                    Missing.ofStatus(row.getString("status")));
        }
        return new MirrorFigure(
                row.getString("reporter"),
                row.getString("partner"),
                row.getString("flow"),
                row.getString("source"),
                Sender.of(row.getString("sent_by")),
                Decimals.plain(row.getBigDecimal("value")),
                row.getString("valuation"),
                row.getString("edition"),
                row.getString("status").equals(ObservationStatus.P.name()),
                row.getOffsetDateTime("valid_from").toInstant(),
                null);
    }
}
