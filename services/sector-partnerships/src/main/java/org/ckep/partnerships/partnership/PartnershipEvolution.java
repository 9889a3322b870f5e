package org.ckep.partnerships.partnership;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.ckep.kernel.id.Urn;
import org.jspecify.annotations.Nullable;

/** What a partnership grew out of: an earlier one, or a project of the investment register. */
@Entity
@Table(name = "partnership_evolution")
class PartnershipEvolution implements PartnershipPart {
    @Id
    private UUID id;

    private UUID partnershipId;
    private int position;
    private String evolvedFrom;
    private @Nullable UUID predecessorId;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected PartnershipEvolution() {}

    PartnershipEvolution(UUID id, UUID partnershipId, int position, Urn evolvedFrom) {
        this.id = id;
        this.partnershipId = partnershipId;
        this.position = position;
        this.evolvedFrom = evolvedFrom.toString();
        this.predecessorId = evolvedFrom.type().equals(Partnership.TYPE) ? evolvedFrom.uuid() : null;
    }

    Urn evolvedFrom() {
        return Urn.parse(evolvedFrom);
    }

    @Override
    public UUID partnershipId() {
        return partnershipId;
    }

    @Nullable
    UUID predecessorId() {
        return predecessorId;
    }
}
