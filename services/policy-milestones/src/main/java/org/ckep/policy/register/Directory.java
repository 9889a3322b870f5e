package org.ckep.policy.register;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.RecordQuery;
import org.ckep.records.ReferenceCopy;
import org.ckep.records.References;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a URN names: records of this service in its own tables, those of other services among the copies of their
 * events. References to other services are weak: a copy may not be there yet, and that is no error.
 */
@ApplicationScoped
public class Directory {
    private final Instance<RecordFeature<?, ?, ?>> features;
    private final References references;

    Directory(Instance<RecordFeature<?, ?, ?>> features, References references) {
        this.features = features;
        this.references = references;
    }

    /** The records of this service among the URNs that the viewer may read. */
    public Uni<Map<Urn, PolicyRecord>> own(Mutiny.Session session, Viewer viewer, Collection<Urn> urns) {
        Map<RecordFeature<?, ?, ?>, List<UUID>> wanted = new LinkedHashMap<>();
        for (Urn urn : urns) {
            RecordFeature<?, ?, ?> feature = feature(urn);
            if (feature != null) {
                wanted.computeIfAbsent(feature, any -> new ArrayList<>()).add(urn.uuid());
            }
        }
        return Multi.createFrom()
                .iterable(wanted.entrySet())
                .onItem()
                .transformToUniAndConcatenate(entry -> among(session, viewer, entry.getKey(), entry.getValue()))
                .collect()
                .in(LinkedHashMap::new, (found, records) -> records.forEach(record -> found.put(record.urn(), record)));
    }

    private static <R extends PolicyRecord> Uni<List<R>> among(
            Mutiny.Session session, Viewer viewer, RecordFeature<R, ?, ?> feature, List<UUID> ids) {
        return RecordQuery.of(feature.type(), viewer).among(session, ids);
    }

    private @Nullable RecordFeature<?, ?, ?> feature(Urn urn) {
        for (RecordFeature<?, ?, ?> feature : features) {
            if (feature.kind().isKindOf(urn)) {
                return feature;
            }
        }
        return null;
    }

    /** Titles of whatever is known to the viewer; the others are absent. */
    public Uni<Map<Urn, LocalizedText>> titles(Mutiny.Session session, Viewer viewer, Collection<Urn> urns) {
        if (urns.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return own(session, viewer, urns).chain(own -> {
            Map<Urn, LocalizedText> titles = new LinkedHashMap<>();
            own.forEach((urn, record) -> titles.put(urn, record.title()));
            List<Urn> others =
                    urns.stream().filter(urn -> !titles.containsKey(urn)).toList();
            return references.find(session, viewer, others).map(copies -> {
                for (ReferenceCopy copy : copies.values()) {
                    titles.put(copy.urn(), copy.title());
                }
                return titles;
            });
        });
    }

    /**
     * Finds the one record that a body refers to.
     *
     * @param kind the kind it must be of
     * @return the record; fails with UNPROCESSABLE where the viewer knows of none, or where a reader of the referring
     *     record would not be a reader of it (rule C9)
     */
    public Uni<PolicyRecord> require(
            Mutiny.Session session, Viewer viewer, Classification readers, Urn urn, Kind kind, String pointer) {
        return own(session, viewer, List.of(urn)).map(found -> {
            Faults faults = new Faults();
            PolicyRecord record = kind.isKindOf(urn) ? found.get(urn) : null;
            if (record == null) {
                faults.add(pointer, "unknown-reference", "There is no such " + kind.urnType() + ".");
            } else {
                requireWide(faults, readers, record, pointer);
            }
            faults.refuseAny();
            return java.util.Objects.requireNonNull(record);
        });
    }

    /**
     * Checks references of any kind: those to records of this service must exist for the viewer and be readable by every
     * reader of the referring record; those to other services are weak.
     */
    public Uni<Void> requireAll(
            Mutiny.Session session, Viewer viewer, Classification readers, List<Urn> urns, String pointer) {
        return own(session, viewer, urns)
                .invoke(found -> {
                    Faults faults = new Faults();
                    for (int i = 0; i < urns.size(); i++) {
                        Urn urn = urns.get(i);
                        String at = pointer + "/" + i;
                        PolicyRecord record = found.get(urn);
                        if (record != null) {
                            requireWide(faults, readers, record, at);
                        } else if (feature(urn) != null) {
                            faults.add(at, "unknown-reference", "There is no such " + urn.type() + ".");
                        }
                    }
                    faults.refuseAny();
                })
                .replaceWithVoid();
    }

    private static void requireWide(Faults faults, Classification readers, PolicyRecord record, String pointer) {
        if (!readers.isWithin(record.head().classification())) {
            faults.add(
                    pointer,
                    "narrower-than-its-reader",
                    "Not every reader of this record may know of what it refers to here.");
        }
    }
}
