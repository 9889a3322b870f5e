package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.ckep.investment.pending.PendingState;
import org.ckep.investment.pending.TwoPersons;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.hibernate.reactive.mutiny.Mutiny;

/** The revisions of projects that the viewer's side has drafted; those of the other side exist for nobody else. */
@ApplicationScoped
class RevisionStore {
    private static final String OF_PROJECT = "from StoredRevision r where r.projectId = :project and r.side = :side";
    private static final String NEWEST = OF_PROJECT + " order by r.draftedAt desc, r.id desc";
    private static final String PENDING = OF_PROJECT + " and r.state = :state";

    RevisionStore() {}

    /** The newest one, whatever has become of it. */
    Uni<Optional<StoredRevision>> newest(Mutiny.Session session, Viewer viewer, Project project) {
        Side side = viewer.side();
        return side == null
                ? Uni.createFrom().item(Optional.empty())
                : first(session.createSelectionQuery(NEWEST, StoredRevision.class)
                        .setParameter("project", project.id())
                        .setParameter("side", side));
    }

    /** The one that waits for a second person; asked for where there can be one alone. */
    Uni<Optional<StoredRevision>> pending(Mutiny.Session session, Viewer viewer, Project project) {
        Side side = viewer.side();
        boolean possible = side != null && side == project.head().ownerSide() && TwoPersons.areNeeded(project);
        return possible
                ? first(session.createSelectionQuery(PENDING, StoredRevision.class)
                        .setParameter("project", project.id())
                        .setParameter("side", side)
                        .setParameter("state", PendingState.PENDING))
                : Uni.createFrom().item(Optional.empty());
    }

    private static Uni<Optional<StoredRevision>> first(Mutiny.SelectionQuery<StoredRevision> query) {
        return query.setMaxResults(1).getResultList().map(found -> found.stream()
                .findFirst());
    }
}
