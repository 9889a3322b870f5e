package org.ckep.hub.subscription;

import org.ckep.kernel.access.Audience;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;

/**
 * Whose subscriptions a caller sees: those of his ministry or agency, by the token alone. People and systems of one
 * agency share them.
 *
 * @param id for instance {@code cn/mofcom}, {@code agency/kotra} or {@code secretariat}
 * @param audience the log that the owner may read
 * @param actor who acts, for the record
 */
record Owner(String id, Audience audience, String actor) {
    /**
     * @throws ProblemException FORBIDDEN for a caller who belongs to no government, agency or secretariat
     */
    static Owner of(Viewer viewer) {
        String agency = viewer.agency();
        String actor = viewer.subject() == null ? "" : viewer.subject();
        if (viewer.side() != null) {
            String side = viewer.side().name().toLowerCase(java.util.Locale.ROOT);
            return new Owner(agency == null ? side : side + "/" + agency, viewer.audience(), actor);
        }
        if (viewer.hasRole(Role.SECRETARIAT)) {
            return new Owner("secretariat", viewer.audience(), actor);
        }
        if (agency == null) {
            throw new ProblemException(
                    KernelProblem.FORBIDDEN, "Subscriptions belong to ministries, agencies and the secretariat.");
        }
        return new Owner("agency/" + agency, viewer.audience(), actor);
    }
}
