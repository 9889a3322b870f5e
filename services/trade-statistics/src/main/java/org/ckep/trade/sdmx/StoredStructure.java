package org.ckep.trade.sdmx;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.code.Artefact;
import org.ckep.trade.observation.Period;
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
        @Nullable List<Codes> codes,
        @Nullable String first,
        @Nullable String last) {

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
            case Structure.Agreement agreement ->
                new StoredStructure(
                        names,
                        description,
                        urn(agreement.dataflow()),
                        agreement.provider().urn(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
            case Structure.Filing filing ->
                new StoredStructure(
                        names,
                        description,
                        null,
                        null,
                        urn(filing.source()),
                        filing.category().urn(),
                        null,
                        null,
                        null,
                        null);
            case Structure.Constraint constraint -> {
                List<Codes> codes = new ArrayList<>();
                Region region = constraint.region();
                region.codes().forEach((dimension, some) -> codes.add(new Codes(dimension, some)));
                yield new StoredStructure(
                        names,
                        description,
                        null,
                        null,
                        null,
                        null,
                        urn(constraint.attachedTo()),
                        codes,
                        text(region.first()),
                        text(region.last()));
            }
            case Structure.Definition definition -> throw new IllegalStateException("not submitted: " + definition);
            case Structure.Flow flow -> throw new IllegalStateException("not submitted: " + flow);
        };
    }

    /** A scheme, which refers to nothing. */
    static StoredStructure scheme(LocalizedText names, @Nullable LocalizedText description) {
        return new StoredStructure(names, description, null, null, null, null, null, null, null, null);
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
            case PROVISION_AGREEMENT ->
                new Structure.Agreement(ref, names, description, changedAt, ref(dataflow), item(provider));
            case CATEGORISATION ->
                new Structure.Filing(ref, names, description, changedAt, ref(source), item(category));
            case ALLOWED_CONSTRAINT ->
                new Structure.Constraint(ref, ref(attachedTo), names, description, changedAt, region());
            case DATAFLOW, DATA_STRUCTURE, ACTUAL_CONSTRAINT ->
                throw new IllegalStateException("not submitted: " + ref);
        };
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
