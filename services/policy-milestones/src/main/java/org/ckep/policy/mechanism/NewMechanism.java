package org.ckep.policy.mechanism;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.policy.register.Entry;
import org.ckep.policy.register.MeetingLevel;
import org.ckep.records.LocalId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A standing body to be entered.
 *
 * @param names how each side calls it, where the two differ
 * @param level at which rank it meets
 * @param periodicity how often, as an ISO 8601 period of years and months such as P1Y; null where it is irregular
 * @param establishedOn when it was set up
 * @param establishedBy the act that set it up
 * @param counterparts who faces whom in it, and since when
 * @param answers URNs of the needs it answers
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(examples = NewMechanism.EXAMPLE)
record NewMechanism(
        @NotNull LocalizedText title,
        @Nullable @Valid Names names,
        @Nullable MeetingLevel level,

        @Nullable @Pattern(regexp = "P(?!$)(\\d{1,2}Y)?(\\d{1,2}M)?")
        String periodicity,

        @Nullable FuzzyDate establishedOn,
        @Nullable LocalizedText establishedBy,
        @Nullable @Size(max = 50) List<@Valid Counterpart> counterparts,
        @Nullable @Size(max = 50) List<@NotNull Urn> answers,
        @Nullable Map<String, UnknownReason> unknown,
        @Nullable Classification classification,
        @Nullable @Size(max = 20) List<@NotNull Urn> sources,
        @Nullable @Size(max = 40) List<@NotNull @Size(max = 80) String> guardsNotShown,
        @Nullable @Size(max = 20) List<@Valid LocalId> localIds)
        implements Entry {

    static final String EXAMPLE = """
        {"title": {"en": "Joint economic committee"}, "level": "VICE_MINISTER", "periodicity": "P1Y", \
        "counterparts": [{"side": "KR", "organisation": "urn:ckep:organisation:8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11"}]}\
        """;

    /** The two sides' own names of one body. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Names(@Nullable LocalizedText cn, @Nullable LocalizedText kr) {}

    /**
     * Who stands for one side.
     *
     * @param organisation URN of the ministry or agency
     * @param office who leads for it, such as "Vice Minister"
     * @param from since when, null for always
     * @param to until when, null for open
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Counterpart(
            @NotNull Side side,
            @NotNull Urn organisation,
            @Nullable LocalizedText office,
            @Nullable FuzzyDate from,
            @Nullable FuzzyDate to) {}

    List<Counterpart> faces() {
        return counterparts == null ? List.of() : counterparts;
    }
}
