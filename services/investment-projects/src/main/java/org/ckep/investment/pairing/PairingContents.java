package org.ckep.investment.pairing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.problem.ProblemType;
import org.hibernate.reactive.mutiny.Mutiny;

/** What is demanded of a pairing before anybody signs it. */
@ApplicationScoped
class PairingContents {
    private final SharedRecords records;
    private final PairGroups groups;
    private final ObjectMapper json;

    PairingContents(SharedRecords records, PairGroups groups, ObjectMapper json) {
        this.records = records;
        this.groups = groups;
        this.json = json;
    }

    /**
     * The content of a new draft.
     *
     * @param id the pairing's; the group that it makes has the same
     * @return fails with what is wrong with it
     */
    Uni<PairingContent> of(Mutiny.Session session, Viewer viewer, UUID id, NewPairing pairing) {
        return switch (pairing.kind()) {
            case PAIR -> pair(session, viewer, id, pairing);
            case UNPAIR -> unpair(session, viewer, pairing);
        };
    }

    private Uni<PairingContent> pair(Mutiny.Session session, Viewer viewer, UUID id, NewPairing pairing) {
        Side counted = pairing.counted();
        if (counted == null) {
            throw refused(
                    PairingProblem.PAIRING_INCOMPLETE,
                    "/counted",
                    "The member 'counted' says whose records of the group reports count: CN or KR.");
        }
        if (pairing.group() != null) {
            throw refused(PairingProblem.PAIRING_INCOMPLETE, "/group", "A new group gets its name by being agreed to.");
        }
        return records.require(session, viewer, pairing.members())
                .invoke(PairingContents::requireShape)
                .map(members -> new PairingContent(PairingKind.PAIR, PairingContent.group(id), counted, members))
                .call(content -> requireUnpaired(session, content));
    }

    private Uni<PairingContent> unpair(Mutiny.Session session, Viewer viewer, NewPairing pairing) {
        Urn group = pairing.group();
        if (group == null) {
            throw refused(PairingProblem.PAIRING_INCOMPLETE, "/group", "The member 'group' names what is taken apart.");
        }
        if (!pairing.members().isEmpty() || pairing.counted() != null) {
            throw refused(
                    PairingProblem.PAIRING_INCOMPLETE,
                    pairing.counted() == null ? "/members" : "/counted",
                    "A group is taken apart as a whole; its name is enough.");
        }
        return groups.members(session, viewer, group.uuid()).map(members -> {
            if (members.isEmpty() || !group.type().equals(PairingContent.GROUP_TYPE)) {
                String message = "There is no such group.";
                throw new ProblemException(KernelProblem.UNPROCESSABLE, message)
                        .withErrors(FieldError.at("/group", "unknown-group", message));
            }
            return new PairingContent(
                    PairingKind.UNPAIR,
                    group,
                    members.getFirst().countedSide(),
                    members.stream().map(StoredMember::toMember).toList());
        });
    }

    /** One record of one side, and one or several of the other. */
    private static void requireShape(List<PairMember> members) {
        Set<Urn> once = new HashSet<>();
        for (int i = 0; i < members.size(); i++) {
            if (!once.add(members.get(i).project())) {
                throw refused(
                        PairingProblem.PAIRING_MEMBERS, "/members/" + i + "/project", "A record stands there once.");
            }
        }
        long[] each = Arrays.stream(Side.values())
                .mapToLong(side ->
                        members.stream().filter(member -> member.side() == side).count())
                .sorted()
                .toArray();
        if (each[0] != 1) {
            throw refused(
                    PairingProblem.PAIRING_MEMBERS,
                    "/members",
                    "A group has one record of one side, and one or several of the other.");
        }
        for (int i = 0; i < members.size(); i++) {
            requirePart(members, i, each[1] > 1);
        }
    }

    /** Where one record stands for the whole, each of the other side's says which part it is, and the whole is none. */
    private static void requirePart(List<PairMember> members, int i, boolean inParts) {
        PairMember member = members.get(i);
        boolean alone =
                members.stream().filter(other -> other.side() == member.side()).count() == 1;
        boolean isPart = inParts && !alone;
        if (isPart && member.part() == null) {
            throw refused(
                    PairingProblem.PAIRING_PART_NEEDED,
                    "/members/" + i + "/part",
                    "The member 'part' says which part of the other side's record this one is.");
        }
        if (!isPart && member.part() != null) {
            throw refused(
                    PairingProblem.PAIRING_INCOMPLETE,
                    "/members/" + i + "/part",
                    "Only one of several records of a side is a part.");
        }
    }

    private Uni<Void> requireUnpaired(Mutiny.Session session, PairingContent content) {
        return groups.paired(session, content.ids())
                .invoke(paired -> {
                    if (!paired.isEmpty()) {
                        int i = content.ids().indexOf(paired.getFirst());
                        throw refused(
                                PairingProblem.RECORD_PAIRED,
                                "/members/" + i + "/project",
                                "The record is in a group; both sides take that apart first.");
                    }
                })
                .replaceWithVoid();
    }

    /** True where what was signed still fits the records: they are shared and in no group, or in exactly that one. */
    Uni<Boolean> isCurrent(Mutiny.Session session, Viewer viewer, PairingContent content) {
        List<Urn> urns = content.members().stream().map(PairMember::project).toList();
        return switch (content.kind()) {
            case PAIR ->
                records.allShared(session, viewer, urns).chain(shared -> groups.paired(session, content.ids())
                        .map(paired -> shared && paired.isEmpty()));
            case UNPAIR ->
                groups.members(session, viewer, content.group().uuid())
                        .map(members -> members.size() == content.members().size());
        };
    }

    /** As it is stored and hashed. */
    String write(PairingContent content) {
        return content.text(json);
    }

    PairingContent read(StoredPairing pairing) {
        try {
            return json.readValue(pairing.content(), PairingContent.class);
        } catch (JsonProcessingException ours) {
            throw new IllegalStateException("a stored pairing cannot be read: " + pairing.urn(), ours);
        }
    }

    private static ProblemException refused(ProblemType type, String pointer, String message) {
        return new ProblemException(type, message).withErrors(FieldError.at(pointer, type.slug(), message));
    }
}
