package org.ckep.investment.project;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.ckep.investment.register.Violation;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.record.Stewardship;
import org.ckep.records.Audit;
import org.ckep.records.Register;
import org.hibernate.reactive.mutiny.Mutiny;

/** What one side keeps beside a project and shows to nobody else: its filings, and how it sees the prospects. */
@ApplicationScoped
class ProjectAnnex {
    private final Register register;
    private final Audit audit;

    ProjectAnnex(Register register, Audit audit) {
        this.register = register;
        this.audit = audit;
    }

    /**
     * Enters a filing of the viewer's side, outside of any step. The record itself stays as it is, and so does all that
     * is proposed for it.
     *
     * @return fails with FORBIDDEN where the viewer's side has no part in the record, and where a date lies in the future
     */
    Uni<Void> enter(Mutiny.Session session, Viewer viewer, Project project, Filing filing) {
        return Uni.createFrom().deferred(() -> {
            if (project.head().stewardship() != Stewardship.JOINT) {
                project.head().requireMayChange(viewer);
            }
            Violation.refuse(filing.violations(register.today(), ""));
            return enter(session, viewer, project, List.of(filing))
                    .chain(() -> audit.record(
                            session,
                            viewer,
                            "enter-filing",
                            project.urn(),
                            null,
                            null,
                            audit.beside(project, "filings", List.of(filing))))
                    .call(session::flush);
        });
    }

    /**
     * Enters how the viewer's side sees the project. The record itself stays as it is.
     *
     * @return fails with FORBIDDEN where the viewer's side has no part in the record, and where the date lies in the future
     */
    Uni<Void> assess(Mutiny.Session session, Viewer viewer, Project project, Rag rag) {
        return Uni.createFrom().deferred(() -> {
            if (project.head().stewardship() != Stewardship.JOINT) {
                project.head().requireMayChange(viewer);
            }
            Violation.refuse(rag.violations(register.today()));
            Side side = viewer.side();
            if (side == null) {
                throw new ProblemException(KernelProblem.FORBIDDEN, "Only a side's own staff assesses a project.");
            }
            return session.persist(new ProjectRag(
                            project.id(), side, rag, register.clock().instant()))
                    .chain(() -> audit.record(
                            session,
                            viewer,
                            "assess-project",
                            project.urn(),
                            null,
                            null,
                            audit.beside(project, "rag", rag)))
                    .call(session::flush);
        });
    }

    /** Enters what a step brings. */
    Uni<Void> enter(Mutiny.Session session, Viewer viewer, Project project, List<Filing> filings) {
        Side side = viewer.side();
        if (side == null) {
            return Uni.createFrom().voidItem();
        }
        return Multi.createFrom()
                .iterable(filings)
                .onItem()
                .transformToUniAndConcatenate(filing -> session.persist(new ProjectFiling(
                        project.id(), side, filing, register.clock().instant())))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
