package org.ckep.policy.challenge;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.policy.register.Entry;
import org.ckep.records.LocalId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A challenge to be entered.
 *
 * @param kinds what it is
 * @param exertedBy ISO 3166-1 code of who exerts it, often a third country; null where nobody does
 * @param onSide the side it weighs on, null for both or where not stated
 * @param sectors codes of the sectors it concerns, none where the source names none
 * @param measure URN of the measure behind it
 * @param indicators URNs of figures or claims that speak for or against it
 * @param mitigations URNs of milestones, mechanisms or other records that lessen it
 * @param mitigationNote what lessens it in the source's words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(examples = NewChallenge.EXAMPLE)
record NewChallenge(
        @NotNull LocalizedText title,
        @NotEmpty @Size(max = 9) List<@NotNull ChallengeKind> kinds,
        @Nullable String exertedBy,
        @Nullable Side onSide,
        @Nullable @Size(max = 20) List<@NotNull String> sectors,
        @Nullable Urn measure,
        @Nullable @Size(max = 50) List<@NotNull Urn> indicators,
        @Nullable @Size(max = 50) List<@NotNull Urn> mitigations,
        @Nullable LocalizedText mitigationNote,
        @Nullable Map<String, UnknownReason> unknown,
        @Nullable Classification classification,
        @Nullable @Size(max = 20) List<@NotNull Urn> sources,
        @Nullable @Size(max = 40) List<@NotNull @Size(max = 80) String> guardsNotShown,
        @Nullable @Size(max = 20) List<@Valid LocalId> localIds)
        implements Entry {

    static final String EXAMPLE = """
        {"title": {"en": "Pressure to decouple in semiconductors"}, "kinds": ["DECOUPLING_PRESSURE"], "exertedBy": "US", \
        "onSide": "KR", "sectors": ["SEMI"]}\
        """;

    List<String> sectorCodes() {
        return sectors == null ? List.of() : sectors;
    }

    List<Urn> indicatorUrns() {
        return indicators == null ? List.of() : indicators;
    }

    List<Urn> mitigationUrns() {
        return mitigations == null ? List.of() : mitigations;
    }
}
