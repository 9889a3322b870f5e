package org.ckep.partnerships.sourcing;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.OrgRef;
import org.ckep.partnerships.organisation.Organisations;
import org.jspecify.annotations.Nullable;

/** Who supplies, or could supply, as it is stored. */
@Entity
@Table(name = "sourcing_supplier")
class SourcingSupplier {
    @Id
    private UUID id;

    private UUID sourcingRelationId;
    private int position;
    private boolean alternative;
    private @Nullable UUID organisationId;

    @Enumerated(EnumType.STRING)
    private @Nullable Side unnamedSide;

    private @Nullable String unnamedDescription;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected SourcingSupplier() {}

    SourcingSupplier(UUID id, UUID relation, int position, boolean alternative, OrgRef ref) {
        this.id = id;
        this.sourcingRelationId = relation;
        this.position = position;
        this.alternative = alternative;
        this.organisationId = ref.orgId() == null ? null : ref.orgId().uuid();
        this.unnamedSide = ref.unnamed() == null ? null : ref.unnamed().side();
        this.unnamedDescription = ref.unnamed() == null ? null : ref.unnamed().description();
    }

    OrgRef ref() {
        return organisationId == null
                ? OrgRef.unnamed(unnamedSide, unnamedDescription)
                : OrgRef.named(new Urn(Organisations.TYPE, organisationId));
    }

    UUID relation() {
        return sourcingRelationId;
    }

    int position() {
        return position;
    }

    boolean isAlternative() {
        return alternative;
    }

    @Nullable
    UUID organisationId() {
        return organisationId;
    }
}
