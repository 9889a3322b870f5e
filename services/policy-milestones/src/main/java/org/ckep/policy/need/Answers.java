package org.ckep.policy.need;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.policy.register.Directory;
import org.ckep.policy.register.Faults;
import org.ckep.policy.register.PolicyRecord;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Which needs a milestone, mechanism or instrument answers, kept for those features. A link is seen by whoever sees both
 * ends of it.
 */
@ApplicationScoped
public class Answers {
    private final Directory directory;

    Answers(Directory directory) {
        this.directory = directory;
    }

    /** Refuses what is no need that every reader of the answering record may read. */
    public Uni<Void> check(Mutiny.Session session, Viewer viewer, Classification readers, @Nullable List<Urn> needs) {
        if (needs == null || needs.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Faults faults = new Faults().distinct("/answers", needs);
        for (int i = 0; i < needs.size(); i++) {
            if (!NeedService.KIND.isKindOf(needs.get(i))) {
                faults.add("/answers/" + i, "unknown-reference", "There is no such need.");
            }
        }
        faults.refuseAny();
        return directory.requireAll(session, viewer, readers, needs, "/answers");
    }

    /** Lets a record answer exactly these needs of those that the viewer may see. */
    public Uni<Void> write(Mutiny.Session session, PolicyRecord answering, @Nullable List<Urn> needs) {
        List<Urn> wanted = needs == null ? List.of() : needs;
        return of(session, List.of(answering)).chain(before -> {
            List<Urn> now = before.getOrDefault(answering.id(), List.of());
            List<UUID> gone = now.stream()
                    .filter(need -> !wanted.contains(need))
                    .map(Urn::uuid)
                    .toList();
            Object[] added = wanted.stream()
                    .filter(need -> !now.contains(need))
                    .map(need -> new Answer(need.uuid(), answering.urn()))
                    .toArray();
            return remove(session, answering, gone).chain(() -> session.persistAll(added));
        });
    }

    private static Uni<Void> remove(Mutiny.Session session, PolicyRecord answering, List<UUID> needs) {
        if (needs.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createMutationQuery("delete from Answer a where a.answeringId = :id and a.needId in :needs")
                .setParameter("id", answering.id())
                .setParameter("needs", needs)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** The needs that each of these records answers, as far as the viewer of the session may see. */
    public Uni<Map<UUID, List<Urn>>> of(Mutiny.Session session, Collection<? extends PolicyRecord> answering) {
        if (answering.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        List<UUID> ids = answering.stream().map(PolicyRecord::id).toList();
        return session.createSelectionQuery(
                        "from Answer a where a.answeringId in :ids order by a.answeringId, a.needId", Answer.class)
                .setParameter("ids", ids)
                .getResultList()
                .map(answers -> answers.stream()
                        .collect(Collectors.groupingBy(
                                answer -> answer.answering().uuid(),
                                LinkedHashMap::new,
                                Collectors.mapping(Answer::need, Collectors.toList()))));
    }
}
