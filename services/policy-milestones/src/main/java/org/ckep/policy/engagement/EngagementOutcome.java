package org.ckep.policy.engagement;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.UUID;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.policy.register.RecordPart;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** What came of an engagement, as stored. */
@Entity
@Table(name = "engagement_outcome")
class EngagementOutcome extends RecordPart {
    @Enumerated(EnumType.STRING)
    private NewEngagement.OutcomeKind kind;

    @JdbcTypeCode(SqlTypes.JSON)
    private LocalizedText title;

    private @Nullable Urn ref;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected EngagementOutcome() {}

    EngagementOutcome(UUID record, int position, NewEngagement.Outcome outcome) {
        super(record, position);
        this.kind = outcome.kind();
        this.title = outcome.title();
        this.ref = outcome.ref();
    }

    NewEngagement.Outcome toContent() {
        return new NewEngagement.Outcome(kind, title, ref);
    }
}
