package org.ckep.policy.instrument;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a party did towards an instrument.
 *
 * @param party ISO 3166-1 alpha-2 code of the party
 * @param depositedOn when it was done or notified, null where not stated
 * @param effectiveOn from when it has effect, null where not stated
 * @param sources where it was found
 */
@Schema(
        examples =
                "{\"party\": \"KR\", \"act\": \"ENTRY_INTO_FORCE\", \"depositedOn\": \"2025-12-09\", \"effectiveOn\":"
                        + " \"2025-12-20\"}")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PartyAct(
        @NotNull @Schema(examples = "KR") String party,
        @NotNull PartyActKind act,
        @Schema(examples = "2015-12-09") @Nullable FuzzyDate depositedOn,
        @Schema(examples = "2015-12-20") @Nullable FuzzyDate effectiveOn,
        @Nullable @Size(max = 20) List<@NotNull Urn> sources) {

    /** The day that orders the act among the others: when it was done, else from when it has effect. */
    @Nullable
    FuzzyDate orderedBy() {
        return depositedOn != null ? depositedOn : effectiveOn;
    }
}
