package org.ckep.investment.project;

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
import java.util.TreeSet;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.change.ChangeHash;
import org.ckep.kernel.id.Urn;
import org.jspecify.annotations.Nullable;

/** A revision of a project as it is stored. */
@Entity
@Table(name = "pending_revision")
class StoredRevision {
    static final String TYPE = "revision";

    @Id
    private UUID id;

    @Version
    private int version;

    @Column(updatable = false)
    private UUID projectId;

    @Column(updatable = false)
    @Enumerated(EnumType.STRING)
    private Side side;

    @Enumerated(EnumType.STRING)
    private RevisionState state;

    /** The version of the project that the maker had before himself. */
    @Column(updatable = false)
    private int baseVersion;

    @Column(updatable = false)
    private String base;

    @Column(updatable = false)
    private String patch;

    /** Canonical JSON (RFC 8785): what {@link #hash} is of. */
    @Column(updatable = false)
    private String content;

    @Column(updatable = false)
    private String hash;

    @Column(updatable = false)
    private @Nullable UUID replaces;

    @Column(updatable = false)
    private String maker;

    @Column(updatable = false)
    private List<String> makers;

    @Column(updatable = false)
    private Instant draftedAt;

    private @Nullable String closedBy;
    private @Nullable Instant closedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected StoredRevision() {}

    /**
     * A new one.
     *
     * @param drafted what the project says and is to say, and the patch that leads there, as JSON
     * @param replaced the one that it takes the place of, null where none was pending
     */
    StoredRevision(
            UUID id,
            Project project,
            Side side,
            Drafted drafted,
            @Nullable StoredRevision replaced,
            String maker,
            Instant now) {
        this.id = id;
        this.projectId = project.id();
        this.side = side;
        this.state = RevisionState.PENDING;
        this.baseVersion = project.version();
        this.base = ChangeHash.canonical(drafted.base());
        this.patch = drafted.patch();
        this.content = ChangeHash.canonical(drafted.content());
        this.hash = ChangeHash.ofText(content);
        this.replaces = replaced == null ? null : replaced.id;
        this.maker = maker;
        this.makers = makers(replaced, maker);
        this.draftedAt = now;
    }

    /** What a revision is drafted from and leads to, each as JSON. */
    record Drafted(String base, String patch, String content) {}

    private static List<String> makers(@Nullable StoredRevision replaced, String maker) {
        Set<String> all = new TreeSet<>(Set.of(maker));
        if (replaced != null) {
            all.addAll(replaced.makers);
        }
        return List.copyOf(all);
    }

    /** Takes over what the rules have decided on the act of that person. */
    void end(RevisionState next, String actor, Instant now) {
        this.state = next;
        this.closedBy = actor;
        this.closedAt = now;
    }

    RevisionRules.Revision toRevision() {
        return new RevisionRules.Revision(side, state, hash, Set.copyOf(makers));
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

    RevisionState state() {
        return state;
    }

    String base() {
        return base;
    }

    String patch() {
        return patch;
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
