package org.ckep.partnerships.partnership;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.RecordVisibility;
import org.hibernate.reactive.mutiny.Mutiny;

/** What other features ask of the partnerships. */
@ApplicationScoped
public class Partnerships {
    private final PartnershipQueries queries;
    private final PartnershipViews views;

    Partnerships(PartnershipQueries queries, PartnershipViews views) {
        this.queries = queries;
        this.views = views;
    }

    /**
     * The partnerships of a sector, newest first.
     *
     * @param expected true for those that are only expected, false for all others but expectations and opinions
     * @param most most entries
     */
    public Uni<List<PartnershipView>> ofSector(
            Mutiny.Session session, Viewer viewer, String sector, boolean expected, int most) {
        return queries.ofSector(session, viewer, sector, expected, most)
                .chain(found -> views.list(session, viewer, found, false));
    }

    /** How many partnerships of a sector the viewer may see in each state; P11: what is only expected is not counted. */
    public Uni<Map<String, Long>> countByState(Mutiny.Session session, Viewer viewer, String sector) {
        RecordVisibility visibility = RecordVisibility.predicate(viewer, "r.head");
        Mutiny.SelectionQuery<Object[]> query = session.createSelectionQuery(
                        "select r.state, count(r) from Partnership r where " + visibility.condition()
                                // Not array_contains, for the reason that RecordQuery.whereContains has.
                                + " and cast(sql('(? @> array[cast(? as text)])', r.sectors, :sector) as Boolean) = true"
                                + " and r.modality not in (EXPECTATION, OPINION) group by r.state",
                        Object[].class)
                .setParameter("sector", sector);
        return visibility.bind(query).getResultList().map(rows -> {
            Map<String, Long> counts = new TreeMap<>();
            rows.forEach(row -> counts.put(((StateName) row[0]).name(), (Long) row[1]));
            return counts;
        });
    }
}
