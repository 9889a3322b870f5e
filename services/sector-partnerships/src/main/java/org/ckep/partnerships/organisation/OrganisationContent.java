package org.ckep.partnerships.organisation;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.partnerships.sector.Codes;
import org.jspecify.annotations.Nullable;

/**
 * What may be changed of an organisation by a merge patch; its name is changed by the command {@code rename}.
 *
 * @param kind what it is
 * @param side where it belongs
 * @param country ISO 3166-1 code; follows from the side for CN and KR, needed for THIRD unless it is an IGO
 * @param lei Legal Entity Identifier, null where it has none or none is known
 * @param parentId URN of the organisation under whose roof it is, null for none
 * @param parentSince since when it is under that roof, null where not stated
 * @param sources what the record rests on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrganisationContent(
        @NotNull OrganisationKind kind,
        @NotNull OrganisationSide side,
        @Nullable String country,
        @Nullable String lei,
        @Nullable Urn parentId,
        @Nullable FuzzyDate parentSince,
        @Size(max = 20) List<@NotNull Urn> sources) {

    @SuppressWarnings("ConstantValue") // JSON may leave members out
    OrganisationContent {
        sources = sources == null ? List.of() : List.copyOf(sources);
    }

    /** The country with what follows from the side. */
    @Nullable
    String effectiveCountry() {
        return side == OrganisationSide.THIRD ? country : side.name();
    }

    /** Refuses a country that contradicts the side and an LEI whose check digits do not fit. */
    void requireSound() {
        if (parentId != null && !parentId.type().equals(Organisation.TYPE)) {
            throw ProblemException.invalid("/parentId", "invalid", "Expected the URN of an organisation.");
        }
        if (country != null) {
            Codes.country(country, "/country");
        }
        boolean contradicts = country != null
                && switch (side) {
                    case CN, KR -> !country.equals(side.name());
                    case THIRD -> country.equals("CN") || country.equals("KR");
                };
        if (contradicts) {
            throw ProblemException.invalid(
                    "/country",
                    "contradicts-side",
                    "The country " + country + " does not belong to the side " + side + ".");
        }
        if (side == OrganisationSide.THIRD && country == null && kind != OrganisationKind.IGO) {
            throw ProblemException.invalid(
                    "/country", "required", "An organisation of a third country names it (ISO 3166-1).");
        }
        if (lei != null && !Lei.isValid(lei)) {
            String message = "'" + lei + "' is not an LEI: its form or its check digits are wrong.";
            throw new ProblemException(OrganisationProblem.LEI_INVALID, message)
                    .withErrors(FieldError.at("/lei", OrganisationProblem.LEI_INVALID.slug(), message));
        }
    }
}
