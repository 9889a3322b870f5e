package org.ckep.partnerships.partnership;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.partnerships.partnership.PartnershipContent.Deliverable;
import org.ckep.partnerships.partnership.PartnershipContent.PartyContent;
import org.ckep.records.LocalId;
import org.jspecify.annotations.Nullable;

/**
 * A partnership to be registered. The fields are those of {@link PartnershipContent}, and:
 *
 * @param state how far it has come. A side's own record begins at EXPECTED; an observed one begins where its sources say
 * @param stateSince since when, null where no source says it
 * @param stateReason why, for DISMISSED, ON_HOLD and TERMINATED
 * @param modality in which mood it is told; null for what the state implies
 * @param signature what is known of the signature
 * @param contributions what each side brings
 * @param unknown why {@code start}, {@code signedOn} or {@code stateSince} is missing; NOT_STATED where an observed
 *     record does not say
 * @param guardsNotShown guards of the state that the sources cannot prove; for observed records alone
 * @param classification who may know of it; null for the own side's ministries. An observed record is public
 * @param localIds ids in other registers
 */
record NewPartnership(
        @NotNull LocalizedText title,
        @NotNull PartnershipKind kind,
        @NotEmpty @Size(max = 10) List<@NotNull String> sectors,
        @NotEmpty @Size(max = 50) List<@NotNull @Valid PartyContent> parties,
        @Nullable StateName state,
        @Nullable FuzzyDate stateSince,
        @Nullable @Size(max = 1000) String stateReason,
        @Nullable Modality modality,
        @Nullable FuzzyDate start,
        @Nullable FuzzyDate end,
        @Nullable @Valid Signature signature,
        @Nullable @Size(max = 50) List<@NotNull String> thirdMarkets,
        @Nullable Urn engagementId,
        @Nullable @Size(max = 50) List<@NotNull TechnologyFlow> technologyFlow,
        @Nullable @Size(max = 20) List<@NotNull Urn> evolvedFrom,
        @Nullable IpTerms ipTerms,
        @Nullable @Size(max = 100) List<@NotNull Deliverable> deliverables,
        @Nullable @Size(max = 100) List<@NotNull @Valid NewContribution> contributions,
        @Nullable @Size(max = 10) Map<String, @NotNull UnknownReason> unknown,
        @Nullable @Size(max = 20) List<@NotNull Urn> sources,
        @Nullable List<@NotNull Guard> guardsNotShown,
        @Nullable Classification classification,
        @Nullable @Size(max = 20) List<@Valid LocalId> localIds) {

    PartnershipContent content() {
        return new PartnershipContent(
                title,
                kind,
                sectors,
                parties,
                start,
                end,
                orNone(thirdMarkets),
                engagementId,
                orNone(technologyFlow),
                orNone(evolvedFrom),
                ipTerms,
                orNone(deliverables),
                orNone(sources));
    }

    /** The state with the data that belongs to it. */
    PartnershipState initialState() {
        FuzzyDate signedOn = signature == null ? null : signature.on();
        return PartnershipState.of(
                state == null ? StateName.EXPECTED : state,
                stateSince == null && state == StateName.SIGNED ? signedOn : stateSince,
                stateReason);
    }

    Signature signatureOrUnknown() {
        return signature == null ? Signature.UNKNOWN : signature;
    }

    List<NewContribution> contributionsOrNone() {
        return orNone(contributions);
    }

    List<Guard> guards() {
        return orNone(guardsNotShown);
    }

    List<LocalId> ids() {
        return orNone(localIds);
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
