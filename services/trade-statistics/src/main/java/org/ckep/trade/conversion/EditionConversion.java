package org.ckep.trade.conversion;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.ckep.trade.conversion.Conversions.Listed;
import org.ckep.trade.figures.StatementLimit;

/** Converts what the other features compare. */
@ApplicationScoped
class EditionConversion implements FiguresInEdition {
    /**
     * Which of the wanted codes those that were not converted may lead to. A code that a table does not have may have gone
     * on as it is.
     */
    private static final String REACHED = """
            with recursive way as (
                select code collate "C" as code, 0 as place from unnest($1::text[]) as held (code)
                union
                select next.code, way.place + 1
                from way cross join lateral (
                    select l.target as code from correspondence_link l
                    where l.correspondence = ($2::text[])[way.place + 1] and l.source = way.code and l.until is null
                    union all
                    select way.code
                    where not exists (select from correspondence_link l
                                      where l.correspondence = ($2::text[])[way.place + 1] and l.source = way.code
                                        and l.until is null)) as next
                where way.place < cardinality($2::text[]))
            select distinct code from way where place = cardinality($2::text[]) and code = any ($3::text[])""";

    private final Conversions conversions;
    private final Pool pool;

    EditionConversion(Conversions conversions, Pool pool) {
        this.conversions = conversions;
        this.pool = pool;
    }

    @Override
    public Uni<Map<String, Shown>> find(Asked asked, Set<String> codes) {
        ShownClassification classification =
                ShownClassification.ofName(asked.to().name()).orElse(null);
        if (classification == null || classification.wayFrom(asked.from()).obstacle() != null) {
            return Uni.createFrom().item(Map.of());
        }
        ConversionQuery query = new ConversionQuery(
                classification,
                asked.from(),
                asked.source(),
                asked.period().frequency(),
                asked.reporter(),
                asked.partner(),
                asked.flow(),
                null,
                asked.period().start(),
                asked.period()
                        .start()
                        .plusMonths(asked.period().frequency().months())
                        .minusDays(1),
                asked.knownAt());
        return conversions.find(query, null, null).chain(found -> incomplete(
                        found.figures(), classification.wayFrom(asked.from()).tables(), codes)
                .map(incomplete -> shown(found.figures(), codes, incomplete)));
    }

    private Uni<Set<String>> incomplete(List<Listed> figures, List<String> tables, Set<String> codes) {
        String[] left = figures.stream()
                .filter(listed -> !listed.place().converted())
                .map(listed -> listed.place().code())
                .toArray(String[]::new);
        if (left.length == 0) {
            return Uni.createFrom().item(Set.of());
        }
        Tuple parameters = Tuple.of(left, tables.toArray(String[]::new), codes.toArray(String[]::new));
        return StatementLimit.explained(pool.preparedQuery(REACHED).execute(parameters))
                .map(rows -> {
                    Set<String> reached = new HashSet<>();
                    for (Row row : rows) {
                        reached.add(row.getString("code"));
                    }
                    return reached;
                });
    }

    private static Map<String, Shown> shown(List<Listed> figures, Set<String> codes, Set<String> incomplete) {
        Map<String, Shown> shown = new HashMap<>();
        for (Listed listed : figures) {
            String code = listed.place().code();
            if (listed.place().converted() && codes.contains(code) && !incomplete.contains(code)) {
                shown.put(
                        code,
                        new Shown(
                                Objects.requireNonNull(listed.figure().value()),
                                listed.figure().conversionMethod(),
                                listed.figure().manyToManyShare(),
                                listed.figure().reportedCodes()));
            }
        }
        return shown;
    }
}
