package org.ckep.trade.sdmx;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** What refers to what: dataflows to the data structure, the data structure to its concepts and code lists. */
final class ReferenceGraph {
    private final Collection<StructureRef> artefacts;

    ReferenceGraph(Collection<StructureRef> artefacts) {
        this.artefacts = artefacts;
    }

    /** The artefacts of an answer: those asked for, then those that the query wants beside them. */
    Set<StructureRef> answer(StructureQuery query) {
        Set<StructureRef> asked = new LinkedHashSet<>();
        artefacts.stream().filter(query::asksFor).forEach(asked::add);
        Set<StructureRef> answer = new LinkedHashSet<>(asked);
        for (StructureRef ref : asked) {
            answer.addAll(beside(ref, query));
        }
        return answer;
    }

    private Set<StructureRef> beside(StructureRef ref, StructureQuery query) {
        return switch (query.references()) {
            case NONE -> Set.of();
            case CHILDREN -> children(ref);
            case DESCENDANTS -> descendants(ref);
            case PARENTS -> parents(ref);
            case PARENTSANDSIBLINGS -> parentsAndSiblings(ref);
            case ALL -> all(ref);
            case SPECIFIC -> {
                Set<StructureRef> ofType = new LinkedHashSet<>();
                Stream.concat(all(ref).stream(), ancestors(ref).stream())
                        .filter(other -> other.type() == query.referenceType())
                        .forEach(ofType::add);
                yield ofType;
            }
        };
    }

    private Set<StructureRef> all(StructureRef ref) {
        Set<StructureRef> all = parentsAndSiblings(ref);
        all.addAll(descendants(ref));
        return all;
    }

    private Set<StructureRef> parentsAndSiblings(StructureRef ref) {
        Set<StructureRef> related = parents(ref);
        for (StructureRef parent : parents(ref)) {
            related.addAll(children(parent));
        }
        return related;
    }

    private Set<StructureRef> ancestors(StructureRef ref) {
        Set<StructureRef> above = parents(ref);
        for (StructureRef parent : parents(ref)) {
            above.addAll(ancestors(parent));
        }
        return above;
    }

    private Set<StructureRef> descendants(StructureRef ref) {
        Set<StructureRef> below = children(ref);
        for (StructureRef child : children(ref)) {
            below.addAll(descendants(child));
        }
        return below;
    }

    private Set<StructureRef> children(StructureRef ref) {
        return where(other -> refersTo(ref, other));
    }

    private Set<StructureRef> parents(StructureRef ref) {
        return where(other -> refersTo(other, ref));
    }

    private Set<StructureRef> where(java.util.function.Predicate<StructureRef> condition) {
        Set<StructureRef> found = new LinkedHashSet<>();
        artefacts.stream().filter(condition).forEach(found::add);
        return found;
    }

    private static boolean refersTo(StructureRef from, StructureRef to) {
        return switch (from.type()) {
            case DATAFLOW -> to.type() == StructureType.DATA_STRUCTURE;
            case DATA_STRUCTURE -> to.type() == StructureType.CONCEPT_SCHEME || isListOfOurs(to);
            case AGENCY_SCHEME, CODE_LIST, CONCEPT_SCHEME -> false;
        };
    }

    private static boolean isListOfOurs(StructureRef ref) {
        return ref.type() == StructureType.CODE_LIST
                && Stream.concat(Component.DIMENSIONS.stream(), Component.ATTRIBUTES.stream())
                        .anyMatch(component -> component.codeList() != null
                                && component.codeList().agency().equals(ref.agency())
                                && component.codeList().id().equals(ref.id()));
    }
}
