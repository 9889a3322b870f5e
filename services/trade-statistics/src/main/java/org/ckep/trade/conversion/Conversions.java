package org.ckep.trade.conversion;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.ckep.trade.conversion.ConvertedFigures.Figure;
import org.ckep.trade.conversion.ConvertedFigures.Sum;
import org.ckep.trade.conversion.ConvertedFigures.Table;
import org.ckep.trade.figures.FigureInstants;
import org.ckep.trade.figures.SenderSql;
import org.ckep.trade.figures.StatementLimit;
import org.ckep.trade.figures.StatusSql;
import org.ckep.trade.observation.Decimals;
import org.ckep.trade.observation.Edition;
import org.ckep.trade.observation.Period;
import org.jspecify.annotations.Nullable;

/** Converts figures, all that are asked for in one statement. */
@ApplicationScoped
class Conversions {
    /** Why a figure stays as it was reported, where what the tables say is the cause. */
    private static final String CAUSE = """
            case when bool_or(c.revision = 0) then 'NO_TABLE'
                 when bool_or(linked.targets > 1) then 'SEVERAL_TARGETS' else 'NO_LINK' end""";

    /**
     * A code with one target goes there, by a list of beginnings to that of the longest one; of several, weights that sum to 1 divide it, else the conversion table chooses.
     * Its figures are converted where all of its ways arrive and stay as they are where one does not, so that no part of
     * a value is lost. Every reported edition is converted by itself.
     */
    private static final String FIGURES = """
            with recursive step as (
                select * from unnest($10::text[], $11::integer[], $12::text[]) as step (edition, place, correspondence)
            ), reached as (
                select * from unnest($13::text[], $14::integer[], $15::text[]) as reached (edition, steps, obstacle)
            ), held as materialized (
                select o.period, s.edition, s.commodity, o.value, o.valuation, %1$s = 'P' as provisional,
                       coalesce(sender.side, 'OPERATOR') as sent_by, %2$s as known_since
                from trade_series s join trade_observation o on o.series_id = s.id and %3$s
                     and case when $9::timestamptz is null then o.valid_to is null
                              else o.valid_from <= %4$s and (o.valid_to is null or o.valid_to > %4$s) end
                %5$s
                where o.series_id = any (array(
                          select id from trade_series
                          where source = $1 and frequency = $2 and reporter = $3 and partner = $4 and flow = $5
                            and ($6::text is null or edition = $6) and length(commodity) = 6))
                  and s.source = $1 and s.frequency = $2 and s.reporter = $3 and s.partner = $4 and s.flow = $5
                  and ($6::text is null or s.edition = $6) and length(s.commodity) = 6
                  and o.period >= $7
                  and (o.period + case s.frequency when 'A' then interval '1 year' else interval '1 month' end
                       - interval '1 day')::date <= $8
            ), linked as materialized (
                select l.correspondence, l.source, l.target,
                       count(*) over (partition by l.correspondence, l.source) as targets
                from correspondence_link l join correspondence c on c.id = l.correspondence and c.source_list <> 'HS'
                where l.until is null and l.correspondence in (select correspondence from step)
            ), weighed as materialized (
                select linked.correspondence, linked.source, linked.target, w.weight,
                       sum(w.weight) over (partition by linked.correspondence, linked.source) as whole
                from linked join correspondence_link w
                  on w.correspondence = linked.correspondence || '_WEIGHTS' and w.until is null
                 and w.source = linked.source and w.target = linked.target
                where linked.targets > 1
            ), begun as materialized (
                select distinct on (l.correspondence, code.commodity) l.correspondence, code.commodity as source, l.target
                from correspondence c join correspondence_link l on l.correspondence = c.id and l.until is null
                join (select distinct commodity, left(commodity, digits) as beginning
                      from held cross join (values (2), (4), (6)) as length (digits)) code on code.beginning = l.source
                where c.source_list = 'HS' and c.id in (select correspondence from step)
                order by l.correspondence, code.commodity, length(l.source) desc
            ), choice as materialized (
                select correspondence, source, target, 1::numeric as weight, 1 as method, false as several
                from linked where targets = 1
                union all
                select correspondence, source, target, weight, 3, true from weighed where whole = 1
                union all
                select distinct linked.correspondence, linked.source, one.target, 1, 2, true
                from linked join correspondence_link one
                  on one.correspondence = linked.correspondence || '_CONVERSION' and one.until is null
                 and one.source = linked.source and starts_with(linked.target, one.target)
                where linked.targets > 1
                  and not exists (select from weighed
                                  where weighed.correspondence = linked.correspondence
                                    and weighed.source = linked.source and weighed.whole = 1)
                union all
                select distinct c.id, before.target, before.target, 1, 1, false
                from step join correspondence c on c.id = step.correspondence and c.same_code
                join step earlier on earlier.edition = step.edition and earlier.place = step.place - 1
                join correspondence_link before
                  on before.correspondence in (earlier.correspondence, earlier.correspondence || '_CONVERSION')
                 and before.until is null
                where not exists (select from linked where linked.correspondence = c.id and linked.source = before.target)
                union all
                select correspondence, source, target, 1, 1, false from begun where target <> 'NONE'
            ), way as (
                select distinct held.edition, held.commodity as code, held.commodity as place_code, 0 as place,
                       1::numeric as weight, 0 as method, false as several
                from held join reached on reached.edition = held.edition and reached.obstacle is null
                union all
                select way.edition, way.code, choice.target, way.place + 1, way.weight * choice.weight,
                       greatest(way.method, choice.method), way.several or choice.several
                from way join step on step.edition = way.edition and step.place = way.place + 1
                join choice on choice.correspondence = step.correspondence and choice.source = way.place_code
            ), lost as materialized (
                select way.edition, way.code, %6$s as cause
                from way join step on step.edition = way.edition and step.place = way.place + 1
                join correspondence c on c.id = step.correspondence
                left join linked on linked.correspondence = step.correspondence and linked.source = way.place_code
                where not exists (select from choice
                                  where choice.correspondence = step.correspondence
                                    and choice.source = way.place_code)
                group by way.edition, way.code
            ), part as (
                select held.period, held.edition, true as converted, way.place_code as code, null as obstacle,
                       held.value * way.weight as value, way.method,
                       case when way.several then held.value * way.weight else 0 end as by_several,
                       held.valuation, held.sent_by, held.provisional, held.known_since
                from held join reached on reached.edition = held.edition
                join way on way.edition = held.edition and way.code = held.commodity and way.place = reached.steps
                where held.value is not null
                  and not exists (select from lost where lost.edition = held.edition and lost.code = held.commodity)
                union all
                select held.period, held.edition, false, held.commodity,
                       case when held.value is null then 'NO_VALUE' else coalesce(reached.obstacle, lost.cause) end,
                       held.value, 0, 0, held.valuation, held.sent_by, held.provisional, held.known_since
                from held join reached on reached.edition = held.edition
                left join lost on lost.edition = held.edition and lost.code = held.commodity
                where held.value is null or reached.obstacle is not null or lost.code is not null
            ), line as (
                select period, edition, converted, code, obstacle, sum(value) as value, max(method) as method,
                       sum(by_several) as by_several, count(*) as codes,
                       case when min(valuation) = max(valuation) then min(valuation) else 'VARIES' end as valuation,
                       case when min(sent_by) = max(sent_by) then min(sent_by) else 'VARIES' end as sent_by,
                       bool_or(provisional) as provisional, max(known_since) as known_since
                from part group by period, edition, converted, code, obstacle
            ), summed as (
                select line.*, coalesce(sum(value) over whole, 0) as total,
                       coalesce(sum(value) filter (where converted) over whole, 0) as of_converted,
                       coalesce(sum(by_several) over whole, 0) as of_several
                from line window whole as (partition by period, edition)
            )
            select summed.*,
                   (select jsonb_object_agg(id, revision) from correspondence where id = any ($16)) as tables
            from summed
            where ($17::text is null or code = $17)
              and ($18::date is null or (period, edition, converted, code) > ($18, $19, $20, $21))
            order by period, edition, converted, code limit $22""".formatted(
                    StatusSql.of("o", "value"),
                    FigureInstants.knownFrom("o.valid_from"),
                    StatusSql.exists("o", "value"),
                    FigureInstants.stateAt("$9"),
                    SenderSql.join("o"),
                    CAUSE);

