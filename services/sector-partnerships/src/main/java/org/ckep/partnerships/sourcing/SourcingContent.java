package org.ckep.partnerships.sourcing;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.OrgRef;
import org.ckep.kernel.value.Share;
import org.ckep.partnerships.organisation.Organisations;
import org.ckep.partnerships.sector.Codes;
import org.ckep.records.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a sourcing relation; all of it may be changed by a merge patch.
 *
 * @param buyer URN of the organisation or of the site that buys
 * @param material what it buys, in up to three languages
 * @param hs subheading of the Harmonized System, 6 digits
 * @param originCountry ISO 3166-1 code of the country that the material comes from, null where only suppliers are known
 * @param suppliers who supplies it; may be without names
 * @param adoption how far the material of that origin is in use
 * @param share its share of what the buyer uses of the material, in percent
 * @param qualifiedOn since when it may be used, null where not stated
 * @param asOf the time that adoption and share speak of, null where not stated
 * @param alternatives other suppliers that could take over
 * @param sector code of the sector
 * @param modality in which mood it is said
 * @param sources what the record rests on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SourcingContent(
        @NotNull Urn buyer,
        @NotNull LocalizedText material,
        @NotNull String hs,
        @Nullable String originCountry,
        @Size(max = 50) List<@NotNull OrgRef> suppliers,
        @NotNull Adoption adoption,
        @Nullable Share share,
        @Nullable FuzzyDate qualifiedOn,
        @Nullable FuzzyDate asOf,
        @Size(max = 50) List<@NotNull OrgRef> alternatives,
        @NotNull String sector,
        @NotNull Modality modality,
        @Size(max = 20) List<@NotNull Urn> sources) {
    private static final String SITE = "site";

    @SuppressWarnings("ConstantValue") // JSON may leave members out
    SourcingContent {
        suppliers = suppliers == null ? List.of() : List.copyOf(suppliers);
        alternatives = alternatives == null ? List.of() : List.copyOf(alternatives);
        sources = sources == null ? List.of() : List.copyOf(sources);
    }

    /** Refuses codes of a wrong form, a buyer of a wrong kind, no origin at all, and what breaks P7 by itself. */
    void requireSound() {
        PlainText.require(material, "/material");
        Codes.hsSubheading(hs, "/hs");
        if (originCountry != null) {
            Codes.country(originCountry, "/originCountry");
        }
        if (!buyer.type().equals(Organisations.TYPE) && !buyer.type().equals(SITE)) {
            throw refusal(SourcingProblem.BUYER_KIND_WRONG, "The buyer is an organisation or a site.", "/buyer");
        }
        if (originCountry == null && suppliers.isEmpty()) {
            throw refusal(
                    SourcingProblem.ORIGIN_MISSING,
                    "A sourcing relation names the country of origin or a supplier.",
                    "/originCountry");
        }
        SourcingRules.checkAdoption(adoption, share).ifPresent(problem -> {
            throw problem;
        });
    }

    /** True where the buyer is an organisation of this register; a site is the investment register's. */
    boolean isBoughtByOrganisation() {
        return buyer.type().equals(Organisations.TYPE);
    }

    static ProblemException refusal(ProblemType type, String message, String pointer) {
        return new ProblemException(type, message).withErrors(FieldError.at(pointer, type.slug(), message));
    }
}
