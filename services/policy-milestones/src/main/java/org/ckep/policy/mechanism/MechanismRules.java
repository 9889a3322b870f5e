package org.ckep.policy.mechanism;

import java.time.LocalDate;
import java.time.Period;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/** Who faces whom in a mechanism on a day (rule M12), and when it is to meet again. */
final class MechanismRules {
    private MechanismRules() {}

    /** Rule M12: the sides that have no organisation in the mechanism on a day. */
    static Set<Side> unmanned(Collection<NewMechanism.Counterpart> counterparts, FuzzyDate day) {
        Set<Side> missing = EnumSet.allOf(Side.class);
        counterparts.stream()
                .filter(counterpart ->
                        counterpart.from() == null || !counterpart.from().isCertainlyAfter(day))
                .filter(counterpart -> counterpart.to() == null || !day.isCertainlyAfter(counterpart.to()))
                .forEach(counterpart -> missing.remove(counterpart.side()));
        return missing;
    }

    /**
     * When the next session is due.
     *
     * @param lastEnd the last day of the last session, null where none is known
     */
    static @Nullable LocalDate nextDue(@Nullable String periodicity, @Nullable LocalDate lastEnd) {
        return periodicity == null || lastEnd == null ? null : lastEnd.plus(Period.parse(periodicity));
    }
}
