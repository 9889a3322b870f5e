package org.ckep.partnerships.sourcing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.ckep.kernel.access.Viewer;
import org.hibernate.reactive.mutiny.Mutiny;

/** What other features ask of the sourcing relations. */
@ApplicationScoped
public class SourcingRelations {
    private final SourcingRepository relations;
    private final SourcingViews views;

    SourcingRelations(SourcingRepository relations, SourcingViews views) {
        this.relations = relations;
        this.views = views;
    }

    /** The sourcing relations of a sector, expectations and opinions left out, newest first. */
    public Uni<List<SourcingView>> ofSector(Mutiny.Session session, Viewer viewer, String sector, int most) {
        return relations
                .ofSector(session, viewer, sector, most)
                .chain(found -> views.list(session, viewer, found, false));
    }
}
