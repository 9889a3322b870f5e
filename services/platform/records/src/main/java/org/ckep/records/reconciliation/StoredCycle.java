package org.ckep.records.reconciliation;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

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
    private @Nullable LocalDate month;

    @JdbcTypeCode(SqlTypes.JSON)
    private MonthlyRates rates;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected StoredCycle() {}

    StoredCycle(Instant closedAt, int policyVersion, YearMonth month, MonthlyRates rates) {
        this.id = UUID.randomUUID();
        this.closedAt = closedAt;
        this.policyVersion = policyVersion;
        this.month = month.atDay(1);
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

    /** Whose agreed rates it took; null for cycles from before they were agreed by both sides. */
    @Nullable
    YearMonth month() {
        return month == null ? null : YearMonth.from(month);
    }

    MonthlyRates rates() {
        return rates;
    }
}
