package org.ckep.trade.indicator;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ckep.trade.figures.FigureInstants;
import org.ckep.trade.figures.StatementLimit;
import org.ckep.trade.indicator.Complexity.Specialisation;
import org.ckep.trade.indicator.Figures.Withheld;
import org.ckep.trade.indicator.Slice.By;
import org.ckep.trade.observation.Edition;

/** Reads and sums the figures of a query; all figures are public. */
@ApplicationScoped
class IndicatorRepository {
    private static final int CHUNK = 500;

    private static final String REVISED =
            "select max(revised_at) as revised_at from dataset where source = $1 and frequency = $2";

    /**
     * Of several editions the newest in which the reporter reports all periods of the query. The series are put in the order
     * of an index, because the planner would read all of them where an edition holds none of the reporter's.
     */
    private static final String EDITION = """
            select e.name as edition
            from unnest(array['HS22', 'HS17', 'HS12', 'HS07', 'HS02', 'HS96', 'HS92']) with ordinality as e(name, place)
            where not exists (
                select 1 from unnest(array[$5::date, $6::date]) as p(period)
                where not exists (
                    select 1 from trade_with_world w
                    where w.source = $1 and w.frequency = $2 and w.flow in ('X', 'M') and w.edition = e.name
                      and w.period = p.period and w.reporter = $3 and w.commodity <> 'TOTAL'
                      and w.valid_from <= %1$s
                      and (w.valid_to is null or w.valid_to > %1$s))
                and ($4 = 'W0' or not exists (
                    select 1
                    from (select id from trade_series
                          where partner = $4 and source = $1 and frequency = $2 and flow in ('X', 'M') and edition = e.name
                            and reporter = $3 and commodity <> 'TOTAL'
                          order by partner, source, frequency, flow, edition, reporter, commodity) as s
                    join trade_observation o on o.series_id = s.id
                    where o.period = p.period and o.value is not null
                      and o.valid_from <= %1$s
                      and (o.valid_to is null or o.valid_to > %1$s))))
            order by e.place limit 1""".formatted(FigureInstants.stateAt("$7"));

    private final Pool pool;
    private final Summaries summaries = new Summaries();
    private final Remembered<List<Object>, Edition> editions = new Remembered<>();

    IndicatorRepository(Pool pool) {
        this.pool = pool;
    }

    /**
     * What a query is answered by.
     *
     * @param figures number of figures
     * @param valuations how they are valued
     * @param reporters number of areas that report them
     * @param sha256 hash of their list
     */
    record Summary(long figures, List<String> valuations, int reporters, String sha256) {}

    /** The query at one state of knowledge and in one edition. */
    Uni<IndicatorQuery> pin(IndicatorQuery query) {
        Tuple dataset = Tuple.of(query.source(), query.frequency().name());
        return StatementLimit.explained(pool.preparedQuery(REVISED).execute(dataset))
                .chain(rows -> {
                    OffsetDateTime revised = rows.iterator().next().getOffsetDateTime("revised_at");
                    Instant newest = revised == null ? Instant.EPOCH : revised.toInstant();
                    Instant asked = query.knownAt();
                    // No later than the newest revision: what is revised after this answer leaves it as it is.
                    Instant at = asked == null || asked.isAfter(newest) ? newest : asked;
                    Edition edition = query.edition();
                    return edition != null
                            ? Uni.createFrom().item(query.pinned(edition, at))
                            : reported(query, at).map(newestReported -> query.pinned(newestReported, at));
                });
    }

    /** The edition of a query that names none; which one that is at one state of knowledge cannot change. */
    private Uni<Edition> reported(IndicatorQuery query, Instant at) {
        List<Object> parameters = List.of(
                query.source(),
                query.frequency().name(),
                query.reporter(),
                query.partner(),
                query.period().start(),
                query.base().start(),
                at.atOffset(ZoneOffset.UTC));
        return editions.of(parameters, () -> StatementLimit.explained(
                        pool.preparedQuery(EDITION).execute(Tuple.from(parameters)))
                .map(rows -> {
                    Iterator<Row> found = rows.iterator();
                    return found.hasNext() ? Edition.valueOf(found.next().getString("edition")) : Edition.HS;
                }));
    }

    /** The sums of the slices by their roles, and which of them lack figures that are there without their value. */
    Uni<Figures> sums(IndicatorQuery query, List<Slice> slices) {
        SliceSql sums = SliceSql.sums(query, slices);
        SliceSql withheld = SliceSql.withheld(query, slices);
        return StatementLimit.explained(Uni.combine()
                .all()
                .unis(
                        pool.preparedQuery(sums.text()).execute(sums.values()),
                        pool.preparedQuery(withheld.text()).execute(withheld.values()))
                .with((held, lacking) -> figures(query, slices, held, lacking)));
    }

