package org.ckep.hub.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One event of a subscription and what became of it. */
@Schema(name = "Delivery")
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeliveryView(
        String subseq,

        @Schema(
                description =
                        "pending, parked, delivered (its endpoint took it, or it stands in the topic), acknowledged "
                                + "(its owner acknowledged it or went past it), skipped, expired or withheld")
        String state,

        @Schema(
                description =
                        "Missing, as type and subject are, where the log no longer has the event or it may not be had")
        @Nullable
        String eventId,

        @Nullable String type,
        @Nullable String subject,
        @Nullable Instant doneAt,
        @Schema(description = "Requests that were made") int attempts,
        @Nullable String lastOutcome,
        @Nullable Integer lastStatus) {

    /** One request to the endpoint. */
    @Schema(name = "DeliveryAttempt")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AttemptView(
            Instant at,

            @Schema(description = "live, probe, replay or redelivery")
            String kind,

            @Schema(description = "How many tries it was") int number,
            String outcome,
            @Nullable Integer status,
            int millis,

            @Schema(description = "Beginning of the answer, at most 4 KiB") @Nullable
            String response) {}
}
