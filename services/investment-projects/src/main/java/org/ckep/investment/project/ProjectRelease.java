package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.Register;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Lets others read a project of one's own side: a releaser does who is a person and neither entered nor last changed it (rule
 * C2), and they read all that it says and refers to (rule C9). They are told of it as of a new record.
 */
@ApplicationScoped
class ProjectRelease {
    private final Register register;
    private final Surroundings surroundings;

    ProjectRelease(Register register, Surroundings surroundings) {
        this.register = register;
        this.surroundings = surroundings;
    }

    /** Widens the project's readers; fails as {@link org.ckep.records.RecordHead#release} and {@link Surroundings#look}. */
    Uni<Void> apply(
            Mutiny.Session session, Viewer viewer, Project project, ProjectSnapshot before, Classification wider) {
        requireAnotherPerson(viewer, before.custody());
        project.head().release(viewer, wider);
        ProjectTree.Entry entry = new ProjectTree.Entry(
                project.urn(), before.content(), before.state().status(), wider, ProjectTree.Occasion.CHANGE);
        return surroundings
                .look(session, viewer, entry)
                .chain(found -> register.changed(
                        session,
                        viewer,
                        project,
                        "project.released",
                        ProjectEvents.sector(before),
                        ProjectEvents.data(project, before)))
                .call(session::flush);
    }

    private static void requireAnotherPerson(Viewer viewer, StepAuthority.Custody custody) {
        if (viewer.serviceAccount()) {
            throw new ProblemException(
                    ProjectProblem.PROJECT_SERVICE_ACCOUNT, "A person widens who may read a record, not a system.");
        }
        if (custody.makers().contains(Objects.requireNonNull(viewer.subject(), "a person has a subject"))) {
            throw new ProblemException(
                    ProjectProblem.PROJECT_OWN_APPROVAL,
                    "A project is released by someone who neither entered nor last changed it.");
        }
    }
}
