package org.ckep.partnerships.organisation;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.UUID;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.RecordHead;
import org.ckep.records.RegisterRecord;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An organisation as it is stored. */
@Entity
@Table(name = "organisation")
class Organisation extends RegisterRecord {
    static final String TYPE = "organisation";

    @JdbcTypeCode(SqlTypes.JSON)
    private LocalizedText name;

    @Enumerated(EnumType.STRING)
    private OrganisationKind kind;

    @Enumerated(EnumType.STRING)
    private OrganisationSide side;

    private @Nullable String country;
    private @Nullable String lei;

    @Enumerated(EnumType.STRING)
    private OrganisationStatus status = OrganisationStatus.ACTIVE;

    private @Nullable UUID parentId;
    private @Nullable UUID successorId;

    private @Nullable FuzzyDate endedOn;

    private String searchKey;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Organisation() {}

    @SuppressWarnings("NullAway.Init") // become() fills the rest
    Organisation(UUID id, RecordHead head, LocalizedText name, String searchKey, OrganisationContent content) {
        super(id, head);
        this.name = name;
        this.searchKey = searchKey;
        become(content);
    }

    /** Takes over the content. */
    final void become(OrganisationContent content) {
        this.kind = content.kind();
        this.side = content.side();
        this.country = content.effectiveCountry();
        this.lei = content.lei();
        this.parentId = content.parentId() == null ? null : content.parentId().uuid();
    }

    /** Takes a new name; the old one stays findable by the search key. */
    void rename(LocalizedText newName, String newSearchKey) {
        this.name = newName;
        this.searchKey = newSearchKey;
    }

    /** Goes on under another URN. */
    void goOnAs(OrganisationStatus how, UUID successor, FuzzyDate on) {
        this.status = how;
        this.successorId = successor;
        this.endedOn = on;
    }

    void dissolve(FuzzyDate on) {
        this.status = OrganisationStatus.DISSOLVED;
        this.endedOn = on;
    }

    @Override
    protected String urnType() {
        return TYPE;
    }

    LocalizedText name() {
        return name;
    }

    OrganisationKind kind() {
        return kind;
    }

    OrganisationSide side() {
        return side;
    }

    @Nullable
    String country() {
        return country;
    }

    @Nullable
    String lei() {
        return lei;
    }

    OrganisationStatus status() {
        return status;
    }

    @Nullable
    UUID parentId() {
        return parentId;
    }

    @Nullable
    UUID successorId() {
        return successorId;
    }

    @Nullable
    FuzzyDate endedOn() {
        return endedOn;
    }

    String searchKey() {
        return searchKey;
    }
}
