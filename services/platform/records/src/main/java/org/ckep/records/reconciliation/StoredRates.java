package org.ckep.records.reconciliation;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One side's rates of a month; known to the other side once two persons stand behind them, and kept for good from then on. */
@Entity
@Table(name = "monthly_rates")
class StoredRates {
    static final String TYPE = "rates";

    @Id
    private UUID id;

    @Column(updatable = false)
    private LocalDate month;

    @Column(updatable = false)
    @Enumerated(EnumType.STRING)
    private Side side;

    @JdbcTypeCode(SqlTypes.JSON)
    private MonthlyRates rates;

    private String hash;
    private String preparedBy;
    private Instant preparedAt;
    private @Nullable String agreedBy;
    private @Nullable Instant agreedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected StoredRates() {}

    @SuppressWarnings("NullAway.Init") // prepare() fills the rest
    StoredRates(YearMonth month, Side side, MonthlyRates rates, String hash, String person, Instant now) {
        this.id = UUID.randomUUID();
        this.month = month.atDay(1);
        this.side = side;
        prepare(rates, hash, person, now);
    }

    /** Prepares others in their place, while nobody has agreed. */
    final void prepare(MonthlyRates prepared, String content, String person, Instant now) {
        this.rates = prepared;
        this.hash = content;
        this.preparedBy = person;
        this.preparedAt = now;
    }

    void agree(String person, Instant now) {
        this.agreedBy = person;
        this.agreedAt = now;
    }

    Urn urn() {
        return new Urn(TYPE, id);
    }

    YearMonth month() {
        return YearMonth.from(month);
    }

    Side side() {
        return side;
    }

    MonthlyRates rates() {
        return rates;
    }

    String hash() {
        return hash;
    }

    String preparedBy() {
        return preparedBy;
    }

    @Nullable
    Instant agreedAt() {
        return agreedAt;
    }
}
