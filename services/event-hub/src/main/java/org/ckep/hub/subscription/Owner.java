package org.ckep.hub.subscription;

import java.util.Locale;
import org.ckep.hub.log.ReaderLogs;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Whose subscriptions a caller sees: those of his ministry or agency, by the token alone. People and systems of one
 * agency share them.
 *
 * @param id for instance {@code cn/mofcom}, {@code agency/kotra} or {@code secretariat}
 * @param audience the log that the owner may read
 * @param ministry the log of what is his ministry's alone, null where he has none
 * @param actor who acts, for the record
 */
record Owner(String id, Audience audience, @Nullable Audience ministry, String actor) {
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

    /**
     * The log that he asks for.
     *
     * @param name null for that of his group
     * @param pointer where he names it
     */
    Audience log(@Nullable String name, String pointer) {
        if (name == null) {
            return audience;
        }
        if (!name.equals(ReaderLogs.MINISTRY)) {
            throw ProblemException.invalid(
                    pointer, "invalid", "The log that can be asked for is " + ReaderLogs.MINISTRY + ".");
        }
        if (ministry == null) {
            String reason = "Only those who belong to a ministry have a log of theirs.";
            throw new ProblemException(KernelProblem.FORBIDDEN, reason)
                    .withErrors(FieldError.at(pointer, "not-allowed", reason));
        }
        return ministry;
    }

    /** True for a partner agency. */
    boolean isAgency() {
        return id.startsWith(OF_AGENCY);
    }
}
