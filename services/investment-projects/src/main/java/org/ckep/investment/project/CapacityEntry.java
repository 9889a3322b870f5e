package org.ckep.investment.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * What a project can make, by plan or in fact.
 *
 * @param product what is made, in the source's words
 * @param quantity how much, with its unit (wafer/month, GWh, t)
 * @param kind planned or actual
 * @param asOf the date for which it is stated, null where not stated
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CapacityEntry(
        @NotBlank @Size(max = 200) String product,
        @NotNull Quantity quantity,
        @NotNull Kind kind,
        @Nullable FuzzyDate asOf) {

    enum Kind {
        PLANNED,
        ACTUAL
    }
}
