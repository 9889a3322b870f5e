package org.ckep.partnerships.sector;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.util.List;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * What may be changed of a sector.
 *
 * @param name its name in up to three languages
 * @param parent code of the umbrella sector, null for none
 * @param growthArea true where the sector counts as a new growth area
 * @param isic classes of ISIC Rev.4 that belong to it
 * @param hs codes of the Harmonized System 2022 that belong to it, of 2, 4 or 6 digits
 * @param validFrom first day on which the code may be used, null for always
 * @param validTo last day on which the code may be used, null while it is in use
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SectorContent(
        @NotNull LocalizedText name,
        @Nullable String parent,
        boolean growthArea,
        List<String> isic,
        List<String> hs,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validTo) {

    @SuppressWarnings("ConstantValue") // JSON may leave members out
    SectorContent {
        isic = isic == null ? List.of() : List.copyOf(isic);
        hs = hs == null ? List.of() : List.copyOf(hs);
    }

    /** Refuses codes of a wrong form, HTML in the name and a validity that ends before it begins. */
    void requireSound() {
        PlainText.require(name, "/name");
        for (int i = 0; i < isic.size(); i++) {
            Codes.isic(isic.get(i), "/isic/" + i);
        }
        for (int i = 0; i < hs.size(); i++) {
            Codes.hs(hs.get(i), "/hs/" + i);
        }
        if (validFrom != null && validTo != null && validTo.isBefore(validFrom)) {
            String message = "The sector would end before it begins.";
            throw new ProblemException(SectorProblem.SECTOR_VALIDITY_REVERSED, message)
                    .withErrors(FieldError.at("/validTo", SectorProblem.SECTOR_VALIDITY_REVERSED.slug(), message));
        }
    }
}
