package org.ckep.records.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeProtocol;
import org.ckep.kernel.change.ChangeSet;
import org.ckep.kernel.change.ChangeState;
import org.ckep.kernel.field.FieldPolicy;
import org.ckep.kernel.id.Urn;

/** Renders change sets for those who may know of them. */
@ApplicationScoped
class ChangeSetViews {
    private final PatchDocument patches;
    private final Clock clock;

    ChangeSetViews(PatchDocument patches, Clock clock) {
        this.patches = patches;
        this.clock = clock;
    }

    /** A change set with the acts that are open to the viewer now. */
    ChangeSetView of(Viewer viewer, JointRecord record, StoredChange change) {
        return of(viewer, record.policy(), change);
    }

    /** The same for a record with these classes of attributes. */
    ChangeSetView of(Viewer viewer, FieldPolicy policy, StoredChange change) {
        Instant now = clock.instant();
        ChangeSet rules = change.toChangeSet();
        ObjectNode base = (ObjectNode) patches.jackson(change.base());
        JsonNode patch = patches.jackson(change.patch());
        ObjectNode after = patches.apply(policy, base, patch);
        List<String> changed = PatchDocument.changed(policy, base, after);
        ChangeState state = rules.stateAt(now);
        return new ChangeSetView(
                change.urn(),
                change.record(),
                change.side(),
                state,
                change.unusualProcedure(),
                change.makesJoint(),
                changed,
                patch,
                patches.jacksonOrNull(change.step()),
                base.deepCopy().retain(changed),
                after.retain(changed),
                change.reason(),
                change.evidence(),
                change.settles(),
                patches.jacksonOrNull(change.classification()),
                patches.signed(change.figure()),
                rules.hash(),
                change.baseHash(),
                rules.signatures().stream()
                        .map(signature -> ChangeSetView.SignatureNote.of(signature, viewer))
                        .toList(),
                change.parent() == null ? null : new Urn(StoredChange.TYPE, change.parent()),
                viewer.side() == change.side() ? change.draftedAt() : null,
                rules.proposedAt(),
                rules.deadline(),
                state == ChangeState.EXPIRED ? rules.deadline() : change.closedAt(),
                change.remark(),
                ChangeProtocol.allowed(rules, viewer, now));
    }
}
