package org.ckep.investment.grievance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state, target, role and side; what the table below does not have is refused. */
class GrievanceMachineTest {
    private static final Map<String, Role> STEPS = Map.of(
            "RECEIVED UNDER_REVIEW", Role.MAKER,
            "RECEIVED REJECTED", Role.CHECKER,
            "RECEIVED WITHDRAWN", Role.MAKER,
            "UNDER_REVIEW ANSWERED", Role.MAKER,
            "UNDER_REVIEW REJECTED", Role.CHECKER,
            "UNDER_REVIEW WITHDRAWN", Role.MAKER,
            "ANSWERED UNDER_REVIEW", Role.MAKER,
            "ANSWERED RESOLVED", Role.CHECKER,
            "ANSWERED WITHDRAWN", Role.MAKER);

    private static GrievanceMachine.Custody of(GrievanceState state, Side side) {
        return new GrievanceMachine.Custody(state, side, Set.of("who-entered", "who-moved"));
    }

    private static Viewer viewer(String subject, @Nullable Side side, boolean service, Role... roles) {
        return new Viewer(subject, "test", side, null, Set.of(roles), service);
    }

    /** With all that the step rests on, and nothing that does not belong to it. */
    private static GrievanceCommand to(GrievanceState to) {
        return new GrievanceCommand(
                to,
                FuzzyDate.parse("2025"),
                to == GrievanceState.UNDER_REVIEW ? "agency" : null,
                to == GrievanceState.ANSWERED ? LocalizedText.en("answer") : null,
                LocalizedText.en("reason"));
    }

    private static @Nullable ProblemException refusal(
            GrievanceMachine.Custody custody, Viewer viewer, GrievanceCommand command) {
        return catchThrowableOfType(ProblemException.class, () -> GrievanceMachine.require(custody, viewer, command));
    }

