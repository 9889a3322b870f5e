package org.ckep.policy.need;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;
import org.ckep.kernel.id.Urn;

/** That a record answers a need. */
@Entity
@Table(name = "answer")
@IdClass(Answer.Key.class)
class Answer {
    @Id
    private UUID needId;

    @Id
    private UUID answeringId;

    private String answeringType;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Answer() {}

    Answer(UUID needId, Urn answering) {
        this.needId = needId;
        this.answeringId = answering.uuid();
        this.answeringType = answering.type();
    }

    UUID needId() {
        return needId;
    }

    Urn need() {
        return new Urn(NeedService.KIND.urnType(), needId);
    }

    Urn answering() {
        return new Urn(answeringType, answeringId);
    }

    /** Both ends. */
    record Key(UUID needId, UUID answeringId) {}
}
