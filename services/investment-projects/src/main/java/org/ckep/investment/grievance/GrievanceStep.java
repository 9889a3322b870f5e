package org.ckep.investment.grievance;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A step that a grievance took; never changed. */
@Entity
@Immutable
@Table(name = "grievance_step")
class GrievanceStep {
    @Id
    private UUID id;

    private UUID grievanceId;

    @Enumerated(EnumType.STRING)
    private GrievanceState fromState;

    @Enumerated(EnumType.STRING)
    private GrievanceState toState;

    private FuzzyDate date;
    private @Nullable String agency;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText answer;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText reason;

    private Instant recordedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected GrievanceStep() {}

    GrievanceStep(UUID id, UUID grievanceId, GrievanceState from, GrievanceCommand command, Instant recordedAt) {
        this.id = id;
        this.grievanceId = grievanceId;
        this.fromState = from;
        this.toState = command.to();
        this.date = command.date();
        this.agency = command.agency();
        this.answer = command.answer();
        this.reason = command.reason();
        this.recordedAt = recordedAt;
    }

    GrievanceStepView toView() {
        return new GrievanceStepView(fromState, toState, date, agency, answer, reason, recordedAt);
    }
}
