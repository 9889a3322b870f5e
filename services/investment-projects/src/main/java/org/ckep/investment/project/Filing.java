package org.ckep.investment.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.ckep.investment.register.Violation;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/**
 * A filing with an authority of the host country. It stands in the annex of the side that entered it and is shown to that
 * side alone.
 *
 * @param kind what is filed or would have to be, such as "foreign investment report"
 * @param agency the authority, null where not stated
 * @param number the authority's number, null where no filing is required
 * @param filedOn when it was filed, null where not stated
 * @param decidedOn when it was decided, null while pending or not stated
 * @param outcome what the authority decided
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Filing(
        @NotBlank @Size(max = 200) String kind,
        @Size(max = 200) @Nullable String agency,
        @Size(max = 100) @Nullable String number,
        @Nullable FuzzyDate filedOn,
        @Nullable FuzzyDate decidedOn,
        @NotNull Outcome outcome) {

    enum Outcome {
        PENDING,
        POSITIVE,
        NEGATIVE,
        NOT_REQUIRED
    }

    /**
     * What is wrong with its dates.
     *
     * @param pointer JSON pointer of the filing in the request
     */
    List<Violation> violations(LocalDate today, String pointer) {
        boolean future = isAfter(today, filedOn) || isAfter(today, decidedOn);
        return future
                ? List.of(new Violation(
                        ProjectProblem.PROJECT_DATE_IN_FUTURE,
                        pointer,
                        "future",
                        "A filing or its decision cannot lie after today (" + today + ")."))
                : List.of();
    }

    private static boolean isAfter(LocalDate today, @Nullable FuzzyDate date) {
        return date != null && date.isCertainlyAfter(today);
    }

    /** True where nothing is left to wait for and nothing was refused. */
    boolean isCleared() {
        return outcome == Outcome.POSITIVE || outcome == Outcome.NOT_REQUIRED;
    }

    boolean isNumbered() {
        return number != null && !number.isBlank();
    }

    /** True where this is a newer statement about the same filing. */
    boolean continues(Filing earlier) {
        return kind.equals(earlier.kind) && (number == null || earlier.number == null || number.equals(earlier.number));
    }
}
