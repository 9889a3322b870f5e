package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.AnyOf;
import org.ckep.records.RecordQuery;
import org.ckep.records.Register;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;

/** Lists the projects that were given up, no more of them than the viewer may see. */
@ApplicationScoped
class DeadProjectService {
    private static final List<ProjectStatus> DEAD =
            Stream.of(ProjectStatus.values()).filter(ProjectStatus::isGivenUp).toList();

    private final Register register;
    private final ProjectPartStore parts;

    DeadProjectService(Register register, ProjectPartStore parts) {
        this.register = register;
        this.parts = parts;
    }

    Uni<Page<DeadProject>> list(Viewer viewer, Counting counting, PageRequest page) {
        return register.read(viewer, counting.knownAt(), session -> RecordQuery.of(Project.class, viewer)
                .whereAnyOf("r.state", "states", DEAD)
                .whereAnyOf("r.modality", "modalities", counting.modalities())
                .where("r.direction = :direction", "direction", counting.direction())
                .where("exists (select 1 from r.sectors s where s = :sector)", "sector", counting.sector())
                .page(session, page)
                .call(found -> parts.read(session, found.data()))
                .chain(found -> lastSteps(session, found.data())
                        .map(last -> new Page<>(
                                found.data().stream()
                                        .map(project -> DeadProject.of(project, last.get(project.id())))
                                        .toList(),
                                found.next()))));
    }

    private static Uni<Map<UUID, StepView>> lastSteps(Mutiny.Session session, List<Project> projects) {
        if (projects.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        AnyOf wanted = AnyOf.of(projects.stream().map(Project::id).toList());
        AnyOf dead = AnyOf.of(DEAD);
        return session.createSelectionQuery(
                        "select s.projectId, s from ProjectStep s where " + wanted.condition("s.projectId", "projects")
                                + " and " + dead.condition("s.toState", "states") + " order by s.recordedAt, s.id",
                        Object[].class)
                .setParameter("projects", wanted.parameter())
                .setParameter("states", dead.parameter())
                .getResultList()
                .map(rows -> {
                    Map<UUID, StepView> last = new HashMap<>();
                    rows.forEach(row -> last.put((UUID) row[0], ((ProjectStep) row[1]).toView()));
                    return last;
                });
    }
}
