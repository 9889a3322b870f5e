package org.ckep.trade.sdmx;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.trade.code.Artefact;
import org.ckep.trade.code.CodeLists;
import org.ckep.trade.code.Item;
import org.jspecify.annotations.Nullable;

/** Answers structure queries. Methods block; they are for worker threads. */
@ApplicationScoped
class StructureService {
    /** The order of types in a message, and what their group is called. */
    private static final Map<StructureType, String> GROUPS = groups();

    private final CodeLists lists;
    private final Dataflows dataflows;
    private final Clock clock;

    StructureService(CodeLists lists, Dataflows dataflows, Clock clock) {
        this.lists = lists;
        this.dataflows = dataflows;
        this.clock = clock;
    }

    /**
     * A structure message and since when it has been like this.
     *
     * @param content the message; its header carries the time of its preparation
     * @param state equal for equal content apart from the header
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Message(byte[] content, String state, @Nullable Instant changedAt) {}

    /**
     * The message of a query.
     *
     * @throws SdmxException with NO_RESULTS where nothing matches
     */
    Message message(StructureQuery query) {
        Map<StructureRef, Artefact> artefacts = new LinkedHashMap<>();
        Map<StructureRef, Dataflow> flows = new LinkedHashMap<>();
        Map<String, String> versions = new HashMap<>();
        for (Artefact artefact : lists.artefacts().await().indefinitely()) {
            artefacts.put(ref(artefact), artefact);
            versions.put(artefact.agency() + ":" + artefact.id(), artefact.version());
        }
        for (Dataflow flow : dataflows.all()) {
            flows.put(new StructureRef(StructureType.DATAFLOW, Dataflow.AGENCY, flow.id(), Dataflow.VERSION), flow);
        }
        List<StructureRef> known = new ArrayList<>(flows.keySet());
        known.addAll(artefacts.keySet());
        Set<StructureRef> answer = new ReferenceGraph(known).answer(query);
        if (answer.isEmpty()) {
            throw SdmxException.noResults("There is no such structure.");
        }
        try {
            return write(query, answer, artefacts, flows, versions);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    private Message write(
            StructureQuery query,
            Set<StructureRef> answer,
            Map<StructureRef, Artefact> artefacts,
            Map<StructureRef, Dataflow> flows,
            Map<String, String> versions)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StructureWriter writer = new StructureWriter(out, versions);
        writer.begin(clock.instant());
        Instant changedAt = Instant.EPOCH;
        int items = 0;
        for (Map.Entry<StructureType, String> group : GROUPS.entrySet()) {
            List<StructureRef> members =
                    answer.stream().filter(ref -> ref.type() == group.getKey()).toList();
            if (members.isEmpty()) {
                continue;
            }
            writer.openGroup(group.getValue());
            for (StructureRef ref : members) {
                boolean stub = query.detail().isStub(query.asksFor(ref));
                if (ref.type() == StructureType.DATAFLOW) {
                    writer.dataflow(flow(flows, ref), stub);
                    continue;
                }
                Artefact artefact = artefact(artefacts, ref);
                changedAt = later(changedAt, artefact.changedAt());
                if (ref.type() == StructureType.DATA_STRUCTURE) {
                    writer.dataStructure(artefact, stub);
                } else {
                    List<Item> all = stub
                            ? List.of()
                            : lists.items(ref.agency(), ref.id()).await().indefinitely();
                    Set<String> wanted = query.asksFor(ref) ? withAncestors(query.items(), all) : Set.of();
                    if (!query.items().isEmpty() && wanted.isEmpty() && query.asksFor(ref)) {
                        throw SdmxException.noResults("There is no such item.");
                    }
                    items += all.size();
                    writer.scheme(artefact, all, wanted, stub);
                }
            }
            writer.closeGroup();
        }
        writer.end();
        return new Message(
                out.toByteArray(),
                changedAt + "/" + items + "/" + out.size(),
                changedAt.equals(Instant.EPOCH) ? null : changedAt);
    }

    /** The items asked for that exist, with those above them, so that each parent named is in the message. */
    private static Set<String> withAncestors(Set<String> wanted, List<Item> all) {
        Map<String, Item> byCode = new HashMap<>();
        all.forEach(item -> byCode.put(item.code(), item));
        Set<String> found = new HashSet<>();
        for (String code : wanted) {
            // A nested id names the item by its last part.
            Item item = byCode.get(code.substring(code.lastIndexOf('.') + 1));
            while (item != null && found.add(item.code())) {
                item = item.parent() == null ? null : byCode.get(item.parent());
            }
        }
        return found;
    }

    private static Dataflow flow(Map<StructureRef, Dataflow> flows, StructureRef ref) {
        Dataflow flow = flows.get(ref);
        if (flow == null) {
            throw new IllegalStateException("no dataflow " + ref);
        }
        return flow;
    }

    private static Artefact artefact(Map<StructureRef, Artefact> artefacts, StructureRef ref) {
        Artefact artefact = artefacts.get(ref);
        if (artefact == null) {
            throw new IllegalStateException("no artefact " + ref);
        }
        return artefact;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static StructureRef ref(Artefact artefact) {
        StructureType type =
                switch (artefact.kind()) {
                    case CODE_LIST -> StructureType.CODE_LIST;
                    case CONCEPT_SCHEME -> StructureType.CONCEPT_SCHEME;
                    case AGENCY_SCHEME -> StructureType.AGENCY_SCHEME;
                    case DATA_STRUCTURE -> StructureType.DATA_STRUCTURE;
                };
        return new StructureRef(type, artefact.agency(), artefact.id(), artefact.version());
    }

    private static Map<StructureType, String> groups() {
        Map<StructureType, String> groups = new LinkedHashMap<>();
        groups.put(StructureType.AGENCY_SCHEME, "OrganisationSchemes");
        groups.put(StructureType.DATAFLOW, "Dataflows");
        groups.put(StructureType.CODE_LIST, "Codelists");
        groups.put(StructureType.CONCEPT_SCHEME, "Concepts");
        groups.put(StructureType.DATA_STRUCTURE, "DataStructures");
        return groups;
    }
}
