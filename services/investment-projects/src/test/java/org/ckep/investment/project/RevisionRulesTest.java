package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.record.Stewardship;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rule C2 for what others read already: state, act, side, role and person. */
class RevisionRulesTest {
    private static final String HASH = "a".repeat(64);
    private static final String MAKER = "maker";
    private static final String BEFORE = "maker of the replaced one";
    private static final String OTHER = "somebody else";

    private static RevisionRules.Revision revision(RevisionState state) {
        return new RevisionRules.Revision(Side.CN, state, HASH, Set.of(MAKER, BEFORE));
    }

    private static Viewer viewer(@Nullable String subject, @Nullable Side side, boolean system, Role... roles) {
        return new Viewer(subject, "test", side, null, Set.of(roles), system);
    }

    @ParameterizedTest
    @EnumSource(Stewardship.class)
    void c2_onlyWhatOthersReadOfASidesOwnRecordWaits(Stewardship stewardship) {
        boolean own = stewardship == Stewardship.UNILATERAL || stewardship == Stewardship.SHARED;
        for (Classification wide :
                List.of(Classification.PUBLIC, Classification.BILATERAL, new Classification.Partner(Set.of("kotra")))) {
            assertThat(RevisionRules.isNeeded(stewardship, wide)).isEqualTo(own);
        }
        for (Classification narrow :
                List.of(Classification.side(Side.CN), new Classification.Ministry(Side.CN, "mofcom"))) {
            assertThat(RevisionRules.isNeeded(stewardship, narrow)).isFalse();
        }
    }

    record Cell(
            RevisionState state,
            RevisionRules.Act act,
            Viewer viewer,
            @Nullable ProblemType refused) {}

    /** The whole table: state, act, and who acts. */
    static Stream<Cell> table() {
        List<Cell> cells = new ArrayList<>();
        for (RevisionState state : RevisionState.values()) {
            for (RevisionRules.Act act : RevisionRules.Act.values()) {
                for (String subject : List.of(MAKER, BEFORE, OTHER)) {
                    for (Side side : Side.values()) {
                        for (boolean system : List.of(false, true)) {
                            for (Role role : Role.values()) {
                                Viewer viewer = viewer(subject, side, system, role);
                                cells.add(new Cell(state, act, viewer, expected(state, act, viewer)));
                            }
                        }
                    }
                }
                cells.add(new Cell(
                        state,
                        act,
                        viewer(OTHER, null, false, Role.CHECKER),
                        state == RevisionState.PENDING ? KernelProblem.FORBIDDEN : KernelProblem.STATE_FORBIDS));
            }
        }
        return cells.stream();
    }

    private static @Nullable ProblemType expected(RevisionState state, RevisionRules.Act act, Viewer viewer) {
        if (state != RevisionState.PENDING) {
            return KernelProblem.STATE_FORBIDS;
        }
        boolean checker = viewer.hasRole(Role.CHECKER);
        if (act == RevisionRules.Act.DROP) {
            return viewer.side() == Side.CN && (checker || viewer.hasRole(Role.MAKER)) ? null : KernelProblem.FORBIDDEN;
        }
        if (viewer.side() != Side.CN || !checker) {
            return KernelProblem.FORBIDDEN;
        }
        if (viewer.serviceAccount()) {
            return ProjectProblem.PROJECT_SERVICE_ACCOUNT;
        }
        return OTHER.equals(viewer.subject()) ? null : ProjectProblem.PROJECT_OWN_APPROVAL;
    }

    @ParameterizedTest
    @MethodSource("table")
    void everyCellIsDecided(Cell cell) {
        RevisionRules.Revision revision = revision(cell.state());
        Decision<RevisionState> decision = RevisionRules.decide(revision, cell.act(), cell.viewer(), HASH);
        List<String> allowed = RevisionRules.allowed(revision, cell.viewer());
        if (cell.refused() == null) {
            assertThat(decision)
                    .isEqualTo(Decision.accept(
                            cell.act() == RevisionRules.Act.CONFIRM ? RevisionState.CONFIRMED : RevisionState.DROPPED));
            assertThat(allowed).contains(cell.act().code());
        } else {
            assertThat(decision).isInstanceOfSatisfying(Decision.Refused.class, refused -> assertThat(refused.type())
                    .isEqualTo(cell.refused()));
            assertThat(allowed).doesNotContain(cell.act().code());
        }
    }

    @Test
    void whatIsConfirmedIsWhatWasRead() {
        Viewer checker = viewer(OTHER, Side.CN, false, Role.CHECKER);
        for (String hash : new String[] {"b".repeat(64), null}) {
            assertThat(RevisionRules.decide(revision(RevisionState.PENDING), RevisionRules.Act.CONFIRM, checker, hash))
                    .isInstanceOfSatisfying(Decision.Refused.class, refused -> assertThat(refused.type())
                            .isEqualTo(ChangeProblem.CHANGE_HASH_DIFFERS));
        }
    }

    /** Who is not known confirms nothing. */
    @Test
    void nobodyConfirmsWithoutASubject() {
        assertThat(RevisionRules.allowed(revision(RevisionState.PENDING), viewer(null, Side.CN, false, Role.CHECKER)))
                .containsExactly("drop");
    }
}
