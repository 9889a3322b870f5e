package org.ckep.investment.project;

import java.time.Instant;
import java.util.List;
import org.ckep.investment.register.Expand;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.records.KnownAt;
import org.jspecify.annotations.Nullable;

/**
 * How a project is read: by each of the three clocks, all of which may be asked for at once.
 *
 * @param expand what comes beside the plain view
 * @param perspective as whose record, null for all that the viewer may see side by side
 * @param knownAt as it was recorded at that instant, null for now
 * @param asOf as it stood in the world then, null for the latest that is known
 */
record Reading(
        List<Expand> expand,
        @Nullable ProjectPerspective perspective,
        @Nullable Instant knownAt,
        @Nullable FuzzyDate asOf) {
    private static final String AS_OF = "asOf";

    Reading {
        expand = List.copyOf(expand);
        if (asOf != null && expand.contains(Expand.assessments)) {
            throw ProblemException.invalidParameter(
                    AS_OF, "Assessments judge a project as a whole, so 'asOf' does not go with expand=assessments.");
        }
    }

    /** The project as it is recorded now. */
    static Reading now(List<Expand> expand) {
        return new Reading(expand, null, null, null);
    }

    /**
     * What a request's parameters ask for.
     *
     * @throws ProblemException INVALID_VALUE where one of them is malformed, or two do not go together
     */
    static Reading of(List<Expand> expand, @Nullable String view, @Nullable String knownAt, @Nullable String asOf) {
        return new Reading(expand, ProjectPerspective.of(view), KnownAt.of(knownAt), date(asOf));
    }

    private static @Nullable FuzzyDate date(@Nullable String asOf) {
        if (asOf == null) {
            return null;
        }
        try {
            return FuzzyDate.parse(asOf);
        } catch (IllegalArgumentException malformed) {
            throw ProblemException.invalidParameter(
                    AS_OF,
                    "The parameter 'asOf' must be a date such as 2023, 2023-H1, 2023-Q2, 2023-05 or 2023-05-17.");
        }
    }
}
