package org.ckep.hub.subscription;

import java.util.Locale;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * Whose subscriptions a caller sees: those of his ministry or agency, by the token alone. People and systems of one
 * agency share them.
 *
 * @param id for instance {@code cn/mofcom}, {@code agency/kotra} or {@code secretariat}
 * @param audience the log that the owner may read
 * @param actor who acts, for the record
 */
record Owner(String id, Audience audience, String actor) {
    private static final String OF_AGENCY = "agency/";

    /** The id of the owner that a caller acts for, null where he belongs to none. */
    static @Nullable String id(Viewer viewer) {
        String agency = viewer.agency();
        if (viewer.side() != null) {
            String side = viewer.side().name().toLowerCase(Locale.ROOT);
            return agency == null ? side : side + "/" + agency;
        }
        if (viewer.hasRole(Role.SECRETARIAT)) {
            return "secretariat";
        }
        return agency == null ? null : OF_AGENCY + agency;
    }

    /** True for a partner agency. */
    boolean isAgency() {
        return id.startsWith(OF_AGENCY);
    }
}
