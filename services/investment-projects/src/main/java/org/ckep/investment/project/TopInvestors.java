package org.ckep.investment.project;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who invests most.
 *
 * @param coverage always {@code visible-only}: of what the viewer may see
 * @param data investors by currency, the one that has bound itself to most first; at the end those who have bound themselves
 *     to nothing yet, by the number of their projects
 */
@Schema(name = "TopInvestors")
record TopInvestors(String coverage, List<Investor> data) {

    /**
     * An organisation in one currency.
     *
     * @param organisation URN of the organisation
     * @param name its name, absent while this service has not learnt it
     * @param currency ISO 4217 code, absent where it has bound itself to nothing
     * @param projects number of its projects
     * @param committed what it has bound itself to in them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "TopInvestor")
    record Investor(
            Urn organisation,
            @Nullable LocalizedText name,
            @Nullable String currency,
            long projects,

            @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
            BigDecimal committed) {}
}
