package org.ckep.policy.engagement;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Quantity;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.policy.register.Entry;
import org.ckep.records.LocalId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A delegation to be entered.
 *
 * @param engagement URN of the engagement that it came to
 * @param side whose delegation it is
 * @param kind who travels in it
 * @param members organisations and office-holders that are named
 * @param counts how many came, as claims of the sources; several stand side by side and are never averaged. Later ones are
 *     recorded as claims about the delegation with the attribute {@code delegation-size}
 * @param highestLevelSince when the last comparable one came: "the highest-level one since"
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(examples = NewDelegation.EXAMPLE)
record NewDelegation(
        @NotNull LocalizedText title,
        @NotNull Urn engagement,
        @NotNull Side side,
        @NotNull DelegationKind kind,
        @Nullable @Size(max = 500) List<@Valid Member> members,
        @Nullable @Size(max = 10) List<@Valid Count> counts,
        @Nullable FuzzyDate highestLevelSince,
        @Nullable Map<String, UnknownReason> unknown,
        @Nullable Classification classification,
        @Nullable @Size(max = 20) List<@NotNull Urn> sources,
        @Nullable @Size(max = 40) List<@NotNull @Size(max = 80) String> guardsNotShown,
        @Nullable @Size(max = 20) List<@Valid LocalId> localIds)
        implements Entry {

    static final String EXAMPLE = """
        {"title": {"en": "Business delegation"}, "engagement": "urn:ckep:engagement:8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11", \
        "side": "KR", "kind": "BUSINESS", \
        "members": [{"organisation": "urn:ckep:organisation:1d0ad2b1-7e21-4f6a-8a07-2f5c9f0b6c11", "role": "LEAD"}]}\
        """;

    /** Who travels in a delegation. */
    enum DelegationKind {
        BUSINESS,
        OFFICIAL,
        EXPERT,
        MIXED
    }

    /** In which role a member comes. */
    enum MemberRole {
        LEAD,
        MEMBER
    }

    /**
     * A member that is named.
     *
     * @param organisation URN of its organisation
     * @param person an office-holder, or null for the organisation as such
     * @param office in which function
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Member(
            @Nullable Urn organisation,
            @Nullable LocalizedText person,
            @Nullable LocalizedText office,
            @NotNull MemberRole role) {}

    /**
     * How many came.
     *
     * @param quantity the number with its relation and what is counted, such as GT 200 ENTERPRISE
     * @param modality in which mood it is said; ASSERTED where not given
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Count(@NotNull Quantity quantity, @Nullable Modality modality) {}

    List<Member> named() {
        return members == null ? List.of() : members;
    }

    List<Count> numbers() {
        return counts == null ? List.of() : counts;
    }
}
