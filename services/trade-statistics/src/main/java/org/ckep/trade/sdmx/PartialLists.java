package org.ckep.trade.sdmx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.ckep.trade.code.Item;
import org.jspecify.annotations.Nullable;

/** Which items of a list or scheme an answer needs, where it does not tell all of them. */
final class PartialLists {
    private PartialLists() {}

    /** The items asked for that exist, with those above them, so that each parent named is in the message. */
    static Set<String> withAncestors(Set<String> wanted, List<Item> all) {
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

    /** What the artefacts of the answer leave of a list or a concept scheme, or null where they leave all of it. */
    static @Nullable Set<String> bounds(
            StructureRef ref, List<StructureRef> answer, Catalogue catalogue, @Nullable Region allowed) {
        Set<String> bounds = new HashSet<>();
        for (StructureRef other : answer) {
            if (!(catalogue.get(other) instanceof Structure.Definition definition)) {
                used(catalogue.get(other), ref).forEach(bounds::add);
                continue;
            }
            DataStructure structure = definition.structure();
            for (Component component : structure.components()) {
                ItemRef concept = catalogue.concept(structure, component);
                if (concept.scheme().equals(ref)) {
                    bounds.add(concept.item());
                }
            }
            if (ref.type() == StructureType.CODE_LIST
                    && structure.components().stream().anyMatch(isOf(ref, catalogue))) {
                List<Dataflow> flows = catalogue.offerings().flows().stream()
                        .filter(flow -> flow.structure().equals(structure))
                        .filter(flow ->
                                answer.contains(flow.ref()) || answer.stream().noneMatch(isFlow()))
                        .toList();
                Region bounding = allowed != null
                        ? allowed
                        : structure.isSubmitted() ? catalogue.bounds(other) : Region.allowed(structure, flows);
                List<String> codes = bounding.of(structure, isOf(ref, catalogue));
                if (codes == null) {
                    return null;
                }
                bounds.addAll(codes);
            }
        }
        return bounds.isEmpty() ? null : bounds;
    }

    /** The items that a hierarchy or a metadata structure needs of a list or scheme. */
    private static Stream<String> used(Structure structure, StructureRef ref) {
        return switch (structure) {
            case Structure.Hierarchy hierarchy -> of(hierarchy.itemReferences(), ref);
            case Structure.MetadataDefinition definition -> of(definition.itemReferences(), ref);
            case Structure.Scheme scheme -> Stream.of();
            case Structure.Definition definition -> Stream.of();
            case Structure.Flow flow -> Stream.of();
            case Structure.Agreement agreement -> Stream.of();
            case Structure.Filing filing -> Stream.of();
            case Structure.Constraint constraint -> Stream.of();
            case Structure.Association association -> Stream.of();
            case Structure.MetadataFlow flow -> Stream.of();
            case Structure.StructureMap map -> Stream.of();
            case Structure.RepresentationMap map -> Stream.of();
        };
    }

    private static Stream<String> of(Set<ItemRef> items, StructureRef ref) {
        return items.stream().filter(item -> item.scheme().equals(ref)).map(ItemRef::item);
    }

    private static Predicate<Component> isOf(StructureRef list, Catalogue catalogue) {
        return component -> component.codeList() != null
                && catalogue.list(component.codeList()).equals(list);
    }

    private static Predicate<StructureRef> isFlow() {
        return ref -> ref.type() == StructureType.DATAFLOW;
    }
}
