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

    private static final PendingKind KIND = new PendingKind(
            TYPE,
            Set.of(Role.MAKER, Role.STATISTICIAN),
            PendingProblem.PENDING_ACT_OF_ONES_OWN,
            PendingProblem.PENDING_ACT_NEEDS_A_PERSON);

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

    @Override
    protected PendingKind kind() {
        return KIND;
    }

    Urn record() {
        return Urn.parse(recordUrn);
    }

    String act() {
        return act;
    }
}
