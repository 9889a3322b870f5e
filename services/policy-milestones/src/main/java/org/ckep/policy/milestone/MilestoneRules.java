package org.ckep.policy.milestone;

import static org.ckep.kernel.problem.KernelProblem.FORBIDDEN;
import static org.ckep.kernel.problem.KernelProblem.STATE_FORBIDS;
import static org.ckep.kernel.problem.KernelProblem.UNPROCESSABLE;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of a milestone (domain model 11.2): who may move it where, and what must be shown for it. A command
 * that needs both sides is accepted from each of them once; until the second consent it changes nothing but the list of
 * those who are waited for.
 */
final class MilestoneRules {
    private MilestoneRules() {}

    /** Decides a command of a person or system; {@link MilestoneCommand.Miss} is the clock's and needs no actor. */
    static Decision<MilestoneOutcome> decide(
            MilestoneFacts facts, MilestoneCommand command, Viewer actor, LocalDate today) {
        if (facts.stewardship() == Stewardship.OBSERVED) {
            return refuse(
                    STATE_FORBIDS,
                    "No side stands behind an observed milestone, so nobody can move it; register it as a side's own.",
                    facts,
                    actor);
        }
        @Nullable String notAllowed = personMayNot(facts, command, actor);
        if (notAllowed != null) {
            return refuse(FORBIDDEN, notAllowed, facts, actor);
        }
        return switch (command) {
            case MilestoneCommand.Propose propose -> propose(facts, actor);
            case MilestoneCommand.Agree agree -> agree(facts, actor);
            case MilestoneCommand.Start start -> start(facts, actor, today);
            case MilestoneCommand.Defer defer -> defer(facts, defer, actor);
            case MilestoneCommand.Assess assess -> assess(facts, actor);
            case MilestoneCommand.MarkPartiallyMet mark -> markPartiallyMet(facts, actor);
            case MilestoneCommand.SignOff signOff -> signOff(facts, signOff, actor, today);
            case MilestoneCommand.Miss miss -> miss(facts, miss, actor, today);
            case MilestoneCommand.Cancel cancel -> end(facts, MilestoneState.CANCELLED, cancel.reason(), actor);
            case MilestoneCommand.Supersede supersede ->
                supersede.by() == null
                        ? refuse(UNPROCESSABLE, "SUPERSEDED needs supersededBy.", facts, actor)
                        : end(facts, MilestoneState.SUPERSEDED, supersede.reason(), actor);
            case MilestoneCommand.Reopen reopen -> reopen(facts, reopen, actor);
        };
    }

    private static Decision<MilestoneOutcome> propose(MilestoneFacts facts, Viewer actor) {
        if (facts.state() != MilestoneState.DRAFT) {
            return wrongState(facts, actor);
        }
        List<String> missing = new ArrayList<>();
        if (facts.due() == null) {
            missing.add("due");
        }
        if (facts.owner() == null) {
            missing.add("owner");
        }
        if (!facts.hasCriteria()) {
            missing.add("criteria");
        }
        if (!missing.isEmpty()) {
            return refuse(STATE_FORBIDS, "A proposal needs " + String.join(", ", missing) + ".", facts, actor);
        }
        return Decision.accept(MilestoneOutcome.of(MilestoneState.PROPOSED));
    }

    private static Decision<MilestoneOutcome> agree(MilestoneFacts facts, Viewer actor) {
        if (facts.state() != MilestoneState.PROPOSED) {
            return wrongState(facts, actor);
        }
        if (!facts.shared() && agreeing(facts).size() > 1) {
            return refuse(
                    STATE_FORBIDS,
                    "The other side has to agree and cannot see this milestone; share it first.",
                    facts,
                    actor);
        }
        return withConsents(facts, MilestoneState.AGREED, agreeing(facts), actor);
    }

    private static Decision<MilestoneOutcome> start(MilestoneFacts facts, Viewer actor, LocalDate today) {
        if (facts.state() != MilestoneState.AGREED) {
            return wrongState(facts, actor);
        }
        boolean startReached = facts.startsOn() != null && !facts.startsOn().isCertainlyAfter(today);
        if (!startReached && facts.evidence() == 0) {
            return refuse(
                    STATE_FORBIDS,
                    "Neither is its start reached nor is there a first piece of evidence.",
                    facts,
                    actor);
        }
        if (!facts.unstarted().isEmpty()) {
            return refuse(
                    STATE_FORBIDS,
                    "It may start only after " + list(facts.unstarted()) + " has started.",
                    facts,
                    actor);
        }
        return Decision.accept(MilestoneOutcome.of(MilestoneState.IN_PROGRESS));
    }

