package org.ckep.policy.mechanism;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.policy.register.MeetingLevel;
import org.ckep.records.HeadView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A mechanism as it is answered.
 *
 * @param lastSession the last session that was held, as far as the viewer may see
 * @param nextDue when it is to meet again, by its periodicity
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(examples = MechanismView.EXAMPLE)
record MechanismView(
        Urn urn,
        String displayId,
        LocalizedText title,
        NewMechanism.@Nullable Names names,
        @Nullable MeetingLevel level,
        @Nullable String periodicity,
        @Nullable FuzzyDate establishedOn,
        @Nullable LocalizedText establishedBy,
        List<CounterpartView> counterparts,
        @Nullable Session lastSession,
        @Nullable LocalDate nextDue,
        List<Urn> answers,
        @Nullable Map<String, UnknownReason> unknown,
        List<Urn> sources,
        Stewardship stewardship,
        Classification.Level classification,
        @Nullable HeadView record) {
    static final String EXAMPLE = """
        {"urn": "urn:ckep:mechanism:8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11", "displayId": "CK-MEC-7KQ4M-C", \
        "title": {"en": {"text": "Joint economic committee", "status": "ORIGINAL"}}, "level": "VICE_MINISTER", \
        "periodicity": "P1Y", "counterparts": [{"side": "KR", \
        "organisation": "urn:ckep:organisation:8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11"}], "answers": [], "sources": [], \
        "stewardship": "UNILATERAL", "classification": "SIDE"}\
        """;

    /**
     * Who stands for one side.
     *
     * @param name name of the organisation, absent where it is not known here
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CounterpartView(
            Side side,
            Urn organisation,
            @Nullable LocalizedText name,
            @Nullable LocalizedText office,
            @Nullable FuzzyDate from,
            @Nullable FuzzyDate to) {}

    /** A session that was held. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Session(
            Urn urn,
            LocalizedText title,
            @Nullable Integer ordinal,
            @Nullable FuzzyDate start,
            @Nullable FuzzyDate end) {}
}
