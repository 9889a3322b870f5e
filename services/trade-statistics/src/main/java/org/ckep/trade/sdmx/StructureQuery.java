package org.ckep.trade.sdmx;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which artefacts are asked for and how much of them.
 *
 * @param types types of the artefacts
 * @param agencies empty for all
 * @param ids empty for all
 * @param version null for the latest and for all, which are the same here
 * @param items codes, concepts or agencies wanted; empty for all
 * @param referenceType the type of artefacts wanted beside those asked for, with {@link References#SPECIFIC}
 */
record StructureQuery(
        Set<StructureType> types,
        Set<String> agencies,
        Set<String> ids,
        @Nullable String version,
        Set<String> items,
        Detail detail,
        References references,
        @Nullable StructureType referenceType) {

    /** How much of the artefacts is wanted. */
    enum Detail {
        FULL,
        ALLSTUBS,
        REFERENCESTUBS,
        REFERENCEPARTIAL,
        ALLCOMPLETESTUBS,
        REFERENCECOMPLETESTUBS;

        boolean isStub(boolean askedFor) {
            return switch (this) {
                case FULL, REFERENCEPARTIAL -> false;
                case ALLSTUBS, ALLCOMPLETESTUBS -> true;
                case REFERENCESTUBS, REFERENCECOMPLETESTUBS -> !askedFor;
            };
        }
    }

    /** Which artefacts are wanted beside those asked for. */
    enum References {
        NONE,
        PARENTS,
        PARENTSANDSIBLINGS,
        CHILDREN,
        DESCENDANTS,
        ALL,
        SPECIFIC
    }

    /**
     * Reads an address {@code {type}[/{agency}[/{id}[/{version}[/{item}]]]]}.
     *
     * @throws SdmxException naming the part that is not understood
     */
    static StructureQuery of(RawUrl url) {
        if (url.segments().size() > 5) {
            throw SdmxException.syntax("A structure query has the form {type}/{agency}/{id}/{version}/{item}.");
        }
        Set<StructureType> types = types(url.segment(0, StructureType.ALL));
        Set<String> items = several(url.segment(4, "all"));
        if (!items.isEmpty()
                && (types.size() > 1
                        || types.contains(StructureType.DATAFLOW)
                        || types.contains(StructureType.DATA_STRUCTURE))) {
            throw SdmxException.syntax("Only lists and schemes have items.");
        }
        String references = url.parameter("references");
        StructureType referenceType = references == null
                ? null
                : StructureType.ofWord(references.toLowerCase(Locale.ROOT)).orElse(null);
        return new StructureQuery(
                types,
                several(url.segment(1, "all")),
                several(url.segment(2, "all")),
                version(url.segment(3, "latest")),
                items,
                detail(url.parameter("detail")),
                referenceType != null ? References.SPECIFIC : references(references),
                referenceType);
    }

    private static Set<StructureType> types(String word) {
        String type = word.toLowerCase(Locale.ROOT);
        if (type.equals(StructureType.ALL)) {
            return Set.of(StructureType.values());
        }
        if (StructureType.isNotOffered(type)) {
            throw SdmxException.notImplemented("'" + type + "' is not offered yet.");
        }
        return Set.of(StructureType.ofWord(type)
                .orElseThrow(() -> SdmxException.syntax(
                        "'" + SdmxException.shorten(word) + "' is no resource of the SDMX REST API.")));
    }

    private static Set<String> several(String text) {
        if (text.isEmpty() || text.toLowerCase(Locale.ROOT).equals("all")) {
            return Set.of();
        }
        return Arrays.stream(text.split("\\+", -1)).collect(Collectors.toSet());
    }

    private static @Nullable String version(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        return word.isEmpty() || List.of("latest", "all").contains(word) ? null : text;
    }

    private static Detail detail(@Nullable String text) {
        if (text == null) {
            return Detail.FULL;
        }
        for (Detail detail : Detail.values()) {
            if (detail.name().toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT))) {
                return detail;
            }
        }
        throw SdmxException.parameter(
                "detail",
                text,
                "full, allstubs, referencestubs, referencepartial, allcompletestubs or referencecompletestubs");
    }

    private static References references(@Nullable String text) {
        if (text == null) {
            return References.NONE;
        }
        String word = text.toLowerCase(Locale.ROOT);
        if (StructureType.isNotOffered(word)) {
            // Nothing of that type refers to, or is referred to by, what is asked for.
            return References.NONE;
        }
        for (References references : References.values()) {
            if (references != References.SPECIFIC
                    && references.name().toLowerCase(Locale.ROOT).equals(word)) {
                return references;
            }
        }
        throw SdmxException.parameter(
                "references",
                text,
                "none, parents, parentsandsiblings, children, descendants, all or a type of artefact");
    }

    /** True where the artefact itself is asked for. */
    boolean asksFor(StructureRef ref) {
        return types.contains(ref.type())
                && (agencies.isEmpty() || agencies.contains(ref.agency()))
                && (ids.isEmpty() || ids.contains(ref.id()))
                && (version == null || version.equals(ref.version()));
    }
}
