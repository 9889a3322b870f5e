package org.ckep.trade.sdmx;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.code.Artefact;
import org.jspecify.annotations.Nullable;

/** An artefact as it is known, without its items. */
sealed interface Structure {
    StructureRef ref();

    LocalizedText names();

    /** What it is for, null where nobody says. */
    default @Nullable LocalizedText description() {
        return null;
    }

    /** Since when it is as it is. */
    Instant changedAt();

    /** The artefacts that it refers to. */
    Set<StructureRef> references();

    /** The items of other artefacts that it refers to. */
    default Set<ItemRef> itemReferences() {
        return Set.of();
    }

    /** Whether it never changes. Lists in which figures are written gain codes, all else that is shipped stays. */
    default boolean isFinal() {
        return !ref().type().hasItems();
    }

    /** As it is, without what only describes it: the description, and of a data structure the map that 2.1 tells beside it. */
    default Structure withoutDescription() {
        return this;
    }

    /**
     * A code list or scheme.
     *
     * @param submitted true where a statistician submitted it; its items then lie with it
     */
    record Scheme(
            StructureRef ref, Artefact artefact, @Nullable LocalizedText description, boolean submitted)
            implements Structure {
        /** One of ours, whose items lie in the lists. */
        Scheme(StructureRef ref, Artefact artefact) {
            this(ref, artefact, null, false);
        }

        @Override
        public LocalizedText names() {
            return artefact.names();
        }

        @Override
        public Instant changedAt() {
            return artefact.changedAt();
        }

        @Override
        public Set<StructureRef> references() {
            return Set.of();
        }

        @Override
        public boolean isFinal() {
            return submitted && ref.isFinal();
        }

        @Override
        public Structure withoutDescription() {
            return new Scheme(ref, artefact, null, submitted);
        }
    }

    /**
     * A data structure.
     *
     * @param references its concept schemes and code lists
     * @param map how its keys are written in another one, which SDMX 2.1 tells by an annotation; null where nobody says
     */
    record Definition(
            DataStructure structure,
            LocalizedText names,
            @Nullable LocalizedText description,
            Instant changedAt,
            Set<StructureRef> references,
            @Nullable StructureMap map)
            implements Structure {
        /** A submitted one, whose components name their concepts and code lists themselves. */
        Definition(
                DataStructure structure, LocalizedText names, @Nullable LocalizedText description, Instant changedAt) {
            this(structure, names, description, changedAt, referred(structure), null);
        }

        private static Set<StructureRef> referred(DataStructure structure) {
            Set<StructureRef> references = new LinkedHashSet<>();
            for (Component component : structure.components()) {
                if (component.described() != null) {
                    references.add(component.described().concept().scheme());
                }
                StructureRef list = component.codeList() == null
                        ? null
                        : component.codeList().ref();
                if (list != null) {
                    references.add(list);
                }
            }
            return references;
        }

        @Override
        public StructureRef ref() {
            return structure.ref();
        }

        @Override
        public Set<ItemRef> itemReferences() {
            Set<ItemRef> concepts = new LinkedHashSet<>();
            for (Component component : structure.components()) {
                if (component.described() != null) {
                    concepts.add(component.described().concept());
                }
            }
            return concepts;
        }

        @Override
        public boolean isFinal() {
            return !structure.isSubmitted() || ref().isFinal();
        }

        @Override
        public Structure withoutDescription() {
            return new Definition(structure, names, null, changedAt, references, null);
        }
    }

    /** A dataflow. */
    record Flow(
            StructureRef ref,
            LocalizedText names,
            @Nullable LocalizedText description,
            Instant changedAt,
            StructureRef structure)
            implements Structure {
        /** One of ours. */
        Flow(Dataflow flow) {
            this(
                    flow.ref(),
                    flow.names(),
                    null,
                    flow.describedAt(),
                    flow.structure().ref());
        }

        @Override
        public Set<StructureRef> references() {
            return Set.of(structure);
        }

        @Override
        public boolean isFinal() {
            return ref.isFinal();
        }

        @Override
        public Structure withoutDescription() {
            return new Flow(ref, names, null, changedAt, structure);
        }
    }

