package org.ckep.policy.register;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Reads and writes the parts of records, those of a whole page at once. */
public final class Parts {
    private Parts() {}

    /** The parts of these records by record, each list in its order; a record without parts is absent. */
    public static <P extends RecordPart> Uni<Map<UUID, List<P>>> of(
            Mutiny.Session session, Class<P> type, Collection<? extends PolicyRecord> records) {
        if (records.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        List<UUID> ids = records.stream().map(PolicyRecord::id).toList();
        return session.createSelectionQuery(
                        "from " + type.getName() + " p where p.recordId in :ids order by p.recordId, p.position", type)
                .setParameter("ids", ids)
                .getResultList()
                .map(parts -> parts.stream()
                        .collect(Collectors.groupingBy(RecordPart::recordId, LinkedHashMap::new, Collectors.toList())));
    }

    /** The parts of one record in their order. */
    public static <P extends RecordPart> Uni<List<P>> of(Mutiny.Session session, Class<P> type, PolicyRecord record) {
        return of(session, type, List.of(record)).map(parts -> parts.getOrDefault(record.id(), List.of()));
    }

    /** Replaces all parts of that kind of a record. */
    public static <P extends RecordPart> Uni<Void> replace(
            Mutiny.Session session, Class<P> type, PolicyRecord record, List<P> parts) {
        return session.createMutationQuery("delete from " + type.getName() + " p where p.recordId = :id")
                .setParameter("id", record.id())
                .executeUpdate()
                .chain(() -> session.persistAll(parts.toArray()));
    }
}
