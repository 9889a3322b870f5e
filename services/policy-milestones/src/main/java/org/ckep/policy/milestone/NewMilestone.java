package org.ckep.policy.milestone;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.policy.register.Entry;
import org.ckep.policy.register.Owner;
import org.ckep.records.LocalId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A milestone to be entered. A draft may lack due date, owner and criteria; a proposal has them.
 *
 * @param subject URN of the instrument, track, engagement, project or partnership that it belongs to
 * @param owner who owes it
 * @param due by when; a later change is added to the history of due dates, and once agreed it is a deferral
 * @param start from when work is to begin
 * @param criteria by what it is judged as met
 * @param sectors codes of the sectors it concerns
 * @param evidence what shows that it is met or under way; more is added by itself
 * @param answers URNs of the needs it answers
 * @param state DRAFT of a side's own record; of an observed one whatever the sources show
 * @param metOn on which day an observed milestone was met
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(examples = NewMilestone.EXAMPLE)
record NewMilestone(
        @NotNull LocalizedText title,
        @NotNull MilestoneType type,
        @Nullable Urn subject,
        @Nullable Owner owner,
        @Nullable FuzzyDate due,
        @Nullable FuzzyDate start,
        @Nullable LocalizedText criteria,
        @Nullable @Size(max = 20) List<@NotNull String> sectors,
        @Nullable @Size(max = 50) List<@Valid Evidence> evidence,
        @Nullable @Size(max = 50) List<@NotNull Urn> answers,
        @Nullable MilestoneState state,
        @Nullable LocalDate metOn,
        @Nullable Map<String, UnknownReason> unknown,
        @Nullable Classification classification,
        @Nullable @Size(max = 20) List<@NotNull Urn> sources,
        @Nullable @Size(max = 40) List<@NotNull @Size(max = 80) String> guardsNotShown,
        @Nullable @Size(max = 20) List<@Valid LocalId> localIds)
        implements Entry {

    static final String EXAMPLE = """
        {"title": {"en": "Exchange of second offers on services"}, "type": "NEGOTIATION", "owner": "BOTH", \
        "due": "2026-06-30", "criteria": {"en": "Both offers are tabled"}, "classification": {"level": "BILATERAL"}}\
        """;

    List<String> sectorCodes() {
        return sectors == null ? List.of() : sectors;
    }

    List<Evidence> shown() {
        return evidence == null ? List.of() : evidence;
    }
}