    private static Decision<MilestoneOutcome> defer(MilestoneFacts facts, MilestoneCommand.Defer defer, Viewer actor) {
        switch (facts.state()) {
            case AGREED, IN_PROGRESS, MISSED -> {}
            case DRAFT, PROPOSED, MET, PARTIALLY_MET, CANCELLED, SUPERSEDED -> {
                return wrongState(facts, actor);
            }
        }
        if (defer.reason().isBlank()) {
            return refuse(UNPROCESSABLE, "A deferral needs a reason.", facts, actor);
        }
        FuzzyDate old = facts.due();
        if (old != null && !defer.due().end().isAfter(old.end())) {
            return refuse(
                    UNPROCESSABLE,
                    "A deferral moves the due date to a later one; " + defer.due() + " is not later than " + old + ".",
                    facts,
                    actor);
        }
        return withConsents(facts, MilestoneState.AGREED, concerned(facts), actor);
    }

    private static Decision<MilestoneOutcome> assess(MilestoneFacts facts, Viewer actor) {
        return underWay(facts) ? Decision.accept(MilestoneOutcome.of(facts.state())) : wrongState(facts, actor);
    }

    private static Decision<MilestoneOutcome> markPartiallyMet(MilestoneFacts facts, Viewer actor) {
        if (facts.state() == MilestoneState.PARTIALLY_MET) {
            return Decision.unchanged();
        }
        if (facts.state() != MilestoneState.IN_PROGRESS) {
            return wrongState(facts, actor);
        }
        Set<Side> silent = EnumSet.copyOf(facts.owners());
        silent.removeAll(facts.assessments().keySet());
        if (!silent.isEmpty()) {
            return refuse(STATE_FORBIDS, "There is no assessment by " + silent + " yet.", facts, actor);
        }
        boolean allMet =
                facts.owners().stream().allMatch(side -> facts.assessments().get(side) == Assessment.MET);
        if (allMet) {
            return refuse(STATE_FORBIDS, "Every side that owes it has assessed it as met.", facts, actor);
        }
        return Decision.accept(MilestoneOutcome.of(MilestoneState.PARTIALLY_MET));
    }

    private static Decision<MilestoneOutcome> signOff(
            MilestoneFacts facts, MilestoneCommand.SignOff signOff, Viewer actor, LocalDate today) {
        if (facts.state() == MilestoneState.MET) {
            return Decision.unchanged();
        }
        if (!underWay(facts)) {
            return wrongState(facts, actor);
        }
        if (!signOff.bringsEvidence() && facts.evidence() == 0) {
            return refuse(UNPROCESSABLE, "Met needs evidence.", facts, actor);
        }
        if (signOff.metOn().isAfter(today)) {
            return refuse(UNPROCESSABLE, "A milestone cannot have been met in the future.", facts, actor);
        }
        if (!facts.unmet().isEmpty()) {
            return refuse(STATE_FORBIDS, "It may be met only after " + list(facts.unmet()) + " is met.", facts, actor);
        }
        Set<Side> awaiting = EnumSet.copyOf(facts.owners());
        awaiting.removeIf(side -> side == actor.side() || facts.assessments().get(side) == Assessment.MET);
        return Decision.accept(new MilestoneOutcome(awaiting.isEmpty() ? MilestoneState.MET : facts.state(), awaiting));
    }

    private static Decision<MilestoneOutcome> miss(
            MilestoneFacts facts, MilestoneCommand.Miss miss, Viewer actor, LocalDate today) {
        boolean waiting = facts.state() == MilestoneState.AGREED || facts.state() == MilestoneState.IN_PROGRESS;
        FuzzyDate due = facts.due();
        if (!waiting || due == null || !today.isAfter(due.end().plus(miss.grace()))) {
            return wrongState(facts, actor);
        }
        return Decision.accept(MilestoneOutcome.of(MilestoneState.MISSED));
    }

