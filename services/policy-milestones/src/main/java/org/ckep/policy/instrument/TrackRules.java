package org.ckep.policy.instrument;

import static org.ckep.kernel.problem.KernelProblem.STATE_FORBIDS;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Set;
import org.ckep.kernel.problem.Decision;
import org.jspecify.annotations.Nullable;

/** The states of a negotiation track (domain model 11.2 and rule M6). */
final class TrackRules {
    /** Without a round for this long an active track is dormant. */
    static final Period DORMANT_AFTER = Period.ofMonths(12);

    private TrackRules() {}

    /**
     * The state on a day.
     *
     * @param lastActivity end of the last round, else the launch; null where neither is known, so that nothing can be
     *     said about dormancy
     */
    static TrackState stateOn(TrackState declared, @Nullable LocalDate lastActivity, LocalDate day) {
        boolean asleep =
                lastActivity != null && lastActivity.plus(DORMANT_AFTER).isBefore(day);
        return switch (declared) {
            case LAUNCHED, ACTIVE, DORMANT -> asleep ? TrackState.DORMANT : declared;
            case CONCLUDED, ABANDONED -> declared;
        };
    }

    static Decision<TrackState> declare(TrackState now, TrackState to) {
        if (to == now) {
            return Decision.unchanged();
        }
        List<String> allowed = now.next().stream().map(Enum::name).toList();
        return now.next().contains(to)
                ? Decision.accept(to)
                : Decision.refuse(STATE_FORBIDS, "A track that is " + now + " cannot become " + to + ".", allowed);
    }

    /** Rule M6: two open tracks of one instrument do not negotiate the same topics. */
    static boolean collides(Set<TrackTopic> topics, Set<TrackTopic> ofOpenTrack) {
        return topics.equals(ofOpenTrack);
    }
}
