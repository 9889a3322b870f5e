package org.ckep.kernel.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.junit.jupiter.api.Test;

/** What is left to systems. */
class PersonsAndSystemsTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final String HASH = "a".repeat(64);

    private static Decision<ChangeSet> decide(ChangeSet change, ChangeAction action, Viewer viewer) {
        ChangeProtocol.Act act =
                new ChangeProtocol.Act(action, HASH, LocalizedText.of(Language.KO, "사유"), NOW, Duration.ofDays(30));
        return ChangeProtocol.decide(change, act, viewer);
    }

    private static ChangeSet after(ChangeSet change, ChangeAction action, Viewer viewer) {
        return ((Decision.Accepted<ChangeSet>) decide(change, action, viewer)).next();
    }

    /** What a person has had a hand in, a person takes back. */
    @Test
    void aSystemWithdrawsItsOwnDraftsAlone() {
        Viewer system = new Viewer("cn-system", "cn-ministry", Side.CN, null, Set.of(Role.MAKER), true);
        ChangeSet own = ChangeSet.draft(Side.CN, Procedure.EXPLICIT, "cn-system", HASH);
        assertThat(after(own, ChangeAction.WITHDRAW, system).state()).isEqualTo(ChangeState.WITHDRAWN);
        ChangeSet submitted = after(own, ChangeAction.SUBMIT, Persons.CN_MAKER);
        ChangeSet proposed = after(submitted, ChangeAction.PROPOSE, Persons.CN_CHECKER);
        ChangeSet reviewed = after(proposed, ChangeAction.REVIEW, Persons.KR_MAKER);
        for (ChangeSet change : List.of(own.rewritten("cn-maker", HASH), submitted, proposed, reviewed)) {
            assertThat(decide(change, ChangeAction.WITHDRAW, system))
                    .isInstanceOfSatisfying(Decision.Refused.class, refusal -> {
                        assertThat(refusal.type()).isEqualTo(ChangeProblem.CHANGE_PERSON_NEEDED);
                        assertThat(refusal.detail()).contains("a person withdraws it");
                        assertThat(refusal.allowed()).doesNotContain("withdraw");
                    });
            assertThat(after(change, ChangeAction.WITHDRAW, Persons.CN_CHECKER).state())
                    .isEqualTo(ChangeState.WITHDRAWN);
        }
        ChangeSet returned = after(submitted, ChangeAction.RETURN, Persons.CN_CHECKER);
        assertThat(ChangeProtocol.allowed(returned, system, NOW)).containsExactly("edit", "withdraw");
    }
}
