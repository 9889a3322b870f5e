package org.ckep.investment.grievance;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * A step of a grievance.
 *
 * @param to the state that it leads to
 * @param date when that was
 * @param agency for UNDER_REVIEW: who looks into it
 * @param answer for ANSWERED: what the agency says
 * @param reason for all but the first review and the first answer: why
 */
record GrievanceCommand(
        @NotNull GrievanceState to,
        @NotNull FuzzyDate date,
        @Size(min = 1, max = 200) @Nullable String agency,
        @Nullable LocalizedText answer,
        @Nullable LocalizedText reason) {}
