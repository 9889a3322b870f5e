package org.ckep.investment.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeAction;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.change.ChangeProtocol;
import org.ckep.kernel.change.ChangeSet;
import org.ckep.kernel.change.ChangeState;
import org.ckep.kernel.change.Procedure;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.junit.jupiter.api.Test;

class PairingActsTest {
    private static final Instant NOW = Instant.parse("2026-11-27T00:00:00Z");
    private static final String HASH = "0".repeat(64);

    /** Somebody with every role of his side. */
    private static Viewer person(Side side, String subject) {
        return new Viewer(subject, "portal", side, null, Set.of(Role.MAKER, Role.CHECKER), false);
    }

    private static ChangeSet act(ChangeSet pairing, ChangeAction action, Viewer viewer, Instant at) {
        return PairingActs.decide(pairing, new ChangeProtocol.Act(action, HASH, null, at, Duration.ofDays(30)), viewer);
    }

    private static ChangeSet proposed() {
        ChangeSet draft = ChangeSet.draft(Side.CN, Procedure.EXPLICIT, "a", HASH);
        ChangeSet submitted = act(draft, ChangeAction.SUBMIT, person(Side.CN, "a"), NOW);
        return act(submitted, ChangeAction.PROPOSE, person(Side.CN, "b"), NOW);
    }

    @Test
    void nobodyApprovesHisOwnPairing() {
        ChangeSet draft = ChangeSet.draft(Side.CN, Procedure.EXPLICIT, "a", HASH);
        ChangeSet submitted = act(draft, ChangeAction.SUBMIT, person(Side.CN, "a"), NOW);
        assertThatThrownBy(() -> act(submitted, ChangeAction.PROPOSE, person(Side.CN, "a"), NOW))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.type())
                        .isEqualTo(ChangeProblem.CHANGE_OWN_APPROVAL));
        ChangeSet reviewed = act(proposed(), ChangeAction.REVIEW, person(Side.KR, "c"), NOW);
        assertThatThrownBy(() -> act(reviewed, ChangeAction.AGREE, person(Side.KR, "c"), NOW))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.type())
                        .isEqualTo(ChangeProblem.CHANGE_OWN_APPROVAL));
        assertThat(act(reviewed, ChangeAction.AGREE, person(Side.KR, "d"), NOW).state())
                .isEqualTo(ChangeState.APPLIED);
    }

    @Test
    void silenceIsNoConsent() {
        Instant after = NOW.plus(Duration.ofDays(30));
        assertThat(act(proposed(), ChangeAction.REVIEW, person(Side.KR, "c"), after.minusMillis(1))
                        .state())
                .isEqualTo(ChangeState.UNDER_REVIEW);
        assertThatThrownBy(() -> act(proposed(), ChangeAction.REVIEW, person(Side.KR, "c"), after))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.type())
                        .isEqualTo(KernelProblem.STATE_FORBIDS));
        assertThat(PairingActs.allowed(proposed(), person(Side.KR, "c"), after)).isEmpty();
    }

    @Test
    void whatIsDoneToChangeSetsAloneIsNotOffered() {
        ChangeSet draft = ChangeSet.draft(Side.CN, Procedure.EXPLICIT, "a", HASH);
        assertThat(PairingActs.allowed(draft, person(Side.CN, "a"), NOW)).containsExactly("submit", "withdraw");
        ChangeSet reviewed = act(proposed(), ChangeAction.REVIEW, person(Side.KR, "c"), NOW);
        assertThat(PairingActs.allowed(reviewed, person(Side.KR, "d"), NOW)).containsExactly("reject", "agree");
    }
}
