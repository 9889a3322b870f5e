package org.ckep.partnerships.organisation;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/** A roof that an organisation has been under. */
@Entity
@Table(name = "organisation_parent")
class OrganisationParent {
    @Id
    private UUID id;

    private UUID organisationId;
    private int position;
    private UUID parentId;

    private @Nullable FuzzyDate validFrom;

    private @Nullable FuzzyDate validTo;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected OrganisationParent() {}

    OrganisationParent(UUID id, UUID organisationId, int position, UUID parentId, @Nullable FuzzyDate validFrom) {
        this.id = id;
        this.organisationId = organisationId;
        this.position = position;
        this.parentId = parentId;
        this.validFrom = validFrom;
    }

    void endOn(@Nullable FuzzyDate day) {
        this.validTo = day;
    }

    int position() {
        return position;
    }

    UUID parentId() {
        return parentId;
    }

    @Nullable
    FuzzyDate validFrom() {
        return validFrom;
    }

    @Nullable
    FuzzyDate validTo() {
        return validTo;
    }
}
