package org.ckep.trade.sdmx;

import java.util.List;
import java.util.Optional;

/** What can be asked for: dataflows, who delivers them, and how they are filed. */
record Offerings(List<Dataflow> flows, List<ProvisionAgreement> agreements, List<Categorisation> categorisations) {
    Offerings {
        flows = List.copyOf(flows);
        agreements = List.copyOf(agreements);
        categorisations = List.copyOf(categorisations);
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
