package org.ckep.investment.pending;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.change.ChangeHash;
import org.ckep.kernel.id.Urn;
import org.ckep.records.RegisterRecord;
import org.jspecify.annotations.Nullable;

/** An act that waits for a second person, as it is stored. */
@Entity
@Table(name = "pending_act")
class StoredAct {
    static final String TYPE = "pending-act";

    @Id
    private UUID id;

    @Version
    private int version;

    @Column(updatable = false)
    private String recordUrn;

    @Column(updatable = false)
    @Enumerated(EnumType.STRING)
    private Side side;

    @Column(updatable = false)
    private String act;

    @Enumerated(EnumType.STRING)
    private ActState state;

    /** The version of the record for which it was drafted. */
    @Column(updatable = false)
    private int baseVersion;

    /** Canonical JSON (RFC 8785): what {@link #hash} is of. */
    @Column(updatable = false)
    private String content;

    @Column(updatable = false)
    private String hash;

    @Column(updatable = false)
    private String maker;

    @Column(updatable = false)
    private Instant draftedAt;

    private @Nullable String closedBy;
    private @Nullable Instant closedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected StoredAct() {}

    /**
     * A new one.
     *
     * @param content the whole document that is confirmed, as JSON
     */
    StoredAct(UUID id, RegisterRecord record, Side side, String act, String content, String maker, Instant now) {
        this.id = id;
        this.recordUrn = record.urn().toString();
        this.side = side;
        this.act = act;
        this.state = ActState.PENDING;
        this.baseVersion = record.version();
        this.content = ChangeHash.canonical(content);
        this.hash = ChangeHash.ofText(this.content);
        this.maker = maker;
        this.draftedAt = now;
    }

    /** Takes over what the rules have decided on the act of that person. */
    void end(ActState next, String actor, Instant now) {
        this.state = next;
        this.closedBy = actor;
        this.closedAt = now;
    }

    UUID id() {
        return id;
    }

    int version() {
        return version;
    }

    Urn urn() {
        return new Urn(TYPE, id);
    }

    Urn record() {
        return Urn.parse(recordUrn);
    }

    Side side() {
        return side;
    }

    String act() {
        return act;
    }

    ActState state() {
        return state;
    }

    String content() {
        return content;
    }

    String hash() {
        return hash;
    }

    String maker() {
        return maker;
    }

    Instant draftedAt() {
        return draftedAt;
    }

    @Nullable
    Instant closedAt() {
        return closedAt;
    }
}
