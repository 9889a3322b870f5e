package org.ckep.trade.series;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ckep.trade.code.SourceList;
import org.ckep.trade.figures.FigureInstants;
import org.ckep.trade.figures.SenderSql;
import org.ckep.trade.figures.StatusSql;
import org.ckep.trade.observation.Decimals;
import org.ckep.trade.observation.Edition;
import org.ckep.trade.observation.Frequency;
import org.ckep.trade.observation.ObservationStatus;
import org.ckep.trade.observation.Period;
import org.ckep.trade.observation.Sender;
import org.jspecify.annotations.Nullable;

/** Reads series and their figures. All figures are public. */
@ApplicationScoped
class SeriesRepository {
    /** A figure counts where it was known at $7; without an instant, where no later one replaced it. */
    private static final String KNOWN = """
            o.value is not null and o.period >= $%1$d and (o.period + case s.frequency when 'A' then interval '1 year' else interval '1 month' end
                                  - interval '1 day')::date <= $%2$d
            and case when $%3$d::timestamptz is null then o.valid_to is null
                     else o.valid_from <= %4$s and (o.valid_to is null or o.valid_to > %4$s) end""";

    private static final String PAGE = """
            select s.id, s.source, s.frequency, s.reporter, s.flow, s.edition, s.commodity, s.partner
            from trade_series s
            where\s"""
            + SourceList.meant("s.source", "$1")
            + """
             and ($2::text is null or s.frequency = $2)
              and ($3::text is null or s.reporter = $3) and ($4::text is null or s.flow = $4)
              and ($5::text is null or s.edition = $5) and ($6::text is null or s.commodity = $6)
              and ($7::text is null or s.partner = $7)
              and ($11::text is null
                   or (s.source, s.frequency, s.reporter, s.flow, s.edition, s.commodity, s.partner)
                    > ($11, $12, $13, $14, $15, $16, $17))
              and exists (select 1 from trade_observation o where o.series_id = s.id and\s"""
            + known(8, 9, 10)
            + ") order by s.source, s.frequency, s.reporter, s.flow, s.edition, s.commodity, s.partner limit $18";

    private static final String FIGURES = """
            select o.series_id, s.frequency, o.period, o.value, o.valuation, o.net_weight, o.net_weight_estimated,
                   o.quantity, o.quantity_unit, %s as status, %s as weight_status, %s as quantity_status,
                   %s as valid_from, sender.side as sent_by
            from trade_observation o join trade_series s on s.id = o.series_id %s
            where o.series_id = any ($1) and\s""".formatted(
                            StatusSql.of("o", "value"),
                            StatusSql.of("o", "net_weight"),
                            StatusSql.of("o", "quantity"),
                            FigureInstants.knownFrom("o.valid_from"),
                            SenderSql.join("o"))
            + known(2, 3, 4) + " order by o.series_id, o.period";

    private static String known(int first, int last, int instant) {
        return KNOWN.formatted(first, last, instant, FigureInstants.stateAt("$" + instant));
    }

    private final Pool pool;

    SeriesRepository(Pool pool) {
        this.pool = pool;
    }

    /** The identity of a series. */
    record Key(
            long id,
            String source,
            Frequency frequency,
            String reporter,
            String flow,
            Edition edition,
            String commodity,
            String partner) {

        /** The place of the series in the order of the list. */
        Map<String, String> cursor() {
            Map<String, String> cursor = new LinkedHashMap<>();
            cursor.put("s", source);
            cursor.put("f", frequency.name());
            cursor.put("r", reporter);
            cursor.put("t", flow);
            cursor.put("e", edition.name());
            cursor.put("c", commodity);
            cursor.put("p", partner);
            return cursor;
        }
    }

    /** Series that hold a figure in the range, after a cursor, in the order of their identity. */
    Uni<List<Key>> page(SeriesQuery query, Map<String, String> after, int limit) {
        Tuple parameters = Tuple.tuple()
                .addString(query.source())
                .addString(query.frequency() == null ? null : query.frequency().name())
                .addString(query.reporter())
                .addString(query.flow())
                .addString(query.edition() == null ? null : query.edition().name())
                .addString(query.commodity())
                .addString(query.partner())
                .addLocalDate(query.firstDay())
                .addLocalDate(query.lastDay())
                .addOffsetDateTime(at(query.knownAt()));
        for (String part : List.of("s", "f", "r", "t", "e", "c", "p")) {
            parameters.addString(after.get(part));
        }
        parameters.addInteger(limit);
        return pool.preparedQuery(PAGE).execute(parameters).map(rows -> {
            List<Key> keys = new ArrayList<>();
            for (Row row : rows) {
                keys.add(new Key(
                        row.getLong("id"),
                        row.getString("source"),
                        Frequency.valueOf(row.getString("frequency")),
                        row.getString("reporter"),
                        row.getString("flow"),
                        Edition.valueOf(row.getString("edition")),
                        row.getString("commodity"),
                        row.getString("partner")));
            }
            return keys;
        });
    }

    /** The figures of series by the series' id, in the order of time. */
    Uni<Map<Long, List<SeriesView.Value>>> figures(SeriesQuery query, List<Key> keys) {
        Tuple parameters = Tuple.tuple()
                .addArrayOfLong(keys.stream().map(Key::id).toArray(Long[]::new))
                .addLocalDate(query.firstDay())
                .addLocalDate(query.lastDay())
                .addOffsetDateTime(at(query.knownAt()));
        return pool.preparedQuery(FIGURES).execute(parameters).map(rows -> {
            Map<Long, List<SeriesView.Value>> figures = new LinkedHashMap<>();
            for (Row row : rows) {
                figures.computeIfAbsent(row.getLong("series_id"), id -> new ArrayList<>())
                        .add(value(row));
            }
            return figures;
        });
    }

    private static SeriesView.Value value(Row row) {
        Frequency frequency = Frequency.valueOf(row.getString("frequency"));
        LocalDate start = row.getLocalDate("period");
        BigDecimal value = row.getBigDecimal("value");
        return new SeriesView.Value(
                new Period(frequency, start).toString(),
                Decimals.plain(value),
                row.getString("valuation"),
                Decimals.plainOrNull(row.getBigDecimal("net_weight")),
                row.getBoolean("net_weight_estimated"),
                Decimals.plainOrNull(row.getBigDecimal("quantity")),
                row.getString("quantity_unit"),
                row.getString("status").equals(ObservationStatus.P.name()),
                row.getString("status"),
                row.getString("weight_status"),
                row.getString("quantity_status"),
                Sender.of(row.getString("sent_by")),
                row.getOffsetDateTime("valid_from").toInstant());
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
