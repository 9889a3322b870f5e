package org.ckep.investment.pending;

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

/** Rule C2 for what others read already: kind, state, verdict, side, role and person. */
class PendingRulesTest {
    private static final String HASH = "a".repeat(64);
    private static final String MAKER = "maker";
    private static final String BEFORE = "maker of the replaced one";
    private static final String OTHER = "somebody else";

    /** As of revisions of projects, and as of acts. */
    private static final List<PendingKind> KINDS = List.of(
            new PendingKind(
                    "one", Set.of(Role.MAKER), PendingProblem.PENDING_ACT_OF_ONES_OWN, KernelProblem.STATE_FORBIDS),
            new PendingKind(
                    "other",
                    Set.of(Role.MAKER, Role.STATISTICIAN),
                    KernelProblem.STALE,
                    PendingProblem.PENDING_ACT_NEEDS_A_PERSON));

    private static PendingRules.Waiting waiting(PendingKind kind, PendingState state) {
        return new PendingRules.Waiting(kind, Side.CN, state, HASH, Set.of(MAKER, BEFORE));
    }

    private static PendingRules.Waiting waiting() {
        return waiting(KINDS.getFirst(), PendingState.PENDING);
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
            assertThat(PendingRules.isNeeded(stewardship, wide)).isEqualTo(own);
        }
        for (Classification narrow :
                List.of(Classification.side(Side.CN), new Classification.Ministry(Side.CN, "mofcom"))) {
            assertThat(PendingRules.isNeeded(stewardship, narrow)).isFalse();
        }
    }

    record Cell(
            PendingKind kind,
            PendingState state,
            Verdict verdict,
            Viewer viewer,
            @Nullable ProblemType refused) {}

    /** The whole table: kind, state, verdict, and who acts. */
    static Stream<Cell> table() {
        return KINDS.stream().flatMap(kind -> table(kind).stream());
    }

    private static List<Cell> table(PendingKind kind) {
        List<Cell> cells = new ArrayList<>();
        for (PendingState state : PendingState.values()) {
            for (Verdict verdict : Verdict.values()) {
                for (String subject : List.of(MAKER, BEFORE, OTHER)) {
                    for (Side side : Side.values()) {
                        for (boolean system : List.of(false, true)) {
                            for (Role role : Role.values()) {
                                Viewer viewer = viewer(subject, side, system, role);
                                cells.add(
                                        new Cell(kind, state, verdict, viewer, expected(kind, state, verdict, viewer)));
                            }
                        }
                    }
                }
                cells.add(new Cell(
                        kind,
                        state,
                        verdict,
                        viewer(OTHER, null, false, Role.CHECKER),
                        state == PendingState.PENDING ? KernelProblem.FORBIDDEN : KernelProblem.STATE_FORBIDS));
            }
        }
        return cells;
    }

    private static @Nullable ProblemType expected(
            PendingKind kind, PendingState state, Verdict verdict, Viewer viewer) {
        if (state != PendingState.PENDING) {
            return KernelProblem.STATE_FORBIDS;
        }
        boolean checker = viewer.hasRole(Role.CHECKER);
        if (verdict == Verdict.DROP) {
            return viewer.side() == Side.CN
                            && (checker || kind.drafters().stream().anyMatch(viewer::hasRole))
                    ? null
                    : KernelProblem.FORBIDDEN;
        }
        if (viewer.side() != Side.CN || !checker) {
            return KernelProblem.FORBIDDEN;
        }
        if (viewer.serviceAccount()) {
            return kind.needsAPerson();
        }
        return OTHER.equals(viewer.subject()) ? null : kind.ofOnesOwn();
    }

    @ParameterizedTest
    @MethodSource("table")
    void everyCellIsDecided(Cell cell) {
        PendingRules.Waiting waiting = waiting(cell.kind(), cell.state());
        Decision<PendingState> decision = PendingRules.decide(waiting, cell.verdict(), cell.viewer(), HASH);
        List<String> allowed = PendingRules.allowed(waiting, cell.viewer());
        if (cell.refused() == null) {
            assertThat(decision)
                    .isEqualTo(Decision.accept(
                            cell.verdict() == Verdict.CONFIRM ? PendingState.CONFIRMED : PendingState.DROPPED));
            assertThat(allowed).contains(cell.verdict().code());
        } else {
            assertThat(decision).isInstanceOfSatisfying(Decision.Refused.class, refused -> assertThat(refused.type())
                    .isEqualTo(cell.refused()));
            assertThat(allowed).doesNotContain(cell.verdict().code());
        }
    }

    @Test
    void whatIsConfirmedIsWhatWasRead() {
        Viewer checker = viewer(OTHER, Side.CN, false, Role.CHECKER);
        for (String hash : new String[] {"b".repeat(64), null}) {
            assertThat(PendingRules.decide(waiting(), Verdict.CONFIRM, checker, hash))
                    .isInstanceOfSatisfying(Decision.Refused.class, refused -> assertThat(refused.type())
                            .isEqualTo(ChangeProblem.CHANGE_HASH_DIFFERS));
        }
    }

    /** Who is not known confirms nothing. */
    @Test
    void nobodyConfirmsWithoutASubject() {
        assertThat(PendingRules.allowed(waiting(), viewer(null, Side.CN, false, Role.CHECKER)))
                .containsExactly("drop");
    }
}
