package org.ckep.trade.lists;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.code.CodeLists;
import org.ckep.trade.figures.StatementLimit;
import org.ckep.trade.observation.Decimals;
import org.ckep.trade.observation.Edition;
import org.jspecify.annotations.Nullable;

/** What goods are used for: commodities by Broad Economic Category, and categories by end use. */
@ApplicationScoped
class EndUses {
    /** Categories of the codes of one page, each with the use that it stands for. */
    private static final String OF_CODES = """
            with category as materialized (select * from trade_categories($1)),
            listed as (
                select distinct code from category
                where code > $2 and ($3::text is null or code = $3) order by code limit $4)
            select category.code, category.method, category.category, category.parts, use.target as end_use
            from category join listed using (code)
            left join correspondence_link use
              on use.correspondence = 'BEC4_END_USE' and use.until is null and use.source = category.category
            order by category.code, category.category""";

    /**
     * Six-digit commodities that are of no category, and those not specified by kind, stand in lines of their own. The
     * total is that of the figures: thirds of them do not sum to it.
     */
    private static final String SUMS = """
            with category as materialized (
                select c.code, c.method, c.parts, use.target as end_use
                from trade_categories($1) c left join correspondence_link use
                  on use.correspondence = 'BEC4_END_USE' and use.until is null and use.source = c.category
            ), figure as materialized (
                select s.commodity, o.value
                from trade_series s join trade_observation o on o.series_id = s.id and o.valid_to is null
                where s.source = $2 and s.frequency = $3 and s.reporter = $4 and s.partner = $5 and s.flow = $6
                  and s.edition = $1 and length(s.commodity) = 6 and o.period = $7 and o.value is not null)
            select case when figure.commodity = '999999' then 'NOT_SPECIFIED'
                        else coalesce(category.end_use, 'UNCLASSIFIED') end as end_use,
                   round(sum(figure.value / coalesce(category.parts, 1)), 2) as value,
                   round(coalesce(sum(figure.value / category.parts)
                                  filter (where category.method = 'EQUAL_SPLIT'), 0), 2) as estimated,
                   count(distinct figure.commodity) as commodities,
                   (select sum(value) from figure) as total
            from figure left join category on category.code = figure.commodity
            group by 1""";

    private final Pool pool;
    private final CodeLists lists;

    EndUses(Pool pool, CodeLists lists) {
        this.pool = pool;
        this.lists = lists;
    }

    /** One part of a commodity. */
    private record Part(String category, @Nullable String endUse) {}

    /** Commodities with what they are used for, at most {@code limit} after the code {@code after}. */
    Uni<List<EndUse>> page(Edition edition, @Nullable String commodity, String after, int limit) {
        return StatementLimit.explained(
                        pool.preparedQuery(OF_CODES).execute(Tuple.of(edition.name(), after, commodity, limit)))
                .chain(rows -> {
                    Map<String, List<Part>> parts = new LinkedHashMap<>();
                    Map<String, String> methods = new LinkedHashMap<>();
                    for (Row row : rows) {
                        String code = row.getString("code");
                        methods.put(code, row.getString("method"));
                        parts.computeIfAbsent(code, unknown -> new ArrayList<>())
                                .add(new Part(row.getString("category"), row.getString("end_use")));
                    }
                    List<String> codes =
                            parts.keySet().stream().map(edition::qualify).toList();
                    return lists.names(CodeLists.COMMODITY, codes).map(names -> uses(edition, parts, methods, names));
                });
    }

    private static List<EndUse> uses(
            Edition edition,
            Map<String, List<Part>> parts,
            Map<String, String> methods,
            Map<String, LocalizedText> names) {
        List<EndUse> uses = new ArrayList<>();
        parts.forEach((code, of) -> {
            String commodity = edition.qualify(code);
            Map<String, Integer> counts = new LinkedHashMap<>();
            for (Part part : of) {
                if (part.endUse() != null) {
                    counts.merge(part.endUse(), 1, Integer::sum);
                }
            }
            List<EndUse.Share> endUses = new ArrayList<>();
            counts.forEach((use, count) -> endUses.add(new EndUse.Share(use, share(count, of.size()))));
            EndUse.Method method = EndUse.Method.valueOf(methods.getOrDefault(code, "SINGLE"));
            uses.add(new EndUse(
                    commodity,
                    names.getOrDefault(commodity, LocalizedText.en(code)),
                    method,
                    method == EndUse.Method.EQUAL_SPLIT,
                    of.stream()
                            .map(part -> new EndUse.Share(part.category(), share(1, of.size())))
                            .toList(),
                    endUses));
        });
        return uses;
    }

    private static BigDecimal share(int parts, int of) {
        return Decimals.plain(BigDecimal.valueOf(parts).divide(BigDecimal.valueOf(of), MathContext.DECIMAL64));
    }

    /** The trade of one reporter with one partner in one period, by what the goods are used for. */
    Uni<EndUseTotals.Sums> sums(EndUseQuery query) {
        return StatementLimit.explained(pool.preparedQuery(SUMS).execute(Tuple.from(new Object[] {
                    query.edition().name(),
                    query.source(),
                    query.period().frequency().name(),
                    query.reporter(),
                    query.partner(),
                    query.flow(),
                    query.period().start()
                })))
                .map(rows -> {
                    BigDecimal total = BigDecimal.ZERO;
                    Map<String, EndUseTotals.Sum> sums = new LinkedHashMap<>();
                    for (Row row : rows) {
                        total = row.getBigDecimal("total");
                        sums.put(
                                row.getString("end_use"),
                                new EndUseTotals.Sum(
                                        row.getBigDecimal("value"),
                                        row.getBigDecimal("estimated"),
                                        row.getLong("commodities")));
                    }
                    return new EndUseTotals.Sums(total, sums);
                });
    }
}
