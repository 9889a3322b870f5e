package org.ckep.hub.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a subscription is doing. Numbers of events are texts, because they may exceed what a double holds. */
@Schema(name = "SubscriptionHealth")
@JsonInclude(JsonInclude.Include.NON_NULL)
record HealthView(
        State state,
        @Nullable String stateReason,
        @Schema(description = "Last number given out") String lastSubseq,

        @Schema(description = "Everything up to this number is done with")
        String doneUpto,

        @Schema(description = "Numbers that are not done with")
        long open,

        @Schema(description = "Events of the log that were not looked at yet")
        long behind,

        @Nullable Instant lastSuccessAt,

        @Schema(
                description = "Word of the delivery log for the last attempt, or the last failure; topic-failed where "
                        + "the owner's topic takes nothing")
        @Nullable
        String lastOutcome,

        @Schema(description = "Failures since the last success")
        int failures,

        @Schema(description = "The endpoint or topic is left alone until then") @Nullable
        Instant pausedUntil,

        @Schema(description = "Subjects whose next event has used up its tries")
        List<ParkedView> parked,

        @Schema(description = "The certificate that deliveries show ends then; missing where they show none") @Nullable
        Instant certificateEndsAt,

        Instant leaseUntil,

        @Schema(description = "What is wrong though it is active, in the words of the list; empty where nothing is")
        List<String> troubles) {

    HealthView {
        troubles = List.copyOf(troubles);
        parked = List.copyOf(parked);
    }

    /** A subject that waits for somebody to act. */
    @Schema(name = "ParkedLane")
    record ParkedView(
            @Schema(description = "Subject, or * where all events are in order")
            String lane,

            @Schema(description = "Number of the event that it waits at")
            String subseq) {}
}
