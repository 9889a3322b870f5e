package org.ckep.investment.pairing;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeAction;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.change.ChangeProtocol;
import org.ckep.kernel.change.ChangeSet;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.ProblemException;

/**
 * The change protocol on pairings: the same persons, hash and order of steps. A pairing has but few words to it, so that
 * whoever wants another one takes it back or refuses it; it is neither written anew nor countered.
 */
final class PairingActs {
    private static final Set<ChangeAction> NOT_OF_PAIRINGS = EnumSet.of(ChangeAction.EDIT, ChangeAction.COUNTER);

    private PairingActs() {}

    /** False for what is done to change sets alone. */
    static boolean knows(ChangeAction action) {
        return !NOT_OF_PAIRINGS.contains(action);
    }

    /** The codes of the acts that are open to this viewer now. */
    static List<String> allowed(ChangeSet pairing, Viewer viewer, Instant now) {
        return known(ChangeProtocol.allowed(pairing, viewer, now));
    }

    private static List<String> known(List<String> acts) {
        return acts.stream()
                .filter(act ->
                        NOT_OF_PAIRINGS.stream().noneMatch(other -> other.code().equals(act)))
                .toList();
    }

    /**
     * The pairing as the act leaves it.
     *
     * @throws ProblemException where the protocol refuses it
     */
    static ChangeSet decide(ChangeSet pairing, ChangeProtocol.Act act, Viewer viewer) {
        return switch (ChangeProtocol.decide(pairing, act, viewer)) {
            case Decision.Accepted<ChangeSet> accepted -> accepted.next();
            case Decision.Unchanged<ChangeSet> unchanged -> pairing;
            case Decision.Refused<ChangeSet> refused ->
                throw refused.type() == ChangeProblem.CHANGE_STALE
                        ? stale()
                        : new Decision.Refused<ChangeSet>(refused.type(), refused.detail(), known(refused.allowed()))
                                .toProblem();
        };
    }

    /** The refusal of what another agreed pairing has overtaken. */
    static ProblemException stale() {
        return new ProblemException(
                        ChangeProblem.CHANGE_STALE,
                        "The records have been paired or unpaired otherwise since; draft it anew on what is agreed now.")
                .withMember("allowed", List.of());
    }
}
