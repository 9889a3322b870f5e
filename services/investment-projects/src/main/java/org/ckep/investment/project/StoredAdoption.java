package org.ckep.investment.project;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.jspecify.annotations.Nullable;

/** An adoption as it is stored. */
@Entity
@Table(name = "adoption")
class StoredAdoption {
    static final String TYPE = "adoption";

    @Id
    private UUID id;

    @Version
    private int version;

    @Column(updatable = false)
    private UUID projectId;

    @Column(updatable = false)
    @Enumerated(EnumType.STRING)
    private Side side;

    @Enumerated(EnumType.STRING)
    private AdoptionState state;

    /** The version of the project that the maker had before himself. */
    @Column(updatable = false)
    private int baseVersion;

    @Column(updatable = false)
    private String preparedBy;

    @Column(updatable = false)
    private Instant preparedAt;

    private @Nullable String closedBy;
    private @Nullable Instant closedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected StoredAdoption() {}

    StoredAdoption(UUID id, Project project, Side side, String preparedBy, Instant now) {
        this.id = id;
        this.projectId = project.id();
        this.side = side;
        this.state = AdoptionState.PREPARED;
        this.baseVersion = project.version();
        this.preparedBy = preparedBy;
        this.preparedAt = now;
    }

    /** Takes over what the rules have decided on the act of that person. */
    void end(AdoptionState next, String actor, Instant now) {
        this.state = next;
        this.closedBy = actor;
        this.closedAt = now;
    }

    /** As the rules see it beside the project as it stands. */
    AdoptionRules.Adoption toAdoption(Project project) {
        return new AdoptionRules.Adoption(side, stateBeside(project), preparedBy, project.makers());
    }

    private AdoptionState stateBeside(Project project) {
        boolean asPrepared = project.head().stewardship() == Stewardship.OBSERVED && project.version() == baseVersion;
        return state == AdoptionState.PREPARED && !asPrepared ? AdoptionState.STALE : state;
    }

    /** True where nobody has ended it yet, even if the project has moved on. */
    boolean isOpen() {
        return state == AdoptionState.PREPARED;
    }

    Urn urn() {
        return new Urn(TYPE, id);
    }

    int version() {
        return version;
    }

    Instant preparedAt() {
        return preparedAt;
    }

    @Nullable
    Instant closedAt() {
        return closedAt;
    }
}
