package org.ckep.investment.reconciliation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.ckep.investment.project.Projects;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.records.Register;
import org.ckep.records.reconciliation.Breaks;
import org.ckep.records.reconciliation.OpenBreak;
import org.ckep.records.reconciliation.Reconciliation;
import org.jspecify.annotations.Nullable;

/** What breaks and cycles come to, for whoever may read both sides' figures. */
@ApplicationScoped
class ReconciliationReports {
    private final Register register;
    private final Breaks breaks;
    private final Reconciliation reconciliation;
    private final Projects projects;

    ReconciliationReports(Register register, Breaks breaks, Reconciliation reconciliation, Projects projects) {
        this.register = register;
        this.breaks = breaks;
        this.reconciliation = reconciliation;
        this.projects = projects;
    }

    /**
     * Counts the open breaks.
     *
     * @param sector only those of projects of this sector, null for all
     * @param assigned only those that this side is to explain, null for all
     * @return fails with FORBIDDEN for whoever may not read both sides' figures
     */
    Uni<OpenBreaks> open(Viewer viewer, @Nullable String sector, @Nullable Side assigned) {
        return register.read(viewer, session -> breaks.open(session, viewer).chain(open -> {
            Set<Urn> records = open.stream()
                    .map(OpenBreak::records)
                    .flatMap(Collection::stream)
                    .collect(Collectors.toSet());
            return projects.sectors(session, viewer, records)
                    .map(sectors -> OpenBreakTally.count(open, sectors, sector, assigned, register.todayInBoth()));
        }));
    }

    /** How much agreed in each of the latest cycles; fails likewise. */
    Uni<ReconciliationTrend> trend(Viewer viewer) {
        return register.read(viewer, session -> reconciliation.cycles(session, viewer))
                .map(ReconciliationTrend::of);
    }
}
