package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Role;
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
 * <p>All looks are taken with the writer's own rights (rule C9), and with those of both sides where both sides write:
 * what one side hides neither hinders an agreement nor can be seen by its failing. That finds every cycle all the same:
 * along a way of parents the sets of readers only grow, so on a cycle they are equal, and who reads one project of it
 * reads them all.
 */
@ApplicationScoped
class ProjectTree {
    private static final String LOCK = "project tree";

    /** Sees what both sides read, and nothing else. */
    private static final Viewer BOTH_SIDES = new Viewer("both-sides", null, null, null, Set.of(Role.SECRETARIAT), true);

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

    /** Why a project is checked. */
    enum Occasion {
        /** It is new, so that nothing is a part of it yet. */
        REGISTRATION,
        /** One side changes it. */
        CHANGE,
        /** Both sides change it, or are asked to. */
        AGREEMENT,
        /** One side states a figure of its own, which no sum of agreed values holds (rule I9 is of those). */
        FIGURE
    }

    /**
     * A project as it is to stand in the graph.
     *
     * @param status the state that it is in or begins with
     * @param readers who may read it
     */
    record Entry(Urn project, ProjectContent content, ProjectStatus status, Classification readers, Occasion occasion) {

        /** Whether the project stays where it stands, counted as before and for the same readers. */
        boolean leaves(Project before) {
            return before.counted() == content.counted()
                    && before.relation() == content.relation()
                    && Objects.equals(before.parent(), content.parentProject())
                    && before.head().classification().equals(readers);
        }

        /** The sum that its phases do not exceed; null where it has none that they are held to. */
        @Nullable
        Investment whole() {
            return occasion != Occasion.FIGURE && content.coversItsPhases() ? content.totalInvestment() : null;
        }

        /** As a phase of its parent; null where it is none, or has no sum that the parent's is held to. */
        PhaseRules.@Nullable Phase phase() {
            return occasion != Occasion.FIGURE && content.relation() == ProjectRelation.PHASE_OF
                    ? new PhaseRules.Phase(content.totalInvestment(), status, content.modality())
                    : null;
        }
    }

    /**
     * Checks where a project stands in the graph.
     *
     * @return the parent, null where the project has none; fails with PROJECT_PARENT, PROJECT_CYCLE,
     *     PROJECT_COUNTED_TWICE, PROJECT_PHASES_EXCEED_WHOLE or NARROWER_THAN_ITS_READER
     */
    Uni<@Nullable Project> check(Mutiny.Session session, Viewer viewer, Entry entry) {
        Viewer eyes = entry.occasion() == Occasion.AGREEMENT ? BOTH_SIDES : viewer;
        return RuleLocks.take(session, LOCK)
                .chain(() -> phases(session, eyes, entry))
                .chain(() -> parent(session, eyes, entry));
    }

    /** Rule I9 for a whole, of the phases that these eyes may read. */
    private static Uni<Void> phases(Mutiny.Session session, Viewer viewer, Entry entry) {
        Investment whole = entry.whole();
        if (entry.occasion() == Occasion.REGISTRATION || whole == null) {
            return Uni.createFrom().voidItem();
        }
        return phases(session, viewer, entry.project())
                .invoke(phases ->
                        requireRoom(whole, phases.stream().map(Project::asPhase).toList()))
                .replaceWithVoid();
    }

    private Uni<@Nullable Project> parent(Mutiny.Session session, Viewer viewer, Entry entry) {
        Urn parent = entry.content().parentProject();
        if (parent == null || parent.equals(entry.project())) {
            return requireCountedOnce(session, viewer, entry, null)
                    .chain(() -> Uni.createFrom().nullItem());
        }
        return projects.find(session, viewer, parent)
                .invoke(found -> {
                    if (found == null) {
                        throw refusal(ProjectProblem.PROJECT_PARENT, "/parentProject", "There is no such project.");
                    }
                    Readers.requireAllMayRead(entry.readers(), found.head().classification(), "/parentProject");
                })
                .call(() -> requireNoCycle(session, entry.project(), parent))
                .call(found -> requireCountedOnce(session, viewer, entry, found))
                .call(found -> requireRoomAmongPhases(session, viewer, entry, Objects.requireNonNull(found)));
    }

