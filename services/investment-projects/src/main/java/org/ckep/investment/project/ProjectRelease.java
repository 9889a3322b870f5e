package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.Register;
import org.ckep.records.Release;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Lets others read a project of one's own side: they read all that it says and refers to (rule C9), and are told of it as of
 * a new record.
 */
@ApplicationScoped
class ProjectRelease {
    private final Register register;
    private final Surroundings surroundings;

    ProjectRelease(Register register, Surroundings surroundings) {
        this.register = register;
        this.surroundings = surroundings;
    }

    /** Widens the project's readers; fails as {@link Release#widen} and {@link Surroundings#look}. */
    Uni<Void> apply(Mutiny.Session session, Viewer viewer, Project project, ProjectSnapshot before, Release release) {
        ProjectTree.Entry entry = new ProjectTree.Entry(
                project.urn(),
                before.content(),
                before.state().status(),
                release.classification(),
                ProjectTree.Occasion.CHANGE);
        return release.widen(viewer, project, () -> surroundings.look(session, viewer, entry))
                .chain(() -> register.changed(
                        session,
                        viewer,
                        project,
                        "project.released",
                        ProjectEvents.sector(before),
                        ProjectEvents.data(project, before).noted(List.of("classification"))))
                .call(session::flush);
    }
}
