package org.ckep.investment.capacity;

import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Filters of the list of claims; those left out leave nothing out, except that expectations have to be asked for. */
class CapacityShareFilter {
    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,10})?");

    @QueryParam("minPercent")
    @Parameter(
            description =
                    "Only claims that say at least this much: for \"at least\", \"more than\" and ranges the lower "
                            + "bound counts; \"at most\" and \"less than\" never qualify",
            schema = @Schema(type = SchemaType.NUMBER, minimum = "0", maximum = "100"),
            example = "30")
    @Nullable
    String minPercent;

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
     * @throws ProblemException INVALID_VALUE for anything but a plain decimal from 0 to 100
     */
    @Nullable
    BigDecimal atLeast() {
        return percent(minPercent);
    }

    static @Nullable BigDecimal percent(@Nullable String minPercent) {
        if (minPercent == null) {
            return null;
        }
        if (DECIMAL.matcher(minPercent).matches()) {
            BigDecimal percent = new BigDecimal(minPercent);
            if (percent.compareTo(WHOLE) <= 0) {
                return percent;
            }
        }
        throw ProblemException.invalidParameter(
                "minPercent", "The parameter 'minPercent' must be a number between 0 and 100.");
    }

    /** The modalities asked for; where none is, all that count by default. */
    List<Modality> modalities() {
        return Modality.wanted(modality);
    }
}
