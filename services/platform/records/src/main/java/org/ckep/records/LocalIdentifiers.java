package org.ckep.records;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.ProblemException;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Keeps the ids of other registers unambiguous. They are compared among the records that the writer may read and no
 * further (rule C9): a conflict with a hidden record would tell that it exists.
 */
@ApplicationScoped
public class LocalIdentifiers {
    private static final String LOCK = "select cast(pg_advisory_xact_lock(hashtextextended(:key, 0)) as text)";

    /**
     * Takes the ids for a record of that type until the end of the transaction.
     *
     * @return fails with LOCAL_ID_TAKEN where a record that the viewer may read has one of them
     */
    public Uni<Void> requireFree(
            Mutiny.Session session, Viewer viewer, Class<? extends RegisterRecord> type, List<LocalId> ids) {
        // Sorted, so that two writers never wait for each other.
        List<String> keys = ids.stream().map(LocalId::key).distinct().sorted().toList();
        return Multi.createFrom()
                .iterable(keys)
                .onItem()
                .transformToUniAndConcatenate(key -> requireFree(session, viewer, type, key))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private static Uni<Void> requireFree(
            Mutiny.Session session, Viewer viewer, Class<? extends RegisterRecord> type, String key) {
        return session.createNativeQuery(LOCK)
                .setParameter("key", type.getSimpleName() + " " + key)
                .getSingleResult()
                .chain(() -> RecordQuery.of(type, viewer).whereLocalId(key).list(session, 1))
                .invoke(found -> {
                    if (!found.isEmpty()) {
                        throw new ProblemException(
                                        RecordsProblem.LOCAL_ID_TAKEN, "Another record has the local id '" + key + "'.")
                                .withMember("record", found.getFirst().urn());
                    }
                })
                .replaceWithVoid();
    }
}
