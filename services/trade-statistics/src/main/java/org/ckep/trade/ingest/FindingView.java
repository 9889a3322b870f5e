package org.ckep.trade.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Something peculiar about a file as a whole, as its sender reads it.
 *
 * @param rule stable word for programs
 * @param frequency of the series; it and the next six tell the place, as far as the rule tells places apart
 * @param edition of the Harmonized System
 * @param commodity code, or the chapter whose figures were counted
 * @param figure what the file says: a number of figures or rows, or an amount in USD
 * @param comparedWith what it was held against
 * @param ratio of the two, with four digits after the point; null where the second is zero
 * @param text the sentence in each language
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "UploadFinding")
record FindingView(
        Finding.Rule rule,
        @Nullable String frequency,
        @Nullable String period,
        @Nullable String reporter,
        @Nullable String flow,
        @Nullable String edition,
        @Nullable String commodity,
        @Nullable String partner,
        BigDecimal figure,
        BigDecimal comparedWith,
        @Nullable BigDecimal ratio,
        Map<String, String> text) {

    static FindingView of(Finding finding) {
        Finding.Place place = finding.place();
        return new FindingView(
                finding.rule(),
                place.frequency(),
                place.period(),
                place.reporter(),
                place.flow(),
                place.edition(),
                place.commodity(),
                place.partner(),
                finding.figure(),
                finding.comparedWith(),
                finding.ratio(),
                ReportTexts.FINDINGS.of(finding.rule(), finding.arguments()));
    }
}
