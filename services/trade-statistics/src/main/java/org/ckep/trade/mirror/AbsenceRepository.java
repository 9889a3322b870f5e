package org.ckep.trade.mirror;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.trade.figures.FigureInstants;
import org.ckep.trade.figures.JdbcTransactions;
import org.ckep.trade.figures.StatementLimit;
import org.ckep.trade.mirror.MirrorRepository.Slot;
import org.ckep.trade.observation.Edition;
import org.ckep.trade.observation.EditionSize;
import org.ckep.trade.observation.Frequency;
import org.ckep.trade.observation.Period;

/** Finds out why figures are not there of which the figures themselves say nothing. */
@ApplicationScoped
class AbsenceRepository {
    private static final String ASKED = """
            with asked as (
                select * from unnest($1::date[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
                    as a (period, source, commodity, reporter, partner, flow))""";

    /** Figures that were told once and that nothing has taken the place of. */
    private static final String WITHDRAWN = ASKED + """
             select distinct a.* from asked a
            join trade_series s on s.source = a.source and s.frequency = $7 and s.commodity = a.commodity
                 and s.reporter = a.reporter and s.partner = a.partner and s.flow = a.flow
            join trade_observation o on o.series_id = s.id and o.period = a.period and o.value is not null
            where case when $8::timestamptz is null then o.valid_to is not null else o.valid_to <= %s end""".formatted(FigureInstants.stateAt("$8"));

    /**
     * Figures of commodities that do not exist in any edition in which their reporter reports. That can be said of lists
     * alone that are held whole, as they are today.
     */
    private static final String UNCLASSIFIED = ASKED + """
            , used as (
                select each.*, e.edition
                from (select distinct period, source, reporter, partner, flow from asked) as each
                cross join unnest($8::text[]) as e (edition)
                where exists (
                        select 1 from trade_with_world w
                        where w.source = each.source and w.frequency = $7 and w.flow = each.flow and w.edition = e.edition
                          and w.period = each.period and w.reporter = each.reporter and w.commodity <> 'TOTAL'
                          and w.valid_to is null)
                   or exists (
                        select 1 from trade_series s join trade_observation o on o.series_id = s.id
                        where s.source = each.source and s.frequency = $7 and s.reporter = each.reporter
                          and s.flow = each.flow and s.edition = e.edition and s.partner = each.partner
                          and s.commodity <> 'TOTAL' and o.period = each.period and o.value is not null
                          and o.valid_to is null)),
            whole as (
                select z.edition, z.digits from unnest($9::text[], $10::int[], $11::int[]) as z (edition, digits, codes)
                where z.codes > 0 and z.digits in (select length(commodity) from asked)
                  and z.codes <= (
                    select count(*) from item i
                    where i.agency = 'CKEP' and i.scheme = 'CL_COMMODITY' and i.names is not null
                      and starts_with(i.code, z.edition || '_') and length(i.code) = length(z.edition) + 1 + z.digits
                      and i.code <> z.edition || '_' || repeat('9', z.digits)))
            select a.* from asked a
            where exists (select 1 from used u where (u.period, u.source, u.reporter, u.partner, u.flow)
                                                   = (a.period, a.source, a.reporter, a.partner, a.flow))
              and not exists (
                select 1 from used u
                where (u.period, u.source, u.reporter, u.partner, u.flow)
                    = (a.period, a.source, a.reporter, a.partner, a.flow)
                  and (not exists (select 1 from whole h where h.edition = u.edition and h.digits = length(a.commodity))
                       or exists (select 1 from item i
                                  where i.agency = 'CKEP' and i.scheme = 'CL_COMMODITY' and i.names is not null
                                    and i.code = u.edition || '_' || a.commodity)))""";

    /** Figures of the viewer's side in drafts and under embargo, as row-level security lets that side see them. */
    private static final String UNRELEASED = ASKED.replaceAll("\\$\\d", "?") + """
             select distinct a.* from asked a
            join release r on r.side = ? and r.source = a.source and r.state in ('DRAFT', 'EMBARGOED')
            join release_figure f on f.release_id = r.id and f.frequency = ? and f.period = a.period
                 and f.reporter = a.reporter and f.partner = a.partner and f.flow = a.flow and f.commodity = a.commodity
            where a.reporter = r.side and f.value is not null""";

    /** What of a figure is text, in the order of the statements' parameters. */
    private static final List<Function<Absent, String>> TEXTS = List.of(
            figure -> figure.slot().source(),
            figure -> figure.slot().commodity(),
            Absent::reporter,
            Absent::partner,
            Absent::flow);

    private final Pool pool;
    private final DataSource dataSource;

    AbsenceRepository(Pool pool, DataSource dataSource) {
        this.pool = pool;
        this.dataSource = dataSource;
    }

