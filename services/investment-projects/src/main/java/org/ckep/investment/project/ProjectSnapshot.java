package org.ckep.investment.project;

import java.util.Map;
import java.util.Set;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * A project as the rules see it: what the actor may read of it, and nothing else.
 *
 * @param stateSince since when the state holds, null where not known
 * @param stateReason why it was entered, null where no reason belongs to it
 * @param notShown guards that its sources cannot show
 * @param custody who stands behind it and who wrote it
 * @param siteCountries country of each of its sites
 */
record ProjectSnapshot(
        Urn urn,
        ProjectContent content,
        ProjectState state,
        @Nullable FuzzyDate stateSince,
        @Nullable LocalizedText stateReason,
        Set<Guard> notShown,
        Evidence.Bindings bindings,
        StepAuthority.Custody custody,
        Map<Urn, String> siteCountries) {

    /** The same project with another content. */
    ProjectSnapshot with(ProjectContent other) {
        return new ProjectSnapshot(
                urn, other, state, stateSince, stateReason, notShown, bindings, custody, siteCountries);
    }

    boolean isObserved() {
        return custody.stewardship() == Stewardship.OBSERVED;
    }

    boolean ownSideHosts() {
        return custody.owner() != null && custody.owner() == content.direction().hostSide();
    }

    ProjectInvariants.Subject subject() {
        return new ProjectInvariants.Subject(urn, content, state, stateSince, siteCountries, notShown);
    }
}
