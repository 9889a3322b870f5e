package org.ckep.partnerships.partnership;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.OrgRef;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.partnerships.organisation.OrganisationSide;
import org.ckep.partnerships.partnership.PartnershipContent.Deliverable;
import org.ckep.records.HeadView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A partnership as it is answered to one viewer.
 *
 * @param urn permanent name
 * @param displayId id for people
 * @param title name in up to three languages
 * @param kind what the parties do together
 * @param state how far it has come
 * @param stateSince since when
 * @param stateReason why
 * @param modality in which mood it is told
 * @param sectors codes of its sectors
 * @param parties who takes part
 * @param contributions what each side brings, as each assessor sees it that the viewer may read
 * @param horizontality how alike the contributions are, for each assessor; absent where nobody brings anything
 * @param technologyFlow technology that passes between the sides
 * @param thirdMarkets third countries in which the parties work together
 * @param start first day
 * @param end last day
 * @param signature what is known of the signature; absent before it
 * @param ipTerms terms for intellectual property
 * @param deliverables what was promised
 * @param evolvedFrom what it grew out of
 * @param engagementId the meeting at which it was signed
 * @param unknown why values are missing
 * @param lastReportOn day of the newest activity report
 * @param history its steps, with {@code expand=history}
 * @param reports its activity reports, with {@code expand=history}
 * @param warnings texts that probably stand in the wrong language
 * @param record the head, with {@code expand=record}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "Partnership")
public record PartnershipView(
        Urn urn,
        String displayId,
        LocalizedText title,
        PartnershipKind kind,
        StateName state,
        @Nullable FuzzyDate stateSince,
        @Nullable String stateReason,
        Modality modality,
        List<String> sectors,
        List<PartyView> parties,
        List<ContributionView> contributions,
        List<HorizontalityView> horizontality,
        List<TechnologyFlow> technologyFlow,
        List<String> thirdMarkets,
        @Nullable FuzzyDate start,
        @Nullable FuzzyDate end,
        @Nullable Signature signature,
        @Nullable IpTerms ipTerms,
        List<Deliverable> deliverables,
        List<Urn> evolvedFrom,
        @Nullable Urn engagementId,
        Map<String, UnknownReason> unknown,
        @Nullable LocalDate lastReportOn,
        List<Step> history,
        List<Report> reports,
        Stewardship stewardship,
        Classification.Level classification,
        List<Urn> sources,
        List<FieldError> warnings,
        @Nullable HeadView record) {

    /**
     * A party.
     *
     * @param orgId present URN of the organisation
     * @param statedAs the URN under which it was recorded, where that was an earlier one
     * @param name present name of the organisation
     * @param unnamed what is known of a party without a name
     * @param side where it belongs
     * @param role its function
     * @param from since when it takes part
     * @param to until when
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Party")
    record PartyView(
            @Nullable Urn orgId,
            @Nullable Urn statedAs,
            @Nullable LocalizedText name,
            OrgRef.@Nullable Unnamed unnamed,
            @Nullable OrganisationSide side,
            PartyRole role,
            @Nullable FuzzyDate from,
            @Nullable FuzzyDate to) {}

    /**
     * What a side brings, as one assessor sees it.
     *
     * @param side the side that brings it
     * @param orgId the organisation that brings it, where one is named
     * @param kind the class of what is brought
     * @param weight 0 (nothing) to 3 (the heart of the matter)
     * @param assessedBy CN or KR for a side's own assessment, SOURCE for that of a public source
     * @param evidence what the assessment rests on
     * @param sources what it rests on, as sources
     * @param classification who may read it
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "Contribution")
    record ContributionView(
            Side side,
            @Nullable Urn orgId,
            @JsonProperty("class") ContributionClass kind,
            @JsonInclude(JsonInclude.Include.ALWAYS) int weight,
            Assessor assessedBy,
            @Nullable LocalizedText evidence,
            List<Urn> sources,
            Classification.Level classification) {}

    /**
     * The horizontality index of one assessor's view: the sum over classes of the smaller weight, divided by the sum of the
     * larger.
     *
     * @param assessedBy whose assessment it is computed from
     * @param value 0 (vertical) to 1 (horizontal), two decimals
     * @param common the numerator
     * @param total the denominator
     */
    @Schema(name = "Horizontality")
    record HorizontalityView(
            Assessor assessedBy, @Schema(examples = "0.67") BigDecimal value, int common, int total) {}

    /** Whose assessment it is. */
    enum Assessor {
        CN,
        KR,
        /** A public source. */
        SOURCE;

        static Assessor of(@Nullable Side side) {
            return switch (side) {
                case null -> SOURCE;
                case CN -> CN;
                case KR -> KR;
            };
        }
    }

    /**
     * A step from one state to the next.
     *
     * @param from the state before, null for the first
     * @param to the state after
     * @param on when it happened
     * @param reason why
     * @param sources where it is reported
     * @param bySide the side that recorded it; null for the loader and for the calendar
     * @param recordedAt when the platform learnt it
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "PartnershipStep")
    record Step(
            @Nullable StateName from,
            StateName to,
            @Nullable FuzzyDate on,
            @Nullable String reason,
            List<Urn> sources,
            @Nullable Side bySide,
            Instant recordedAt) {}

    /**
     * An activity report.
     *
     * @param on the day it speaks of
     * @param summary what happened
     * @param sources where it is reported
     * @param bySide the side that filed it
     * @param recordedAt when it was filed
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "ActivityReport")
    record Report(
            LocalDate on,
            LocalizedText summary,
            List<Urn> sources,
            @Nullable Side bySide,
            Instant recordedAt) {}
}
