package org.ckep.partnerships.organisation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.RecordQuery;
import org.hibernate.reactive.mutiny.Mutiny;

/** Queries of organisations and their history. Parts are read of records that the viewer was shown before. */
@ApplicationScoped
class OrganisationRepository {
    /** Most predecessors that one answer names. */
    private static final int MOST_PREDECESSORS = 100;

    Uni<Organisation> get(Mutiny.Session session, Viewer viewer, UUID id) {
        return RecordQuery.of(Organisation.class, viewer).get(session, id);
    }

    Uni<List<Organisation>> among(Mutiny.Session session, Viewer viewer, List<UUID> ids) {
        return RecordQuery.of(Organisation.class, viewer).among(session, ids);
    }

    Uni<List<Organisation>> withLei(Mutiny.Session session, Viewer viewer, String lei) {
        return RecordQuery.of(Organisation.class, viewer)
                .where("r.lei = :lei", "lei", lei)
                .list(session, 2);
    }

    Uni<List<Organisation>> predecessors(Mutiny.Session session, Viewer viewer, UUID id) {
        return RecordQuery.of(Organisation.class, viewer)
                .where("r.successorId = :successor", "successor", id)
                .list(session, MOST_PREDECESSORS);
    }

    Uni<List<OrganisationName>> names(Mutiny.Session session, UUID id) {
        return session.createSelectionQuery(
                        "from OrganisationName n where n.organisationId = :id order by n.position",
                        OrganisationName.class)
                .setParameter("id", id)
                .getResultList();
    }

    Uni<List<OrganisationParent>> parents(Mutiny.Session session, UUID id) {
        return session.createSelectionQuery(
                        "from OrganisationParent p where p.organisationId = :id order by p.position",
                        OrganisationParent.class)
                .setParameter("id", id)
                .getResultList();
    }
}
