package org.ckep.investment.project;

import java.time.Instant;
import java.util.List;
import org.ckep.kernel.value.OrgRef;
import org.jspecify.annotations.Nullable;

/**
 * A project as it goes into files of other standards.
 *
 * @param project what its reader may see of it; the agreed values, without either side's figures
 * @param book what one ledger says of it
 * @param changedAt when anything of that last changed
 */
record ExportedProject(ProjectView project, Book book, Instant changedAt) {

    /** The entity that receives what is invested, null where none or several are named. */
    @Nullable
    OrgRef receiver() {
        List<OrgRef> hosts = project.participants().stream()
                .filter(participant -> participant.role() == ParticipantRole.HOST_ENTITY)
                .map(ProjectView.ParticipantNote::org)
                .filter(org -> org.orgId() != null)
                .distinct()
                .toList();
        return hosts.size() == 1 ? hosts.getFirst() : null;
    }
}
