package org.ckep.partnerships.partnership;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * An assessment of what a side, or one of its organisations, brings into a partnership.
 *
 * @param side the side that brings it; may be left out where an organisation is named
 * @param orgId URN of the organisation that brings it, one of the parties; null for the side as a whole
 * @param kind the class of what is brought
 * @param weight 0 (nothing) to 3 (the heart of the matter)
 * @param evidence what the assessment rests on, in words
 * @param sources what it rests on, as sources
 * @param asserter who assesses; null for the caller's side, or for the source where the caller acts for none
 * @param classification who may read the assessment; null for the ministries of the own side. An assessment by a source
 *     is public
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record NewContribution(
        @Nullable Side side,
        @Nullable Urn orgId,
        @JsonProperty("class") @NotNull ContributionClass kind,
        @NotNull Integer weight,
        @Nullable LocalizedText evidence,
        @Nullable @Size(max = 20) List<@NotNull Urn> sources,
        @Nullable Asserter asserter,
        @Nullable Classification classification) {

    /** Who assesses. */
    enum Asserter {
        /** The caller's side. */
        SIDE,
        /** A public source. */
        SOURCE
    }

    List<Urn> sourcesOrNone() {
        return sources == null ? List.of() : sources;
    }

    /** P9: weights are integers from 0 to 3. */
    void requireSound(String pointer) {
        if (weight < 0 || weight > 3) {
            String message = "P9: a weight is 0, 1, 2 or 3, not " + weight + ".";
            throw new ProblemException(PartnershipProblem.WEIGHT_OUT_OF_RANGE, message)
                    .withErrors(
                            FieldError.at(pointer + "/weight", PartnershipProblem.WEIGHT_OUT_OF_RANGE.slug(), message));
        }
        if (side == null && orgId == null) {
            throw ProblemException.invalid(
                    pointer + "/side", "required", "A contribution comes from a side or from an organisation (orgId).");
        }
    }
}
