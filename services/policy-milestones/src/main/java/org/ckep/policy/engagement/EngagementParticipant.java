package org.ckep.policy.engagement;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.UUID;
import org.ckep.kernel.id.Urn;
import org.ckep.policy.register.RecordPart;

/** An organisation that takes part, as stored. */
@Entity
@Table(name = "engagement_participant")
class EngagementParticipant extends RecordPart {
    private Urn organisation;

    @Enumerated(EnumType.STRING)
    private NewEngagement.ParticipantRole role;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected EngagementParticipant() {}

    EngagementParticipant(UUID record, int position, NewEngagement.Participant participant) {
        super(record, position);
        this.organisation = participant.organisation();
        this.role = participant.role();
    }

    NewEngagement.Participant toContent() {
        return new NewEngagement.Participant(organisation, role);
    }
}
