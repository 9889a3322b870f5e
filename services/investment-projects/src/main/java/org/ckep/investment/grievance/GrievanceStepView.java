package org.ckep.investment.grievance;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A step that a grievance took.
 *
 * @param from the state before
 * @param to the state after
 * @param date when that was
 * @param agency who looks into it
 * @param answer what the agency says
 * @param reason why
 * @param recordedAt when the step was recorded
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "GrievanceStep")
record GrievanceStepView(
        GrievanceState from,
        GrievanceState to,
        FuzzyDate date,
        @Nullable String agency,
        @Nullable LocalizedText answer,
        @Nullable LocalizedText reason,
        Instant recordedAt) {}