    private final Pool pool;

    Conversions(Pool pool) {
        this.pool = pool;
    }

    /** The place of a figure in the order of the list. */
    record Place(LocalDate period, String edition, boolean converted, String code) {}

    /**
     * A figure in the list.
     *
     * @param sum that of its period and edition
     */
    record Listed(Place place, Figure figure, Sum sum) {}

    /**
     * What was read.
     *
     * @param tables those that may have been used
     */
    record Found(List<Listed> figures, List<Table> tables) {
        Found {
            figures = List.copyOf(figures);
            tables = List.copyOf(tables);
        }
    }

    /**
     * Figures in the order of period, reported edition and code, those that could not be converted before the others.
     *
     * @param after the figure after which the page begins, null for the first page
     * @param limit most figures, null for all
     */
    Uni<Found> find(ConversionQuery query, @Nullable Place after, @Nullable Integer limit) {
        Tuple parameters = Tuple.from(new @Nullable Object[] {
            query.source(),
            query.frequency().name(),
            query.reporter(),
            query.partner(),
            query.flow(),
            query.edition() == null ? null : query.edition().name(),
            query.firstDay(),
            query.lastDay(),
            query.knownAt() == null ? null : query.knownAt().atOffset(ZoneOffset.UTC)
        });
        Set<String> tables = addWays(parameters, query.classification().ways());
        parameters.addArrayOfString(tables.toArray(String[]::new));
        parameters.addString(query.commodity());
        parameters.addLocalDate(after == null ? null : after.period());
        parameters.addString(after == null ? null : after.edition());
        parameters.addBoolean(after == null ? null : after.converted());
        parameters.addString(after == null ? null : after.code());
        parameters.addInteger(limit);
        // The database takes what the statement makes on its way for a few rows, and would go through all of it for
        // each.
        return StatementLimit.explained(pool.withTransaction(connection -> connection
                        .query("set local enable_nestloop = off")
                        .execute()
                        .chain(() -> connection.preparedQuery(FIGURES).execute(parameters))))
                .map(rows -> {
                    List<Listed> figures = new ArrayList<>();
                    List<Table> used = new ArrayList<>();
                    for (Row row : rows) {
                        if (used.isEmpty() && row.getValue("tables") instanceof JsonObject revisions) {
                            tables.stream()
                                    .filter(revisions::containsKey)
                                    .forEach(table -> used.add(new Table(table, revisions.getInteger(table))));
                        }
                        figures.add(listed(query, row));
                    }
                    return new Found(figures, used);
                });
    }

