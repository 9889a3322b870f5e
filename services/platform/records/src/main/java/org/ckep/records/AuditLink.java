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

    AuditLink(String chain, long no, UUID entryId, String hash) {
        this.chain = chain;
        this.no = no;
        this.entryId = entryId;
        this.hash = hash;
    }

    long no() {
        return no;
    }

    String hash() {
        return hash;
    }
}
