package org.ckep.investment.capacity;

import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Filters of the list of claims; those left out leave nothing out, except that expectations have to be asked for. */
class CapacityShareFilter {
    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    @QueryParam("minPercent")
    @Parameter(
            description =
                    "Only claims that say at least this much: for \"at least\", \"more than\" and ranges the lower "
                            + "bound counts; \"at most\" and \"less than\" never qualify",
            example = "30")
    @Nullable
    BigDecimal minPercent;

    @QueryParam("country")
    @Parameter(description = "Country of the site, ISO 3166-1 alpha-2", example = "CN")
    @Nullable
    String country;

    @QueryParam("scope")
    @Parameter(description = "What kind of whole the share is of")
    @Nullable
    DenominatorScope scope;

    @QueryParam("site")
    @Parameter(description = "URN of the site")
    @Nullable
    String site;

    @QueryParam("organisation")
    @Parameter(description = "URN of the site's owner")
    @Nullable
    String organisation;

    @QueryParam("sector")
    @Parameter(description = "Code of a sector", example = "SEMI")
    @Nullable
    String sector;

    @QueryParam("modality")
    @Parameter(
            description = "Only in these moods; may be repeated. Without it, EXPECTATION and OPINION are left out.",
            example = "ASSERTED")
    @Nullable
    List<Modality> modality;

    @QueryParam("localId")
    @Parameter(description = "Id in another register, as scheme:value")
    @Nullable
    String localId;

    /** For the REST runtime. */
    CapacityShareFilter() {}

    /**
     * The least percentage asked for, null for any.
     *
     * @throws ProblemException INVALID_VALUE outside 0 to 100
     */
    @Nullable
    BigDecimal atLeast() {
        if (minPercent != null && (minPercent.signum() < 0 || minPercent.compareTo(WHOLE) > 0)) {
            throw ProblemException.invalidParameter(
                    "minPercent", "The parameter 'minPercent' must lie between 0 and 100.");
        }
        return minPercent;
    }

    /** The modalities asked for; where none is, all that count by default. */
    List<Modality> modalities() {
        return modality == null || modality.isEmpty()
                ? Arrays.stream(Modality.values())
                        .filter(one -> !one.onlyOnRequest())
                        .toList()
                : modality;
    }
}
