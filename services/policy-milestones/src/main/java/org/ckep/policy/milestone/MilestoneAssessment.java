package org.ckep.policy.milestone;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What one side declares of a milestone, as it is stored; one row for each side. */
@Entity
@Table(name = "milestone_assessment")
class MilestoneAssessment {
    @Id
    private UUID id;

    private UUID recordId;

    @Enumerated(EnumType.STRING)
    private Side side;

    @Enumerated(EnumType.STRING)
    private Assessment assessment;

    private @Nullable LocalDate metOn;
    private @Nullable String note;
    private Instant recordedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected MilestoneAssessment() {}

    MilestoneAssessment(UUID milestone, Side side, View given, Instant now) {
        this.id = UUID.randomUUID();
        this.recordId = milestone;
        this.side = side;
        this.recordedAt = now;
        this.assessment = given.assessment();
        become(given, now);
    }

    final void become(View given, Instant now) {
        this.assessment = given.assessment();
        this.metOn = given.metOn();
        this.note = given.note();
        this.recordedAt = now;
    }

    UUID recordId() {
        return recordId;
    }

    Side side() {
        return side;
    }

    Assessment assessment() {
        return assessment;
    }

    @Nullable
    LocalDate metOn() {
        return metOn;
    }

    View toView() {
        return new View(side, assessment, metOn, note);
    }

    /**
     * An assessment as it is answered.
     *
     * @param metOn on which day the side holds it to be met
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "MilestoneAssessment")
    record View(
            Side side,
            Assessment assessment,
            @Nullable LocalDate metOn,
            @Nullable String note) {}
}
