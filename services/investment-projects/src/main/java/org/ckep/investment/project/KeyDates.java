package org.ckep.investment.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/**
 * One key date of a project: every date that was ever planned, so that slippage shows, and the actual one.
 *
 * @param planned planned dates in the order in which they were made known; entries are only ever added
 * @param actual when it happened, null while it has not or is not known
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record KeyDates(List<FuzzyDate> planned, @Nullable FuzzyDate actual) {
    /** Nothing planned, nothing happened. */
    static final KeyDates NONE = new KeyDates(List.of(), null);

    @SuppressWarnings("ConstantValue") // JSON may leave the list out
    KeyDates {
        planned = planned == null ? List.of() : List.copyOf(planned);
    }

    KeyDates plannedFor(FuzzyDate date) {
        List<FuzzyDate> plans = new ArrayList<>(planned);
        plans.add(date);
        return new KeyDates(plans, actual);
    }

    KeyDates happenedOn(FuzzyDate date) {
        return new KeyDates(planned, date);
    }
}
