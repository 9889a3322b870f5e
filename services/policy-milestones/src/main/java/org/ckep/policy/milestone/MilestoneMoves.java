package org.ckep.policy.milestone;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.record.Stewardship;
import org.ckep.policy.register.ChangeOutcome;
import org.ckep.policy.register.Directory;
import org.ckep.policy.register.Faults;
import org.ckep.policy.register.Refusals;
import org.ckep.policy.register.Register;
import org.ckep.records.RecordIds;
import org.ckep.records.RecordsProblem;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Moves milestones. Whoever moves one holds its lock, so that of two sides that speak at the same time the second sees what
 * the first has said.
 */
@ApplicationScoped
class MilestoneMoves {
    private final Register register;
    private final MilestoneService milestones;
    private final Dependencies dependencies;
    private final Directory directory;

    MilestoneMoves(Register register, MilestoneService milestones, Dependencies dependencies, Directory directory) {
        this.register = register;
        this.milestones = milestones;
        this.dependencies = dependencies;
        this.directory = directory;
    }

    /** What is known of the milestone that is to be moved. */
    private record Situation(Milestone milestone, MilestoneParts parts, List<Dependencies.Linked> predecessors) {
        MilestoneFacts facts(Set<Side> consents) {
            Classification readers = milestone.head().classification();
            return new MilestoneFacts(
                    milestone.state(),
                    milestone.owner(),
                    milestone.head().stewardship(),
                    milestone.head().ownerSide(),
                    Classification.BILATERAL.isWithin(readers),
                    milestone.head().createdBy(),
                    milestone.due(),
                    milestone.hasCriteria(),
                    milestone.startsOn(),
                    parts.numberOfEvidence(milestone),
                    parts.declared(milestone),
                    consents,
                    hard(linked -> linked.link().type().needsPredecessorStarted()
                            && !linked.from().state().hasStarted()),
                    hard(linked -> linked.link().type().needsPredecessorMet()
                            && linked.from().state() != MilestoneState.MET));
        }

        private List<Urn> hard(Predicate<Dependencies.Linked> unfulfilled) {
            return predecessors.stream()
                    .filter(linked -> linked.link().isHard())
                    .filter(unfulfilled)
                    .map(linked -> linked.link().from())
                    .toList();
        }
    }

    private Uni<MilestoneView> move(
            Viewer viewer,
            String id,
            @Nullable String ifMatch,
            BiFunction<Mutiny.Session, Situation, Uni<ChangeOutcome>> decide) {
        UUID uuid = RecordIds.parse(id, MilestoneService.KIND.urnType());
        return register.transactions()
                .write(
                        viewer,
                        "milestone " + uuid,
                        session -> register.changeWithin(
                                session, milestones, viewer, uuid, ifMatch, milestone -> MilestoneParts.of(
                                                session, List.of(milestone))
                                        .chain(parts -> dependencies
                                                .into(session, viewer, List.of(uuid))
                                                .chain(links -> decide.apply(
                                                        session, new Situation(milestone, parts, links))))));
    }

    /** Takes a step, or consents to one that the other side must take too. */
    Uni<MilestoneView> step(Viewer viewer, String id, @Nullable String ifMatch, MilestoneStep step) {
        return move(viewer, id, ifMatch, (session, now) -> {
            Milestone milestone = now.milestone();
            new Faults().date("/due", step.due()).refuseAny();
            MilestoneFacts facts = now.facts(consenting(now, step));
            MilestoneCommand command = step.command(facts, viewer);
            return switch (MilestoneRules.decide(facts, command, viewer, register.today())) {
                case Decision.Refused<MilestoneOutcome> refused -> throw Refusals.of(refused, step.to());
                case Decision.Unchanged<MilestoneOutcome> unchanged ->
                    Uni.createFrom().item(ChangeOutcome.NOTHING);
                case Decision.Accepted<MilestoneOutcome> accepted ->
                    requireSuccessor(session, viewer, milestone, step)
                            .chain(() -> accepted.next().awaiting().isEmpty()
                                    ? Uni.createFrom().item(taken(session, viewer, now, step))
                                    : consent(session, viewer, now, step));
            };
        });
    }

    private static Set<Side> consenting(Situation now, MilestoneStep step) {
        Set<Side> sides = EnumSet.noneOf(Side.class);
        now.parts().consentsOf(now.milestone()).stream()
                .filter(consent -> consent.isFor(step))
                .forEach(consent -> sides.add(consent.side()));
        return sides;
    }

    private Uni<Void> requireSuccessor(Mutiny.Session session, Viewer viewer, Milestone milestone, MilestoneStep step) {
        Urn successor = step.supersededBy();
        if (step.to() != MilestoneState.SUPERSEDED || successor == null) {
            return Uni.createFrom().voidItem();
        }
        if (successor.equals(milestone.urn())) {
            new Faults()
                    .add("/supersededBy", "itself", "A milestone does not replace itself.")
                    .refuseAny();
        }
        return directory
                .require(
                        session,
                        viewer,
                        milestone.head().classification(),
                        successor,
                        MilestoneService.KIND,
                        "/supersededBy")
                .replaceWithVoid();
    }

