package org.ckep.policy.milestone;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One side's word for a step that both must take. It counts for exactly the step it was given for. */
@Entity
@Table(name = "milestone_consent")
class MilestoneConsent {
    @Id
    private UUID id;

    private UUID recordId;

    @Enumerated(EnumType.STRING)
    private Side side;

    private String subject;

    @Enumerated(EnumType.STRING)
    private MilestoneState toState;

    private @Nullable FuzzyDate due;
    private @Nullable String reason;
    private @Nullable UUID supersededBy;
    private Instant recordedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected MilestoneConsent() {}

    MilestoneConsent(UUID milestone, Side side, String subject, MilestoneStep step, Instant now) {
        this.id = UUID.randomUUID();
        this.recordId = milestone;
        this.side = side;
        this.subject = subject;
        this.toState = step.to();
        this.recordedAt = now;
        renew(subject, step, now);
    }

    /** Gives it for another step instead. */
    final void renew(String by, MilestoneStep step, Instant now) {
        this.subject = by;
        this.toState = step.to();
        this.due = step.due();
        this.reason = step.reason();
        this.supersededBy =
                step.supersededBy() == null ? null : step.supersededBy().uuid();
        this.recordedAt = now;
    }

    /** True where it was given for this step; the reason is each side's own. */
    boolean isFor(MilestoneStep step) {
        UUID successor =
                step.supersededBy() == null ? null : step.supersededBy().uuid();
        return toState == step.to() && Objects.equals(due, step.due()) && Objects.equals(supersededBy, successor);
    }

    UUID recordId() {
        return recordId;
    }

    Side side() {
        return side;
    }

    View toView() {
        return new View(
                side,
                toState,
                due,
                reason,
                supersededBy == null ? null : new Urn(MilestoneService.KIND.urnType(), supersededBy));
    }

    /** A step that one side has consented to and that waits for the other. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "MilestoneConsent")
    record View(
            Side side,
            MilestoneState to,
            @Nullable FuzzyDate due,
            @Nullable String reason,
            @Nullable Urn supersededBy) {}
}
