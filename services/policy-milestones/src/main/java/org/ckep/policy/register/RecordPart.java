package org.ckep.policy.register;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.util.UUID;

/** A row that belongs to a record and is visible exactly with it, such as a member of a delegation. */
@MappedSuperclass
public abstract class RecordPart {
    @Id
    private UUID id;

    @Column(updatable = false)
    private UUID recordId;

    @Column(updatable = false)
    private int position;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected RecordPart() {}

    /** A new part at its place among the record's parts of this kind. */
    protected RecordPart(UUID recordId, int position) {
        this.id = UUID.randomUUID();
        this.recordId = recordId;
        this.position = position;
    }

    public UUID id() {
        return id;
    }

    public UUID recordId() {
        return recordId;
    }

    public int position() {
        return position;
    }
}
