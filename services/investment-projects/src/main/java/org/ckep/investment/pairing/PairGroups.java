package org.ckep.investment.pairing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.RecordVisibility;
import org.hibernate.reactive.mutiny.Mutiny;

/** The groups as they stand. Each query carries the first lock; row-level security is the second. */
@ApplicationScoped
class PairGroups {
    private static final String MEMBERS = """
            from StoredMember m where %s
            and exists (select 1 from Project own where own.id = m.projectId and %s)
            and exists (select 1 from StoredMember o, Project other
                where o.groupId = m.groupId and o.side <> m.side and other.id = o.projectId and %s)
            order by m.side, m.projectId""";
    private static final String OF_GROUP = "m.groupId = :group";
    private static final String WITH_PROJECT =
            "m.groupId = (select mine.groupId from StoredMember mine where mine.projectId = :project)";

    /** The members of a group that the viewer may read; none where he is not told of the group. */
    Uni<List<StoredMember>> members(Mutiny.Session session, Viewer viewer, UUID group) {
        return find(session, viewer, OF_GROUP, "group", group);
    }

    /** The members of all groups that the viewer may read, likewise. */
    Uni<List<StoredMember>> all(Mutiny.Session session, Viewer viewer) {
        return query(session, viewer, "1 = 1").getResultList();
    }

    /** The members of the group that a record is in, likewise. */
    Uni<List<StoredMember>> withProject(Mutiny.Session session, Viewer viewer, UUID project) {
        return find(session, viewer, WITH_PROJECT, "project", project);
    }

    private static Uni<List<StoredMember>> find(
            Mutiny.Session session, Viewer viewer, String which, String parameter, UUID value) {
        return query(session, viewer, which).setParameter(parameter, value).getResultList();
    }

    private static Mutiny.SelectionQuery<StoredMember> query(Mutiny.Session session, Viewer viewer, String which) {
        RecordVisibility own = RecordVisibility.predicate(viewer, "own.head");
        RecordVisibility other = RecordVisibility.predicate(viewer, "other.head");
        // Both conditions have the same parameters, so that one of them sets all.
        return own.bind(session.createSelectionQuery(
                MEMBERS.formatted(which, own.condition(), other.condition()), StoredMember.class));
    }

    /**
     * Those of these records that are in a group.
     *
     * @param shared records that both sides read, so that their groups are known to both
     */
    Uni<List<UUID>> paired(Mutiny.Session session, List<UUID> shared) {
        return session.createSelectionQuery(
                        "select m.projectId from StoredMember m where m.projectId in :projects", UUID.class)
                .setParameter("projects", shared)
                .getResultList();
    }

    /** The group that a record of which the viewer knows is in; fails with NOT_FOUND where it is in none. */
    Uni<PairGroupView> get(Mutiny.Session session, Viewer viewer, UUID project) {
        return withProject(session, viewer, project).map(members -> {
            if (members.isEmpty()) {
                throw ProblemException.notFound();
            }
            return PairGroupView.of(members);
        });
    }

    /** Links the records, once the pairing that says so is agreed in the same transaction. */
    Uni<Void> link(Mutiny.Session session, List<StoredMember> members) {
        return session.persistAll(members.toArray()).chain(session::flush);
    }

    /** Takes the group apart, likewise. */
    Uni<Void> unlink(Mutiny.Session session, PairingContent content) {
        return session.createMutationQuery("delete from StoredMember m where m.groupId = :group")
                .setParameter("group", content.group().uuid())
                .executeUpdate()
                .invoke(gone -> {
                    if (gone != content.members().size()) {
                        throw new IllegalStateException("a group is taken apart as a whole: " + content.group());
                    }
                })
                .replaceWithVoid();
    }
}
