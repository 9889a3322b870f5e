package org.ckep.trade.sdmx;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

    /** As it is, but for the description. */
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
     */
    record Definition(
            DataStructure structure,
            LocalizedText names,
            @Nullable LocalizedText description,
            Instant changedAt,
            Set<StructureRef> references)
            implements Structure {
        /** A submitted one, whose components name their concepts and code lists themselves. */
        Definition(
                DataStructure structure, LocalizedText names, @Nullable LocalizedText description, Instant changedAt) {
            this(structure, names, description, changedAt, referred(structure));
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
            return new Definition(structure, names, null, changedAt, references);
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

    static StructureRef dataflow(String id) {
        return new StructureRef(StructureType.DATAFLOW, Dataflow.AGENCY, id, Dataflow.VERSION);
    }

    private static Set<StructureRef> inOrder(StructureRef one, StructureRef other) {
        return new LinkedHashSet<>(List.of(one, other));
    }
}
