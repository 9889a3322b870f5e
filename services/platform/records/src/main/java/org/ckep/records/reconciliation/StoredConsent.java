package org.ckep.records.reconciliation;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.jspecify.annotations.Nullable;

/** One side's agreement to leave a difference as it is; known to the other side once it is given. */
@Entity
@Table(name = "break_consent")
class StoredConsent {
    @Id
    private UUID id;

    @Column(updatable = false)
    private UUID breakId;

    @Column(updatable = false)
    @Enumerated(EnumType.STRING)
    private Side side;

    private String hash;
    private String preparedBy;
    private Instant preparedAt;
    private @Nullable String agreedBy;
    private @Nullable Instant agreedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected StoredConsent() {}

    @SuppressWarnings("NullAway.Init") // prepare() fills the rest
    StoredConsent(UUID breakId, Side side, String hash, String person, Instant now) {
        this.id = UUID.randomUUID();
        this.breakId = breakId;
        this.side = side;
        prepare(hash, person, now);
    }

    /** Prepares it, anew where it was about something else. */
    final void prepare(String content, String person, Instant now) {
        this.hash = content;
        this.preparedBy = person;
        this.preparedAt = now;
        this.agreedBy = null;
        this.agreedAt = null;
    }

    void agree(String person, Instant now) {
        this.agreedBy = person;
        this.agreedAt = now;
    }

    UUID breakId() {
        return breakId;
    }

    Side side() {
        return side;
    }

    String hash() {
        return hash;
    }

    String preparedBy() {
        return preparedBy;
    }
}