    /** Adds the ways as parallel arrays, and answers which tables they lead through. */
    private static Set<String> addWays(Tuple parameters, List<ShownClassification.Way> ways) {
        List<String> editions = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        Set<String> tables = new LinkedHashSet<>();
        for (ShownClassification.Way way : ways) {
            for (String table : way.tables()) {
                editions.add(way.from().name());
                places.add(way.tables().indexOf(table) + 1);
                steps.add(table);
                tables.addAll(List.of(table, table + "_CONVERSION", table + "_WEIGHTS"));
            }
        }
        parameters.addArrayOfString(editions.toArray(String[]::new));
        parameters.addArrayOfInteger(places.toArray(Integer[]::new));
        parameters.addArrayOfString(steps.toArray(String[]::new));
        parameters.addArrayOfString(ways.stream().map(way -> way.from().name()).toArray(String[]::new));
        parameters.addArrayOfInteger(
                ways.stream().map(way -> way.tables().size()).toArray(Integer[]::new));
        parameters.addArrayOfString(ways.stream()
                .map(way -> way.obstacle() == null ? null : way.obstacle().name())
                .toArray(String[]::new));
        return tables;
    }

    private static Listed listed(ConversionQuery query, Row row) {
        String reported = row.getString("edition");
        boolean converted = row.getBoolean("converted");
        String obstacle = row.getString("obstacle");
        Edition shown = converted ? query.classification().edition() : Edition.valueOf(reported);
        BigDecimal value = row.getBigDecimal("value");
        Place place = new Place(row.getLocalDate("period"), reported, converted, row.getString("code"));
        String period = new Period(query.frequency(), place.period()).toString();
        Figure figure = new Figure(
                period,
                reported,
                shown == null ? null : shown.name(),
                converted ? query.classification().name() : reported,
                place.code(),
                null,
                Decimals.plainOrNull(value),
                converted && query.classification() == ShownClassification.ISIC4
                        ? ConversionMethod.CHAINED
                        : ConversionMethod.values()[row.getInteger("method")],
                share(row.getBigDecimal("by_several"), value),
                row.getLong("codes"),
                obstacle == null ? null : Obstacle.valueOf(obstacle),
                row.getString("valuation"),
                row.getString("sent_by"),
                row.getBoolean("provisional"),
                row.getOffsetDateTime("known_since").toInstant());
        BigDecimal total = row.getBigDecimal("total");
        BigDecimal ofConverted = row.getBigDecimal("of_converted");
        return new Listed(
                place,
                figure,
                new Sum(
                        period,
                        reported,
                        Decimals.plain(total),
                        Decimals.plain(ofConverted),
                        Decimals.plain(total.subtract(ofConverted)),
                        share(row.getBigDecimal("of_several"), ofConverted)));
    }

    private static @Nullable BigDecimal share(BigDecimal part, @Nullable BigDecimal whole) {
        return whole == null || whole.signum() == 0 ? null : Decimals.plain(part.divide(whole, MathContext.DECIMAL64));
    }
}
