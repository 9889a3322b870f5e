package org.ckep.policy.engagement;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.policy.register.RecordPart;
import org.jspecify.annotations.Nullable;

/** Dates that a postponement replaced, as stored; only ever added to. */
@Entity
@Table(name = "engagement_former_date")
class EngagementFormerDate extends RecordPart {
    private @Nullable FuzzyDate startsOn;
    private @Nullable FuzzyDate endsOn;
    private String reason;
    private Instant recordedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected EngagementFormerDate() {}

    EngagementFormerDate(
            UUID record,
            int position,
            @Nullable FuzzyDate startsOn,
            @Nullable FuzzyDate endsOn,
            String reason,
            Instant now) {
        super(record, position);
        this.startsOn = startsOn;
        this.endsOn = endsOn;
        this.reason = reason;
        this.recordedAt = now;
    }

    EngagementView.FormerDates toView() {
        return new EngagementView.FormerDates(startsOn, endsOn, reason);
    }
}
