package org.ckep.policy.milestone;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.policy.register.RecordPart;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A due date as it is stored. Rule M3: only ever added; the last one counts. */
@Entity
@Table(name = "milestone_due_date")
class MilestoneDueDate extends RecordPart {
    private FuzzyDate due;
    private @Nullable String reason;
    private Instant recordedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected MilestoneDueDate() {}

    MilestoneDueDate(UUID milestone, int position, FuzzyDate due, @Nullable String reason, Instant now) {
        super(milestone, position);
        this.due = due;
        this.reason = reason;
        this.recordedAt = now;
    }

    View toView() {
        return new View(due, reason, recordedAt);
    }

    /**
     * One entry of the history of due dates.
     *
     * @param reason why it was moved, absent for the first
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "MilestoneDueDate")
    record View(FuzzyDate due, @Nullable String reason, Instant recordedAt) {}
}
