package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.record.Stewardship;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StepAuthorityTest {
    private static final StepAuthority.Custody OF_KR =
            new StepAuthority.Custody(Stewardship.UNILATERAL, Side.KR, Set.of("kr-maker", "kr-editor"));
    private static final StepAuthority.Custody OBSERVED =
            new StepAuthority.Custody(Stewardship.OBSERVED, null, Set.of("loader"));

    /** Side and role of the person, the step's authority, and the answer on a record of the Korean side. */
    @ParameterizedTest(name = "{0} {1} takes {2}: {3}")
    @CsvSource({
        "KR, MAKER, MAKER, ok",
        "KR, MAKER, HOST, ok",
        "KR, MAKER, CHECKER, forbidden",
        "KR, MAKER, BILATERAL, forbidden",
        "KR, CHECKER, MAKER, forbidden",
        "KR, CHECKER, HOST, forbidden",
        "KR, CHECKER, CHECKER, ok",
        "KR, CHECKER, BILATERAL, ok",
        "KR, VIEWER, MAKER, forbidden",
        "KR, RELEASER, BILATERAL, forbidden",
        "KR, STATISTICIAN, MAKER, forbidden",
        "CN, MAKER, MAKER, project-other-side",
        "CN, MAKER, HOST, project-other-side",
        "CN, CHECKER, CHECKER, project-other-side",
        "CN, CHECKER, BILATERAL, project-other-side",
        ", SECRETARIAT, BILATERAL, forbidden",
        ", LOADER, MAKER, forbidden",
        ", AGENCY, CHECKER, forbidden",
    })
    void oneSidesRecordIsCarriedByThatSide(Side side, Role role, Authority authority, String expected) {
        assertThat(answer(authority, OF_KR, Examples.viewer("someone", side, role)))
                .isEqualTo(expected);
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

    @Test
    void eitherSideCarriesAnObservedRecord() {
        assertThat(answer(Authority.MAKER, OBSERVED, Examples.CN_MAKER)).isEqualTo("ok");
        assertThat(answer(Authority.MAKER, OBSERVED, Examples.KR_MAKER)).isEqualTo("ok");
        assertThat(answer(Authority.BILATERAL, OBSERVED, Examples.CN_CHECKER)).isEqualTo("ok");
        assertThat(answer(Authority.BILATERAL, OBSERVED, Examples.CN_MAKER)).isEqualTo("forbidden");
    }

    private static String answer(Authority authority, StepAuthority.Custody custody, Viewer viewer) {
        return StepAuthority.denial(authority, custody, viewer)
                .map(denial -> denial.type().slug())
                .orElse("ok");
    }
}
