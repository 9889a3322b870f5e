package org.ckep.partnerships.partnership;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.Sources;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A sign of life of a partnership. */
@Entity
@Table(name = "partnership_report")
class PartnershipReport implements PartnershipPart {
    @Id
    private UUID id;

    private UUID partnershipId;
    private int position;
    private LocalDate onDay;

    @JdbcTypeCode(SqlTypes.JSON)
    private LocalizedText summary;

    private List<UUID> sourceIds;

    @Enumerated(EnumType.STRING)
    private @Nullable Side bySide;

    private Instant recordedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected PartnershipReport() {}

    PartnershipReport(
            UUID id,
            UUID partnershipId,
            int position,
            LocalDate onDay,
            LocalizedText summary,
            List<Urn> sources,
            @Nullable Side bySide,
            Instant at) {
        this.id = id;
        this.partnershipId = partnershipId;
        this.position = position;
        this.onDay = onDay;
        this.summary = summary;
        this.sourceIds = sources.stream().map(Urn::uuid).toList();
        this.bySide = bySide;
        this.recordedAt = at;
    }

    PartnershipView.Report view() {
        return new PartnershipView.Report(
                onDay,
                summary,
                sourceIds.stream().map(source -> new Urn(Sources.TYPE, source)).toList(),
                bySide,
                recordedAt);
    }

    @Override
    public UUID partnershipId() {
        return partnershipId;
    }
}
