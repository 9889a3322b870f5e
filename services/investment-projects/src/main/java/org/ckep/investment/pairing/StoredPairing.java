package org.ckep.investment.pairing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeSet;
import org.ckep.kernel.change.ChangeState;
import org.ckep.kernel.change.Procedure;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.change.Signatures;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A pairing as it is stored: the act of both sides, not the link that it makes. */
@Entity
@Table(name = "pairing")
class StoredPairing {
    static final String TYPE = "pairing";

    @Id
    private UUID id;

    @Version
    private int version;

    @Column(updatable = false)
    @Enumerated(EnumType.STRING)
    private Side side;

    @Column(updatable = false)
    @Enumerated(EnumType.STRING)
    private PairingKind kind;

    @Column(updatable = false)
    private UUID groupId;

    @Column(updatable = false)
    private List<UUID> members;

    @Enumerated(EnumType.STRING)
    private ChangeState state;

    @Column(updatable = false)
    private String content;

    private String hash;

    @Column(updatable = false)
    @JdbcTypeCode(SqlTypes.JSON)
    private LocalizedText reason;

    private List<String> authors;

    @JdbcTypeCode(SqlTypes.JSON)
    private Signatures signatures;

    @Column(updatable = false)
    private Instant draftedAt;

    private @Nullable Instant proposedAt;
    private @Nullable Instant deadline;
    private @Nullable Instant closedAt;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText remark;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected StoredPairing() {}

    /**
     * A draft.
     *
     * @param content what is signed
     * @param text the same as JSON
     */
    @SuppressWarnings("NullAway.Init") // become() fills the rest
    StoredPairing(
            UUID id,
            Side side,
            String author,
            PairingContent content,
            String text,
            String hash,
            LocalizedText reason,
            Instant now) {
        this.id = id;
        this.side = side;
        this.kind = content.kind();
        this.groupId = content.group().uuid();
        this.members = content.ids();
        this.content = text;
        this.reason = reason;
        this.draftedAt = now;
        become(ChangeSet.draft(side, Procedure.EXPLICIT, author, hash), now);
    }

    /** Takes over what the protocol has decided. */
    final void become(ChangeSet next, Instant now) {
        this.state = next.state();
        this.hash = next.hash();
        this.authors = next.authors().stream().sorted().toList();
        this.signatures = new Signatures(next.signatures());
        this.proposedAt = next.proposedAt();
        this.deadline = next.deadline();
        this.closedAt = next.state().isOpen() ? null : now;
    }

    /** What was said about it last; null once a maker hands it in anew. */
    void remark(@Nullable LocalizedText words) {
        this.remark = words;
    }

    /** As the rules see it: a change set like any other. */
    ChangeSet toChangeSet() {
        return new ChangeSet(
                side, Procedure.EXPLICIT, state, Set.copyOf(authors), hash, signatures.all(), proposedAt, deadline);
    }

    UUID id() {
        return id;
    }

    Urn urn() {
        return new Urn(TYPE, id);
    }

    int version() {
        return version;
    }

    Side side() {
        return side;
    }

    /** Who acts for its side where no person does: the calendar. */
    Viewer nobody() {
        return Viewer.nobody(side);
    }

    /** As JSON. */
    String content() {
        return content;
    }

    LocalizedText reason() {
        return reason;
    }

    Instant draftedAt() {
        return draftedAt;
    }

    @Nullable
    Instant closedAt() {
        return closedAt;
    }

    @Nullable
    LocalizedText remark() {
        return remark;
    }
}
