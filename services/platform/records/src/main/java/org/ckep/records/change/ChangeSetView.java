package org.ckep.records.change;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeState;
import org.ckep.kernel.change.Procedure;
import org.ckep.kernel.change.Signature;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A change set as it is answered.
 *
 * @param urn permanent name
 * @param record what it changes
 * @param side who proposes it
 * @param state how far it is
 * @param procedure SILENCE where the other side agrees by not objecting until the deadline, RELEASE where the record is
 *     released, else absent
 * @param makesJoint true where the record becomes one of both sides with it
 * @param changed the names of the agreed values that it changes
 * @param patch the JSON Patch
 * @param step the step of the record's states that it carries, absent where it carries none
 * @param before the agreed values that it changes, as they were when it was drafted; absent is what had no value
 * @param after the same after the change
 * @param reason why it is proposed
 * @param evidence the sources named for it
 * @param settles the objections that are settled with it, absent where it settles none
 * @param classification who may read the record, or the figure, from then on, absent where that stays as it is
 * @param figure the figure that both sides agree on beside the record's values, or release; absent where there is none
 * @param hash what is signed
 * @param baseHash hash of all agreed values that it was drafted on
 * @param signatures who has signed the hash, by side and function
 * @param answers the change set of the other side that it counters
 * @param draftedAt when its own side began it; told to that side alone
 * @param proposedAt when it was put before the other side
 * @param deadline when it expires, or comes into force by silence
 * @param closedAt when its last state was reached
 * @param remark what was said when it was returned, dismissed, withdrawn or rejected
 * @param allowed the acts that are open to the caller
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ChangeSet")
public record ChangeSetView(
        Urn urn,
        Urn record,
        Side side,
        ChangeState state,
        @Nullable Procedure procedure,
        boolean makesJoint,
        List<String> changed,

        @Schema(implementation = NewChangeSet.PatchOperation[].class)
        JsonNode patch,

        @Schema(implementation = Object.class) @Nullable JsonNode step,

        @Schema(implementation = Object.class) JsonNode before,

        @Schema(implementation = Object.class) JsonNode after,

        LocalizedText reason,
        List<Urn> evidence,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Urn> settles,

        @Schema(implementation = Classification.class) @Nullable
        JsonNode classification,

        @Nullable SignedFigure figure,

        String hash,
        String baseHash,
        List<SignatureNote> signatures,
        @Nullable Urn answers,
        @Nullable Instant draftedAt,
        @Nullable Instant proposedAt,
        @Nullable Instant deadline,
        @Nullable Instant closedAt,
        @Nullable LocalizedText remark,
        List<String> allowed) {

    /**
     * That somebody signed; persons are not named to the other side.
     *
     * @param at when; what a side does before its checker has signed is its own, so of the other side's maker and reviewer
     *     there is no time
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ChangeSignature")
    public record SignatureNote(
            Side side,
            Signature.Function function,
            @Nullable Instant at) {

        /** As that viewer is told. */
        public static SignatureNote of(Signature signature, Viewer viewer) {
            boolean open =
                    switch (signature.function()) {
                        case CHECKER, APPROVER -> true;
                        case MAKER, REVIEWER -> false;
                    };
            boolean told = open || signature.side() == viewer.side();
            return new SignatureNote(signature.side(), signature.function(), told ? signature.at() : null);
        }
    }

    /**
     * A change set beside the record that it would change.
     *
     * @param procedure SILENCE where the other side agrees by not objecting until the deadline, RELEASE where the record is
     *     released, else absent
     * @param deadline when it expires or comes into force by silence, absent before it is proposed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "PendingChange")
    public record Pending(
            Urn urn,
            Side side,
            ChangeState state,
            @Nullable Procedure procedure,
            boolean makesJoint,
            @Nullable Instant deadline) {}
}
