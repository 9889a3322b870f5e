package org.ckep.investment.project;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/** One side's word about a filing; never changed, the newest word about a filing stands. */
@Entity
@Table(name = "project_filing")
class ProjectFiling {
    @Id
    private UUID id;

    private UUID projectId;

    @Enumerated(EnumType.STRING)
    private Side side;

    private String kind;
    private @Nullable String agency;
    private @Nullable String number;

    private @Nullable FuzzyDate filedOn;

    private @Nullable FuzzyDate decidedOn;

    @Enumerated(EnumType.STRING)
    private Filing.Outcome outcome;

    private Instant recordedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected ProjectFiling() {}

    ProjectFiling(UUID projectId, Side side, Filing filing, Instant recordedAt) {
        this.id = UUID.randomUUID();
        this.projectId = projectId;
        this.side = side;
        this.kind = filing.kind();
        this.agency = filing.agency();
        this.number = filing.number();
        this.filedOn = filing.filedOn();
        this.decidedOn = filing.decidedOn();
        this.outcome = filing.outcome();
        this.recordedAt = recordedAt;
    }

    Filing toFiling() {
        return new Filing(kind, agency, number, filedOn, decidedOn, outcome);
    }
}
