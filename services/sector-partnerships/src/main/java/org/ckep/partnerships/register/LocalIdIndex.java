package org.ckep.partnerships.register;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.LocalId;
import org.ckep.records.RecordQuery;
import org.ckep.records.RegisterRecord;
import org.hibernate.reactive.mutiny.Mutiny;

/** The ids that records carry of other registers. */
@ApplicationScoped
public class LocalIdIndex {

    /**
     * The ids of the records of that kind that carry a local id.
     *
     * @param schemeAndValue {@code scheme:value}
     * @return ids, to be read through a query that asks what the viewer may see
     */
    public Uni<List<UUID>> find(
            Mutiny.Session session, Class<? extends RegisterRecord> type, String schemeAndValue) {
        int colon = schemeAndValue.indexOf(':');
        if (colon < 1) {
            return Uni.createFrom()
                    .failure(ProblemException.invalidParameter(
                            "localId", "The parameter 'localId' has the form scheme:value."));
        }
        return find(session, type, schemeAndValue.substring(0, colon), schemeAndValue.substring(colon + 1));
    }

    private static Uni<List<UUID>> find(
            Mutiny.Session session, Class<? extends RegisterRecord> type, String scheme, String value) {
        JsonObject probe = new JsonObject()
                .put("ids", new JsonArray().add(new JsonObject().put("scheme", scheme).put("value", value)));
        // The name of the table is the entity's own, never text of a request.
        String table = type.getAnnotation(Table.class).name();
        return session.createNativeQuery(
                        "select id from " + table + " where local_ids @> cast(:probe as jsonb)", UUID.class)
                .setParameter("probe", probe.encode())
                .getResultList();
    }

    /**
     * Refuses ids that another record of the kind carries, among what the viewer may see (rule C9). Two writers of one id
     * wait for each other until the first has finished.
     */
    public Uni<Void> requireFree(
            Mutiny.Session session, Viewer viewer, Class<? extends RegisterRecord> type, List<LocalId> ids) {
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(id -> requireFree(session, viewer, type, id, ids.indexOf(id)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Uni<Void> requireFree(
            Mutiny.Session session, Viewer viewer, Class<? extends RegisterRecord> type, LocalId id, int index) {
        String lock = type.getSimpleName() + " " + id.scheme() + ":" + id.value();
        return Locks.take(session, lock)
                .chain(() -> find(session, type, id.scheme(), id.value()))
                .chain(found -> RecordQuery.of(type, viewer).among(session, found))
                .invoke(taken -> {
                    if (!taken.isEmpty()) {
                        String message = "Another record carries the id '" + id.value() + "' of '" + id.scheme() + "'.";
                        throw new ProblemException(RegisterProblem.LOCAL_ID_TAKEN, message)
                                .withErrors(FieldError.at(
                                        "/localIds/" + index, RegisterProblem.LOCAL_ID_TAKEN.slug(), message))
                                .withMember("existing", taken.getFirst().urn());
                    }
                })
                .replaceWithVoid();
    }
}
