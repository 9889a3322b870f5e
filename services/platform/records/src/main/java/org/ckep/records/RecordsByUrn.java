package org.ckep.records;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.metamodel.EntityType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.hibernate.reactive.mutiny.Mutiny;

/** The records of this service, of whatever kind, by what stands in their URNs. */
@ApplicationScoped
class RecordsByUrn {
    private final Map<String, Class<? extends RegisterRecord>> kinds = new HashMap<>();

    RecordsByUrn(Mutiny.SessionFactory sessions) {
        for (EntityType<?> entity : sessions.getMetamodel().getEntities()) {
            Class<?> type = entity.getJavaType();
            if (RegisterRecord.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
                Class<? extends RegisterRecord> kind = type.asSubclass(RegisterRecord.class);
                kinds.put(urnType(kind), kind);
            }
        }
    }

    /** Every record of a class says the same, an empty one too. */
    private static String urnType(Class<? extends RegisterRecord> kind) {
        try {
            Constructor<? extends RegisterRecord> empty = kind.getDeclaredConstructor();
            empty.setAccessible(true);
            return empty.newInstance().urnType();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("records of " + kind + " cannot be empty", e);
        }
    }

    /** The record's head; empty where this service has no such record that the viewer may read. */
    Uni<Optional<RecordHead>> head(Mutiny.Session session, Viewer viewer, Urn urn) {
        Class<? extends RegisterRecord> kind = kinds.get(urn.type());
        return kind == null
                ? Uni.createFrom().item(Optional.empty())
                : RecordQuery.of(kind, viewer)
                        .among(session, List.of(urn.uuid()))
                        .map(found -> found.stream().map(RegisterRecord::head).findFirst());
    }
}
