package org.ckep.investment.project;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.ckep.investment.site.SiteState;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.Sources;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A step that a project took. */
@Entity
@Table(name = "project_step")
class ProjectStep {
    @Id
    private UUID id;

    private UUID projectId;

    @Enumerated(EnumType.STRING)
    private ProjectStatus fromState;

    @Enumerated(EnumType.STRING)
    private ProjectStatus toState;

    private @Nullable FuzzyDate date;

    /** Since when the state held that the step left. */
    private @Nullable FuzzyDate fromSince;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText reason;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText settlementNote;

    @Enumerated(EnumType.STRING)
    private @Nullable SiteState siteState;

    private List<UUID> sourceIds;

    @Enumerated(EnumType.STRING)
    private @Nullable Side side;

    private Instant recordedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected ProjectStep() {}

    ProjectStep(
            UUID projectId,
            ProjectStatus from,
            @Nullable FuzzyDate fromSince,
            ProjectSnapshot next,
            TransitionCommand command,
            @Nullable Side side,
            Instant recordedAt) {
        this.id = UUID.randomUUID();
        this.projectId = projectId;
        this.fromState = from;
        this.fromSince = fromSince;
        this.toState = next.state().status();
        this.date = next.stateSince();
        this.reason = command.reason();
        this.settlementNote = command.settlementNote();
        this.siteState = command.siteState();
        this.sourceIds = command.sources().stream().map(Urn::uuid).toList();
        this.side = side;
        this.recordedAt = recordedAt;
    }

    StepView toView() {
        return new StepView(
                fromState,
                toState,
                date,
                reason,
                settlementNote,
                siteState,
                sourceIds.stream().map(source -> new Urn(Sources.TYPE, source)).toList(),
                side,
                recordedAt);
    }
}
