package org.ckep.investment.capacity;

import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.ckep.investment.register.Names;
import org.ckep.investment.register.Parameters;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.KnownAt;
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

    @QueryParam(KnownAt.PARAMETER)
    @Parameter(description = KnownAt.DESCRIPTION)
    @Nullable
    String knownAt;

    /** For the REST runtime. */
    ConcentrationFilter() {}

    /**
     * What is asked for.
     *
     * @throws ProblemException INVALID_VALUE where a parameter is no filter
     */
    Wanted requireSound() {
        return new Wanted(
                CapacityShareFilter.percent(minPercent),
                country,
                Parameters.urn("organisation", organisation, Names.ORGANISATION),
                sector,
                Modality.wanted(modality),
                KnownAt.of(knownAt));
    }

    /**
     * The filters as they were read.
     *
     * @param least only parts of which the most that is claimed reaches this, in percent; null for all
     * @param country of the site, null for all
     * @param owner of the site, null for all
     * @param sector code of the claims' sector, null for all
     * @param modalities moods of the claims
     * @param knownAt as they were recorded at that moment, null for now
     */
    record Wanted(
            @Nullable BigDecimal least,
            @Nullable String country,
            @Nullable Urn owner,
            @Nullable String sector,
            List<Modality> modalities,
            @Nullable Instant knownAt) {

        /** Whether a part is asked for. */
        boolean admits(Concentration.Part part) {
            return (least == null || part.highestPercent().compareTo(least) >= 0)
                    && (country == null || country.equals(part.country()))
                    && (owner == null || owner.equals(part.organisation()));
        }
    }
}
