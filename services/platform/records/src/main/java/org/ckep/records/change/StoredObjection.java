package org.ckep.records.change;

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
import org.ckep.kernel.change.Objection;
import org.ckep.kernel.change.ObjectionState;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An objection as it is stored. */
@Entity
@Table(name = "objection")
class StoredObjection {
    static final String TYPE = "objection";

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
    private @Nullable String attribute;

    @Enumerated(EnumType.STRING)
    private ObjectionState state;

    @Column(updatable = false)
    @JdbcTypeCode(SqlTypes.JSON)
    private LocalizedText reason;

    @Column(updatable = false)
    private String preparedBy;

    @Column(updatable = false)
    private Instant preparedAt;

    private @Nullable String raisedBy;
    private @Nullable Instant raisedAt;
    private @Nullable Instant closedAt;
    private @Nullable UUID settledBy;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected StoredObjection() {}

    StoredObjection(Urn record, Objection prepared, LocalizedText reason, Instant now) {
        this.id = UUID.randomUUID();
        this.recordUrn = record.toString();
        this.side = prepared.side();
        this.attribute = prepared.attribute();
        this.state = prepared.state();
        this.reason = reason;
        this.preparedBy = prepared.preparedBy();
        this.preparedAt = now;
    }

    /** Takes over what the protocol has decided on the act of that person. */
    void become(Objection next, String actor, Instant now) {
        if (raisedAt == null && next.raisedAt() != null) {
            raisedBy = actor;
        }
        raisedAt = next.raisedAt();
        end(next.state(), now);
    }

    /** Takes over that both sides have settled it. */
    void settle(Objection settled, UUID change, Instant now) {
        settledBy = change;
        end(settled.state(), now);
    }

    private void end(ObjectionState next, Instant now) {
        state = next;
        closedAt = switch (next) {
            case PREPARED, STANDING -> null;
            case DROPPED, SETTLED -> now;
        };
    }

    /** As the rules see it. */
    Objection toObjection() {
        return new Objection(side, attribute, state, preparedBy, raisedAt);
    }

    UUID id() {
        return id;
    }

    Urn urn() {
        return new Urn(TYPE, id);
    }

    Urn record() {
        return Urn.parse(recordUrn);
    }

    int version() {
        return version;
    }

    LocalizedText reason() {
        return reason;
    }

    Instant preparedAt() {
        return preparedAt;
    }

    @Nullable
    Instant closedAt() {
        return closedAt;
    }

    @Nullable
    UUID settledBy() {
        return settledBy;
    }
}
