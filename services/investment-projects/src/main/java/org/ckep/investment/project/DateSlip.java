package org.ckep.investment.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/**
 * A key date that is certainly later than it was planned to be.
 *
 * @param keyDate which one
 * @param planned the newest plan that stood before
 * @param replanned the plan that has taken its place, null where there is none
 * @param actual when it happened, null while it has not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DateSlip(
        KeyDate keyDate,
        FuzzyDate planned,
        @Nullable FuzzyDate replanned,
        @Nullable FuzzyDate actual) {

    /** What has slipped by a change; what had happened before slips no more, whatever is put right about it. */
    static List<DateSlip> between(ProjectContent before, ProjectContent after) {
        return Arrays.stream(KeyDate.values())
                .flatMap(key -> of(key, before.keyDate(key), after.keyDate(key)))
                .toList();
    }

    private static Stream<DateSlip> of(KeyDate key, KeyDates before, KeyDates after) {
        if (before.planned().isEmpty() || before.actual() != null) {
            return Stream.empty();
        }
        FuzzyDate planned = before.planned().getLast();
        FuzzyDate newest = after.planned().isEmpty() ? planned : after.planned().getLast();
        FuzzyDate now = after.actual() == null ? newest : after.actual();
        return now.isCertainlyAfter(planned)
                ? Stream.of(new DateSlip(key, planned, Objects.equals(newest, planned) ? null : newest, after.actual()))
                : Stream.empty();
    }
}
