package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.record.Stewardship;
import org.hibernate.reactive.mutiny.Mutiny;

/** Reads what the ledger shows of what a step rests on. */
@ApplicationScoped
class LedgerEvidence {
    private static final Set<Guard> OF_THE_LEDGER =
            EnumSet.of(Guard.BINDING_COMMITMENT, Guard.PARTIAL_PAYMENT, Guard.FINAL_CLOSING, Guard.SETTLEMENT);

    private final Bookings bookings;

    LedgerEvidence(Bookings bookings) {
        this.bookings = bookings;
    }

    /** For a step to that state; nothing is read where it rests on nothing that stands in the ledger. */
    Uni<BookedSums> of(
            Mutiny.Session session, Viewer viewer, Project project, ProjectSnapshot before, ProjectStatus target) {
        boolean asked = ProjectMachine.step(before.content().profile(), before.state(), target)
                .filter(step -> !Collections.disjoint(step.guards(), OF_THE_LEDGER)
                        || !Collections.disjoint(before.notShown(), OF_THE_LEDGER))
                .isPresent();
        return asked
                ? bookings.commitments(session, viewer, List.of(project.urn()))
                        .map(found -> BookedSums.of(found.stream().filter(one -> shows(one, project))))
                : Uni.createFrom().item(BookedSums.NONE);
    }

    /** Those of whoever stands behind the record, on one of both sides of each; as far as all its readers may read them. */
    private static boolean shows(BookedCommitment commitment, Project project) {
        boolean ofTheRecord = project.head().stewardship() == Stewardship.JOINT
                || commitment.side() == project.head().ownerSide();
        return ofTheRecord && project.head().classification().isWithin(commitment.readers());
    }
}
