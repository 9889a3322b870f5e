package org.ckep.kernel.claim;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;

/** What a claim says, as one of a closed set of shapes named by {@code type}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(ClaimValue.Quantity.class),
    @JsonSubTypes.Type(ClaimValue.Money.class),
    @JsonSubTypes.Type(ClaimValue.Qualitative.class),
    @JsonSubTypes.Type(ClaimValue.Share.class),
    @JsonSubTypes.Type(ClaimValue.Ranking.class),
    @JsonSubTypes.Type(ClaimValue.Statement.class),
    @JsonSubTypes.Type(ClaimValue.Date.class)
})
public sealed interface ClaimValue {
    /** A number with its relation and unit. */
    @JsonTypeName("quantity")
    record Quantity(org.ckep.kernel.value.Quantity quantity) implements ClaimValue {}

    /** An amount of money. */
    @JsonTypeName("money")
    record Money(org.ckep.kernel.value.Money money) implements ClaimValue {}

    /** A size in words. */
    @JsonTypeName("qualitative")
    record Qualitative(org.ckep.kernel.value.Qualitative qualitative) implements ClaimValue {}

    /** A share in percent. */
    @JsonTypeName("share")
    record Share(org.ckep.kernel.value.Share share) implements ClaimValue {}

    /**
     * A place in an order.
     *
     * @param rank 1 is the first; null where the source gives only a level
     * @param level level in words, null where a rank stands
     */
    @JsonTypeName("rank")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Ranking(@Nullable Integer rank, org.ckep.kernel.value.@Nullable Qualitative level) implements ClaimValue {
        public Ranking {
            if (rank == null && level == null) {
                throw new IllegalArgumentException("a rank needs a number or a level");
            }
            if (rank != null && rank < 1) {
                throw new IllegalArgumentException("a rank counts from 1, not " + rank);
            }
        }
    }

    /** A sentence. */
    @JsonTypeName("text")
    record Statement(LocalizedText text) implements ClaimValue {}

    /** A date, as exactly as it is known. */
    @JsonTypeName("date")
    record Date(FuzzyDate date) implements ClaimValue {}
}
