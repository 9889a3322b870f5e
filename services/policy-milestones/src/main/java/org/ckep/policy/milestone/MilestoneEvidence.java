package org.ckep.policy.milestone;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A piece of evidence as it is stored; either side adds its own. */
@Entity
@Table(name = "milestone_evidence")
class MilestoneEvidence {
    @Id
    private UUID id;

    private UUID recordId;

    @Enumerated(EnumType.STRING)
    private @Nullable Side side;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText title;

    private @Nullable Urn ref;
    private @Nullable String url;
    private @Nullable String sha256;
    private Instant recordedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected MilestoneEvidence() {}

    MilestoneEvidence(UUID milestone, @Nullable Side side, Evidence evidence, Instant now) {
        this.id = UUID.randomUUID();
        this.recordId = milestone;
        this.side = side;
        this.title = evidence.title();
        this.ref = evidence.ref();
        this.url = evidence.url() == null ? null : evidence.url().toString();
        this.sha256 = evidence.sha256();
        this.recordedAt = now;
    }

    UUID recordId() {
        return recordId;
    }

    View toView() {
        return new View(new Evidence(title, ref, url == null ? null : URI.create(url), sha256), side);
    }

    /**
     * A piece of evidence as it is answered.
     *
     * @param side who brought it, absent where it comes from a source
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "MilestoneEvidence")
    record View(@JsonUnwrapped Evidence evidence, @Nullable Side side) {}
}
