package org.ckep.partnerships.organisation;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A name that an organisation has had under one URN. */
@Entity
@Table(name = "organisation_name")
class OrganisationName {
    @Id
    private UUID id;

    private UUID organisationId;
    private int position;

    @JdbcTypeCode(SqlTypes.JSON)
    private LocalizedText name;

    private @Nullable FuzzyDate validFrom;

    private @Nullable FuzzyDate validTo;

    private List<UUID> sourceIds;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected OrganisationName() {}

    OrganisationName(
            UUID id,
            UUID organisationId,
            int position,
            LocalizedText name,
            @Nullable FuzzyDate validFrom,
            List<UUID> sourceIds) {
        this.id = id;
        this.organisationId = organisationId;
        this.position = position;
        this.name = name;
        this.validFrom = validFrom;
        this.sourceIds = List.copyOf(sourceIds);
    }

    void endOn(FuzzyDate day) {
        this.validTo = day;
    }

    UUID organisationId() {
        return organisationId;
    }

    int position() {
        return position;
    }

    LocalizedText name() {
        return name;
    }

    @Nullable
    FuzzyDate validFrom() {
        return validFrom;
    }

    @Nullable
    FuzzyDate validTo() {
        return validTo;
    }

    List<UUID> sourceIds() {
        return List.copyOf(sourceIds);
    }
}
