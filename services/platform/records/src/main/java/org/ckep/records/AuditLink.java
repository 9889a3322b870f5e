package org.ckep.records;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** One link of an audit chain; an entry has one. */
@Entity
@Immutable
@Table(name = "audit_link")
class AuditLink {
    @Id
    private UUID entryId;

    private String chain;
    private long no;
    private String hash;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected AuditLink() {}

    long no() {
        return no;
    }

    String hash() {
        return hash;
    }
}
