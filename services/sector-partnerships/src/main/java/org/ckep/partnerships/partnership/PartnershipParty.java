package org.ckep.partnerships.partnership;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.OrgRef;
import org.ckep.partnerships.organisation.OrganisationSide;
import org.ckep.partnerships.organisation.Organisations;
import org.ckep.partnerships.partnership.PartnershipContent.PartyContent;
import org.jspecify.annotations.Nullable;

/** A party as it is stored, under the URN that it was given with. */
@Entity
@Table(name = "partnership_party")
class PartnershipParty implements PartnershipPart {
    @Id
    private UUID id;

    private UUID partnershipId;
    private int position;
    private @Nullable UUID organisationId;

    @Enumerated(EnumType.STRING)
    private @Nullable Side unnamedSide;

    private @Nullable String unnamedDescription;

    @Enumerated(EnumType.STRING)
    private @Nullable OrganisationSide side;

    @Enumerated(EnumType.STRING)
    private PartyRole role;

    private @Nullable FuzzyDate joinedOn;

    private @Nullable FuzzyDate leftOn;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected PartnershipParty() {}

    PartnershipParty(UUID id, UUID partnershipId, int position, PartyContent content, @Nullable OrganisationSide side) {
        this.id = id;
        this.partnershipId = partnershipId;
        this.position = position;
        this.organisationId = content.orgId() == null ? null : content.orgId().uuid();
        this.unnamedSide = content.unnamed() == null ? null : content.unnamed().side();
        this.unnamedDescription =
                content.unnamed() == null ? null : content.unnamed().description();
        this.side = side;
        this.role = content.role();
        this.joinedOn = content.from();
        this.leftOn = content.to();
    }

    PartyContent content() {
        return organisationId == null
                ? new PartyContent(
                        null, new OrgRef.Unnamed(unnamedSide, unnamedDescription), side, role, joinedOn, leftOn)
                : new PartyContent(new Urn(Organisations.TYPE, organisationId), null, side, role, joinedOn, leftOn);
    }

    @Override
    public UUID partnershipId() {
        return partnershipId;
    }

    @Nullable
    UUID organisationId() {
        return organisationId;
    }
}