    static Stream<Arguments> everything() {
        List<Arguments> all = new ArrayList<>();
        for (GrievanceState from : GrievanceState.values()) {
            for (GrievanceState to : GrievanceState.values()) {
                for (Role role : Role.values()) {
                    for (Side side : Side.values()) {
                        all.add(Arguments.of(from, to, role, side));
                    }
                    all.add(Arguments.of(from, to, role, null));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0} to {1} by {2} of {3}")
    @MethodSource("everything")
    void everyCombinationIsAcceptedOrRefused(GrievanceState from, GrievanceState to, Role role, @Nullable Side side) {
        Viewer viewer = viewer("somebody", side, false, role);
        ProblemException refusal = refusal(of(from, Side.KR), viewer, to(to));
        Role by = STEPS.get(from + " " + to);
        ProblemType expected;
        if (side != Side.KR) {
            expected = KernelProblem.FORBIDDEN;
        } else if (by == null) {
            expected = KernelProblem.STATE_FORBIDS;
            List<GrievanceState> open = Stream.of(GrievanceState.values())
                    .filter(next -> STEPS.get(from + " " + next) == role)
                    .toList();
            assertThat(refusal).isNotNull();
            assertThat(List.<Object>copyOf((List<?>) refusal.members().get("allowed")))
                    .containsExactlyInAnyOrderElementsOf(open);
        } else {
            expected = by == role ? null : KernelProblem.FORBIDDEN;
        }
        assertThat(refusal == null ? null : refusal.type()).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(names = {"REJECTED", "RESOLVED"})
    void nobodySettlesWhatHeEnteredOrMoved(GrievanceState to) {
        GrievanceState from = to == GrievanceState.RESOLVED ? GrievanceState.ANSWERED : GrievanceState.RECEIVED;
        for (String subject : List.of("who-entered", "who-moved")) {
            Viewer both = viewer(subject, Side.CN, false, Role.MAKER, Role.CHECKER);
            assertThat(refusal(of(from, Side.CN), both, to(to)))
                    .extracting(ProblemException::type)
                    .isEqualTo(GrievanceProblem.GRIEVANCE_OWN_APPROVAL);
        }
        assertThat(refusal(of(from, Side.CN), viewer("system", Side.CN, true, Role.CHECKER), to(to)))
                .extracting(ProblemException::type)
                .isEqualTo(GrievanceProblem.GRIEVANCE_SERVICE_ACCOUNT);
    }

    @Test
    void aReleaserSharesWhatHeNeitherEnteredNorMoved() {
        GrievanceMachine.Custody custody = of(GrievanceState.RECEIVED, Side.CN);
        assertThatCode(() ->
                        GrievanceMachine.requireMayShare(custody, viewer("somebody", Side.CN, false, Role.RELEASER)))
                .doesNotThrowAnyException();
        assertThat(sharing(custody, viewer("who-entered", Side.CN, false, Role.RELEASER)))
                .isEqualTo(GrievanceProblem.GRIEVANCE_OWN_APPROVAL);
        assertThat(sharing(custody, viewer("system", Side.CN, true, Role.RELEASER)))
                .isEqualTo(GrievanceProblem.GRIEVANCE_SERVICE_ACCOUNT);
        assertThat(sharing(custody, viewer("somebody", Side.CN, false, Role.MAKER)))
                .isEqualTo(KernelProblem.FORBIDDEN);
        assertThat(sharing(custody, viewer("somebody", Side.KR, false, Role.RELEASER)))
                .isEqualTo(KernelProblem.FORBIDDEN);
    }

    private static ProblemType sharing(GrievanceMachine.Custody custody, Viewer viewer) {
        return catchThrowableOfType(ProblemException.class, () -> GrievanceMachine.requireMayShare(custody, viewer))
                .type();
    }

    @ParameterizedTest(name = "{0} to {1} with {2}")
    @MethodSource
    void eachStepHasWhatItRestsOnAndNothingElse(
            GrievanceState from, GrievanceState to, Set<GrievanceMachine.Need> given, List<String> faults) {
        GrievanceCommand command = new GrievanceCommand(
                to,
                FuzzyDate.parse("2025"),
                given.contains(GrievanceMachine.Need.AGENCY) ? "agency" : null,
                given.contains(GrievanceMachine.Need.ANSWER) ? LocalizedText.en("answer") : null,
                given.contains(GrievanceMachine.Need.REASON) ? LocalizedText.en("reason") : null);
        ProblemException refusal =
                refusal(of(from, Side.CN), viewer("somebody", Side.CN, false, Role.MAKER, Role.CHECKER), command);
        assertThat(
                        refusal == null
                                ? List.of()
                                : refusal.errors().stream()
                                        .map(FieldError::pointer)
                                        .toList())
                .isEqualTo(faults);
        if (refusal != null) {
            assertThat(refusal.type()).isEqualTo(GrievanceProblem.GRIEVANCE_GUARD_NOT_MET);
        }
    }

    static Stream<Arguments> eachStepHasWhatItRestsOnAndNothingElse() {
        GrievanceMachine.Need agency = GrievanceMachine.Need.AGENCY;
        GrievanceMachine.Need answer = GrievanceMachine.Need.ANSWER;
        GrievanceMachine.Need reason = GrievanceMachine.Need.REASON;
        return Stream.of(
                step("RECEIVED", "UNDER_REVIEW", Set.of(agency)),
                step("RECEIVED", "UNDER_REVIEW", Set.of(agency, reason)),
                step("RECEIVED", "UNDER_REVIEW", Set.of(), "/agency"),
                step("RECEIVED", "UNDER_REVIEW", Set.of(agency, answer), "/answer"),
                step("UNDER_REVIEW", "ANSWERED", Set.of(answer)),
                step("UNDER_REVIEW", "ANSWERED", Set.of(), "/answer"),
                step("UNDER_REVIEW", "ANSWERED", Set.of(agency, answer), "/agency"),
                step("ANSWERED", "UNDER_REVIEW", Set.of(agency), "/reason"),
                step("ANSWERED", "UNDER_REVIEW", Set.of(agency, reason)),
                step("ANSWERED", "RESOLVED", Set.of(reason)),
                step("ANSWERED", "RESOLVED", Set.of(), "/reason"),
                step("RECEIVED", "REJECTED", Set.of(), "/reason"),
                step("RECEIVED", "WITHDRAWN", Set.of(), "/reason"),
                step("UNDER_REVIEW", "WITHDRAWN", Set.of(reason)));
    }

    private static Arguments step(String from, String to, Set<GrievanceMachine.Need> given, String... faults) {
        return Arguments.of(GrievanceState.valueOf(from), GrievanceState.valueOf(to), given, List.of(faults));
    }
}
