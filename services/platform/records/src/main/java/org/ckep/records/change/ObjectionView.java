package org.ckep.records.change;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.change.ObjectionState;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An objection as it is answered.
 *
 * @param urn permanent name
 * @param record what it is about
 * @param side who objects
 * @param attribute the agreed value that is contested; absent where the side withdraws its consent to the whole record
 * @param state how far it is
 * @param reason why the side objects
 * @param preparedAt when its own side wrote it; told to that side alone
 * @param raisedAt when it was put before the other side
 * @param closedAt when it was dropped or settled
 * @param settledBy the change set that settled it
 * @param allowed the acts that are open to the caller
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Objection")
public record ObjectionView(
        Urn urn,
        Urn record,
        Side side,
        @Nullable String attribute,
        ObjectionState state,
        LocalizedText reason,
        @Nullable Instant preparedAt,
        @Nullable Instant raisedAt,
        @Nullable Instant closedAt,
        @Nullable Urn settledBy,
        List<String> allowed) {

    /**
     * One that stands, beside the record that it is about.
     *
     * @param attribute the agreed value that is contested; absent where it is the whole record
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "StandingObjection")
    public record Standing(
            Urn urn,
            Side side,
            @Nullable String attribute,
            @Nullable Instant raisedAt) {}
}
