package org.ckep.records;

import jakarta.persistence.Embedded;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.util.Set;
import java.util.UUID;
import org.ckep.kernel.id.Urn;
import org.jspecify.annotations.Nullable;

/** Base of every persistent record of a register: identity, version, head. */
@MappedSuperclass
public abstract class RegisterRecord {
    @Id
    private UUID id;

    @Version
    private int version;

    /** Not private, because Hibernate's enhancer reads it from the subclass (HHH-13759); use {@link #head()}. */
    @Embedded
    protected RecordHead head;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected RegisterRecord() {}

    /** A new record. */
    protected RegisterRecord(UUID id, RecordHead head) {
        this.id = id;
        this.head = head;
    }

    /** The kind of record, as it stands in URNs, such as {@code project}. */
    protected abstract String urnType();

    /**
     * What it says, as whoever may read it is answered: an object that is written as JSON, whose members and hash the audit
     * trail notes. None for a kind of record of which it does not.
     */
    protected @Nullable Object audited() {
        return null;
    }

    public UUID id() {
        return id;
    }

    /** The number of changes; for locking and audit, never shown. */
    public int version() {
        return version;
    }

    public RecordHead head() {
        return head;
    }

    /** Subjects of those who entered it and changed what it says since it was last released: another person releases it. */
    protected Set<String> makers() {
        return Set.of(head.createdBy());
    }

    public Urn urn() {
        return new Urn(urnType(), id());
    }
}
