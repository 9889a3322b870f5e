package org.ckep.investment.reconciliation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
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
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
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
        OpenBreakTally tally = new OpenBreakTally(sector, assigned, register.todayInBoth());
        return register.read(viewer, session -> countAfter(session, viewer, null, tally))
                .replaceWith(tally::counted);
    }

    /** However many breaks are open, one page of them is in memory. */
    private Uni<Void> countAfter(Mutiny.Session session, Viewer viewer, @Nullable String after, OpenBreakTally tally) {
        return breaks.open(session, viewer, new PageRequest(PageRequest.MAX_LIMIT, after))
                .call(page -> count(session, viewer, page.data(), tally))
                .invoke(session::clear)
                .chain(page -> page.next() == null
                        ? Uni.createFrom().voidItem()
                        : countAfter(session, viewer, page.next(), tally));
    }

    private Uni<Void> count(Mutiny.Session session, Viewer viewer, List<OpenBreak> open, OpenBreakTally tally) {
        Set<Urn> records = open.stream()
                .map(OpenBreak::records)
                .flatMap(Collection::stream)
                .collect(Collectors.toSet());
        return projects.sectors(session, viewer, records)
                .invoke(sectors -> tally.add(open, sectors))
                .replaceWithVoid();
    }

    /** How much agreed in each of the latest cycles; fails likewise. */
    Uni<ReconciliationTrend> trend(Viewer viewer) {
        return register.read(viewer, session -> reconciliation.cycles(session, viewer))
                .map(ReconciliationTrend::of);
    }
}
