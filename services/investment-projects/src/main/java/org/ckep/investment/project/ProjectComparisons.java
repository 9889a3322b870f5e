package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.Register;
import org.ckep.records.reconciliation.BlindComparisons;
import org.ckep.records.reconciliation.BlindView;
import org.ckep.records.reconciliation.MatchView;
import org.ckep.records.reconciliation.PairedRecords;
import org.ckep.records.reconciliation.Reconciliation;

/** What comparing both sides' figures of a project came to, openly and blind. */
@ApplicationScoped
class ProjectComparisons {
    private final Register register;
    private final ProjectRepository projects;
    private final Reconciliation reconciliation;
    private final PairedRecords paired;
    private final BlindComparisons comparisons;

    ProjectComparisons(
            Register register,
            ProjectRepository projects,
            Reconciliation reconciliation,
            PairedRecords paired,
            BlindComparisons comparisons) {
        this.register = register;
        this.projects = projects;
        this.reconciliation = reconciliation;
        this.paired = paired;
        this.comparisons = comparisons;
    }

    /** What the last cycle found; fails with FORBIDDEN for whoever may not read both sides' figures. */
    Uni<List<MatchView>> matches(Viewer viewer, UUID project) {
        return register.read(viewer, session -> projects.get(session, viewer, project)
                .chain(found -> reconciliation.matches(session, viewer, found.urn(), paired)));
    }

    /** What is compared blind; fails with FORBIDDEN for whoever acts for no side. */
    Uni<List<BlindView>> blind(Viewer viewer, UUID project) {
        return register.read(viewer, session -> projects.get(session, viewer, project)
                .chain(found -> comparisons.of(session, viewer, found.urn())));
    }
}
