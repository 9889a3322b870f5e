package org.ckep.policy.need;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.policy.register.Entry;
import org.ckep.records.LocalId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A need to be entered. What answers it says so of itself: milestones, mechanisms and instruments name it in their member
 * {@code answers}.
 *
 * @param statement how it was put, null where the title says it all
 * @param sectors codes of the sectors it concerns
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(examples = NewNeed.EXAMPLE)
record NewNeed(
        @NotNull LocalizedText title,
        @Nullable LocalizedText statement,
        @Nullable @Size(max = 20) List<@NotNull String> sectors,
        @Nullable Map<String, UnknownReason> unknown,
        @Nullable Classification classification,
        @Nullable @Size(max = 20) List<@NotNull Urn> sources,
        @Nullable @Size(max = 40) List<@NotNull @Size(max = 80) String> guardsNotShown,
        @Nullable @Size(max = 20) List<@Valid LocalId> localIds)
        implements Entry {

    static final String EXAMPLE = """
        {"title": {"en": "Protection of intellectual property"}, \
        "statement": {"en": "Joint enforcement against counterfeits is called for"}}\
        """;

    List<String> sectorCodes() {
        return sectors == null ? List.of() : sectors;
    }
}
