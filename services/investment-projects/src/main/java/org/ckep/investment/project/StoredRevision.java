package org.ckep.investment.project;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.ckep.investment.pending.Pending;
import org.ckep.investment.pending.PendingKind;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.change.ChangeHash;
import org.jspecify.annotations.Nullable;

/** A revision of a project as it is stored. */
@Entity
@Table(name = "pending_revision")
class StoredRevision extends Pending {
    private static final PendingKind KIND = new PendingKind(
            "revision",
            Set.of(Role.MAKER),
            ProjectProblem.PROJECT_OWN_APPROVAL,
            ProjectProblem.PROJECT_SERVICE_ACCOUNT);

    @Column(updatable = false)
    private UUID projectId;

    @Column(updatable = false)
    private String base;

    @Column(updatable = false)
    private String patch;

    @Column(updatable = false)
    private @Nullable UUID replaces;

    @Column(updatable = false)
    private List<String> makers;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected StoredRevision() {}

    /**
     * A new one.
     *
     * @param drafted what the project says and is to say, and the patch that leads there, as JSON
     * @param replaced the one that it takes the place of, null where none was pending
     */
    StoredRevision(Draft draft, Project project, Drafted drafted, @Nullable StoredRevision replaced) {
        super(draft, project, drafted.content());
        this.projectId = project.id();
        this.base = ChangeHash.canonical(drafted.base());
        this.patch = drafted.patch();
        this.replaces = replaced == null ? null : replaced.id();
        this.makers = makers(replaced, draft.maker());
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

    @Override
    protected PendingKind kind() {
        return KIND;
    }

    @Override
    protected Set<String> makers() {
        return Set.copyOf(makers);
    }

    String base() {
        return base;
    }

    String patch() {
        return patch;
    }
}
