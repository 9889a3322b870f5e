package org.ckep.records.change;

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
import org.ckep.kernel.change.Signature;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.Sources;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A change set as it is stored. */
@Entity
@Table(name = "change_set")
class StoredChange {
    static final String TYPE = "change";

    @Id
    private UUID id;

    @Version
    private int version;

    @Column(updatable = false)
    private String recordUrn;

    @Column(updatable = false)
    @Enumerated(EnumType.STRING)
    private Side side;

    @Enumerated(EnumType.STRING)
    private ChangeState state;

    @Enumerated(EnumType.STRING)
    private Procedure procedure;

    private boolean makesJoint;
    private int baseVersion;
    private String baseHash;
    private String base;
    private String patch;
    private @Nullable String step;
    private List<UUID> settles;
    private @Nullable String classification;
    private @Nullable String figure;
    private String hash;

    @JdbcTypeCode(SqlTypes.JSON)
    private LocalizedText reason;

    private List<UUID> evidence;
    private List<String> authors;

    @JdbcTypeCode(SqlTypes.JSON)
    private Signatures signatures;

    @Column(updatable = false)
    private @Nullable UUID parent;

    @Column(updatable = false)
    private Instant draftedAt;

    private @Nullable Instant proposedAt;
    private @Nullable Instant deadline;
    private @Nullable Instant closedAt;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText remark;

    private @Nullable Integer resultVersion;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected StoredChange() {}

    /** A draft of that content. */
    @SuppressWarnings("NullAway.Init") // write() and become() fill the rest
    StoredChange(
            JointRecord record, Side side, String author, @Nullable UUID parent, ChangeContent content, Instant now) {
        this.id = UUID.randomUUID();
        this.recordUrn = record.entity().urn().toString();
        this.side = side;
        this.parent = parent;
        this.draftedAt = now;
        write(content);
        become(ChangeSet.draft(side, content.procedure(), author, content.hash()), now);
    }

    /** Takes over another content; the rules say when that is possible. */
    final void write(ChangeContent content) {
        this.procedure = content.procedure();
        this.makesJoint = content.makesJoint();
        this.baseVersion = content.baseVersion();
        this.baseHash = content.baseHash();
        this.base = content.base();
        this.patch = content.patch();
        this.step = content.step();
        this.settles = content.settles().stream().map(Urn::uuid).toList();
        this.classification = content.classification();
        this.figure = content.figure();
        this.reason = content.reason();
        this.evidence = content.evidence().stream().map(Urn::uuid).toList();
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

    /** Notes the version of the record that it makes. */
    void makes(int recordVersion) {
        this.resultVersion = recordVersion;
    }

    /** As the rules see it. */
    ChangeSet toChangeSet() {
        return new ChangeSet(side, procedure, state, Set.copyOf(authors), hash, signatures.all(), proposedAt, deadline);
    }

    UUID id() {
        return id;
    }

    Urn urn() {
        return new Urn(TYPE, id);
    }

    /** What is signed. */
    String hash() {
        return hash;
    }

    Urn record() {
        return Urn.parse(recordUrn);
    }

    int version() {
        return version;
    }

    Side side() {
        return side;
    }

    ChangeState state() {
        return state;
    }

    Procedure procedure() {
        return procedure;
    }

    /** How the other side agrees, told where it is not expressly. */
    @Nullable
    Procedure unusualProcedure() {
        return procedure == Procedure.EXPLICIT ? null : procedure;
    }

    /** Subject of the maker who handed it in. */
    String submittedBy() {
        return signatures.all().stream()
                .filter(signature -> signature.function() == Signature.Function.MAKER)
                .map(Signature::subject)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody has handed the change set in"));
    }

    /** Who acts for its side where no person does: the calendar. */
    Viewer nobody() {
        return Viewer.nobody(side);
    }

    boolean makesJoint() {
        return makesJoint;
    }

    int baseVersion() {
        return baseVersion;
    }

    String baseHash() {
        return baseHash;
    }

    String base() {
        return base;
    }

    String patch() {
        return patch;
    }

    @Nullable
    String step() {
        return step;
    }

    /** The objections that it settles. */
    List<Urn> settles() {
        return settles.stream()
                .map(objection -> new Urn(StoredObjection.TYPE, objection))
                .toList();
    }

    /** Who may read the record, or the figure, from then on, as JSON; null where that stays as it is. */
    @Nullable
    String classification() {
        return classification;
    }

    /** The figure that is agreed on beside the record's values, or released, as JSON; null for none. */
    @Nullable
    String figure() {
        return figure;
    }

    LocalizedText reason() {
        return reason;
    }

    List<Urn> evidence() {
        return evidence.stream().map(source -> new Urn(Sources.TYPE, source)).toList();
    }

    @Nullable
    UUID parent() {
        return parent;
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
