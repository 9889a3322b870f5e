package org.ckep.trade.sdmx;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which artefacts are asked for and how much of them.
 *
 * @param types types of the artefacts
 * @param agencies empty for all
 * @param ids empty for all
 * @param versions which of the versions of each artefact
 * @param items codes, concepts, agencies or hierarchies wanted; empty for all
 * @param references which artefacts are wanted beside those asked for
 * @param referenceTypes and further ones of these types
 * @param asOf instant at which they were as they are told, null for now
 */
record StructureQuery(
        Set<StructureType> types,
        Set<String> agencies,
        Set<String> ids,
        List<VersionPattern> versions,
        Set<String> items,
        StructureDetail detail,
        Set<References> references,
        Set<StructureType> referenceTypes,
        @Nullable Instant asOf)
        implements SdmxQuery {

    /** How much of the artefacts is wanted. */
    enum StructureDetail {
        FULL,
        ALLSTUBS,
        REFERENCESTUBS,
        REFERENCEPARTIAL,
        ALLCOMPLETESTUBS,
        REFERENCECOMPLETESTUBS,
        /** Without the extensions of code lists resolved, of which ours have none. */
        RAW;

        /** Whether the description is wanted: of all but plain stubs. */
        boolean describes(boolean askedFor) {
            return switch (this) {
                case FULL, REFERENCEPARTIAL, RAW, ALLCOMPLETESTUBS, REFERENCECOMPLETESTUBS -> true;
                case ALLSTUBS -> false;
                case REFERENCESTUBS -> askedFor;
            };
        }

        boolean isStub(boolean askedFor) {
            return switch (this) {
                case FULL, REFERENCEPARTIAL, RAW -> false;
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
        ANCESTORS,
        CHILDREN,
        DESCENDANTS,
        ALL
    }

    StructureQuery {
        types = Set.copyOf(types);
        versions = List.copyOf(versions);
        references = Set.copyOf(references);
        referenceTypes = Set.copyOf(referenceTypes);
        if (!items.isEmpty() && types.stream().anyMatch(type -> !type.hasParts())) {
            throw SdmxException.syntax("Only lists and schemes have items.");
        }
    }

    /** Of all artefacts those that are asked for themselves: of each the versions that are meant. */
    Set<StructureRef> asked(Collection<StructureRef> all) {
        return VersionPattern.meant(all.stream().filter(this::names).toList(), versions);
    }

    /** What is asked for, as a message names it where there is none. */
    String described() {
        String type = types.size() == 1 ? types.iterator().next().word() : "structure";
        String asked = SdmxException.shorten(words(agencies)) + ":" + SdmxException.shorten(words(ids));
        String version = versions.stream().map(VersionPattern::toString).collect(Collectors.joining(","));
        return type + " '" + asked + "' in the version '" + SdmxException.shorten(version) + "'";
    }

    private static String words(Set<String> words) {
        return words.isEmpty() ? "*" : String.join(",", new TreeSet<>(words));
    }

    private boolean names(StructureRef ref) {
        return types.contains(ref.type())
                && (agencies.isEmpty() || agencies.contains(ref.agency()))
                && (ids.isEmpty() || ids.contains(ref.id()));
    }

    /** What the parameter {@code references} asks for. */
    record Wanted(Set<References> references, Set<StructureType> types) {
        /**
         * Reads it.
         *
         * @param ancestors true in REST 2, which knows the word
         * @throws SdmxException for a word that is unknown
         */
        static Wanted of(@Nullable String text, boolean ancestors) {
            Set<References> references = EnumSet.noneOf(References.class);
            Set<StructureType> types = EnumSet.noneOf(StructureType.class);
            List<String> unknown = new ArrayList<>();
            String[] parts =
                    text == null ? new String[] {"none"} : ancestors ? text.split(",", -1) : new String[] {text};
            for (String part : parts) {
                String word = part.toLowerCase(Locale.ROOT);
                boolean known = StructureType.isNotOffered(word);
                for (References candidate : References.values()) {
                    if (candidate.name().toLowerCase(Locale.ROOT).equals(word)
                            && (ancestors || candidate != References.ANCESTORS)) {
                        references.add(candidate);
                        known = true;
                    }
                }
                known |= types.addAll(StructureType.ofWord(word));
                if (!known) {
                    unknown.add(part);
                }
            }
            if (!unknown.isEmpty()) {
                throw SdmxException.parameter(
                        "references",
                        unknown.getFirst(),
                        "none, parents, parentsandsiblings, " + (ancestors ? "ancestors, " : "")
                                + "children, descendants, all or a type of artefact");
            }
            return new Wanted(references, types);
        }
    }
}
