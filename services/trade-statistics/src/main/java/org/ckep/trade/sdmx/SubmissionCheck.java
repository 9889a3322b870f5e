package org.ckep.trade.sdmx;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ckep.kernel.access.Side;
import org.ckep.trade.code.Item;
import org.jspecify.annotations.Nullable;

/** Compares the artefacts of one message with everything that is stored, and with each other. */
final class SubmissionCheck {
    private final Connection connection;
    private final SubmissionStore store;
    private final Catalogue catalogue;
    private final ItemSource itemSource;
    private final @Nullable Side side;
    private final Map<StructureRef, Submission> message = new HashMap<>();

    /** The items of schemes that are served. */
    interface ItemSource {
        List<Item> of(Structure.Scheme scheme);
    }

    /** Checks with the connection's transaction what a statistician of a side submits. */
    SubmissionCheck(
            Connection connection,
            SubmissionStore store,
            Catalogue catalogue,
            ItemSource itemSource,
            @Nullable Side side,
            List<Submission> submissions) {
        this.connection = connection;
        this.store = store;
        this.catalogue = catalogue;
        this.itemSource = itemSource;
        this.side = side;
        submissions.forEach(submission -> message.put(submission.ref(), submission));
    }

    /** What is wrong with an artefact of the message. */
    List<SubmissionFault> faults(Submission submission, Optional<SubmissionStore.Stored> stored) throws SQLException {
        StructureRef ref = submission.ref();
        String place = submission.place();
        List<SubmissionFault> forbidden = agencyFaults(ref, place);
        if (!forbidden.isEmpty()) {
            return forbidden;
        }
        List<SubmissionFault> faults = new ArrayList<>(submission.faults());
        if (message.get(ref) != submission) {
            faults.add(new SubmissionFault(
                    place, SubmissionFault.MEANINGLESS, ref.reference() + " stands in the message twice."));
        }
        if (!faults.isEmpty()) {
            return faults;
        }
        if (stored.isPresent()) {
            SubmissionStore.Stored known = stored.get();
            if (known.saysTheSame(submission.structure(), submission.items())) {
                return List.of();
            }
            if (ref.isFinal()) {
                return List.of(conflict(
                        place, ref.reference() + " is final and says something else: submit a higher version."));
            }
            faults.addAll(removalFaults(known, submission));
            faults.addAll(neededFaults(known, submission));
        } else if (submission.partial()) {
            faults.add(conflict(place, "There is no " + ref.reference() + " yet into which some items could be put."));
        }
        faults.addAll(versionFaults(submission));
        faults.addAll(referenceFaults(submission));
        return faults;
    }

    /** Whether the side may maintain structures of that agency, and the agency exists. */
    List<SubmissionFault> agencyFaults(StructureRef ref, String place) throws SQLException {
        String agency = ref.agency();
        if (side == null
                || store.sideOf(connection, agency).filter(side::equals).isEmpty()) {
            return List.of(new SubmissionFault(
                    place,
                    SubmissionFault.FORBIDDEN,
                    "Structures of the agency '" + SdmxException.shorten(agency)
                            + "' are not maintained by statisticians of this side."));
        }
        int last = agency.lastIndexOf('.');
        if (last < 0) {
            return List.of();
        }
        StructureRef above =
                new StructureRef(StructureType.AGENCY_SCHEME, agency.substring(0, last), StructureType.AGENCIES, "1.0");
        String name = agency.substring(last + 1);
        return items(above).stream().anyMatch(item -> item.code().equals(name))
                ? List.of()
                : List.of(conflict(place, "The agency '" + agency + "' is not listed in " + above.reference() + "."));
    }

    /** The items of a scheme, as it is after the message; none where there is no such scheme. */
    private List<Item> items(StructureRef scheme) {
        Submission submitted = message.get(scheme);
        if (submitted != null) {
            return submitted.items();
        }
        return catalogue.find(scheme).orElse(null) instanceof Structure.Scheme found ? itemSource.of(found) : List.of();
    }

    private List<SubmissionFault> removalFaults(SubmissionStore.Stored known, Submission submission)
            throws SQLException {
        List<SubmissionFault> faults = new ArrayList<>();
        StructureRef ref = submission.ref();
        List<String> removed = List.copyOf(SubmissionRules.removed(known.items(), submission.items()));
        Map<String, List<String>> referring = store.referrersOfItems(connection, known.id(), ref, removed);
        for (String code : removed) {
            List<String> referrers = new ArrayList<>(referring.getOrDefault(code, List.of()));
            if (ref.type() == StructureType.AGENCY_SCHEME) {
                referrers.addAll(store.ofAgency(connection, ref.agency() + "." + code));
            }
            if (!referrers.isEmpty()) {
                faults.add(conflict(
                        submission.place(), "'" + code + "' is still needed by " + String.join(", ", referrers) + "."));
            }
        }
        return faults;
    }

