package org.ckep.trade.warning;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.RecordQuery;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Queries of rules, of their alerts and of the figures that they watch. */
@ApplicationScoped
class Warnings {
    private static final String DUE = """
            select r.id from warning_rule r join dataset d on d.source = r.source and d.frequency = r.frequency
            where not r.retired and d.revised_at is not null and r.looked_at is distinct from d.revised_at
            order by r.looked_at nulls first, r.id limit :most""";

    private static final String REVISED =
            "select revised_at from dataset where source = :source and frequency = :frequency";

    private static final String FIGURES = """
            select to_char(o.period, 'YYYY-MM-DD') as period,
                   sum(o.value) filter (where s.partner = 'W0') as total,
                   sum(o.net_weight) filter (where s.partner = 'W0') as weight,
                   sum(o.value) filter (where s.partner = :partner) as part,
                   max(o.value) filter (where a.kind in ('ECONOMY', 'FORMER') and s.partner <> s.reporter) as largest,
                   sum(o.value) filter (where a.kind in ('ECONOMY', 'FORMER') and s.partner <> s.reporter) as suppliers,
                   sum(o.value * o.value) filter (where a.kind in ('ECONOMY', 'FORMER') and s.partner <> s.reporter) as squares,
                   coalesce(bool_or(o.value is null) filter (where s.partner = 'W0'), false) as no_total,
                   coalesce(bool_or(o.net_weight is null) filter (where s.partner = 'W0'), false) as no_weight,
                   coalesce(bool_or(o.value is null) filter (where s.partner = :partner), false) as no_part,
                   coalesce(bool_or(o.value is null)
                       filter (where a.kind in ('ECONOMY', 'FORMER') and s.partner <> s.reporter), false) as no_supplier
            from trade_series s
            join item a on a.agency = 'CKEP' and a.scheme = 'CL_AREA' and a.code = s.partner
            join trade_observation o on o.series_id = s.id and o.valid_to is null
            where s.source = :source and s.frequency = :frequency and s.reporter = :reporter and s.flow = 'M'
              and s.edition = :edition and s.commodity = :commodity
            group by o.period order by o.period""";

    /** Rules whose figures were revised since they were looked at. */
    Uni<List<UUID>> due(Mutiny.Session session, int most) {
        return session.createNativeQuery(DUE, UUID.class)
                .setParameter("most", most)
                .getResultList();
    }

    /** The rule under its row's lock; the item is null where it is gone. */
    Uni<WarningRule> locked(Mutiny.Session session, UUID rule) {
        return session.find(WarningRule.class, rule, LockMode.PESSIMISTIC_WRITE);
    }

    /** The newest revision of the figures that a rule watches; the item is null before the first. */
    Uni<Instant> revision(Mutiny.Session session, WarningRule rule) {
        return session.createNativeQuery(REVISED, Instant.class)
                .setParameter("source", rule.source())
                .setParameter("frequency", rule.frequency().name())
                .getSingleResultOrNull();
    }

    /** The figures that a rule watches, in the order of time. */
    Uni<List<PeriodFigures>> figures(Mutiny.Session session, WarningRule rule) {
        String partner = rule.partner();
        return session.createNativeQuery(FIGURES, Object[].class)
                .setParameter("partner", partner == null ? "" : partner)
                .setParameter("source", rule.source())
                .setParameter("frequency", rule.frequency().name())
                .setParameter("reporter", rule.reporter())
                .setParameter("edition", rule.edition().name())
                .setParameter("commodity", rule.commodity())
                .getResultList()
                .map(rows -> rows.stream().map(Warnings::figures).toList());
    }

    private static PeriodFigures figures(Object[] row) {
        return new PeriodFigures(
                LocalDate.parse((String) row[0]),
                (BigDecimal) row[1],
                (BigDecimal) row[2],
                (BigDecimal) row[3],
                (BigDecimal) row[4],
                (BigDecimal) row[5],
                (BigDecimal) row[6],
                new PeriodFigures.Missing((Boolean) row[7], (Boolean) row[8], (Boolean) row[9], (Boolean) row[10]));
    }

    /** The alerts of a rule in the order of their episodes. */
    Uni<List<WarningAlert>> alertsOf(Mutiny.Session session, WarningRule rule) {
        return session.createQuery(
                        "from WarningAlert a where a.ruleId = :rule order by a.firstPeriod, a.id", WarningAlert.class)
                .setParameter("rule", rule.id())
                .getResultList();
    }

    Uni<WarningRule> rule(Mutiny.Session session, Viewer viewer, UUID id) {
        return RecordQuery.of(WarningRule.class, viewer).get(session, id);
    }

    Uni<WarningAlert> alert(Mutiny.Session session, Viewer viewer, UUID id) {
        return RecordQuery.of(WarningAlert.class, viewer).get(session, id);
    }

    Uni<Page<WarningRule>> rules(Mutiny.Session session, Viewer viewer, @Nullable String commodity, PageRequest page) {
        return RecordQuery.of(WarningRule.class, viewer)
                .where("r.commodity = :commodity", "commodity", commodity)
                .page(session, page);
    }

    Uni<Page<WarningAlert>> alerts(
            Mutiny.Session session,
            Viewer viewer,
            @Nullable UUID rule,
            @Nullable AlertState state,
            @Nullable Grade grade,
            PageRequest page) {
        return RecordQuery.of(WarningAlert.class, viewer)
                .where("r.ruleId = :rule", "rule", rule)
                .where("r.state = :state", "state", state)
                .where("r.grade = :grade", "grade", grade)
                .page(session, page);
    }
}