    /** A figure that is not held. */
    record Absent(Slot slot, String reporter, String partner, String flow) {
        static <E extends Exception> Absent of(Frequency frequency, LocalDate start, Texts<E> row) throws E {
            return new Absent(
                    new Slot(new Period(frequency, start), row.of("source"), row.of("commodity")),
                    row.of("reporter"),
                    row.of("partner"),
                    row.of("flow"));
        }
    }

    /** Gives the text in a column of a row, whichever client read it. */
    private interface Texts<E extends Exception> {
        String of(String column) throws E;
    }

    /** Those that were told once and were taken back, by the state of knowledge of the query. */
    Uni<Set<Absent>> withdrawn(MirrorQuery query, List<Absent> absent) {
        return found(
                query,
                WITHDRAWN,
                parameters(query, absent)
                        .addOffsetDateTime(
                                query.knownAt() == null ? null : query.knownAt().atOffset(ZoneOffset.UTC)));
    }

    /**
     * Those whose commodity is not in the edition in which their reporter reports. A list that is imported later must not
     * change what was known at an instant, of which none are named therefore.
     */
    Uni<Set<Absent>> unclassified(MirrorQuery query, List<Absent> absent) {
        if (query.knownAt() != null) {
            return Uni.createFrom().item(Set.of());
        }
        List<Absent> products = absent.stream()
                .filter(figure -> isOfAClassification(figure.slot().commodity()))
                .toList();
        if (products.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        List<String> editions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Integer> digits = new ArrayList<>();
        List<Integer> codes = new ArrayList<>();
        for (Edition edition : Edition.values()) {
            if (edition != Edition.HS) {
                editions.add(edition.name());
                for (int length = 2; length <= 6; length += 2) {
                    names.add(edition.name());
                    digits.add(length);
                    codes.add(EditionSize.codes(edition, length));
                }
            }
        }
        Tuple parameters = parameters(query, products)
                .addArrayOfString(editions.toArray(String[]::new))
                .addArrayOfString(names.toArray(String[]::new))
                .addArrayOfInteger(digits.toArray(Integer[]::new))
                .addArrayOfInteger(codes.toArray(Integer[]::new));
        return found(query, UNCLASSIFIED, parameters);
    }

    /** Nines are what is not specified by kind: no list need name them. */
    private static boolean isOfAClassification(String commodity) {
        return !commodity.equals(MirrorView.TOTAL) && !commodity.matches("9+");
    }

    /** Those of the viewer's own side that wait in a draft or for the end of an embargo; of no other side anything. */
    Uni<Set<Absent>> unreleased(MirrorQuery query, List<Absent> absent, Viewer viewer) {
        Side side = viewer.side();
        if (side == null || query.knownAt() != null) {
            return Uni.createFrom().item(Set.of());
        }
        List<Absent> own = absent.stream()
                .filter(figure -> figure.reporter().equals(side.name()))
                .toList();
        if (own.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return Uni.createFrom()
                .item(() -> JdbcTransactions.query(
                        dataSource, viewer, connection -> unreleased(connection, query.frequency(), own, side)))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private static Set<Absent> unreleased(Connection connection, Frequency frequency, List<Absent> own, Side side)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(UNRELEASED)) {
            select.setArray(1, connection.createArrayOf("date", periods(own)));
            int parameter = 2;
            for (Function<Absent, String> text : TEXTS) {
                select.setArray(parameter++, connection.createArrayOf("text", texts(own, text)));
            }
            select.setString(parameter++, side.name());
            select.setString(parameter, frequency.name());
            Set<Absent> found = new HashSet<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(Absent.of(frequency, row.getObject("period", LocalDate.class), row::getString));
                }
            }
            return found;
        }
    }

    private Uni<Set<Absent>> found(MirrorQuery query, String sql, Tuple parameters) {
        return StatementLimit.explained(pool.preparedQuery(sql).execute(parameters))
                .map(rows -> {
                    Set<Absent> found = new HashSet<>();
                    for (Row row : rows) {
                        found.add(Absent.of(query.frequency(), row.getLocalDate("period"), row::getString));
                    }
                    return found;
                });
    }

    private static Tuple parameters(MirrorQuery query, List<Absent> absent) {
        Tuple parameters = Tuple.tuple().addArrayOfLocalDate(periods(absent));
        for (Function<Absent, String> text : TEXTS) {
            parameters.addArrayOfString(texts(absent, text));
        }
        return parameters.addString(query.frequency().name());
    }

    private static LocalDate[] periods(List<Absent> absent) {
        return absent.stream().map(figure -> figure.slot().period().start()).toArray(LocalDate[]::new);
    }

    private static String[] texts(List<Absent> absent, Function<Absent, String> text) {
        return absent.stream().map(text).toArray(String[]::new);
    }
}