    private List<SubmissionFault> versionFaults(Submission submission) throws SQLException {
        StructureRef ref = submission.ref();
        boolean promises = ref.type().hasItems() || ref.type() == StructureType.DATA_STRUCTURE;
        if (!ref.isFinal() || !promises) {
            return List.of();
        }
        List<String> versions = new ArrayList<>(store.versions(connection, ref));
        message.keySet().stream()
                .filter(other -> other.type() == ref.type()
                        && other.agency().equals(ref.agency())
                        && other.id().equals(ref.id()))
                .forEach(other -> versions.add(other.version()));
        Optional<String> predecessor = SubmissionRules.predecessor(versions, ref);
        if (predecessor.isEmpty()) {
            return List.of();
        }
        StructureRef earlier = new StructureRef(ref.type(), ref.agency(), ref.id(), predecessor.get());
        List<String> breaches = submission.structure() instanceof Structure.Definition later
                        && structure(earlier) instanceof Structure.Definition before
                ? SubmissionRules.breaches(before.structure(), later.structure())
                : SubmissionRules.breaches(predecessor.get(), items(earlier), ref.version(), submission.items());
        return breaches.stream()
                .map(breach -> conflict(submission.place(), breach))
                .toList();
    }

    private @Nullable Structure structure(StructureRef ref) {
        Submission submitted = message.get(ref);
        return submitted != null ? submitted.structure() : catalogue.find(ref).orElse(null);
    }

    /** Whether constraints name what a draft would lose: components of a data structure, or codes of a list. */
    private List<SubmissionFault> neededFaults(SubmissionStore.Stored known, Submission submission) {
        Set<String> removed = Set.copyOf(SubmissionRules.removed(known.items(), submission.items()));
        List<SubmissionFault> faults = new ArrayList<>();
        for (Structure.Constraint constraint : catalogue.constraints()) {
            // What the message says of a constraint is compared by itself.
            if (!message.containsKey(constraint.ref())) {
                lost(constraint, submission.ref(), removed)
                        .forEach(id -> faults.add(conflict(
                                submission.place(),
                                "'" + id + "' is still needed by "
                                        + constraint.ref().reference() + ".")));
            }
        }
        return faults;
    }

    /** What a constraint names of a changed artefact that is gone: components, or some of the removed codes. */
    private List<String> lost(Structure.Constraint constraint, StructureRef changed, Set<String> removed) {
        DataStructure bounded = boundedBy(constraint.attachedTo());
        if (bounded == null) {
            return List.of();
        }
        List<String> lost = new ArrayList<>();
        constraint.region().codes().forEach((id, codes) -> {
            Optional<Component> component = bounded.component(id);
            if (component.isEmpty() && bounded.ref().equals(changed)) {
                lost.add(id);
            }
            if (component
                    .map(Component::codeList)
                    .map(catalogue::list)
                    .filter(changed::equals)
                    .isPresent()) {
                codes.stream().filter(removed::contains).forEach(lost::add);
            }
        });
        return lost;
    }

    private List<SubmissionFault> referenceFaults(Submission submission) {
        List<SubmissionFault> faults = new ArrayList<>();
        Structure structure = submission.structure();
        for (StructureRef target : structure.references()) {
            if (!message.containsKey(target) && catalogue.find(target).isEmpty()) {
                faults.add(conflict(
                        submission.place(),
                        "It refers to " + target.urn(MlVersion.ML_3_0) + ", which does not exist."));
            } else if (structure.ref().isFinal() && target.isDraft()) {
                faults.add(conflict(
                        submission.place(), "A final version cannot refer to the draft " + target.reference() + "."));
            }
        }
        if (!faults.isEmpty()) {
            return faults;
        }
        for (ItemRef target : structure.itemReferences()) {
            StructureRef scheme = target.scheme();
            if (!SubmissionRules.holds(items(scheme), scheme.type(), target.item())) {
                faults.add(conflict(submission.place(), "It refers to " + target.urn() + ", which does not exist."));
            }
        }
        if (structure instanceof Structure.Constraint constraint) {
            faults.addAll(codeFaults(constraint, submission.place()));
        }
        return faults;
    }

    private List<SubmissionFault> codeFaults(Structure.Constraint constraint, String place) {
        DataStructure bounded = boundedBy(constraint.attachedTo());
        if (bounded == null) {
            return List.of(new SubmissionFault(
                    place,
                    SubmissionFault.MEANINGLESS,
                    "A constraint bounds a data structure, a dataflow or a provision agreement."));
        }
        List<SubmissionFault> faults = new ArrayList<>();
        constraint.region().codes().forEach((dimension, codes) -> {
            Component component = bounded.component(dimension)
                    .filter(found -> found.codeList() != null)
                    .orElse(null);
            if (component == null || component.codeList() == null) {
                faults.add(new SubmissionFault(
                        place,
                        SubmissionFault.MEANINGLESS,
                        bounded.reference() + " has no coded component '" + SdmxException.shorten(dimension) + "'."));
                return;
            }
            Set<String> listed = items(catalogue.list(component.codeList())).stream()
                    .map(Item::code)
                    .collect(Collectors.toSet());
            codes.stream()
                    .filter(code -> !listed.contains(code))
                    .findFirst()
                    .ifPresent(code -> faults.add(new SubmissionFault(
                            place,
                            SubmissionFault.MEANINGLESS,
                            "The list of " + dimension + " has no code '" + SdmxException.shorten(code) + "'.")));
        });
        return faults;
    }

    private @Nullable DataStructure boundedBy(StructureRef attachedTo) {
        return switch (structure(attachedTo)) {
            case Structure.Definition definition -> definition.structure();
            case Structure.Flow flow -> boundedBy(flow.structure());
            case Structure.Agreement agreement -> boundedBy(agreement.dataflow());
            case null, default -> null;
        };
    }

    private static SubmissionFault conflict(String place, String text) {
        return new SubmissionFault(place, SubmissionFault.CONFLICT, text);
    }
}
