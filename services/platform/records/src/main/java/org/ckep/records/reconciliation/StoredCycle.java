package org.ckep.records.reconciliation;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A cycle that was closed. */
@Entity
@Immutable
@Table(name = "reconciliation_cycle")
class StoredCycle {
    static final String TYPE = "cycle";

    @Id
    private UUID id;

    private Instant closedAt;
    private int policyVersion;

    @JdbcTypeCode(SqlTypes.JSON)
    private NewCycle rates;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected StoredCycle() {}

    StoredCycle(Instant closedAt, int policyVersion, NewCycle rates) {
        this.id = UUID.randomUUID();
        this.closedAt = closedAt;
        this.policyVersion = policyVersion;
        this.rates = rates;
    }

    UUID id() {
        return id;
    }

    Instant closedAt() {
        return closedAt;
    }

    int policyVersion() {
        return policyVersion;
    }

    NewCycle rates() {
        return rates;
    }
}
