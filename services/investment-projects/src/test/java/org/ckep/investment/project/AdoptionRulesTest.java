package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.record.Stewardship;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Two persons of one side adopt what nobody stands behind, the second of them nobody who wrote it. */
class AdoptionRulesTest {
    private static final Viewer MAKER = person("maker", Side.CN, Role.MAKER);
    private static final Viewer CHECKER = person("checker", Side.CN, Role.CHECKER);
    private static final Viewer BOTH = person("both", Side.CN, Role.MAKER, Role.CHECKER);

    private static Viewer person(String subject, @Nullable Side side, Role... roles) {
        return new Viewer(subject, "test", side, null, Set.of(roles), false);
    }

    private static Viewer system(Role role) {
        return new Viewer("system", "test", Side.CN, null, Set.of(role), true);
    }

    private static AdoptionRules.Adoption adoption(AdoptionState state, String preparedBy) {
        return new AdoptionRules.Adoption(Side.CN, state, preparedBy, Set.of("writer", "editor"));
    }

    private static ProblemType refusal(Decision<?> decision) {
        return ((Decision.Refused<?>) decision).type();
    }

    private static Decision<AdoptionState> confirm(AdoptionState state, Viewer viewer) {
        return AdoptionRules.decide(adoption(state, "maker"), AdoptionRules.Act.CONFIRM, viewer);
    }

    private static Decision<AdoptionState> drop(AdoptionState state, Viewer viewer) {
        return AdoptionRules.decide(adoption(state, "maker"), AdoptionRules.Act.DROP, viewer);
    }

    @Test
    void aMakerPreparesWhatNobodyStandsBehind() {
        assertThat(AdoptionRules.prepare(Stewardship.OBSERVED, MAKER, null)).isEqualTo(Decision.accept(Side.CN));
        assertThat(AdoptionRules.prepare(Stewardship.OBSERVED, person("kr", Side.KR, Role.MAKER), null))
                .isEqualTo(Decision.accept(Side.KR));
    }

    @Test
    void nobodyElsePreparesIt() {
        for (Viewer other : List.of(CHECKER, person("loader", null, Role.LOADER), person("nobody", null, Role.MAKER))) {
            assertThat(refusal(AdoptionRules.prepare(Stewardship.OBSERVED, other, null)))
                    .isEqualTo(KernelProblem.FORBIDDEN);
        }
        assertThat(refusal(AdoptionRules.prepare(Stewardship.OBSERVED, system(Role.MAKER), null)))
                .isEqualTo(ProjectProblem.PROJECT_SERVICE_ACCOUNT);
    }

    @ParameterizedTest
    @EnumSource(value = Stewardship.class, mode = EnumSource.Mode.EXCLUDE, names = "OBSERVED")
    void whatSomebodyStandsBehindIsNotAdopted(Stewardship stewardship) {
        assertThat(refusal(AdoptionRules.prepare(stewardship, MAKER, null))).isEqualTo(KernelProblem.STATE_FORBIDS);
    }

    @ParameterizedTest
    @CsvSource({"PREPARED, false", "STALE, true", "DROPPED, true"})
    void oneIsPreparedAtATime(AdoptionState last, boolean again) {
        Decision<Side> decision = AdoptionRules.prepare(Stewardship.OBSERVED, MAKER, adoption(last, "maker"));
        assertThat(decision instanceof Decision.Accepted).isEqualTo(again);
        if (!again) {
            assertThat(((Decision.Refused<Side>) decision).allowed()).containsExactly("drop");
        }
    }

    @Test
    void aSecondPersonOfTheSideConfirmsIt() {
        assertThat(confirm(AdoptionState.PREPARED, CHECKER)).isEqualTo(Decision.accept(AdoptionState.ADOPTED));
        assertThat(refusal(confirm(AdoptionState.PREPARED, MAKER))).isEqualTo(KernelProblem.FORBIDDEN);
        assertThat(refusal(confirm(AdoptionState.PREPARED, person("kr", Side.KR, Role.CHECKER))))
                .isEqualTo(KernelProblem.FORBIDDEN);
        assertThat(refusal(confirm(AdoptionState.PREPARED, system(Role.CHECKER))))
                .isEqualTo(ProjectProblem.PROJECT_SERVICE_ACCOUNT);
    }

    @ParameterizedTest
    @CsvSource({"both", "writer", "editor"})
    void nobodyConfirmsHisOwnWork(String subject) {
        AdoptionRules.Adoption prepared = adoption(AdoptionState.PREPARED, "both");
        Viewer writer = person(subject, Side.CN, Role.MAKER, Role.CHECKER);
        Decision<AdoptionState> decision = AdoptionRules.decide(prepared, AdoptionRules.Act.CONFIRM, writer);
        assertThat(refusal(decision)).isEqualTo(ProjectProblem.PROJECT_OWN_APPROVAL);
        assertThat(((Decision.Refused<AdoptionState>) decision).allowed()).containsExactly("drop");
        assertThat(AdoptionRules.decide(adoption(AdoptionState.PREPARED, "maker"), AdoptionRules.Act.CONFIRM, BOTH))
                .isEqualTo(Decision.accept(AdoptionState.ADOPTED));
    }

    @ParameterizedTest
    @EnumSource(value = AdoptionState.class, mode = EnumSource.Mode.EXCLUDE, names = "PREPARED")
    void whatIsOverOrHasChangedIsNotConfirmed(AdoptionState state) {
        assertThat(refusal(confirm(state, CHECKER))).isEqualTo(KernelProblem.STATE_FORBIDS);
    }

    @ParameterizedTest
    @CsvSource({"PREPARED, true", "STALE, true", "ADOPTED, false", "DROPPED, false"})
    void eitherOfThemDropsIt(AdoptionState state, boolean open) {
        for (Viewer viewer : List.of(MAKER, CHECKER)) {
            assertThat(drop(state, viewer))
                    .isEqualTo(
                            open
                                    ? Decision.accept(AdoptionState.DROPPED)
                                    : Decision.refuse(
                                            KernelProblem.STATE_FORBIDS,
                                            "An adoption in the state " + state + " knows no act 'drop'.",
                                            List.of()));
        }
        assertThat(AdoptionRules.allowed(adoption(state, "maker"), person("kr", Side.KR, Role.CHECKER)))
                .isEmpty();
        assertThat(AdoptionRules.allowed(adoption(state, "maker"), system(Role.MAKER)))
                .isEmpty();
    }
}
