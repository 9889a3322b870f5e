package org.ckep.partnerships.partnership;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.Sources;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * An assessment of what a side brings. It has a classification of its own: what one side thinks of the other's
 * contribution is no business of the partnership's readers.
 */
@Entity
@Table(name = "partnership_contribution")
class PartnershipContribution implements PartnershipPart {
    @Id
    private UUID id;

    private UUID partnershipId;

    @Enumerated(EnumType.STRING)
    private Side side;

    private @Nullable UUID organisationId;

    @Enumerated(EnumType.STRING)
    @Column(name = "class")
    private ContributionClass kind;

    private int weight;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText evidence;

    private List<UUID> sourceIds;

    @Enumerated(EnumType.STRING)
    private @Nullable Side ownerSide;

    private Instant assessedAt;

    // The same names as in a record's head, so that the condition of what a viewer may read fits.
    @Enumerated(EnumType.STRING)
    private Classification.Level classificationLevel;

    @Enumerated(EnumType.STRING)
    private @Nullable Side classificationSide;

    private List<String> classificationAgencies;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected PartnershipContribution() {}

    /**
     * A new assessment.
     *
     * @param assessor the side that assesses, null for a public source
     */
    @SuppressWarnings("NullAway.Init") // assess() fills the rest
    PartnershipContribution(
            UUID id,
            UUID partnershipId,
            @Nullable Side assessor,
            Side side,
            @Nullable UUID organisationId,
            ContributionClass kind) {
        this.id = id;
        this.partnershipId = partnershipId;
        this.ownerSide = assessor;
        this.side = side;
        this.organisationId = organisationId;
        this.kind = kind;
    }

    /** Takes over an assessment, the first or a later one. */
    void assess(
            int newWeight,
            @Nullable LocalizedText newEvidence,
            List<Urn> sources,
            Classification classification,
            Instant at) {
        this.weight = newWeight;
        this.evidence = newEvidence;
        this.sourceIds = sources.stream().map(Urn::uuid).toList();
        this.assessedAt = at;
        this.classificationLevel = classification.level();
        this.classificationSide = switch (classification) {
            case Classification.SideOnly only -> only.side();
            case Classification.Ministry ministry -> ministry.side();
            case Classification.Public all -> null;
            case Classification.Partner partner -> null;
            case Classification.Bilateral both -> null;
        };
        this.classificationAgencies = switch (classification) {
            case Classification.Partner partner -> List.copyOf(new TreeSet<>(partner.agencies()));
            case Classification.Ministry ministry -> List.of(ministry.agency());
            case Classification.Public all -> List.of();
            case Classification.Bilateral both -> List.of();
            case Classification.SideOnly only -> List.of();
        };
    }

    Classification classification() {
        return switch (classificationLevel) {
            case PUBLIC -> Classification.PUBLIC;
            case PARTNER -> new Classification.Partner(Set.copyOf(classificationAgencies));
            case BILATERAL -> Classification.BILATERAL;
            case SIDE -> Classification.side(requireSide());
            case MINISTRY -> new Classification.Ministry(requireSide(), classificationAgencies.getFirst());
        };
    }

    private Side requireSide() {
        Side readers = classificationSide;
        if (readers == null) {
            throw new IllegalStateException("the classification of contribution " + id + " names no side");
        }
        return readers;
    }

    @Override
    public UUID partnershipId() {
        return partnershipId;
    }

    UUID id() {
        return id;
    }

    Side side() {
        return side;
    }

    @Nullable
    UUID organisationId() {
        return organisationId;
    }

    ContributionClass kind() {
        return kind;
    }

    int weight() {
        return weight;
    }

    @Nullable
    LocalizedText evidence() {
        return evidence;
    }

    List<Urn> sources() {
        return sourceIds.stream().map(source -> new Urn(Sources.TYPE, source)).toList();
    }

    /** The side that assesses, null for a public source. */
    @Nullable
    Side assessor() {
        return ownerSide;
    }
}
