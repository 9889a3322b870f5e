package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ckep.investment.register.Coverage;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.RecordVisibility;
import org.ckep.records.Register;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Ranks projects by how late they are, no more of them than the viewer may see. */
@ApplicationScoped
class SlippedProjectService {
    static final int MAX_LIMIT = 100;

    /** What has not happened though its last plan is over is as late as today. */
    private static final String DAYS =
            "cast(sql('(case when ? is null then greatest(?, cast(? as date)) else ? end - ?)', "
                    + "%1$s.actual, %1$s.comesOn, :today, %1$s.comesOn, %1$s.plannedOn) as Integer)";

    /** Of a project that is over nothing is awaited any more. */
    private static final String AWAITED = "(%s.actual is not null or p.state not in ("
            + Stream.of(ProjectStatus.values())
                    .filter(ProjectStatus::isTerminal)
                    .map(ProjectStatus::name)
                    .collect(Collectors.joining(", "))
            + "))";

    private final Register register;

    SlippedProjectService(Register register) {
        this.register = register;
    }

    /**
     * The latest projects, each by its latest date.
     *
     * @param keyDate by which date, null for any
     */
    Uni<SlippedProjects> rank(Viewer viewer, Counting counting, @Nullable KeyDate keyDate, int limit) {
        LocalDate today = register.todayInBoth(counting.knownAt());
        return register.read(viewer, counting.knownAt(), session -> query(session, viewer, counting, keyDate, today)
                .setMaxResults(limit)
                .getResultList()
                .map(rows -> new SlippedProjects(
                        Coverage.VISIBLE_ONLY,
                        rows.stream().map(row -> slipped(row, today)).toList())));
    }

    private static Mutiny.SelectionQuery<Object[]> query(
            Mutiny.Session session, Viewer viewer, Counting counting, @Nullable KeyDate keyDate, LocalDate today) {
        RecordVisibility visible = RecordVisibility.predicate(viewer, "p.head");
        String days = DAYS.formatted("d");
        String others = DAYS.formatted("e");
        Mutiny.SelectionQuery<Object[]> query = session.createSelectionQuery(
                "select p.id, p.head.displayId, p.title, p.state, d, " + days
                        + " from Project p join PlannedDate d on d.projectId = p.id where " + visible.condition()
                        + " and " + counting.condition() + " and " + AWAITED.formatted("d") + " and " + days + " > 0"
                        + (keyDate == null
                                ? " and not exists (select 1 from PlannedDate e where e.projectId = p.id and "
                                        + AWAITED.formatted("e") + " and (" + others + " > " + days + " or (" + others
                                        + " = " + days + " and e.keyDate < d.keyDate)))"
                                : " and d.keyDate = :keyDate")
                        + " order by " + days + " desc, p.id",
                Object[].class);
        if (keyDate != null) {
            query.setParameter("keyDate", keyDate);
        }
        return visible.bind(counting.bind(query.setParameter("today", today)));
    }

    private static SlippedProjects.Slipped slipped(Object[] row, LocalDate today) {
        PlannedDate date = (PlannedDate) row[4];
        return new SlippedProjects.Slipped(
                new Urn(Project.TYPE, date.projectId()),
                (String) row[1],
                (LocalizedText) row[2],
                (ProjectStatus) row[3],
                date.keyDate(),
                date.firstPlan(),
                date.lastPlan().equals(date.firstPlan()) ? null : date.lastPlan(),
                date.actual(),
                date.isOverdue(today),
                (Integer) row[5]);
    }
}
