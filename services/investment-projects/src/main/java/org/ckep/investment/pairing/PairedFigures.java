package org.ckep.investment.pairing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ckep.investment.project.ProjectStatements;
import org.ckep.investment.project.StatedProject;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.records.reconciliation.PairedRecords;
import org.ckep.records.reconciliation.Reconcilable.Part;
import org.hibernate.reactive.mutiny.Mutiny;

/** What both sides' own records of one thing state, as far as both sides read them; what else there is changes nothing. */
@ApplicationScoped
class PairedFigures implements PairedRecords {
    private final PairGroups groups;
    private final ProjectStatements statements;

    PairedFigures(PairGroups groups, ProjectStatements statements) {
        this.groups = groups;
        this.statements = statements;
    }

    /** A record with its place in the group. */
    private record Stated(StoredMember member, StatedProject project) {
        Side side() {
            return member.side();
        }

        boolean isShared() {
            return SharedRecords.isShared(project.info());
        }

        boolean isOfItsSide() {
            return project.info().ownerSide() == side();
        }
    }

    @Override
    public Uni<List<Group>> groups(Mutiny.Session session, Viewer viewer) {
        return groups.all(session, viewer)
                .chain(members -> stated(session, viewer, members))
                .map(stated -> stated.stream()
                        .collect(
                                Collectors.groupingBy(one -> one.member().groupId(), TreeMap::new, Collectors.toList()))
                        .entrySet()
                        .stream()
                        .flatMap(entry -> group(entry.getKey(), entry.getValue()).stream())
                        .toList());
    }

    private Uni<List<Stated>> stated(Mutiny.Session session, Viewer viewer, List<StoredMember> members) {
        List<UUID> ids = members.stream().map(StoredMember::projectId).toList();
        return statements.among(session, viewer, ids).map(found -> members.stream()
                .flatMap(member ->
                        Stream.ofNullable(found.get(member.projectId())).map(project -> new Stated(member, project)))
                .toList());
    }

    /** Empty where nothing of a side is read by both, and where a record is no longer one side's own. */
    private Optional<Group> group(UUID id, List<Stated> members) {
        List<Stated> shared = members.stream().filter(Stated::isShared).toList();
        boolean ofBothSides = shared.stream().map(Stated::side).distinct().count() == Side.values().length;
        if (!ofBothSides || !members.stream().allMatch(Stated::isOfItsSide)) {
            return Optional.empty();
        }
        Map<Side, Map<String, Map<String, Part>>> stated = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            stated.put(
                    side,
                    ofSide(shared.stream().filter(one -> one.side() == side).toList()));
        }
        return Optional.of(new Group(
                PairingContent.group(id),
                shared.stream().map(one -> one.project().info().urn()).toList(),
                stated));
    }

    /** A part stays one where it is the only one that both sides read. */
    private Map<String, Map<String, Part>> ofSide(List<Stated> members) {
        return members.stream().anyMatch(one -> one.member().isPart())
                ? statements.together(members.stream().map(Stated::project).toList())
                : members.getFirst().project().parts();
    }

    @Override
    public Uni<Optional<Membership>> of(Mutiny.Session session, Viewer viewer, Urn record) {
        return groups.withProject(session, viewer, record.uuid())
                .chain(members -> members.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : stated(session, viewer, members)
                                .map(stated -> Optional.of(new Membership(
                                        PairingContent.group(members.getFirst().groupId()),
                                        withheld(viewer, stated)))));
    }

    private static List<String> withheld(Viewer viewer, List<Stated> members) {
        return members.stream()
                .filter(one -> one.side() == viewer.side() && one.isOfItsSide() && !one.isShared())
                .flatMap(one -> one.project().parts().keySet().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
