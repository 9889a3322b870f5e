package org.ckep.policy.priority;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
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
 * A priority to be entered.
 *
 * @param rank 1 for the first; null where the source does not rank
 * @param sectors codes of the sectors it names, none where it cuts across
 * @param validFrom from when it is one, null where not stated
 * @param validTo until when, null where open or not stated
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(examples = NewPriority.EXAMPLE)
record NewPriority(
        @NotNull LocalizedText title,
        @Nullable @Positive Integer rank,
        @Nullable @Size(max = 20) List<@NotNull String> sectors,
        @Nullable FuzzyDate validFrom,
        @Nullable FuzzyDate validTo,
        @Nullable Map<String, UnknownReason> unknown,
        @Nullable Classification classification,
        @Nullable @Size(max = 20) List<@NotNull Urn> sources,
        @Nullable @Size(max = 40) List<@NotNull @Size(max = 80) String> guardsNotShown,
        @Nullable @Size(max = 20) List<@Valid LocalId> localIds)
        implements Entry {

    static final String EXAMPLE = """
        {"title": {"en": "Supply-chain collaboration"}, "rank": 2, "validFrom": "2026"}\
        """;

    List<String> sectorCodes() {
        return sectors == null ? List.of() : sectors;
    }
}