    private static Figures figures(IndicatorQuery query, List<Slice> slices, RowSet<Row> held, RowSet<Row> lacking) {
        Figures figures = new Figures(query);
        for (Row row : held) {
            Slice slice = slices.get(row.getInteger("slice"));
            if (slice.by() == By.COMMODITY_AND_PARTNER) {
                figures.put(slice.role(), row.getString("key"), row.getString("market"), row.getBigDecimal("value"));
            } else {
                figures.put(slice.role(), row.getString("key"), cell(row));
            }
        }
        for (Row row : lacking) {
            int number = row.getInteger("slice");
            int count = row.getInteger("figures");
            if (number == SliceSql.OF_LEVEL) {
                figures.withholdOfLevel(count);
                continue;
            }
            Slice slice = slices.get(number);
            String key = row.getString("key");
            if (slice.reporter() == null) {
                figures.withholdByOthers(slice.role(), key, count);
            } else {
                figures.withhold(slice.role(), key, new Withheld(Reason.ofStatus(row.getString("status")), count));
            }
        }
        return figures;
    }

    /** Who is specialised in what, by the first slice's products and the others' totals. */
    Uni<Specialised> specialised(IndicatorQuery query, List<Slice> slices) {
        SliceSql sql = SliceSql.specialisations(query, slices);
        SliceSql withholders = SliceSql.withholders(query, slices);
        return StatementLimit.explained(Uni.combine()
                .all()
                .unis(
                        pool.preparedQuery(sql.text()).execute(sql.values()),
                        pool.preparedQuery(withholders.text()).execute(withholders.values()))
                .with(IndicatorRepository::specialised));
    }

    /** Whoever keeps back a figure has no place in the matrix: in what it is specialised is not known. */
    private static Specialised specialised(RowSet<Row> found, RowSet<Row> withholders) {
        Map<String, Withheld> withheld = new TreeMap<>();
        for (Row row : withholders) {
            Reason reason = Reason.ofStatus(row.getString("status"));
            withheld.merge(row.getString("reporter"), new Withheld(reason, row.getInteger("figures")), Withheld::and);
        }
        TreeSet<String> economies = new TreeSet<>(withheld.keySet());
        TreeSet<String> products = new TreeSet<>();
        List<Specialisation> specialisations = new ArrayList<>();
        for (Row row : found) {
            String economy = row.getString("reporter");
            String product = row.getString("commodity");
            if (economy == null) {
                products.add(product);
            } else if (product == null) {
                economies.add(economy);
            } else {
                specialisations.add(new Specialisation(economy, product));
            }
        }
        return new Specialised(economies, products, specialisations, withheld);
    }

    Uni<Summary> summary(IndicatorQuery query, List<Slice> slices) {
        SliceSql sql = SliceSql.summary(query, slices);
        return summaries.of(sql, () -> read(sql));
    }

    private Uni<Summary> read(SliceSql sql) {
        return StatementLimit.explained(pool.preparedQuery(sql.text()).execute(sql.values()))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Summary(
                            row.getLong("figures"),
                            List.of(row.getArrayOfStrings("valuations")),
                            row.getInteger("reporters"),
                            row.getString("sha256"));
                });
    }

    /** The figures of the slices one after the other, read from a cursor. */
    Multi<Row> figures(IndicatorQuery query, List<Slice> slices) {
        SliceSql sql = SliceSql.figures(query, slices);
        return StatementLimit.explained(pool.getConnection().onItem().transformToMulti(connection -> connection
                .begin()
                .onItem()
                .transformToMulti(transaction -> connection
                        .prepare(sql.text())
                        .onItem()
                        .transformToMulti(statement ->
                                statement.createStream(CHUNK, sql.values()).toMulti())
                        .onTermination()
                        .call(transaction::rollback))
                .onTermination()
                .call(connection::close)));
    }

    private static Cell cell(Row row) {
        BigDecimal weight = row.getBigDecimal("weight");
        List<Cell.Supplier> largest = new ArrayList<>();
        String[] areas = row.getArrayOfStrings("areas");
        String[] amounts = row.getArrayOfStrings("amounts");
        for (int i = 0; areas != null && amounts != null && i < areas.length; i++) {
            largest.add(new Cell.Supplier(areas[i], new BigDecimal(amounts[i])));
        }
        return new Cell(
                row.getBigDecimal("value"), row.getBigDecimal("squares"), row.getInteger("figures"), weight, largest);
    }
}
