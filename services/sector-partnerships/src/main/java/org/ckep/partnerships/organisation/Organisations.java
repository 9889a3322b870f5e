package org.ckep.partnerships.organisation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.records.RecordQuery;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What other features ask of the organisations. An old URN resolves to the organisation that goes on under another one;
 * what the viewer may not know of is absent.
 */
@ApplicationScoped
public class Organisations {
    /** The type of organisations in URNs. */
    public static final String TYPE = Organisation.TYPE;

    /** Most predecessors that one organisation is searched for; far above any real history. */
    private static final int MOST_PREDECESSORS = 1000;

    /** The present organisation for each of these ids, as far as the viewer may know of it. */
    public Uni<Map<UUID, OrganisationRef>> resolve(Mutiny.Session session, Viewer viewer, Collection<UUID> ids) {
        return present(session, viewer, ids).map(found -> {
            Map<UUID, OrganisationRef> refs = new HashMap<>();
            found.forEach((id, organisation) -> refs.put(id, OrganisationRef.of(organisation)));
            return refs;
        });
    }

    /** The present organisation of that URN, or null where there is none that the viewer may know of. */
    public Uni<OrganisationRef> resolve(Mutiny.Session session, Viewer viewer, Urn urn) {
        return urn.type().equals(TYPE)
                ? resolve(session, viewer, List.of(urn.uuid())).map(found -> found.get(urn.uuid()))
                : Uni.createFrom().nullItem();
    }

    /**
     * The ids of all records that are the same organisation under earlier and later URNs, so that a search finds what
     * was recorded under any of them. Of an unknown organisation only the id itself.
     */
    public Uni<Set<UUID>> lineage(Mutiny.Session session, Viewer viewer, UUID id) {
        return present(session, viewer, List.of(id)).chain(found -> {
            Organisation present = found.get(id);
            return present == null
                    ? Uni.createFrom().item(Set.of(id))
                    : predecessors(session, viewer, new HashSet<>(List.of(id, present.id())), Set.of(present.id()));
        });
    }

    private Uni<Set<UUID>> predecessors(Mutiny.Session session, Viewer viewer, Set<UUID> known, Set<UUID> successors) {
        return RecordQuery.of(Organisation.class, viewer)
                .whereAnyOf("r.successorId", "successors", successors)
                .list(session, MOST_PREDECESSORS)
                .chain(found -> {
                    Set<UUID> more = found.stream().map(Organisation::id).collect(Collectors.toSet());
                    return more.isEmpty() || !known.addAll(more)
                            ? Uni.createFrom().item(known)
                            : predecessors(session, viewer, known, more);
                });
    }

    Uni<Map<UUID, Organisation>> present(Mutiny.Session session, Viewer viewer, Collection<UUID> ids) {
        return load(session, viewer, new HashMap<>(), new HashSet<>(ids)).map(loaded -> {
            Map<UUID, Organisation> present = new LinkedHashMap<>();
            for (UUID id : ids) {
                Organisation organisation = loaded.get(id);
                while (organisation != null && organisation.successorId() != null) {
                    organisation = loaded.get(organisation.successorId());
                }
                if (organisation != null) {
                    present.put(id, organisation);
                }
            }
            return present;
        });
    }

    /** Loads organisations and, round by round, the successors that are not loaded yet; chains have no cycles. */
    private Uni<Map<UUID, Organisation>> load(
            Mutiny.Session session, Viewer viewer, Map<UUID, Organisation> loaded, Set<UUID> wanted) {
        return RecordQuery.of(Organisation.class, viewer)
                .among(session, new ArrayList<>(wanted))
                .chain(found -> {
                    found.forEach(organisation -> loaded.put(organisation.id(), organisation));
                    Set<UUID> successors = new HashSet<>();
                    for (Organisation organisation : found) {
                        UUID successor = organisation.successorId();
                        if (successor != null && !loaded.containsKey(successor)) {
                            successors.add(successor);
                        }
                    }
                    return successors.isEmpty()
                            ? Uni.createFrom().item(loaded)
                            : load(session, viewer, loaded, successors);
                });
    }
}