    private static Decision<MilestoneOutcome> end(
            MilestoneFacts facts, MilestoneState terminal, @Nullable String reason, Viewer actor) {
        if (!facts.state().isOpen()) {
            return facts.state() == terminal ? Decision.unchanged() : wrongState(facts, actor);
        }
        if (reason == null || reason.isBlank()) {
            return refuse(UNPROCESSABLE, terminal + " needs a reason.", facts, actor);
        }
        return withConsents(facts, terminal, ending(facts), actor);
    }

    private static Decision<MilestoneOutcome> reopen(
            MilestoneFacts facts, MilestoneCommand.Reopen reopen, Viewer actor) {
        if (facts.state() != MilestoneState.MET) {
            return wrongState(facts, actor);
        }
        if (reopen.reason() == null || reopen.reason().isBlank()) {
            return refuse(UNPROCESSABLE, "A sign-off is taken back with a reason.", facts, actor);
        }
        return withConsents(facts, MilestoneState.IN_PROGRESS, concerned(facts), actor);
    }

    /** Why this person may not give this command whatever the state, or null where he may. */
    private static @Nullable String personMayNot(MilestoneFacts facts, MilestoneCommand command, Viewer actor) {
        if (command instanceof MilestoneCommand.Miss) {
            return null;
        }
        Role role = roleFor(facts, command);
        if (!actor.hasRole(role)) {
            return "This takes a " + role.code() + ".";
        }
        Side side = actor.side();
        if (side == null) {
            return "This takes a person who acts for one of the two sides.";
        }
        if (!sidesFor(facts, command).contains(side)) {
            return "This is not for the " + side + " side to decide.";
        }
        if (role == Role.CHECKER && actor.serviceAccount()) {
            return "A system may draft and submit, and never approves.";
        }
        if (role == Role.CHECKER && facts.createdBy().equals(actor.subject())) {
            return "Nobody approves what he wrote himself.";
        }
        return null;
    }

    private static Role roleFor(MilestoneFacts facts, MilestoneCommand command) {
        return switch (command) {
            case MilestoneCommand.Start start -> Role.MAKER;
            case MilestoneCommand.Cancel cancel -> facts.state() == MilestoneState.DRAFT ? Role.MAKER : Role.CHECKER;
            case MilestoneCommand.Propose propose -> Role.CHECKER;
            case MilestoneCommand.Agree agree -> Role.CHECKER;
            case MilestoneCommand.Defer defer -> Role.CHECKER;
            case MilestoneCommand.MarkPartiallyMet mark -> Role.CHECKER;
            case MilestoneCommand.Assess assess -> Role.CHECKER;
            case MilestoneCommand.SignOff signOff -> Role.CHECKER;
            case MilestoneCommand.Miss miss -> Role.CHECKER;
            case MilestoneCommand.Supersede supersede -> Role.CHECKER;
            case MilestoneCommand.Reopen reopen -> Role.CHECKER;
        };
    }

    private static Set<Side> sidesFor(MilestoneFacts facts, MilestoneCommand command) {
        return switch (command) {
            case MilestoneCommand.Propose propose -> keepers(facts);
            case MilestoneCommand.Agree agree -> agreeing(facts);
            case MilestoneCommand.Start start -> facts.owners();
            case MilestoneCommand.Defer defer -> concerned(facts);
            case MilestoneCommand.MarkPartiallyMet mark -> facts.owners();
            case MilestoneCommand.Assess assess -> facts.owners();
            case MilestoneCommand.SignOff signOff -> facts.owners();
            case MilestoneCommand.Miss miss -> facts.owners();
            case MilestoneCommand.Cancel cancel -> ending(facts);
            case MilestoneCommand.Supersede supersede -> ending(facts);
            case MilestoneCommand.Reopen reopen -> concerned(facts);
        };
    }

    /** The side whose record it is. */
    private static Set<Side> keepers(MilestoneFacts facts) {
        return facts.keeper() == null ? EnumSet.noneOf(Side.class) : EnumSet.of(facts.keeper());
    }

    /** The sides that must agree to a proposal: those that will owe it and the one that put it forward. */
    private static Set<Side> agreeing(MilestoneFacts facts) {
        Set<Side> sides = EnumSet.copyOf(facts.owners());
        sides.addAll(keepers(facts));
        return sides;
    }

    /** The sides that a change of something agreed needs: both, unless the other side knows nothing of it. */
    private static Set<Side> concerned(MilestoneFacts facts) {
        return facts.shared() ? EnumSet.allOf(Side.class) : keepers(facts);
    }

