package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.hibernate.reactive.mutiny.Mutiny;

/** What the ledger says of projects. The ledger knows projects, so projects ask it by this alone. */
public interface Bookings {
    /** The commitments of these projects that the viewer may read, in no order. */
    Uni<List<BookedCommitment>> commitments(Mutiny.Session session, Viewer viewer, Collection<Urn> projects);

    /** The transactions of commitments that the viewer may read, by their value dates and then as they were entered. */
    Uni<List<BookedEntry>> entries(Mutiny.Session session, Collection<BookedCommitment> commitments);
}
