package org.ckep.investment.capacity;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which part of an organisation's world output comes from one site.
 *
 * @param coverage always {@code visible-only}: it is made of claims that the viewer may see, and says nothing of others
 * @param data the most concentrated first
 */
@Schema(name = "Concentration")
record Concentration(String coverage, List<Part> data) {
    /**
     * One site's part of its owner's world output of one product, by the claims of the newest period that any of them
     * names. There is never an average: what is claimed differently stands as a range.
     *
     * @param organisation URN of the site's owner
     * @param organisationName its name, absent while this service has not learnt it
     * @param product what is made, in the sources' words
     * @param site URN of the site
     * @param siteTitle its name
     * @param country where it lies, ISO 3166-1 alpha-2
     * @param period for which the claims hold, absent where none of them says
     * @param lowestPercent the least that a claim says
     * @param highestPercent the most that a claim says
     * @param claims how many claims it is made of
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ConcentrationPart")
    record Part(
            Urn organisation,
            @Nullable LocalizedText organisationName,
            String product,
            Urn site,
            LocalizedText siteTitle,
            String country,
            @Nullable FuzzyDate period,
            @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal lowestPercent,
            @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal highestPercent,
            long claims) {}
}
