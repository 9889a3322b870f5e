package org.ckep.policy.engagement;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.policy.register.RecordPart;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An office-holder who leads a side, as stored. */
@Entity
@Table(name = "engagement_head")
class EngagementHead extends RecordPart {
    @Enumerated(EnumType.STRING)
    private Side side;

    @JdbcTypeCode(SqlTypes.JSON)
    private LocalizedText person;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText office;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected EngagementHead() {}

    EngagementHead(UUID record, int position, NewEngagement.Head head) {
        super(record, position);
        this.side = head.side();
        this.person = head.person();
        this.office = head.office();
    }

    NewEngagement.Head toContent() {
        return new NewEngagement.Head(side, person, office);
    }
}
