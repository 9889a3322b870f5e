package org.ckep.policy.milestone;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.RecordVisibility;
import org.hibernate.reactive.mutiny.Mutiny;

/** The links between milestones of which a viewer may read both ends. */
@ApplicationScoped
class Dependencies {

    /** A link with both milestones. */
    record Linked(MilestoneDependency link, Milestone from, Milestone to) {}

    /** Links that lead to one of these milestones. */
    Uni<List<Linked>> into(Mutiny.Session session, Viewer viewer, Collection<UUID> milestones) {
        return milestones.isEmpty()
                ? Uni.createFrom().item(List.of())
                : linked(session, viewer, "d.toId in :ids", milestones);
    }

    /** Links that lead from one of these milestones. */
    Uni<List<Linked>> outOf(Mutiny.Session session, Viewer viewer, Collection<UUID> milestones) {
        return milestones.isEmpty()
                ? Uni.createFrom().item(List.of())
                : linked(session, viewer, "d.fromId in :ids", milestones);
    }

    private static Uni<List<Linked>> linked(
            Mutiny.Session session, Viewer viewer, String condition, Collection<UUID> milestones) {
        RecordVisibility from = RecordVisibility.predicate(viewer, "f.head");
        RecordVisibility to = RecordVisibility.predicate(viewer, "t.head");
        Mutiny.SelectionQuery<Linked> query = session.createSelectionQuery(
                "select new org.ckep.policy.milestone.Dependencies$Linked(d, f, t) from MilestoneDependency d,"
                        + " Milestone f, Milestone t where d.fromId = f.id and d.toId = t.id and " + condition + " and "
                        + from.condition() + " and " + to.condition() + " order by d.fromId, d.toId",
                Linked.class);
        return from.bind(query).setParameter("ids", List.copyOf(milestones)).getResultList();
    }

    /** All links that the viewer may read, for the question whether a new one closes a cycle. */
    Uni<List<DependencyGraph.Edge>> edges(Mutiny.Session session, Viewer viewer) {
        RecordVisibility from = RecordVisibility.predicate(viewer, "f.head");
        RecordVisibility to = RecordVisibility.predicate(viewer, "t.head");
        Mutiny.SelectionQuery<DependencyGraph.Edge> query = session.createSelectionQuery(
                "select new org.ckep.policy.milestone.DependencyGraph$Edge(d.fromId, d.toId) from MilestoneDependency"
                        + " d, Milestone f, Milestone t where d.fromId = f.id and d.toId = t.id and " + from.condition()
                        + " and " + to.condition(),
                DependencyGraph.Edge.class);
        return from.bind(query).getResultList();
    }
}
