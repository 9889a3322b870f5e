package org.ckep.trade.sdmx;

import java.time.Instant;
import java.util.List;

/** What there is of one dataflow. */
record FlowAvailability(DataTarget target, Availability availability) {
    /** False where the answer tells nothing of the dataflow. */
    boolean isTold(AvailabilityQuery query) {
        boolean none = availability.codes().stream().allMatch(List::isEmpty);
        return !none && (query.available() || !availability.isEmpty());
    }

    /** The constraint that tells it, attached to what the caller asked by. */
    Structure.Constraint constraint(AvailabilityQuery query) {
        Dataflow flow = target.flow();
        StructureRef attachedTo = target.ref();
        return new Structure.Constraint(
                new StructureRef(
                        StructureType.ACTUAL_CONSTRAINT, Dataflow.AGENCY, "CA_" + attachedTo.id(), Dataflow.VERSION),
                attachedTo,
                flow.names(),
                flow.revisedAt() == null ? Instant.EPOCH : flow.revisedAt(),
                Region.actual(availability, flow.structure(), query));
    }
}
