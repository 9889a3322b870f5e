package org.ckep.policy.engagement;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.claim.Basis;
import org.ckep.kernel.claim.ClaimValue;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Quantity;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.records.ClaimView;
import org.ckep.records.HeadView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A delegation as it is answered.
 *
 * @param counts how many came, one entry for each claim that counts
 * @param highestLevelSince when the last comparable one came
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(examples = DelegationView.EXAMPLE)
record DelegationView(
        Urn urn,
        String displayId,
        LocalizedText title,
        Side side,
        NewDelegation.DelegationKind kind,
        Urn engagement,
        @Nullable LocalizedText engagementTitle,
        List<CountView> counts,
        List<MemberView> members,
        @Nullable FuzzyDate highestLevelSince,
        @Nullable Map<String, UnknownReason> unknown,
        List<Urn> sources,
        Stewardship stewardship,
        Classification.Level classification,
        @Nullable HeadView record) {
    static final String EXAMPLE = """
        {"urn": "urn:ckep:delegation:8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11", "displayId": "CK-DEL-7KQ4M-C", \
        "title": {"en": {"text": "Business delegation", "status": "ORIGINAL"}}, "side": "KR", "kind": "BUSINESS", \
        "engagement": "urn:ckep:engagement:8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11", \
        "engagementTitle": {"en": {"text": "Round 14 on services and investment", "status": "ORIGINAL"}}, \
        "counts": [], "members": [{"organisation": "urn:ckep:organisation:1d0ad2b1-7e21-4f6a-8a07-2f5c9f0b6c11", \
        "role": "LEAD"}], "sources": [], "stewardship": "UNILATERAL", "classification": "SIDE"}\
        """;

    /**
     * A member that is named.
     *
     * @param name name of the organisation, absent where it is not known here
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MemberView(
            @Nullable Urn organisation,
            @Nullable LocalizedText name,
            @Nullable LocalizedText person,
            @Nullable LocalizedText office,
            NewDelegation.MemberRole role) {}

    /**
     * How many came, by one claim.
     *
     * @param basis the most binding kind of its sources
     * @param claim URN of the claim, which tells more
     */
    record CountView(@JsonUnwrapped Quantity quantity, Modality modality, Basis basis, List<Urn> sources, Urn claim) {
        static CountView of(ClaimView claim, Quantity quantity) {
            return new CountView(
                    quantity,
                    claim.modality(),
                    claim.basis(),
                    claim.sources().stream().map(ClaimView.SourceNote::urn).toList(),
                    claim.urn());
        }
    }

    /** The claims about the size that can be shown as a number. */
    static List<CountView> counts(List<ClaimView> claims) {
        return claims.stream()
                .filter(claim -> claim.value() instanceof ClaimValue.Quantity)
                .map(claim -> CountView.of(claim, ((ClaimValue.Quantity) claim.value()).quantity()))
                .toList();
    }
}
