package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.Readers;
import org.ckep.records.RecordQuery;
import org.ckep.records.RuleLocks;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The graph of projects and their parents: acyclic (rule I11), each money counted once (rule I10), and no child wider than
 * its parent. Whoever changes an edge or a count holds one lock until his transaction ends, so that A under B and B under
 * A cannot both pass.
 *
 * <p>All looks are taken with the writer's own rights (rule C9). That finds every cycle all the same: along a way of
 * parents the sets of readers only grow, so on a cycle they are equal, and who reads one project of it reads them all.
 */
@ApplicationScoped
class ProjectTree {
    private static final String LOCK = "project tree";

    /** The ancestors of a project, itself among them; {@code union} ends the walk even if it ever went in a circle. */
    private static final String ANCESTORS = """
            with recursive ancestor(id, parent_id) as (
              select id, parent_id from project where id = :start
              union
              select p.id, p.parent_id from project p join ancestor a on p.id = a.parent_id)
            select count(*) from ancestor where id = :wanted""";

    private final ProjectRepository projects;

    ProjectTree(ProjectRepository projects) {
        this.projects = projects;
    }

    /**
     * Checks where a project stands in the graph.
     *
     * @param readers who may read the project
     * @return the parent, null where the project has none; fails with PROJECT_PARENT, PROJECT_CYCLE,
     *     PROJECT_COUNTED_TWICE or NARROWER_THAN_ITS_READER
     */
    Uni<@Nullable Project> check(
            Mutiny.Session session, Viewer viewer, Urn project, ProjectContent content, Classification readers) {
        return RuleLocks.take(session, LOCK)
                .chain(() -> children(session, viewer, project, content))
                .chain(() -> parent(session, viewer, project, content, readers));
    }

    private Uni<@Nullable Project> parent(
            Mutiny.Session session, Viewer viewer, Urn project, ProjectContent content, Classification readers) {
        Urn parent = content.parentProject();
        if (parent == null || parent.equals(project)) {
            return Uni.createFrom().nullItem();
        }
        return projects.find(session, viewer, parent)
                .invoke(found -> {
                    if (found == null) {
                        throw refusal(ProjectProblem.PROJECT_PARENT, "/parentProject", "There is no such project.");
                    }
                    Readers.requireAllMayRead(readers, found.head().classification(), "/parentProject");
                    requireCountedOnce(content, found);
                })
                .call(() -> requireNoCycle(session, project, parent));
    }

    private static void requireCountedOnce(ProjectContent content, Project parent) {
        ProjectRelation relation = content.relation();
        if (relation != null && relation.sharesMoney() && content.counted() && parent.counted()) {
            throw countedTwice();
        }
    }

    private static Uni<Void> requireNoCycle(Mutiny.Session session, Urn project, Urn parent) {
        return session.createNativeQuery(ANCESTORS, Long.class)
                .setParameter("start", parent.uuid())
                .setParameter("wanted", project.uuid())
                .getSingleResult()
                .invoke(found -> {
                    if (found > 0) {
                        throw refusal(
                                ProjectProblem.PROJECT_CYCLE,
                                "/parentProject",
                                "The project would be its own ancestor.");
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<Void> children(Mutiny.Session session, Viewer viewer, Urn project, ProjectContent content) {
        if (!content.counted()) {
            return Uni.createFrom().voidItem();
        }
        return RecordQuery.of(Project.class, viewer)
                .where("r.parentId = :project", "project", project.uuid())
                .where("r.relation in (PHASE_OF, FUNDS)")
                .where("r.countsTowardAggregate")
                .list(session, 1)
                .invoke(counted -> {
                    if (!counted.isEmpty()) {
                        throw countedTwice();
                    }
                })
                .replaceWithVoid();
    }

    private static ProblemException countedTwice() {
        return refusal(
                ProjectProblem.PROJECT_COUNTED_TWICE,
                "/countsTowardAggregate",
                "Parent and child speak of the same money; only one of them counts toward aggregates.");
    }

    private static ProblemException refusal(ProjectProblem type, String pointer, String message) {
        return new ProblemException(type, message).withErrors(FieldError.at(pointer, type.slug(), message));
    }
}
