package org.ckep.records.facility;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.RecordQuery;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;

/** The queries; the application lock is in {@link RecordQuery}, the database's own in the migration. */
@ApplicationScoped
class FacilityRepository {

    Uni<Facility> get(Mutiny.Session session, Viewer viewer, UUID id) {
        return RecordQuery.of(Facility.class, viewer).get(session, id);
    }

    Uni<Page<Facility>> list(Mutiny.Session session, Viewer viewer, FacilityFilter filter, PageRequest page) {
        return RecordQuery.of(Facility.class, viewer)
                .where("r.state = :state", "state", filter.state())
                .where("r.city = :city", "city", filter.city())
                .where("r.sector = :sector", "sector", filter.sector())
                .whereLocalId(filter.localId())
                .page(session, page);
    }
}
