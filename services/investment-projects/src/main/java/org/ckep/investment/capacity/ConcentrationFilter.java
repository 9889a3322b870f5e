package org.ckep.investment.capacity;

import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.util.List;
import org.ckep.investment.register.Names;
import org.ckep.investment.register.Parameters;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Filters of the report on concentration. */
class ConcentrationFilter {
    @QueryParam("minPercent")
    @Parameter(
            description = "Only where the most that is claimed reaches this",
            schema = @Schema(type = SchemaType.NUMBER, minimum = "0", maximum = "100"),
            example = "30")
    @Nullable
    String minPercent;

    @QueryParam("country")
    @Parameter(description = "Country of the site, ISO 3166-1 alpha-2", example = "CN")
    @Nullable
    String country;

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
            description =
                    "Only claims in these moods; may be repeated. Without it, EXPECTATION and OPINION are left out.",
            example = "ASSERTED")
    @Nullable
    List<Modality> modality;

    /** For the REST runtime. */
    ConcentrationFilter() {}

    List<Modality> modalities() {
        return CapacityShareFilter.modalities(modality);
    }

    /**
     * Refuses what is no filter.
     *
     * @throws ProblemException INVALID_VALUE
     */
    ConcentrationFilter requireSound() {
        CapacityShareFilter.percent(minPercent);
        Parameters.urn("organisation", organisation, Names.ORGANISATION);
        return this;
    }

    /** Whether a part is asked for. */
    boolean admits(Concentration.Part part) {
        BigDecimal least = CapacityShareFilter.percent(minPercent);
        Urn owner = Parameters.urn("organisation", organisation, Names.ORGANISATION);
        return (least == null || part.highestPercent().compareTo(least) >= 0)
                && (country == null || country.equals(part.country()))
                && (owner == null || owner.equals(part.organisation()));
    }
}
