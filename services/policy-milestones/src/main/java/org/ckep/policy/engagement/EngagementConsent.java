package org.ckep.policy.engagement;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.jspecify.annotations.Nullable;

/** One side's word that the minutes are agreed. */
@Entity
@Table(name = "engagement_consent")
class EngagementConsent {
    @Id
    private UUID id;

    private UUID recordId;

    @Enumerated(EnumType.STRING)
    private Side side;

    private String subject;
    private @Nullable String minutesSha256;
    private Instant recordedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected EngagementConsent() {}

    EngagementConsent(UUID recordId, Side side, String subject, @Nullable String minutesSha256, Instant now) {
        this.id = UUID.randomUUID();
        this.recordId = recordId;
        this.side = side;
        this.subject = subject;
        this.minutesSha256 = minutesSha256;
        this.recordedAt = now;
    }

    UUID recordId() {
        return recordId;
    }

    Side side() {
        return side;
    }

    /** True where it was given for exactly these minutes. */
    boolean isFor(@Nullable String minutes) {
        return Objects.equals(minutesSha256, minutes);
    }

    /** Gives it anew, for other minutes. */
    void renew(String by, @Nullable String minutes, Instant now) {
        this.subject = by;
        this.minutesSha256 = minutes;
        this.recordedAt = now;
    }
}
