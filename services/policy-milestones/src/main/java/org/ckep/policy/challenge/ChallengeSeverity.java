package org.ckep.policy.challenge;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.jspecify.annotations.Nullable;

/** How heavily one side takes a challenge. */
@Entity
@Table(name = "challenge_severity")
class ChallengeSeverity {
    @Id
    private UUID id;

    private UUID recordId;

    @Enumerated(EnumType.STRING)
    private Side side;

    @Enumerated(EnumType.STRING)
    private Severity severity;

    private @Nullable String note;
    private Instant recordedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected ChallengeSeverity() {}

    ChallengeSeverity(UUID recordId, Side side, Severity severity, @Nullable String note, Instant now) {
        this.id = UUID.randomUUID();
        this.recordId = recordId;
        this.side = side;
        this.severity = severity;
        this.note = note;
        this.recordedAt = now;
    }

    /** Replaces the view; true where it is another one. */
    boolean become(Severity next, @Nullable String nextNote, Instant now) {
        boolean differs = next != severity || !java.util.Objects.equals(note, nextNote);
        if (differs) {
            severity = next;
            note = nextNote;
            recordedAt = now;
        }
        return differs;
    }

    UUID recordId() {
        return recordId;
    }

    Severity severity() {
        return severity;
    }

    ChallengeView.OwnSeverity toView() {
        return new ChallengeView.OwnSeverity(side, severity, note);
    }
}
