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
import org.ckep.kernel.value.LocalizedText;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One side's word about a project's prospects; never changed, the newest stands. */
@Entity
@Table(name = "project_rag")
class ProjectRag {
    @Id
    private UUID id;

    private UUID projectId;

    @Enumerated(EnumType.STRING)
    private Side side;

    @Enumerated(EnumType.STRING)
    private Rag.Light rating;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText comment;

    private FuzzyDate asOf;
    private Instant recordedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected ProjectRag() {}

    ProjectRag(UUID projectId, Side side, Rag rag, Instant recordedAt) {
        this.id = UUID.randomUUID();
        this.projectId = projectId;
        this.side = side;
        this.rating = rag.rating();
        this.comment = rag.comment();
        this.asOf = rag.asOf();
        this.recordedAt = recordedAt;
    }

    Rag toRag() {
        return new Rag(rating, comment, asOf);
    }
}
