package org.ckep.policy.instrument;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.policy.register.Entry;
import org.ckep.records.LocalId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A negotiation track to be entered.
 *
 * @param instrument URN of the instrument that is negotiated or extended
 * @param topics what is negotiated
 * @param aim what it is to achieve
 * @param launchedOn when it was launched, by the count of whose record this is; sides may date it differently, and then each
 *     has its own record or claim
 * @param state LAUNCHED where not given, or ACTIVE; of an observed track any state but DORMANT, which is computed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(examples = NewTrack.EXAMPLE)
record NewTrack(
        @NotNull LocalizedText title,
        @NotNull Urn instrument,
        @Nullable @Size(max = 10) List<@NotNull TrackTopic> topics,
        @Nullable LocalizedText aim,
        @Nullable FuzzyDate launchedOn,
        @Nullable TrackState state,
        @Nullable Map<String, UnknownReason> unknown,
        @Nullable Classification classification,
        @Nullable @Size(max = 20) List<@NotNull Urn> sources,
        @Nullable @Size(max = 40) List<@NotNull @Size(max = 80) String> guardsNotShown,
        @Nullable @Size(max = 20) List<@Valid LocalId> localIds)
        implements Entry {

    static final String EXAMPLE = """
        {"title": {"en": "Second phase: services and investment"}, \
        "instrument": "urn:ckep:instrument:8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11", \
        "topics": ["SERVICES", "INVESTMENT"], "launchedOn": "2017-12-14"}\
        """;

    List<TrackTopic> subjects() {
        return topics == null ? List.of() : topics;
    }
}
