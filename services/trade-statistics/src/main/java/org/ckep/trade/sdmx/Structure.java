package org.ckep.trade.sdmx;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.code.Artefact;

/** An artefact as it is known, without its items. */
sealed interface Structure {
    StructureRef ref();

    LocalizedText names();

    /** Since when it is as it is. */
    Instant changedAt();

    /** The artefacts that it refers to. */
    Set<StructureRef> references();

    /** A code list or scheme. */
    record Scheme(StructureRef ref, Artefact artefact) implements Structure {
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
    }

    /** A data structure. */
    record Definition(StructureRef ref, DataStructure structure, Artefact artefact, Set<StructureRef> references)
            implements Structure {
        @Override
        public LocalizedText names() {
            return artefact.names();
        }

        @Override
        public Instant changedAt() {
            return artefact.changedAt();
        }
    }

    /** A dataflow. */
    record Flow(Dataflow flow) implements Structure {
        @Override
        public StructureRef ref() {
            return flow.ref();
        }

        @Override
        public LocalizedText names() {
            return flow.names();
        }

        @Override
        public Instant changedAt() {
            return flow.describedAt();
        }

        @Override
        public Set<StructureRef> references() {
            return Set.of(definition(flow.structure()));
        }
    }

    /** A provision agreement. */
    record Agreement(ProvisionAgreement agreement) implements Structure {
        @Override
        public StructureRef ref() {
            return agreement.ref();
        }

        @Override
        public LocalizedText names() {
            return agreement.names();
        }

        @Override
        public Instant changedAt() {
            return agreement.describedAt();
        }

        @Override
        public Set<StructureRef> references() {
            return inOrder(
                    dataflow(agreement.dataflow()),
                    new StructureRef(
                            StructureType.DATA_PROVIDER_SCHEME,
                            Dataflow.AGENCY,
                            ProvisionAgreement.PROVIDERS,
                            ProvisionAgreement.PROVIDERS_VERSION));
        }
    }

    /** A categorisation. */
    record Filing(Categorisation categorisation) implements Structure {
        @Override
        public StructureRef ref() {
            return categorisation.ref();
        }

        @Override
        public LocalizedText names() {
            return categorisation.names();
        }

        @Override
        public Instant changedAt() {
            return categorisation.describedAt();
        }

        @Override
        public Set<StructureRef> references() {
            return inOrder(
                    dataflow(categorisation.dataflow()),
                    new StructureRef(
                            StructureType.CATEGORY_SCHEME, Dataflow.AGENCY, Categorisation.SCHEME, Dataflow.VERSION));
        }
    }

    /** What a dataflow, data structure or provision agreement may hold or holds. */
    record Constraint(StructureRef ref, StructureRef attachedTo, LocalizedText names, Instant changedAt, Region region)
            implements Structure {
        @Override
        public Set<StructureRef> references() {
            return Set.of(attachedTo);
        }
    }

    static StructureRef definition(DataStructure structure) {
        return new StructureRef(StructureType.DATA_STRUCTURE, structure.agency(), structure.id(), structure.version());
    }

    static StructureRef dataflow(String id) {
        return new StructureRef(StructureType.DATAFLOW, Dataflow.AGENCY, id, Dataflow.VERSION);
    }

    private static Set<StructureRef> inOrder(StructureRef one, StructureRef other) {
        Set<StructureRef> both = new LinkedHashSet<>();
        both.add(one);
        both.add(other);
        return both;
    }
}