    /** A provision agreement: that provider delivers data of that dataflow. */
    record Agreement(
            StructureRef ref,
            LocalizedText names,
            @Nullable LocalizedText description,
            Instant changedAt,
            StructureRef dataflow,
            ItemRef provider)
            implements Structure {
        /** One of ours. */
        Agreement(ProvisionAgreement agreement) {
            this(
                    agreement.ref(),
                    agreement.names(),
                    null,
                    agreement.describedAt(),
                    Structure.dataflow(agreement.dataflow()),
                    new ItemRef(ProvisionAgreement.PROVIDERS, agreement.provider()));
        }

        @Override
        public Set<StructureRef> references() {
            return inOrder(dataflow, provider.scheme());
        }

        @Override
        public Set<ItemRef> itemReferences() {
            return Set.of(provider);
        }

        @Override
        public boolean isFinal() {
            return ref.isFinal();
        }

        @Override
        public Structure withoutDescription() {
            return new Agreement(ref, names, null, changedAt, dataflow, provider);
        }
    }

    /** A categorisation: files an artefact under a category. */
    record Filing(
            StructureRef ref,
            LocalizedText names,
            @Nullable LocalizedText description,
            Instant changedAt,
            StructureRef source,
            ItemRef category)
            implements Structure {
        /** One of ours. */
        Filing(Categorisation categorisation) {
            this(
                    categorisation.ref(),
                    categorisation.names(),
                    null,
                    categorisation.describedAt(),
                    dataflow(categorisation.dataflow()),
                    new ItemRef(Categorisation.SCHEME, categorisation.category()));
        }

        @Override
        public Set<StructureRef> references() {
            return inOrder(source, category.scheme());
        }

        @Override
        public Set<ItemRef> itemReferences() {
            return Set.of(category);
        }

        @Override
        public boolean isFinal() {
            return ref.isFinal();
        }

        @Override
        public Structure withoutDescription() {
            return new Filing(ref, names, null, changedAt, source, category);
        }
    }

    /** What a dataflow, data structure or provision agreement may hold or holds. */
    record Constraint(
            StructureRef ref,
            StructureRef attachedTo,
            LocalizedText names,
            @Nullable LocalizedText description,
            Instant changedAt,
            Region region)
            implements Structure {
        /** Without a description. */
        Constraint(StructureRef ref, StructureRef attachedTo, LocalizedText names, Instant changedAt, Region region) {
            this(ref, attachedTo, names, null, changedAt, region);
        }

        @Override
        public Set<StructureRef> references() {
            return Set.of(attachedTo);
        }

        @Override
        public boolean isFinal() {
            return ref.isFinal();
        }

        @Override
        public Structure withoutDescription() {
            return new Constraint(ref, attachedTo, names, null, changedAt, region);
        }
    }

    /** A code in a hierarchy, with those below it. Its id there is that of the code. */
    record HierarchicalCode(ItemRef code, List<HierarchicalCode> below) {
        public HierarchicalCode {
            below = List.copyOf(below);
        }

        private void collect(Set<ItemRef> codes) {
            codes.add(code);
            below.forEach(one -> one.collect(codes));
        }
    }

    /** A hierarchy over the codes of one or several lists. */
    record Hierarchy(StructureRef ref, LocalizedText names, Instant changedAt, List<HierarchicalCode> codes)
            implements Structure {
        public Hierarchy {
            codes = List.copyOf(codes);
        }

        @Override
        public Set<StructureRef> references() {
            Set<StructureRef> lists = new LinkedHashSet<>();
            itemReferences().forEach(code -> lists.add(code.scheme()));
            return lists;
        }

        @Override
        public Set<ItemRef> itemReferences() {
            Set<ItemRef> all = new LinkedHashSet<>();
            codes.forEach(code -> code.collect(all));
            return all;
        }
    }

    /** Says for which dimension of a data structure a hierarchy is. */
    record Association(
            StructureRef ref,
            LocalizedText names,
            Instant changedAt,
            StructureRef hierarchy,
            StructureRef structure,
            String dimension)
            implements Structure {
        @Override
        public Set<StructureRef> references() {
            return inOrder(hierarchy, structure);
        }

        /** The URN of the dimension. */
        String dimensionUrn() {
            return StructureRef.MODEL + "datastructure.Dimension=" + structure.reference() + "." + dimension;
        }
    }

