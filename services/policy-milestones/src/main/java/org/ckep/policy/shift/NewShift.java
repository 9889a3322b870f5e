package org.ckep.policy.shift;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
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
 * A shift of the pattern of cooperation to be entered.
 *
 * @param pastModel the pattern that is left
 * @param newModel the pattern that is aimed at
 * @param pastContributions what each side brought in the past pattern
 * @param measuredBy the measure that shows how far the shift has come, null where there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(examples = NewShift.EXAMPLE)
record NewShift(
        @NotNull LocalizedText title,
        @NotNull LocalizedText pastModel,
        @NotNull LocalizedText newModel,
        @Nullable @Size(max = 22) List<@Valid PastContribution> pastContributions,
        @Nullable Measured measuredBy,
        @Nullable Map<String, UnknownReason> unknown,
        @Nullable Classification classification,
        @Nullable @Size(max = 20) List<@NotNull Urn> sources,
        @Nullable @Size(max = 40) List<@NotNull @Size(max = 80) String> guardsNotShown,
        @Nullable @Size(max = 20) List<@Valid LocalId> localIds)
        implements Entry {

    static final String EXAMPLE = """
        {"title": {"en": "From division of labour to joint development"}, \
        "pastModel": {"en": "vertical division of labour"}, "newModel": {"en": "horizontal collaboration"}, \
        "pastContributions": [{"side": "KR", "contribution": "TECHNOLOGY"}, {"side": "CN", "contribution": "LABOUR"}], \
        "measuredBy": "HORIZONTALITY"}\
        """;

    /** The measure that shows how far a shift has come. */
    enum Measured {
        /** The horizontality index of the partnerships. */
        HORIZONTALITY
    }

    /** What a side may bring, in the words of the partnership register. */
    enum Contribution {
        TECHNOLOGY,
        IP,
        CAPITAL,
        LABOUR,
        MARKET,
        MATERIALS,
        MANUFACTURING,
        DATA,
        BRAND,
        INFRASTRUCTURE,
        TALENT
    }

    /** What one side brought. */
    record PastContribution(@NotNull Side side, @NotNull Contribution contribution) {}

    List<PastContribution> contributions() {
        return pastContributions == null ? List.of() : pastContributions;
    }
}
