package org.ckep.trade.sdmx;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.code.Artefact;
import org.ckep.trade.observation.Period;
import org.ckep.trade.sdmx.RawArtefact.Reference;
import org.jspecify.annotations.Nullable;

/** A submitted artefact as the database keeps it, without its identification and items. References are URNs. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StoredStructure(
        LocalizedText names,
        @Nullable LocalizedText description,
        @Nullable String dataflow,
        @Nullable String provider,
        @Nullable String source,
        @Nullable String category,
        @Nullable String attachedTo,
        @Nullable String structure,
        @Nullable List<Codes> codes,
        @Nullable String first,
        @Nullable String last,
        @Nullable List<StoredComponent> components) {

    /** The codes that a constraint lets through in one dimension. */
    record Codes(String dimension, List<String> codes) {
        Codes {
            codes = List.copyOf(codes);
        }
    }

    static StoredStructure of(Structure structure) {
        LocalizedText names = structure.names();
        LocalizedText description = structure.description();
        return switch (structure) {
            case Structure.Scheme scheme -> scheme(names, description);
            case Structure.Definition definition ->
                of(names, description, Map.of(), null, StoredComponent.of(definition.structure()));
            case Structure.Flow flow ->
                of(names, description, Map.of(Reference.STRUCTURE, urn(flow.structure())), null, null);
            case Structure.Agreement agreement ->
                of(
                        names,
                        description,
                        Map.of(
                                Reference.DATAFLOW,
                                urn(agreement.dataflow()),
                                Reference.PROVIDER,
                                agreement.provider().urn()),
                        null,
                        null);
            case Structure.Filing filing ->
                of(
                        names,
                        description,
                        Map.of(
                                Reference.SOURCE,
                                urn(filing.source()),
                                Reference.TARGET,
                                filing.category().urn()),
                        null,
                        null);
            case Structure.Constraint constraint ->
                of(
                        names,
                        description,
                        Map.of(Reference.ATTACHMENT, urn(constraint.attachedTo())),
                        constraint.region(),
                        null);
            case Structure.Hierarchy hierarchy -> throw notSubmitted(hierarchy.ref());
            case Structure.Association association -> throw notSubmitted(association.ref());
            case Structure.MetadataDefinition definition -> throw notSubmitted(definition.ref());
            case Structure.MetadataFlow flow -> throw notSubmitted(flow.ref());
            case Structure.StructureMap map -> throw notSubmitted(map.ref());
            case Structure.RepresentationMap map -> throw notSubmitted(map.ref());
        };
    }

    /** A scheme, which refers to nothing. */
    static StoredStructure scheme(LocalizedText names, @Nullable LocalizedText description) {
        return of(names, description, Map.of(), null, null);
    }

    private static StoredStructure of(
            LocalizedText names,
            @Nullable LocalizedText description,
            Map<Reference, String> urns,
            @Nullable Region region,
            @Nullable List<StoredComponent> components) {
        return new StoredStructure(
                names,
                description,
                urns.get(Reference.DATAFLOW),
                urns.get(Reference.PROVIDER),
                urns.get(Reference.SOURCE),
                urns.get(Reference.TARGET),
                urns.get(Reference.ATTACHMENT),
                urns.get(Reference.STRUCTURE),
                region == null
                        ? null
                        : region.codes().entrySet().stream()
                                .map(some -> new Codes(some.getKey(), some.getValue()))
                                .toList(),
                region == null ? null : text(region.first()),
                region == null ? null : text(region.last()),
                components);
    }

    private static String urn(StructureRef ref) {
        return ref.urn(MlVersion.ML_3_0);
    }

    private static @Nullable String text(@Nullable Period period) {
        return period == null ? null : period.toString();
    }

    /** The artefact. */
    Structure toStructure(StructureRef ref, Instant changedAt) {
        return switch (ref.type()) {
            case AGENCY_SCHEME, DATA_PROVIDER_SCHEME, CATEGORY_SCHEME, CODE_LIST, CONCEPT_SCHEME ->
                new Structure.Scheme(
                        ref,
                        new Artefact(ref.agency(), ref.id(), kind(ref.type()), ref.version(), false, names, changedAt),
                        description,
                        true);
            case DATA_STRUCTURE ->
                new Structure.Definition(
                        StoredComponent.structure(ref, components == null ? List.of() : components),
                        names,
                        description,
                        changedAt);
            case DATAFLOW -> new Structure.Flow(ref, names, description, changedAt, ref(structure));
            case PROVISION_AGREEMENT ->
                new Structure.Agreement(ref, names, description, changedAt, ref(dataflow), item(provider));
            case CATEGORISATION ->
                new Structure.Filing(ref, names, description, changedAt, ref(source), item(category));
            case ALLOWED_CONSTRAINT ->
                new Structure.Constraint(ref, ref(attachedTo), names, description, changedAt, region());
            case ACTUAL_CONSTRAINT,
                    METADATAFLOW,
                    METADATA_STRUCTURE,
                    HIERARCHY,
                    HIERARCHY_ASSOCIATION,
                    STRUCTURE_MAP,
                    REPRESENTATION_MAP -> throw notSubmitted(ref);
        };
    }

    private static IllegalStateException notSubmitted(StructureRef ref) {
        return new IllegalStateException("not submitted: " + ref);
    }

    private static Artefact.Kind kind(StructureType type) {
        return switch (type) {
            case AGENCY_SCHEME -> Artefact.Kind.AGENCY_SCHEME;
            case DATA_PROVIDER_SCHEME -> Artefact.Kind.DATA_PROVIDER_SCHEME;
            case CATEGORY_SCHEME -> Artefact.Kind.CATEGORY_SCHEME;
            case CONCEPT_SCHEME -> Artefact.Kind.CONCEPT_SCHEME;
            default -> Artefact.Kind.CODE_LIST;
        };
    }

    private Region region() {
        Map<String, List<String>> bounds = new LinkedHashMap<>();
        if (codes != null) {
            codes.forEach(some -> bounds.put(some.dimension(), some.codes()));
        }
        return new Region(bounds, period(first), period(last), null);
    }

    private static @Nullable Period period(@Nullable String text) {
        return text == null ? null : Period.parse(text).orElseThrow();
    }

    private static StructureRef ref(@Nullable String urn) {
        return StructureRef.ofUrn(String.valueOf(urn)).orElseThrow();
    }

    private static ItemRef item(@Nullable String urn) {
        return StructureRef.itemOfUrn(String.valueOf(urn)).orElseThrow();
    }
}
