package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.record.Stewardship;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StepAuthorityTest {
    private static final StepAuthority.Custody OF_KR =
            new StepAuthority.Custody(Stewardship.UNILATERAL, Side.KR, Set.of("kr-maker", "kr-editor"));
    private static final StepAuthority.Custody OBSERVED =
            new StepAuthority.Custody(Stewardship.OBSERVED, null, Set.of("loader"));

    /** Which role of the owning side takes a step of each authority; every other person is refused. */
    private static final Map<Authority, Role> TAKEN_BY = Map.of(
            Authority.MAKER, Role.MAKER,
            Authority.HOST, Role.MAKER,
            Authority.CHECKER, Role.CHECKER,
            Authority.BILATERAL, Role.CHECKER);

    static Stream<Arguments> everybody() {
        return Stream.of(Side.KR, Side.CN, null)
                .flatMap(side -> Arrays.stream(Role.values()).flatMap(role -> Arrays.stream(Authority.values())
                        .map(authority -> Arguments.of(side, role, authority))));
    }

    /** Every side, role and authority, on a record of the Korean side. */
    @ParameterizedTest(name = "{0} {1} takes {2}")
    @MethodSource("everybody")
    void oneSidesRecordIsCarriedByThatSide(@Nullable Side side, Role role, Authority authority) {
        boolean isRole = TAKEN_BY.get(authority) == role;
        String expected = side == Side.KR && isRole ? "ok" : side == Side.CN ? "project-other-side" : "forbidden";
        assertThat(answer(authority, OF_KR, Examples.viewer("someone", side, role)))
                .isEqualTo(expected);
    }

    /** Every role of either side, on a record that nobody stands behind. */
    @ParameterizedTest(name = "{0} {1} takes {2}")
    @MethodSource("everybody")
    void eitherSideCarriesAnObservedRecord(@Nullable Side side, Role role, Authority authority) {
        assertThat(answer(authority, OBSERVED, Examples.viewer("someone", side, role)))
                .isEqualTo(side != null && TAKEN_BY.get(authority) == role ? "ok" : "forbidden");
    }

    @ParameterizedTest
    @EnumSource(
            value = Authority.class,
            names = {"CHECKER", "BILATERAL"})
    void aCheckerIsNeitherTheMakerNorTheLastEditorOfTheRecord(Authority authority) {
        assertThat(answer(authority, OF_KR, Examples.viewer("kr-maker", Side.KR, Role.MAKER, Role.CHECKER)))
                .isEqualTo("project-own-approval");
        assertThat(answer(authority, OF_KR, Examples.viewer("kr-editor", Side.KR, Role.CHECKER)))
                .isEqualTo("project-own-approval");
    }

    @ParameterizedTest
    @EnumSource(
            value = Authority.class,
            names = {"CHECKER", "BILATERAL"})
    void aServiceAccountNeverApproves(Authority authority) {
        Viewer system = new Viewer("kr-ministry", "kr-ministry", Side.KR, "motir", Set.of(Role.CHECKER), true);
        assertThat(answer(authority, OF_KR, system)).isEqualTo("project-service-account");
    }

    @ParameterizedTest
    @EnumSource(
            value = Authority.class,
            names = {"MAKER", "HOST"})
    void aServiceAccountMayDraft(Authority authority) {
        Viewer system = new Viewer("kr-ministry", "kr-ministry", Side.KR, "motir", Set.of(Role.MAKER), true);
        assertThat(answer(authority, OF_KR, system)).isEqualTo("ok");
    }

    @ParameterizedTest
    @EnumSource(Authority.class)
    void aJointRecordTakesNoStepByOneSide(Authority authority) {
        StepAuthority.Custody joint = new StepAuthority.Custody(Stewardship.JOINT, Side.KR, Set.of());
        assertThat(answer(authority, joint, Examples.viewer("kr", Side.KR, Role.MAKER, Role.CHECKER)))
                .isEqualTo("project-joint");
    }

    /** The side in whose country the project lies, the side that proposes, the step's authority, and the answer. */
    @ParameterizedTest(name = "hosted by {0}, {1} proposes {2}: {3}")
    @CsvSource({
        "CN, CN, HOST, ok",
        "CN, KR, HOST, project-other-side",
        "KR, CN, HOST, project-other-side",
        ", KR, HOST, ok",
        "CN, KR, MAKER, ok",
        "CN, KR, CHECKER, ok",
        "CN, KR, BILATERAL, ok",
    })
    void aStepOfBothSidesIsProposedByEitherAndTheHostsActByTheHost(
            Side host, Side proposedBy, Authority authority, String expected) {
        assertThat(StepAuthority.jointDenial(authority, host, proposedBy)
                        .map(denial -> denial.type().slug())
                        .orElse("ok"))
                .isEqualTo(expected);
    }

    /** Who confirms a maker's step takes that one, on his side's record alone, and no step that is not a maker's. */
    @ParameterizedTest
    @EnumSource(Authority.class)
    void whoConfirmsAMakersStepTakesNoOther(Authority authority) {
        boolean makers = authority == Authority.MAKER || authority == Authority.HOST;
        Viewer checker = Examples.viewer("someone", Side.KR, Role.CHECKER);
        assertThat(new StepTaker.Confirmed(checker, OF_KR, true).denial(authority))
                .isEmpty();
        Viewer editor = Examples.viewer("kr-editor", Side.KR, Role.CHECKER);
        assertThat(new StepTaker.Confirmed(editor, OF_KR, true)
                        .denial(authority)
                        .isEmpty())
                .isEqualTo(makers);
        for (StepAuthority.Custody others : List.of(OF_KR, OBSERVED)) {
            Viewer other = Examples.viewer("someone", Side.CN, Role.VIEWER);
            assertThat(new StepTaker.Confirmed(other, others, true).denial(authority))
                    .isNotEmpty();
        }
    }

    private static String answer(Authority authority, StepAuthority.Custody custody, Viewer viewer) {
        return StepAuthority.denial(authority, custody, viewer)
                .map(denial -> denial.type().slug())
                .orElse("ok");
    }
}