    private ChangeOutcome taken(Mutiny.Session session, Viewer viewer, Situation now, MilestoneStep step) {
        Milestone milestone = now.milestone();
        MilestoneState before = milestone.state();
        String verb = step.verb(before);
        return moved(session, viewer, now, verb, () -> {
            switch (step.to()) {
                case AGREED -> {
                    if (before == MilestoneState.PROPOSED) {
                        milestone.reach(MilestoneState.AGREED);
                    } else {
                        milestone.defer(Objects.requireNonNull(step.due()));
                        return milestones.addDueDate(session, milestone, step.reason());
                    }
                }
                case CANCELLED, SUPERSEDED ->
                    milestone.end(step.to(), Objects.requireNonNull(step.reason()), step.supersededBy());
                case PROPOSED, IN_PROGRESS, PARTIALLY_MET -> milestone.reach(step.to());
                case DRAFT, MET, MISSED -> throw new IllegalStateException("no step leads to " + step.to());
            }
            return Uni.createFrom().voidItem();
        });
    }

    /**
     * A change of state. Consents that waited are spent with it; where there are such, or where the other side's word moves
     * the record, the register writes for both.
     */
    private static ChangeOutcome moved(
            Mutiny.Session session, Viewer viewer, Situation now, String verb, Supplier<Uni<Void>> change) {
        Milestone milestone = now.milestone();
        MilestoneState before = milestone.state();
        boolean alone = viewer.side() == milestone.head().ownerSide()
                && now.parts().consentsOf(milestone).isEmpty();
        Supplier<Uni<Void>> work =
                () -> session.createMutationQuery("delete from MilestoneConsent c where c.recordId = :id")
                        .setParameter("id", milestone.id())
                        .executeUpdate()
                        .chain(() -> change.get());
        return alone ? ChangeOutcome.of(verb, before.name(), change) : ChangeOutcome.forBoth(verb, before.name(), work);
    }

    private Uni<ChangeOutcome> consent(Mutiny.Session session, Viewer viewer, Situation now, MilestoneStep step) {
        Milestone milestone = now.milestone();
        Side side = Objects.requireNonNull(viewer.side());
        String subject = String.valueOf(viewer.subject());
        Uni<Void> stored = session.persist(new MilestoneConsent(
                milestone.id(), side, subject, step, register.clock().instant()));
        for (MilestoneConsent given : now.parts().consentsOf(milestone)) {
            if (given.side() == side) {
                if (given.isFor(step)) {
                    return Uni.createFrom().item(ChangeOutcome.NOTHING);
                }
                given.renew(subject, step, register.clock().instant());
                stored = Uni.createFrom().voidItem();
            }
        }
        return stored.chain(() -> declared(
                session, viewer, milestone, "consented", side, step.to().name()));
    }

    /** Tells that a side has spoken; the milestone itself stays as it is. */
    private Uni<ChangeOutcome> declared(
            Mutiny.Session session, Viewer viewer, Milestone milestone, String verb, Side side, String what) {
        return register.audit()
                .record(session, viewer, verb + "-milestone", milestone.urn(), null, null)
                .chain(() -> register.publish(
                        session,
                        milestones,
                        milestone,
                        verb,
                        milestone.head().classification(),
                        milestones.sectors(milestone),
                        register.eventData(milestone).with("side", side).with("to", what)))
                .chain(session::flush)
                .replaceWith(ChangeOutcome.NOTHING);
    }

    /** Declares own side's assessment short of met. */
    Uni<MilestoneView> assess(
            Viewer viewer, String id, @Nullable String ifMatch, Assessment assessment, @Nullable String note) {
        return move(viewer, id, ifMatch, (session, now) -> {
            require(MilestoneRules.decide(
                    now.facts(Set.of()), new MilestoneCommand.Assess(assessment), viewer, register.today()));
            Side side = Objects.requireNonNull(viewer.side());
            return write(session, now, new MilestoneAssessment.View(side, assessment, null, note))
                    .chain(() -> declared(session, viewer, now.milestone(), "assessed", side, assessment.name()));
        });
    }

