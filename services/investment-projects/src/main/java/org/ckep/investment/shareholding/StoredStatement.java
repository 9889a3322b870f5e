package org.ckep.investment.shareholding;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.ckep.investment.project.Projects;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.Sources;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A statement as it is stored; never changed. */
@Entity
@Immutable
@Table(name = "shareholding_statement")
class StoredStatement {
    @Id
    private UUID id;

    private UUID shareholdingId;
    private FuzzyDate validFrom;
    private @Nullable FuzzyDate validTo;
    private boolean complete;

    @JdbcTypeCode(SqlTypes.JSON)
    private Holdings holdings;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable CapitalIncrease capitalIncrease;

    private @Nullable UUID projectId;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText note;

    private List<UUID> sourceIds;

    @Enumerated(EnumType.STRING)
    private @Nullable Side side;

    private Instant recordedAt;

    /** The holdings as they stand in their column. */
    record Holdings(List<StatedHolding> all) {}

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected StoredStatement() {}

    StoredStatement(UUID id, UUID shareholdingId, NewStatement statement, Viewer viewer, Instant recordedAt) {
        Urn project = statement.project();
        this.id = id;
        this.shareholdingId = shareholdingId;
        this.validFrom = statement.validFrom();
        this.validTo = statement.validTo();
        this.complete = statement.complete();
        this.holdings = new Holdings(statement.holdings());
        this.capitalIncrease = statement.capitalIncrease();
        this.projectId = project == null ? null : project.uuid();
        this.note = statement.note();
        this.sourceIds = statement.sources().stream().map(Urn::uuid).toList();
        this.side = viewer.side();
        this.recordedAt = recordedAt;
    }

    UUID shareholdingId() {
        return shareholdingId;
    }

    /** What it says, as the audit trail hashes it: the members that its view has too, but with the end that was entered. */
    Object audited() {
        Statement said = toStatement();
        return new Said(
                said.validFrom(),
                said.validTo(),
                said.complete(),
                said.holdings(),
                said.capitalIncrease(),
                said.project(),
                said.note(),
                said.sources(),
                said.side());
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Said(
            FuzzyDate validFrom,
            @Nullable FuzzyDate validTo,
            boolean complete,
            List<StatedHolding> holdings,
            @Nullable CapitalIncrease capitalIncrease,
            @Nullable Urn project,
            @Nullable LocalizedText note,
            List<Urn> sources,
            @Nullable Side side) {}

    Statement toStatement() {
        return new Statement(
                validFrom,
                validTo,
                complete,
                holdings.all(),
                capitalIncrease,
                projectId == null ? null : new Urn(Projects.TYPE, projectId),
                note,
                sourceIds.stream().map(source -> new Urn(Sources.TYPE, source)).toList(),
                side,
                recordedAt);
    }
}