    /**
     * The structure of reports about dataflows.
     *
     * @param concepts the scheme of the concepts of its attributes
     * @param references that scheme and the code lists of the attributes
     */
    record MetadataDefinition(
            StructureRef ref,
            LocalizedText names,
            Instant changedAt,
            StructureRef concepts,
            List<MetadataAttribute> attributes,
            Set<StructureRef> references)
            implements Structure {
        /** The ids of what SDMX 2.1 wants beside the attributes: what reports are about, and the report. */
        static final String TARGET = "DATAFLOW_TARGET";

        static final String TARGET_OBJECT = "DATAFLOW";
        static final String REPORT = "QUALITY_REPORT";

        public MetadataDefinition {
            attributes = List.copyOf(attributes);
        }

        @Override
        public Set<ItemRef> itemReferences() {
            Set<ItemRef> used = new LinkedHashSet<>();
            collect(attributes, used);
            return used;
        }

        private void collect(List<MetadataAttribute> some, Set<ItemRef> used) {
            for (MetadataAttribute attribute : some) {
                used.add(new ItemRef(concepts, attribute.id()));
                collect(attribute.below(), used);
            }
        }
    }

    /** An offering of reports about the dataflows of ours. */
    record MetadataFlow(StructureRef ref, LocalizedText names, Instant changedAt, StructureRef structure)
            implements Structure {
        /** What the reports are about: any dataflow of ours. */
        static final String TARGET = StructureRef.MODEL + "datastructure.Dataflow=" + Dataflow.AGENCY + ":*(*)";

        @Override
        public Set<StructureRef> references() {
            return Set.of(structure);
        }
    }

    /**
     * What becomes of a component that has the same id in both structures.
     *
     * @param values how its values are written there, null where they are the same
     */
    record ComponentMap(String id, @Nullable StructureRef values) {}

    /** A value that a component of the other structure always has. */
    record FixedValue(String id, String value) {}

    /**
     * What becomes of a value.
     *
     * @param pattern a regular expression for the whole of it
     * @param value what it becomes; {@code \1} stands for the first group of the pattern
     */
    record ValueMapping(String pattern, String value) {}

    /** How the keys of a data structure are written in another. */
    record StructureMap(
            StructureRef ref,
            LocalizedText names,
            Instant changedAt,
            StructureRef source,
            StructureRef target,
            List<ComponentMap> components,
            List<FixedValue> fixed)
            implements Structure {
        /** The id of the annotation that names it. */
        static final String ANNOTATION = "STRUCTURE_MAP";

        static final String ANNOTATION_TYPE = "sdmx_structure_map";

        public StructureMap {
            components = List.copyOf(components);
            fixed = List.copyOf(fixed);
        }

        @Override
        public Set<StructureRef> references() {
            Set<StructureRef> all = inOrder(source, target);
            for (ComponentMap component : components) {
                if (component.values() != null) {
                    all.add(component.values());
                }
            }
            return all;
        }

        /**
         * What the annotation says that names it.
         *
         * @param title the other structure
         * @param address where the map is
         * @param text the fixed values
         */
        record Annotation(String title, String address, String text) {}

        Annotation annotation() {
            String values = fixed.stream()
                    .map(value -> value.id() + "=" + value.value())
                    .collect(Collectors.joining(" "));
            return new Annotation(target.reference(), ref.address(SdmxRoot.V2), values);
        }
    }

    /** How the codes of a list are written in another. */
    record RepresentationMap(
            StructureRef ref,
            LocalizedText names,
            Instant changedAt,
            StructureRef source,
            StructureRef target,
            List<ValueMapping> mappings)
            implements Structure {
        public RepresentationMap {
            mappings = List.copyOf(mappings);
        }

        @Override
        public Set<StructureRef> references() {
            return inOrder(source, target);
        }
    }

    static StructureRef dataflow(String id) {
        return new StructureRef(StructureType.DATAFLOW, Dataflow.AGENCY, id, Dataflow.VERSION);
    }

    private static Set<StructureRef> inOrder(StructureRef one, StructureRef other) {
        return new LinkedHashSet<>(List.of(one, other));
    }
}
