package org.ckep.partnerships.partnership;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.partnerships.organisation.OrganisationSide;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A technology flow as it is stored. */
@Entity
@Table(name = "partnership_flow")
class PartnershipFlow implements PartnershipPart {
    @Id
    private UUID id;

    private UUID partnershipId;
    private int position;

    @Enumerated(EnumType.STRING)
    private OrganisationSide fromSide;

    @Enumerated(EnumType.STRING)
    private OrganisationSide toSide;

    @JdbcTypeCode(SqlTypes.JSON)
    private LocalizedText technology;

    @Enumerated(EnumType.STRING)
    private FlowKind kind;

    private List<String> controlledBy;
    private @Nullable String licence;

    private @Nullable FuzzyDate licenceFrom;

    private @Nullable FuzzyDate licenceTo;

    private @Nullable String exemptReason;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected PartnershipFlow() {}

    PartnershipFlow(UUID id, UUID partnershipId, int position, TechnologyFlow flow) {
        this.id = id;
        this.partnershipId = partnershipId;
        this.position = position;
        this.fromSide = flow.from();
        this.toSide = flow.to();
        this.technology = flow.technology();
        this.kind = flow.kind();
        this.controlledBy = flow.controlledBy().stream().map(Urn::toString).toList();
        TechnologyFlow.Licence granted = flow.licence();
        this.licence = granted == null ? null : granted.reference();
        this.licenceFrom = granted == null ? null : granted.validFrom();
        this.licenceTo = granted == null ? null : granted.validTo();
        this.exemptReason = flow.exemptReason();
    }

    TechnologyFlow flow() {
        return new TechnologyFlow(
                fromSide,
                toSide,
                technology,
                kind,
                controlledBy.stream().map(Urn::parse).toList(),
                licence == null ? null : new TechnologyFlow.Licence(licence, licenceFrom, licenceTo),
                exemptReason);
    }

    @Override
    public UUID partnershipId() {
        return partnershipId;
    }
}
