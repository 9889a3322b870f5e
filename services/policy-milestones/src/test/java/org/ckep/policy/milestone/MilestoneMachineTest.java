package org.ckep.policy.milestone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.policy.milestone.MilestoneExamples.CN_CHECKER;
import static org.ckep.policy.milestone.MilestoneExamples.CN_MAKER;
import static org.ckep.policy.milestone.MilestoneExamples.OTHER;
import static org.ckep.policy.milestone.MilestoneExamples.TODAY;
import static org.ckep.policy.milestone.MilestoneExamples.facts;
import static org.ckep.policy.milestone.MilestoneExamples.outcome;
import static org.ckep.policy.milestone.MilestoneExamples.person;
import static org.ckep.policy.milestone.MilestoneState.AGREED;
import static org.ckep.policy.milestone.MilestoneState.CANCELLED;
import static org.ckep.policy.milestone.MilestoneState.DRAFT;
import static org.ckep.policy.milestone.MilestoneState.IN_PROGRESS;
import static org.ckep.policy.milestone.MilestoneState.MET;
import static org.ckep.policy.milestone.MilestoneState.MISSED;
import static org.ckep.policy.milestone.MilestoneState.PARTIALLY_MET;
import static org.ckep.policy.milestone.MilestoneState.PROPOSED;
import static org.ckep.policy.milestone.MilestoneState.SUPERSEDED;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.policy.register.Owner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The states of a milestone: every command from every state, by every role of either side. */
class MilestoneMachineTest {
    /** Every command, in a form whose own content is right. */
    private static Map<String, MilestoneCommand> commands() {
        Map<String, MilestoneCommand> commands = new LinkedHashMap<>();
        commands.put("Propose", new MilestoneCommand.Propose());
        commands.put("Agree", new MilestoneCommand.Agree());
        commands.put("Start", new MilestoneCommand.Start());
        commands.put("Defer", new MilestoneCommand.Defer(FuzzyDate.parse("2027-03-01"), "more time"));
        commands.put("Assess", new MilestoneCommand.Assess(Assessment.PARTIALLY_MET));
        commands.put("MarkPartiallyMet", new MilestoneCommand.MarkPartiallyMet());
        commands.put("SignOff", new MilestoneCommand.SignOff(TODAY, true));
        commands.put("Cancel", new MilestoneCommand.Cancel("no longer wanted"));
        commands.put("Supersede", new MilestoneCommand.Supersede(OTHER, "replaced"));
        commands.put("Reopen", new MilestoneCommand.Reopen("signed off by mistake"));
        return commands;
    }

    /** The arrows of the diagram for a milestone that one side keeps, owes and has not shared: command to next state. */
    private static Map<MilestoneState, Map<String, MilestoneState>> arrows() {
        return Map.of(
                DRAFT, Map.of("Propose", PROPOSED, "Cancel", CANCELLED, "Supersede", SUPERSEDED),
                PROPOSED, Map.of("Agree", AGREED, "Cancel", CANCELLED, "Supersede", SUPERSEDED),
                AGREED, Map.of("Start", IN_PROGRESS, "Defer", AGREED, "Cancel", CANCELLED, "Supersede", SUPERSEDED),
                IN_PROGRESS,
                        Map.of(
                                "Defer", AGREED,
                                "Assess", IN_PROGRESS,
                                "MarkPartiallyMet", PARTIALLY_MET,
                                "SignOff", MET,
                                "Cancel", CANCELLED,
                                "Supersede", SUPERSEDED),
                PARTIALLY_MET,
                        Map.of(
                                "Assess", PARTIALLY_MET,
                                "MarkPartiallyMet", PARTIALLY_MET,
                                "SignOff", MET,
                                "Cancel", CANCELLED,
                                "Supersede", SUPERSEDED),
                MISSED, Map.of("Defer", AGREED, "Cancel", CANCELLED, "Supersede", SUPERSEDED),
                MET, Map.of("Reopen", IN_PROGRESS, "SignOff", MET),
                CANCELLED, Map.of("Cancel", CANCELLED),
                SUPERSEDED, Map.of("Supersede", SUPERSEDED));
    }

    /** The whole table state × command × role × side: 9 × 10 × 4 × 2 cells, each with its one right outcome. */
    @Test
    void everyCellOfTheTableHasItsOutcome() {
        List<String> wrong = new ArrayList<>();
        for (MilestoneState state : MilestoneState.values()) {
            for (Map.Entry<String, MilestoneCommand> command : commands().entrySet()) {
                for (Role role : List.of(Role.VIEWER, Role.MAKER, Role.CHECKER, Role.SECRETARIAT)) {
                    for (Side side : Side.values()) {
                        String expected = expected(state, command.getKey(), role, side);
                        String actual = outcome(MilestoneRules.decide(
                                facts(state).keeper(Side.CN).owner(Owner.CN).build(),
                                command.getValue(),
                                person("somebody", side, role),
                                TODAY));
                        if (!actual.equals(expected)) {
                            wrong.add(state + " " + command.getKey() + " " + role + " " + side + ": " + actual
                                    + ", expected " + expected);
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String expected(MilestoneState state, String command, Role role, Side side) {
        boolean makersTurn = command.equals("Start") || (command.equals("Cancel") && state == DRAFT);
        if (role != (makersTurn ? Role.MAKER : Role.CHECKER) || side != Side.CN) {
            return "FORBIDDEN";
        }
        MilestoneState next = arrows().get(state).get(command);
        if (next == null) {
            return "STATE_FORBIDS";
        }
        boolean nothingChanges = (state == MET && command.equals("SignOff"))
                || state == CANCELLED
                || state == SUPERSEDED
                || (state == PARTIALLY_MET && command.equals("MarkPartiallyMet"));
        return nothingChanges ? "unchanged" : next.name();
    }

    @Test
    void refusalNamesWhatIsOpenToThisCaller() {
        Decision<MilestoneOutcome> decision = MilestoneRules.decide(
                facts(AGREED).shared().build(), new MilestoneCommand.Propose(), CN_CHECKER, TODAY);
        assertThat(((Decision.Refused<MilestoneOutcome>) decision).allowed())
                .containsExactly("AGREED", "CANCELLED", "SUPERSEDED");
        Decision<MilestoneOutcome> makers =
                MilestoneRules.decide(facts(AGREED).shared().build(), new MilestoneCommand.Propose(), CN_MAKER, TODAY);
        assertThat(((Decision.Refused<MilestoneOutcome>) makers).allowed()).containsExactly("IN_PROGRESS");
    }

    @Test
    void ocdsStatusFollowsTheMap() {
        Map<MilestoneState, String> map = new LinkedHashMap<>();
        for (MilestoneState state : MilestoneState.values()) {
            map.put(state, String.valueOf(state.ocdsStatus()));
        }
        assertThat(map)
                .containsEntry(AGREED, "scheduled")
                .containsEntry(IN_PROGRESS, "scheduled")
                .containsEntry(MET, "met")
                .containsEntry(PARTIALLY_MET, "partiallyMet")
                .containsEntry(MISSED, "notMet")
                .containsEntry(DRAFT, "null")
                .containsEntry(CANCELLED, "null");
    }

    @ParameterizedTest
    @EnumSource(MilestoneState.class)
    void nobodyMovesAnObservedMilestone(MilestoneState state) {
        for (MilestoneCommand command : commands().values()) {
            assertThat(outcome(MilestoneRules.decide(
                            facts(state).stewardship(Stewardship.OBSERVED).build(), command, CN_CHECKER, TODAY)))
                    .isEqualTo("STATE_FORBIDS");
        }
    }
}
