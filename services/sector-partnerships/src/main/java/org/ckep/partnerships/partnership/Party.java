package org.ckep.partnerships.partnership;

import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.OrgRef;
import org.ckep.partnerships.organisation.OrganisationSide;
import org.jspecify.annotations.Nullable;

/**
 * A party as the rules see it.
 *
 * @param ref the organisation under its present URN, or what is known of a party without a name
 * @param side where it belongs; null for an unnamed party of which not even that is known
 * @param role its function
 * @param from since when it takes part, null where not stated
 * @param to until when, null where open or not stated
 * @param group true for a group of companies
 */
record Party(
        OrgRef ref,
        @Nullable OrganisationSide side,
        PartyRole role,
        @Nullable FuzzyDate from,
        @Nullable FuzzyDate to,
        boolean group) {

    /** True unless one interval certainly ends before the other begins; an open end reaches everywhere. */
    boolean overlaps(Party other) {
        return !endsBefore(to, other.from) && !endsBefore(other.to, from);
    }

    private static boolean endsBefore(@Nullable FuzzyDate end, @Nullable FuzzyDate beginning) {
        return end != null && beginning != null && beginning.isCertainlyAfter(end);
    }
}
