package org.ckep.policy.measure;

import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/** The dates of a measure (rule M10) and the goods it affects. */
final class MeasureRules {
    private static final Pattern HS = Pattern.compile("\\d{2}|\\d{4}|\\d{6}");

    private MeasureRules() {}

    /** Rule M10: a measure is removed only after it was in force. */
    static Optional<FieldError> wrongDates(@Nullable FuzzyDate inForceOn, @Nullable FuzzyDate removedOn) {
        if (removedOn == null) {
            return Optional.empty();
        }
        if (inForceOn == null) {
            return Optional.of(FieldError.at(
                    "/removedOn", "removed-before-in-force", "A measure that was never in force cannot be removed."));
        }
        return inForceOn.isCertainlyAfter(removedOn)
                ? Optional.of(FieldError.at(
                        "/removedOn",
                        "removed-before-in-force",
                        removedOn + " is before the measure comes into force on " + inForceOn + "."))
                : Optional.empty();
    }

    /** The state on a day; a date counts once its whole interval has come. */
    static MeasureState stateOn(
            @Nullable FuzzyDate announcedOn,
            @Nullable FuzzyDate inForceOn,
            @Nullable FuzzyDate removedOn,
            LocalDate day) {
        if (reached(removedOn, day)) {
            return MeasureState.REMOVED;
        }
        if (reached(inForceOn, day)) {
            return MeasureState.IN_FORCE;
        }
        return announcedOn == null && inForceOn == null ? MeasureState.UNDATED : MeasureState.ANNOUNCED;
    }

    private static boolean reached(@Nullable FuzzyDate date, LocalDate day) {
        return date != null && !date.end().isAfter(day);
    }

    /** True for a chapter, heading or subheading of the Harmonized System, without dots. */
    static boolean isHsCode(String code) {
        return HS.matcher(code).matches();
    }
}