    /** Rule I9 for a phase: with it, those that these eyes may read do not exceed the whole. */
    private static Uni<Void> requireRoomAmongPhases(
            Mutiny.Session session, Viewer viewer, Entry entry, Project parent) {
        Investment whole = parent.sumOfPhases();
        PhaseRules.Phase own = entry.phase();
        // A phase that is no part of the sum, or was given up, finds fault with none of the others.
        if (whole == null || own == null || !own.isPartOf(whole)) {
            return Uni.createFrom().voidItem();
        }
        return phases(session, viewer, parent.urn())
                .invoke(siblings -> {
                    List<PhaseRules.Phase> all = new ArrayList<>();
                    siblings.stream()
                            .filter(sibling -> !sibling.urn().equals(entry.project()))
                            .map(Project::asPhase)
                            .forEach(all::add);
                    all.add(own);
                    requireRoom(whole, all);
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

    /**
     * Rule I10 on every way from the money's first project to its last: with the project in its place, none leads past two
     * that are counted. One that is not counted itself joins those above it to those below. A change that leaves a project
     * in its place for the same readers is not held against a tree that older versions accepted.
     */
    private Uni<Void> requireCountedOnce(Mutiny.Session session, Viewer viewer, Entry entry, @Nullable Project parent) {
        if (entry.occasion() == Occasion.REGISTRATION) {
            return requireCountedOnceHere(session, viewer, entry, parent);
        }
        return projects.find(session, viewer, entry.project())
                .chain(before -> before != null && entry.leaves(before)
                        ? Uni.createFrom().voidItem()
                        : requireCountedOnceHere(session, viewer, entry, parent));
    }

    private Uni<Void> requireCountedOnceHere(
            Mutiny.Session session, Viewer viewer, Entry entry, @Nullable Project parent) {
        boolean counted = entry.content().counted();
        ProjectRelation relation = entry.content().relation();
        Uni<Boolean> above = relation != null && relation.sharesMoney() && parent != null
                ? countedFrom(session, viewer, parent)
                : Uni.createFrom().item(false);
        return above.chain(countedAbove -> {
            if (counted && countedAbove) {
                throw countedTwice();
            }
            if (entry.occasion() == Occasion.REGISTRATION || (!counted && !countedAbove)) {
                return Uni.createFrom().voidItem();
            }
            return countedBelow(session, viewer, List.of(entry.project().uuid()))
                    .invoke(countedBelow -> {
                        if (countedBelow) {
                            throw countedTwice();
                        }
                    })
                    .replaceWithVoid();
        });
    }

    /** Whether a project has a sum of money that is counted at no project that this viewer may read (rule I10). */
    Uni<Boolean> isCountedNowhere(Mutiny.Session session, Viewer viewer, Project project) {
        if (project.counted() || !project.hasTotalInvestment()) {
            return Uni.createFrom().item(false);
        }
        return countedFrom(session, viewer, project)
                .chain(counted -> counted
                        ? Uni.createFrom().item(false)
                        : countedBelow(session, viewer, List.of(project.id())).map(below -> !below));
    }

    /** Whether a project is counted, or one whose money it shares on the way up; the graph has no circles to walk in. */
    private Uni<Boolean> countedFrom(Mutiny.Session session, Viewer viewer, Project project) {
        Urn parent = project.sharesMoneyWithItsParent() ? project.parent() : null;
        if (project.counted() || parent == null) {
            return Uni.createFrom().item(project.counted());
        }
        return projects.find(session, viewer, parent)
                .chain(above -> above == null ? Uni.createFrom().item(false) : countedFrom(session, viewer, above));
    }

    /** Whether one that shares the money of these projects is counted, a level at a time. */
    private static Uni<Boolean> countedBelow(Mutiny.Session session, Viewer viewer, List<UUID> projects) {
        return RecordQuery.of(Project.class, viewer)
                .whereAnyOf("r.parentId", "parents", projects)
                .where("r.relation in (PHASE_OF, FUNDS)")
                .list(session, Integer.MAX_VALUE)
                .chain(parts -> {
                    if (parts.isEmpty() || parts.stream().anyMatch(Project::counted)) {
                        return Uni.createFrom().item(!parts.isEmpty());
                    }
                    return countedBelow(
                            session, viewer, parts.stream().map(Project::id).toList());
                });
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

    private static ProblemException countedTwice() {
        return refusal(
                ProjectProblem.PROJECT_COUNTED_TWICE,
                "/countsTowardAggregate",
                "A project, those that it is a part of and its parts speak of the same money; only one of them counts "
                        + "toward aggregates.");
    }

    private static ProblemException refusal(ProjectProblem type, String pointer, String message) {
        return new ProblemException(type, message).withErrors(FieldError.at(pointer, type.slug(), message));
    }
}
