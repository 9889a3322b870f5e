package org.ckep.trade.sdmx;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.code.Artefact;
import org.ckep.trade.code.CodeLists;

/** All artefacts by their name, in the order of a message. The codes of an actual constraint are read when it is asked for. */
final class Catalogue {
    /** The id of our structure of reference metadata. */
    private static final String QUALITY = "MSD_BTS_QUALITY";

    private final Map<StructureRef, Structure> structures = new LinkedHashMap<>();
    private final Map<String, String> versions = new HashMap<>();
    private final Map<StructureRef, Structure.StructureMap> maps = new HashMap<>();
    private final Offerings offerings;

    /**
     * All artefacts.
     *
     * @param artefacts lists, schemes and data structures of ours
     */
    Catalogue(List<Artefact> artefacts, Offerings offerings) {
        this.offerings = offerings;
        artefacts.forEach(artefact -> versions.put(artefact.agency() + ":" + artefact.id(), artefact.version()));
        for (Artefact artefact : artefacts) {
            if (artefact.kind() == Artefact.Kind.STRUCTURE_MAP) {
                Structure.StructureMap map = structureMap(artefact);
                maps.put(map.source(), map);
            }
        }
        List<Structure> all = new ArrayList<>();
        artefacts.forEach(artefact -> all.add(of(artefact)));
        for (Dataflow flow : offerings.flows()) {
            all.add(new Structure.Flow(flow));
            all.add(allowed(flow.ref(), flow.names(), flow.describedAt(), Region.allowed(flow, null)));
            if (flow.revisedAt() != null) {
                all.add(new Structure.Constraint(
                        new StructureRef(
                                StructureType.ACTUAL_CONSTRAINT, Dataflow.AGENCY, "CA_" + flow.id(), Dataflow.VERSION),
                        flow.ref(),
                        flow.names(),
                        flow.revisedAt(),
                        Region.OPEN));
            }
        }
        for (ProvisionAgreement agreement : offerings.agreements()) {
            all.add(new Structure.Agreement(agreement));
            all.add(allowed(
                    agreement.ref(),
                    agreement.names(),
                    agreement.describedAt(),
                    Region.allowed(offerings.flow(agreement.dataflow()).orElseThrow(), agreement)));
        }
        offerings.categorisations().forEach(categorisation -> all.add(new Structure.Filing(categorisation)));
        all.addAll(offerings.known().structures());
        all.sort(Comparator.comparing(structure -> structure.ref().type()));
        all.forEach(structure -> structures.put(structure.ref(), structure));
        all.stream()
                .filter(Structure.Definition.class::isInstance)
                .map(Structure.Definition.class::cast)
                .filter(definition -> !definition.structure().isSubmitted())
                .forEach(this::constrain);
    }

    private void constrain(Structure.Definition definition) {
        Structure constraint = allowed(
                definition.ref(),
                definition.names(),
                definition.changedAt(),
                Region.allowed(definition.structure(), offerings.flows()));
        structures.put(constraint.ref(), constraint);
    }

    private static Structure allowed(StructureRef attachedTo, LocalizedText names, Instant changedAt, Region region) {
        return new Structure.Constraint(
                new StructureRef(
                        StructureType.ALLOWED_CONSTRAINT, Dataflow.AGENCY, "CR_" + attachedTo.id(), Dataflow.VERSION),
                attachedTo,
                names,
                changedAt,
                region);
    }

    private Structure of(Artefact artefact) {
        return switch (artefact.kind()) {
            case CODE_LIST -> scheme(StructureType.CODE_LIST, artefact);
            case CONCEPT_SCHEME -> scheme(StructureType.CONCEPT_SCHEME, artefact);
            case AGENCY_SCHEME -> scheme(StructureType.AGENCY_SCHEME, artefact);
            case DATA_PROVIDER_SCHEME -> scheme(StructureType.DATA_PROVIDER_SCHEME, artefact);
            case CATEGORY_SCHEME -> scheme(StructureType.CATEGORY_SCHEME, artefact);
            case DATA_STRUCTURE -> definition(artefact);
            case METADATA_STRUCTURE -> metadataDefinition(artefact);
            case METADATAFLOW ->
                new Structure.MetadataFlow(
                        ref(StructureType.METADATAFLOW, artefact),
                        artefact.names(),
                        artefact.changedAt(),
                        new StructureRef(
                                StructureType.METADATA_STRUCTURE,
                                artefact.agency(),
                                QUALITY,
                                version(artefact.agency(), QUALITY)));
            case HIERARCHY ->
                CommodityHierarchy.of(
                        ref(StructureType.HIERARCHY, artefact),
                        artefact,
                        list(CommodityHierarchy.COMMODITIES),
                        list(CommodityHierarchy.SECTIONS));
            case HIERARCHY_ASSOCIATION ->
                CommodityHierarchy.association(
                        ref(StructureType.HIERARCHY_ASSOCIATION, artefact),
                        artefact,
                        hierarchy(artefact.agency(), CommodityHierarchy.hierarchyOf(artefact.id())));
            case STRUCTURE_MAP -> structureMap(artefact);
            case REPRESENTATION_MAP ->
                ImtsMap.of(
                        ref(StructureType.REPRESENTATION_MAP, artefact),
                        artefact,
                        list(
                                artefact.id().equals(ImtsMap.AREAS)
                                        ? new Component.CodeListRef(CodeLists.AGENCY, CodeLists.AREA)
                                        : CommodityHierarchy.COMMODITIES));
        };
    }

