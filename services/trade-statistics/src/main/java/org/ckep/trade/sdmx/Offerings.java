package org.ckep.trade.sdmx;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked for: dataflows, who delivers them, and how they are filed.
 *
 * @param flows those in which figures lie
 * @param known what statisticians have submitted
 * @param submitted the dataflows among that
 * @param unused for each submitted data structure that no dataflow has one without figures, by which it is asked for
 */
record Offerings(
        List<Dataflow> flows,
        List<ProvisionAgreement> agreements,
        List<Categorisation> categorisations,
        SubmittedStructures.Known known,
        List<Dataflow> submitted,
        List<Dataflow> unused) {
    Offerings {
        submitted = List.copyOf(submitted);
        unused = List.copyOf(unused);
        flows = List.copyOf(flows);
        agreements = List.copyOf(agreements);
        categorisations = List.copyOf(categorisations);
    }

    /** What is offered of ours. */
    Offerings(List<Dataflow> flows, List<ProvisionAgreement> agreements, List<Categorisation> categorisations) {
        this(flows, agreements, categorisations, SubmittedStructures.Known.NOTHING, List.of(), List.of());
    }

    /** The same, and what statisticians have submitted. */
    Offerings with(SubmittedStructures.Known known) {
        Map<StructureRef, DataStructure> definitions = new HashMap<>();
        DataStructure.ALL.forEach(structure -> definitions.put(structure.ref(), structure));
        List<Structure.Definition> ofSides = new ArrayList<>();
        for (Structure structure : known.structures()) {
            if (structure instanceof Structure.Definition definition) {
                definitions.put(definition.ref(), definition.structure());
                ofSides.add(definition);
            }
        }
        List<Dataflow> described = new ArrayList<>();
        Set<StructureRef> used = new HashSet<>();
        for (Structure structure : known.structures()) {
            if (structure instanceof Structure.Flow flow) {
                DataStructure of = definitions.get(flow.structure());
                // Of an instant between two lines of one message there may be a dataflow without its structure.
                if (of != null) {
                    used.add(of.ref());
                    described.add(new Dataflow(flow.ref(), null, of, flow.names(), flow.changedAt(), null));
                }
            }
        }
        List<Dataflow> others = ofSides.stream()
                .filter(definition -> !used.contains(definition.ref()))
                .map(definition -> new Dataflow(
                        definition.ref(),
                        null,
                        definition.structure(),
                        definition.names(),
                        definition.changedAt(),
                        null))
                .toList();
        return new Offerings(flows, agreements, categorisations, known, described, others);
    }

    /** All dataflows, ours first. */
    List<Dataflow> all() {
        List<Dataflow> all = new ArrayList<>(flows);
        all.addAll(submitted);
        return all;
    }

    /** The same with other instants of the newest revisions. */
    Offerings revised(Function<Dataflow, @Nullable Instant> revisedAt) {
        return new Offerings(
                flows.stream().map(flow -> flow.revised(revisedAt.apply(flow))).toList(),
                agreements,
                categorisations,
                known,
                submitted,
                unused);
    }

    /** The dataflow of ours with that id. */
    Optional<Dataflow> flow(String id) {
        return flows.stream().filter(flow -> flow.id().equals(id)).findFirst();
    }

    /** The agreements of a dataflow. */
    List<ProvisionAgreement> agreements(Dataflow flow) {
        return agreements.stream()
                .filter(agreement -> flow.hasFigures() && agreement.dataflow().equals(flow.id()))
                .toList();
    }
}
