package org.ckep.investment.project;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is invested as both sides have agreed, as each of them has it and as everybody is told, beside each other: the sums of
 * two views say the same money twice and are never added up, and there is no average of them.
 *
 * @param coverage always {@code visible-only}: the sums are of what the viewer may see, and say nothing of the rest
 * @param data sums by view, basis and currency
 */
@Schema(name = "Totals")
record Totals(String coverage, List<Sum> data) {

    /** As whose record the projects are read. */
    @Schema(name = "TotalsView")
    enum View {
        @JsonProperty("agreed")
        AGREED(ProjectPerspective.AGREED),
        @JsonProperty("cn")
        CN(ProjectPerspective.CN),
        @JsonProperty("kr")
        KR(ProjectPerspective.KR),
        @JsonProperty("public")
        PUBLIC(ProjectPerspective.PUBLIC);

        private final ProjectPerspective perspective;

        View(ProjectPerspective perspective) {
            this.perspective = perspective;
        }

        ProjectPerspective perspective() {
            return perspective;
        }
    }

    /**
     * One cell.
     *
     * @param view whose word it is
     * @param basis what the amounts count, absent for projects whose sum is not known
     * @param currency ISO 4217 code, absent with the basis
     * @param projects number of projects in it
     * @param amount their sum
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Total")
    record Sum(
            View view,
            @Nullable InvestmentBasis basis,
            @Nullable String currency,
            long projects,

            @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
            BigDecimal amount) {}
}
