package org.ckep.investment.pending;

import jakarta.persistence.Column;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.change.ChangeHash;
import org.ckep.kernel.id.Urn;
import org.ckep.records.RegisterRecord;
import org.jspecify.annotations.Nullable;

/** Base of what is stored until a second person has confirmed it; {@link TwoPersons} begins and ends it. */
@MappedSuperclass
public abstract class Pending {
    @Id
    private UUID id;

    @Version
    private int version;

    @Column(updatable = false)
    @Enumerated(EnumType.STRING)
    private Side side;

    @Enumerated(EnumType.STRING)
    private PendingState state;

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
    protected Pending() {}

    /**
     * A new one.
     *
     * @param record for whose version it is
     * @param content the whole document that is confirmed, as JSON
     */
    protected Pending(Draft draft, RegisterRecord record, String content) {
        this.id = draft.id();
        this.side = draft.side();
        this.state = PendingState.PENDING;
        this.baseVersion = record.version();
        this.content = ChangeHash.canonical(content);
        this.hash = ChangeHash.ofText(this.content);
        this.maker = draft.maker();
        this.draftedAt = draft.at();
    }

    /**
     * Who drafts.
     *
     * @param id of what he drafts
     * @param side for which he acts
     * @param maker his subject
     * @param at when
     */
    public record Draft(UUID id, Side side, String maker, Instant at) {}

    /** What it is. */
    protected abstract PendingKind kind();

    /** Subjects of all who have a part in it, who do not confirm it. */
    protected Set<String> makers() {
        return Set.of(maker);
    }

    /** Takes over what the rules have decided on the act of that person. */
    final void end(PendingState next, String actor, Instant now) {
        this.state = next;
        this.closedBy = actor;
        this.closedAt = now;
    }

    final PendingRules.Waiting waiting() {
        return new PendingRules.Waiting(kind(), side, state, hash, makers());
    }

    public UUID id() {
        return id;
    }

    public Urn urn() {
        return new Urn(kind().type(), id);
    }

    int version() {
        return version;
    }

    public Side side() {
        return side;
    }

    public PendingState state() {
        return state;
    }

    public String content() {
        return content;
    }

    public String hash() {
        return hash;
    }

    /** Subject of whoever drafted it, whose word it remains. */
    public String maker() {
        return maker;
    }

    public Instant draftedAt() {
        return draftedAt;
    }

    /** When it was confirmed, dropped, replaced or overtaken; null while it waits. */
    public @Nullable Instant closedAt() {
        return closedAt;
    }
}