    /**
     * Signs the milestone off for the own side. With the last side that owes it, it is met.
     *
     * @param metOn on which day it was met, null for today
     */
    Uni<MilestoneView> signOff(
            Viewer viewer,
            String id,
            @Nullable String ifMatch,
            List<Evidence> evidence,
            @Nullable LocalDate metOn,
            @Nullable String note) {
        LocalDate day = metOn == null ? register.today() : metOn;
        Evidence.check(new Faults(), evidence, "/evidence").refuseAny();
        return move(viewer, id, ifMatch, (session, now) -> {
            Milestone milestone = now.milestone();
            Decision<MilestoneOutcome> decision = MilestoneRules.decide(
                    now.facts(Set.of()),
                    new MilestoneCommand.SignOff(day, !evidence.isEmpty()),
                    viewer,
                    register.today());
            if (decision instanceof Decision.Unchanged<MilestoneOutcome>) {
                return Uni.createFrom().item(ChangeOutcome.NOTHING);
            }
            Set<Side> awaiting = require(decision);
            Side side = Objects.requireNonNull(viewer.side());
            return add(session, viewer, milestone, evidence)
                    .chain(() -> write(session, now, new MilestoneAssessment.View(side, Assessment.MET, day, note)))
                    .chain(() -> awaiting.isEmpty()
                            ? Uni.createFrom().item(met(session, viewer, now, day))
                            : declared(session, viewer, milestone, "assessed", side, Assessment.MET.name()));
        });
    }

    private static ChangeOutcome met(Mutiny.Session session, Viewer viewer, Situation now, LocalDate day) {
        LocalDate last = day;
        for (MilestoneAssessment assessment : now.parts().assessmentsOf(now.milestone())) {
            LocalDate other = assessment.metOn();
            last = other != null && other.isAfter(last) ? other : last;
        }
        LocalDate metOn = last;
        return moved(session, viewer, now, "met", () -> {
            now.milestone().met(metOn);
            return Uni.createFrom().voidItem();
        });
    }

    /** The sides that are still waited for. */
    private static Set<Side> require(Decision<MilestoneOutcome> decision) {
        return switch (decision) {
            case Decision.Refused<MilestoneOutcome> refused -> throw refused.toProblem();
            case Decision.Unchanged<MilestoneOutcome> unchanged -> EnumSet.noneOf(Side.class);
            case Decision.Accepted<MilestoneOutcome> accepted -> accepted.next().awaiting();
        };
    }

    private Uni<Void> write(Mutiny.Session session, Situation now, MilestoneAssessment.View given) {
        for (MilestoneAssessment assessment : now.parts().assessmentsOf(now.milestone())) {
            if (assessment.side() == given.side()) {
                assessment.become(given, register.clock().instant());
                return session.flush();
            }
        }
        return session.persist(new MilestoneAssessment(
                        now.milestone().id(),
                        given.side(),
                        given,
                        register.clock().instant()))
                .chain(session::flush);
    }

    private Uni<Void> add(Mutiny.Session session, Viewer viewer, Milestone milestone, List<Evidence> evidence) {
        Object[] rows = evidence.stream()
                .map(one -> new MilestoneEvidence(
                        milestone.id(), viewer.side(), one, register.clock().instant()))
                .toArray();
        return directory
                .requireAll(session, viewer, milestone.head().classification(), Evidence.refs(evidence), "/evidence")
                .chain(() -> session.persistAll(rows));
    }

    /** Adds evidence; a side that owes the milestone adds its own, whoever keeps the record. */
    Uni<MilestoneView> addEvidence(Viewer viewer, String id, Evidence evidence) {
        UUID uuid = RecordIds.parse(id, MilestoneService.KIND.urnType());
        Evidence.check(new Faults(), List.of(evidence), "").refuseAny();
        return register.transactions().write(viewer, session -> register.find(session, milestones, viewer, uuid)
                .invoke(milestone -> requireMayShow(viewer, milestone))
                .invoke(milestone -> requireAddress(milestone, evidence))
                .call(milestone -> add(session, viewer, milestone, List.of(evidence)))
                .call(milestone ->
                        register.audit().record(session, viewer, "add-evidence", milestone.urn(), null, null))
                .call(milestone -> register.publish(
                        session,
                        milestones,
                        milestone,
                        "evidence_added",
                        milestone.head().classification(),
                        milestones.sectors(milestone),
                        register.eventData(milestone).with("side", viewer.side())))
                .call(session::flush)
                .chain(milestone -> milestones.view(session, viewer, milestone, false)));
    }

    /** No side stands behind an observed milestone: what is added to it can be looked up. */
    private static void requireAddress(Milestone milestone, Evidence evidence) {
        if (milestone.head().stewardship() == Stewardship.OBSERVED
                && evidence.ref() == null
                && evidence.url() == null) {
            new Faults()
                    .add(
                            "/url",
                            RecordsProblem.SOURCE_NEEDED.slug(),
                            "Evidence of an observed milestone says by url or ref where it can be looked up.")
                    .refuseAny();
        }
    }

    private static void requireMayShow(Viewer viewer, Milestone milestone) {
        boolean owes = viewer.side() != null
                && milestone.owner() != null
                && milestone.owner().sides().contains(viewer.side());
        if (!owes) {
            milestone.head().requireMayChange(viewer);
        }
    }
}
