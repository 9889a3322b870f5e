package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.ckep.investment.register.Coverage;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.RecordVisibility;
import org.ckep.records.Register;
import org.hibernate.reactive.mutiny.Mutiny;

/** Counts projects by state, sector and direction, never more than the viewer may see. */
@ApplicationScoped
class PipelineService {
    private final Register register;

    PipelineService(Register register) {
        this.register = register;
    }

    Uni<Pipeline> count(Viewer viewer, Counting counting) {
        return register.read(
                viewer, session -> total(session, viewer, counting).chain(total -> cells(session, viewer, counting)
                        .map(cells -> new Pipeline(total, Coverage.VISIBLE_ONLY, cells))));
    }

    private static Uni<Long> total(Mutiny.Session session, Viewer viewer, Counting counting) {
        RecordVisibility visible = RecordVisibility.predicate(viewer, "p.head");
        Mutiny.SelectionQuery<Long> query = session.createSelectionQuery(
                "select count(*) from Project p where " + visible.condition() + " and " + counting.condition(),
                Long.class);
        return visible.bind(counting.bind(query)).getSingleResult();
    }

    private static Uni<List<Pipeline.Count>> cells(Mutiny.Session session, Viewer viewer, Counting counting) {
        RecordVisibility visible = RecordVisibility.predicate(viewer, "p.head");
        Mutiny.SelectionQuery<Object[]> query = session.createSelectionQuery(
                "select p.state, s, p.direction, count(*) from Project p left join p.sectors s where "
                        + visible.condition() + " and " + counting.condition()
                        + (counting.sector() == null ? "" : " and s = :sector")
                        + " group by p.state, s, p.direction order by p.state, s, p.direction",
                Object[].class);
        return visible.bind(counting.bind(query)).getResultList().map(rows -> rows.stream()
                .map(row ->
                        new Pipeline.Count((ProjectStatus) row[0], (String) row[1], (Direction) row[2], (Long) row[3]))
                .toList());
    }
}
