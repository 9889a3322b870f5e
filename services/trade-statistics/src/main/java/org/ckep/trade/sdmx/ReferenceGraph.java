package org.ckep.trade.sdmx;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.ckep.trade.sdmx.StructureQuery.References;

/** What refers to what: dataflows to the data structure, the data structure to its concepts and code lists, and so on. */
final class ReferenceGraph {
    private final Map<StructureRef, Set<StructureRef>> children = new LinkedHashMap<>();
    private final Map<StructureRef, Set<StructureRef>> parents = new LinkedHashMap<>();

    /** The graph of artefacts and of what each refers to; a reference to an artefact that is not among them is left out. */
    ReferenceGraph(Map<StructureRef, ? extends Collection<StructureRef>> artefacts) {
        artefacts.keySet().forEach(ref -> {
            children.put(ref, new LinkedHashSet<>());
            parents.put(ref, new LinkedHashSet<>());
        });
        artefacts.forEach((ref, references) -> references.stream()
                .filter(children::containsKey)
                .forEach(other -> {
                    children.getOrDefault(ref, Set.of()).add(other);
                    parents.getOrDefault(other, Set.of()).add(ref);
                }));
    }

    /** The artefacts that are asked for themselves. */
    Set<StructureRef> asked(StructureQuery query) {
        return query.asked(children.keySet());
    }

    /** The artefacts of an answer: those asked for, then those that the query wants beside them. */
    Set<StructureRef> answer(StructureQuery query) {
        return answer(query, asked(query));
    }

    /**
     * The same where only some of what the query names are meant.
     *
     * @param asked those, of the artefacts that are asked for themselves
     */
    Set<StructureRef> answer(StructureQuery query, Set<StructureRef> asked) {
        Set<StructureRef> answer = new LinkedHashSet<>(asked);
        for (StructureRef ref : asked) {
            query.references().forEach(references -> answer.addAll(beside(ref, references)));
            if (!query.referenceTypes().isEmpty()) {
                Set<StructureRef> related = all(ref);
                related.addAll(closure(ref, this::parents));
                related.stream()
                        .filter(other -> query.referenceTypes().contains(other.type()))
                        .forEach(answer::add);
            }
        }
        return answer;
    }

    private Set<StructureRef> beside(StructureRef ref, References references) {
        return switch (references) {
            case NONE -> Set.of();
            case CHILDREN -> children(ref);
            case DESCENDANTS -> closure(ref, this::children);
            case PARENTS -> parents(ref);
            case ANCESTORS -> closure(ref, this::parents);
            case PARENTSANDSIBLINGS -> parentsAndSiblings(ref);
            case ALL -> all(ref);
        };
    }

    private Set<StructureRef> all(StructureRef ref) {
        Set<StructureRef> all = parentsAndSiblings(ref);
        all.addAll(closure(ref, this::children));
        return all;
    }

    private Set<StructureRef> parentsAndSiblings(StructureRef ref) {
        Set<StructureRef> related = new LinkedHashSet<>(parents(ref));
        for (StructureRef parent : parents(ref)) {
            related.addAll(children(parent));
        }
        return related;
    }

    private static Set<StructureRef> closure(StructureRef ref, Function<StructureRef, Set<StructureRef>> step) {
        Set<StructureRef> reached = new LinkedHashSet<>();
        Set<StructureRef> latest = step.apply(ref);
        while (!latest.isEmpty()) {
            Set<StructureRef> next = new LinkedHashSet<>();
            for (StructureRef found : latest) {
                if (reached.add(found)) {
                    next.addAll(step.apply(found));
                }
            }
            latest = next;
        }
        return reached;
    }

    private Set<StructureRef> children(StructureRef ref) {
        return children.getOrDefault(ref, Set.of());
    }

    private Set<StructureRef> parents(StructureRef ref) {
        return parents.getOrDefault(ref, Set.of());
    }
}
