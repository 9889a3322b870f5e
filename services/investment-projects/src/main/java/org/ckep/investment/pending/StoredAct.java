package org.ckep.investment.pending;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Set;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.id.Urn;
import org.ckep.records.RegisterRecord;

/** An act that waits for a second person, as it is stored. */
@Entity
@Table(name = "pending_act")
class StoredAct extends Pending {
    static final String TYPE = "pending-act";

    /** Acts that a maker alone drafts, and no statistician. */
    private static final Set<String> OF_MAKERS = Set.of("change-site", "take-step");

    private static final PendingKind OF_A_MAKER = kind(Set.of(Role.MAKER));
    private static final PendingKind OF_BOTH = kind(Set.of(Role.MAKER, Role.STATISTICIAN));

    @Column(updatable = false)
    private String recordUrn;

    @Column(updatable = false)
    private String act;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected StoredAct() {}

    /**
     * A new one.
     *
     * @param content the whole document that is confirmed, as JSON
     */
    StoredAct(Draft draft, RegisterRecord record, String act, String content) {
        super(draft, record, content);
        this.recordUrn = record.urn().toString();
        this.act = act;
    }

    private static PendingKind kind(Set<Role> drafters) {
        return new PendingKind(
                TYPE, drafters, PendingProblem.PENDING_ACT_OF_ONES_OWN, PendingProblem.PENDING_ACT_NEEDS_A_PERSON);
    }

    @Override
    protected PendingKind kind() {
        return OF_MAKERS.contains(act) ? OF_A_MAKER : OF_BOTH;
    }

    Urn record() {
        return Urn.parse(recordUrn);
    }

    String act() {
        return act;
    }
}