    private static StructureRef ref(StructureType type, Artefact artefact) {
        return new StructureRef(type, artefact.agency(), artefact.id(), artefact.version());
    }

    private static Structure scheme(StructureType type, Artefact artefact) {
        return new Structure.Scheme(ref(type, artefact), artefact);
    }

    private StructureRef hierarchy(String agency, String id) {
        return new StructureRef(StructureType.HIERARCHY, agency, id, version(agency, id));
    }

    private Structure.StructureMap structureMap(Artefact artefact) {
        return ImtsMap.of(
                ref(StructureType.STRUCTURE_MAP, artefact),
                artefact,
                representationMap(artefact.agency(), ImtsMap.AREAS),
                representationMap(artefact.agency(), ImtsMap.COMMODITIES));
    }

    private StructureRef representationMap(String agency, String id) {
        return new StructureRef(StructureType.REPRESENTATION_MAP, agency, id, version(agency, id));
    }

    private Structure definition(Artefact artefact) {
        DataStructure structure = DataStructure.of(artefact.agency(), artefact.id());
        Set<StructureRef> references = new LinkedHashSet<>();
        references.add(concepts(structure));
        for (Component component : structure.components()) {
            if (component.codeList() != null) {
                references.add(list(component.codeList()));
            }
        }
        return new Structure.Definition(
                structure, artefact.names(), null, artefact.changedAt(), references, maps.get(structure.ref()));
    }

    private Structure metadataDefinition(Artefact artefact) {
        StructureRef concepts = new StructureRef(
                StructureType.CONCEPT_SCHEME,
                artefact.agency(),
                MetadataAttribute.CONCEPTS,
                version(artefact.agency(), MetadataAttribute.CONCEPTS));
        Set<StructureRef> references = new LinkedHashSet<>(Set.of(concepts));
        collect(MetadataAttribute.QUALITY, references);
        return new Structure.MetadataDefinition(
                ref(StructureType.METADATA_STRUCTURE, artefact),
                artefact.names(),
                artefact.changedAt(),
                concepts,
                MetadataAttribute.QUALITY,
                references);
    }

    private void collect(List<MetadataAttribute> attributes, Set<StructureRef> references) {
        for (MetadataAttribute attribute : attributes) {
            if (attribute.codeList() != null) {
                references.add(list(attribute.codeList()));
            }
            collect(attribute.below(), references);
        }
    }

    private StructureRef concepts(DataStructure structure) {
        return new StructureRef(
                StructureType.CONCEPT_SCHEME,
                structure.agency(),
                structure.conceptScheme(),
                version(structure.agency(), structure.conceptScheme()));
    }

    /** The concept of a component. */
    ItemRef concept(DataStructure structure, Component component) {
        return component.described() == null
                ? new ItemRef(concepts(structure), component.id())
                : component.described().concept();
    }

    StructureRef list(Component.CodeListRef list) {
        StructureRef named = list.ref();
        return named != null
                ? named
                : new StructureRef(
                        StructureType.CODE_LIST, list.agency(), list.id(), version(list.agency(), list.id()));
    }

    private String version(String agency, String id) {
        String version = versions.get(agency + ":" + id);
        if (version == null) {
            throw new IllegalStateException("no artefact " + agency + ":" + id);
        }
        return version;
    }

    Offerings offerings() {
        return offerings;
    }

    /** How our data structures are written in others. */
    List<Structure.StructureMap> maps() {
        return List.copyOf(maps.values());
    }

    /** The artefact of that name. */
    Optional<Structure> find(StructureRef ref) {
        return Optional.ofNullable(structures.get(ref));
    }

    Structure get(StructureRef ref) {
        Structure structure = structures.get(ref);
        if (structure == null) {
            throw new IllegalStateException("no artefact " + ref);
        }
        return structure;
    }

    /** What the constraints of a context allow: those of the structure, of the dataflow, of the agreement. */
    Region allowed(DataTarget target) {
        DataStructure structure = target.flow().structure();
        boolean ofStructure = target.usage() == DataTarget.Usage.DATA_STRUCTURE;
        if (!target.flow().hasFigures()) {
            Region allowed = bounds(structure.ref());
            return ofStructure ? allowed : allowed.and(bounds(target.flow().ref()));
        }
        return ofStructure
                ? Region.allowed(structure, offerings.flows())
                : Region.allowed(target.flow(), target.agreement());
    }

    /** What those constraints let through that the agency of a submitted artefact has attached to it. */
    Region bounds(StructureRef attachedTo) {
        Region allowed = Region.OPEN;
        for (Structure.Constraint constraint : constraints()) {
            if (constraint.attachedTo().equals(attachedTo)
                    && constraint.ref().agency().equals(attachedTo.agency())) {
                allowed = allowed.and(constraint.region());
            }
        }
        return allowed;
    }

    /** The constraints of what is allowed. */
    List<Structure.Constraint> constraints() {
        return structures.values().stream()
                .filter(structure -> structure.ref().type() == StructureType.ALLOWED_CONSTRAINT)
                .map(Structure.Constraint.class::cast)
                .toList();
    }

    /** What of these types refers to what. */
    ReferenceGraph graph(Predicate<StructureType> types) {
        Map<StructureRef, Set<StructureRef>> references = new LinkedHashMap<>();
        structures.forEach((ref, structure) -> {
            if (types.test(ref.type())) {
                references.put(ref, structure.references());
            }
        });
        return new ReferenceGraph(references);
    }
}
