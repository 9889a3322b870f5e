package org.ckep.trade.sdmx;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What can be asked for: dataflows, who delivers them, and how they are filed. */
record Offerings(List<Dataflow> flows, List<ProvisionAgreement> agreements, List<Categorisation> categorisations) {
    Offerings {
        flows = List.copyOf(flows);
        agreements = List.copyOf(agreements);
        categorisations = List.copyOf(categorisations);
    }

    /** The same with other instants of the newest revisions. */
    Offerings revised(Function<Dataflow, @Nullable Instant> revisedAt) {
        return new Offerings(
                flows.stream().map(flow -> flow.revised(revisedAt.apply(flow))).toList(), agreements, categorisations);
    }

    Optional<Dataflow> flow(String id) {
        return flows.stream().filter(flow -> flow.id().equals(id)).findFirst();
    }

    /** The agreements of a dataflow. */
    List<ProvisionAgreement> agreements(Dataflow flow) {
        return agreements.stream()
                .filter(agreement -> agreement.dataflow().equals(flow.id()))
                .toList();
    }
}