    /** Before anything is agreed its keeper may end it alone. */
    private static Set<Side> ending(MilestoneFacts facts) {
        boolean agreed = facts.state() != MilestoneState.DRAFT && facts.state() != MilestoneState.PROPOSED;
        return agreed ? concerned(facts) : keepers(facts);
    }

    private static boolean underWay(MilestoneFacts facts) {
        return facts.state() == MilestoneState.IN_PROGRESS || facts.state() == MilestoneState.PARTIALLY_MET;
    }

    private static Decision<MilestoneOutcome> withConsents(
            MilestoneFacts facts, MilestoneState next, Set<Side> needed, Viewer actor) {
        Set<Side> awaiting = needed.isEmpty() ? EnumSet.noneOf(Side.class) : EnumSet.copyOf(needed);
        awaiting.removeAll(facts.consents());
        awaiting.removeIf(side -> side == actor.side());
        return Decision.accept(new MilestoneOutcome(awaiting.isEmpty() ? next : facts.state(), awaiting));
    }

    /** The states that this caller may try to reach from here. */
    static List<String> allowed(MilestoneFacts facts, Viewer actor) {
        if (facts.stewardship() == Stewardship.OBSERVED) {
            return List.of();
        }
        return nextStates(facts.state()).stream()
                .filter(next -> personMayNot(facts, sample(facts.state(), next), actor) == null)
                .map(Enum::name)
                .toList();
    }

    /** The arrows of the diagram, without those that only the clock takes. */
    static List<MilestoneState> nextStates(MilestoneState state) {
        return switch (state) {
            case DRAFT -> List.of(MilestoneState.PROPOSED, MilestoneState.CANCELLED, MilestoneState.SUPERSEDED);
            case PROPOSED -> List.of(MilestoneState.AGREED, MilestoneState.CANCELLED, MilestoneState.SUPERSEDED);
            case AGREED ->
                List.of(
                        MilestoneState.IN_PROGRESS,
                        MilestoneState.AGREED,
                        MilestoneState.CANCELLED,
                        MilestoneState.SUPERSEDED);
            case IN_PROGRESS ->
                List.of(
                        MilestoneState.MET,
                        MilestoneState.PARTIALLY_MET,
                        MilestoneState.AGREED,
                        MilestoneState.CANCELLED,
                        MilestoneState.SUPERSEDED);
            case PARTIALLY_MET -> List.of(MilestoneState.MET, MilestoneState.CANCELLED, MilestoneState.SUPERSEDED);
            case MISSED -> List.of(MilestoneState.AGREED, MilestoneState.CANCELLED, MilestoneState.SUPERSEDED);
            case MET -> List.of(MilestoneState.IN_PROGRESS);
            case CANCELLED, SUPERSEDED -> List.of();
        };
    }

    /** The command that takes this arrow, for the question who may give it. */
    private static MilestoneCommand sample(MilestoneState from, MilestoneState to) {
        return switch (to) {
            case PROPOSED -> new MilestoneCommand.Propose();
            case AGREED ->
                from == MilestoneState.PROPOSED
                        ? new MilestoneCommand.Agree()
                        : new MilestoneCommand.Defer(FuzzyDate.parse("2026"), "");
            case IN_PROGRESS ->
                from == MilestoneState.MET ? new MilestoneCommand.Reopen(null) : new MilestoneCommand.Start();
            case MET -> new MilestoneCommand.SignOff(LocalDate.EPOCH, true);
            case PARTIALLY_MET -> new MilestoneCommand.MarkPartiallyMet();
            case CANCELLED -> new MilestoneCommand.Cancel(null);
            case SUPERSEDED -> new MilestoneCommand.Supersede(null, null);
            case DRAFT, MISSED -> new MilestoneCommand.Miss(Period.ZERO);
        };
    }

    private static Decision<MilestoneOutcome> wrongState(MilestoneFacts facts, Viewer actor) {
        return refuse(STATE_FORBIDS, "A milestone in " + facts.state() + " does not allow this.", facts, actor);
    }

    private static Decision<MilestoneOutcome> refuse(
            ProblemType type, String detail, MilestoneFacts facts, Viewer actor) {
        return Decision.refuse(type, detail, allowed(facts, actor));
    }

    private static String list(List<Urn> urns) {
        return urns.stream().map(Urn::toString).collect(Collectors.joining(", "));
    }
}
