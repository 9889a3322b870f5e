package org.ckep.trade.sdmx;

import java.time.Instant;
import java.util.List;

/** What there is of one dataflow. */
record FlowAvailability(DataTarget target, Availability availability) {
    /** False where the answer tells nothing of what is asked for of the dataflow. */
    boolean isTold(AvailabilityQuery query) {
        if (!query.available()) {
            return !availability.isEmpty();
        }
        List<Component> dimensions = target.flow().structure().dimensions();
        for (int i = 0; i < dimensions.size(); i++) {
            if (query.asksFor(dimensions.get(i).id())
                    && !availability.codes().get(i).isEmpty()) {
                return true;
            }
        }
        return query.asksFor(Component.TIME_PERIOD) && availability.first() != null;
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
