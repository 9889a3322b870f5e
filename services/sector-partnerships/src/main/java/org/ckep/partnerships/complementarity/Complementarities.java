package org.ckep.partnerships.complementarity;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.RecordQuery;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;

/** Queries of strengths, for this feature and for the cockpit. */
@ApplicationScoped
public class Complementarities {

    /** What is said of both sides' strengths in a sector, in every mood, newest first. */
    public Uni<List<ComplementarityView>> ofSector(Mutiny.Session session, Viewer viewer, String sector, int most) {
        return RecordQuery.of(Complementarity.class, viewer)
                .where("r.sector = :sector", "sector", sector)
                .list(session, most)
                .map(found -> found.stream()
                        .map(one -> ComplementarityView.of(one, false))
                        .toList());
    }

    Uni<Complementarity> get(Mutiny.Session session, Viewer viewer, UUID id) {
        return RecordQuery.of(Complementarity.class, viewer).get(session, id);
    }

    Uni<Page<Complementarity>> page(
            Mutiny.Session session, Viewer viewer, ComplementarityFilter filter, PageRequest page) {
        return RecordQuery.of(Complementarity.class, viewer)
                .where("r.sector = :sector", "sector", filter.sector)
                .where("r.side = :side", "side", filter.side)
                .whereAnyOf("r.modality", "modalities", filter.modalities())
                .whereLocalId(filter.localId)
                .page(session, page);
    }
}
