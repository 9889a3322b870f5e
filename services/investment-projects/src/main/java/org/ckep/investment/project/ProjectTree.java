package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
 * The graph of projects and their parents: acyclic (rule I11), each money counted once (rule I10), phases that do not
 * exceed the whole (rule I9), and no child wider than its parent. Whoever changes an edge, a count or a sum holds one lock
 * until his transaction ends, so that A under B and B under A cannot both pass, nor two phases that fit one by one.
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
     * @param status the state that it is in or begins with
     * @param readers who may read the project
     * @return the parent, null where the project has none; fails with PROJECT_PARENT, PROJECT_CYCLE,
     *     PROJECT_COUNTED_TWICE, PROJECT_PHASES_EXCEED_WHOLE or NARROWER_THAN_ITS_READER
     */
    Uni<@Nullable Project> check(
            Mutiny.Session session,
            Viewer viewer,
            Urn project,
            ProjectContent content,
            ProjectStatus status,
            Classification readers) {
        return RuleLocks.take(session, LOCK)
                .chain(() -> children(session, viewer, project, content))
                .chain(() -> requireRoomForPhases(session, viewer, project, content))
                .chain(() -> parent(session, viewer, project, content, status, readers));
    }

    private Uni<@Nullable Project> parent(
            Mutiny.Session session,
            Viewer viewer,
            Urn project,
            ProjectContent content,
            ProjectStatus status,
            Classification readers) {
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
                .call(() -> requireNoCycle(session, project, parent))
                .call(found -> requireRoomAmongPhases(
                        session, viewer, project, content, status, Objects.requireNonNull(found)));
    }

    /** Rule I9 for the whole: the phases that the writer may read do not exceed it. */
    private static Uni<Void> requireRoomForPhases(
            Mutiny.Session session, Viewer viewer, Urn project, ProjectContent content) {
        Investment whole = content.totalInvestment();
        if (whole == null || !content.coversItsPhases()) {
            return Uni.createFrom().voidItem();
        }
        return phases(session, viewer, project)
                .invoke(found ->
                        requireRoom(whole, found.stream().map(Project::asPhase).toList()))
                .replaceWithVoid();
    }

    /** Rule I9 for a phase: with it, those that the writer may read do not exceed the whole. */
    private static Uni<Void> requireRoomAmongPhases(
            Mutiny.Session session,
            Viewer viewer,
            Urn project,
            ProjectContent content,
            ProjectStatus status,
            Project parent) {
        Investment whole = parent.sumOfPhases();
        if (whole == null || content.totalInvestment() == null || content.relation() != ProjectRelation.PHASE_OF) {
            return Uni.createFrom().voidItem();
        }
        return phases(session, viewer, parent.urn())
                .invoke(siblings -> {
                    List<PhaseRules.Phase> all = new ArrayList<>();
                    siblings.stream()
                            .filter(sibling -> !sibling.urn().equals(project))
                            .map(Project::asPhase)
                            .forEach(all::add);
                    PhaseRules.Phase own = new PhaseRules.Phase(content.totalInvestment(), status, content.modality());
                    all.add(own);
                    // A phase that is no part of the sum, or was given up, finds fault with none of the others.
                    if (own.isPartOf(whole)) {
                        requireRoom(whole, all);
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<List<Project>> phases(Mutiny.Session session, Viewer viewer, Urn whole) {
        return RecordQuery.of(Project.class, viewer)
                .where("r.parentId = :project", "project", whole.uuid())
                .where("r.relation = PHASE_OF")
                .where("r.investmentAmount is not null")
                .list(session, Integer.MAX_VALUE);
    }

    private static void requireRoom(Investment whole, List<PhaseRules.Phase> phases) {
        BigDecimal sum = PhaseRules.tooMuch(whole, phases);
        if (sum != null) {
            throw refusal(
                    ProjectProblem.PROJECT_PHASES_EXCEED_WHOLE,
                    "/totalInvestment",
                    "The phases sum to " + sum.toPlainString() + " " + whole.currency() + " and the whole to "
                            + whole.amount().toPlainString()
                            + "; phasesPartial says of the whole that its sum is not that of all phases.");
        }
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
