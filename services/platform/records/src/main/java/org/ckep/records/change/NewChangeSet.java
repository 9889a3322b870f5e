package org.ckep.records.change;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.change.Procedure;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A change that one side puts to the other.
 *
 * @param patch JSON Patch (RFC 6902) of the record's agreed values; may be left out where the record only
 *     becomes joint or takes a step
 * @param step a step of the record's states, in the form in which one side's record takes it; it is taken after the patch
 * @param procedure how it is agreed to, EXPLICIT where left out, or RELEASE where it names a classification; SILENCE for a
 *     patch of values that are agreed to by not objecting
 * @param makesJoint true to make one side's record, or an observed one, the record of both sides
 * @param reason why
 * @param evidence URNs of sources of this service; some values need at least one
 * @param settles URNs of standing objections that are settled with it; a change set that names one may leave every value as
 *     it is
 * @param classification who may read the record of both sides from then on, or the figure, wider than now; it is released, and
 *     nothing else is changed with it
 * @param figure a figure that both sides agree on for themselves, beside the values that all readers of the record read; with
 *     a classification and no value, one that they have agreed on and release. Nothing else is changed with it
 */
public record NewChangeSet(
        @Schema(implementation = PatchOperation[].class) @Nullable
        JsonNode patch,

        @Schema(implementation = Object.class) @Nullable JsonNode step,

        @Nullable Procedure procedure,
        boolean makesJoint,
        @NotNull LocalizedText reason,
        @Size(max = 50) List<Urn> evidence,
        @Size(max = 50) List<Urn> settles,
        @Nullable Classification classification,
        @Valid @Nullable ProposedFigure figure) {

    @SuppressWarnings("ConstantValue") // JSON may leave the lists out
    public NewChangeSet {
        evidence = evidence == null ? List.of() : evidence.stream().distinct().toList();
        settles = settles == null ? List.of() : settles.stream().distinct().toList();
    }

    /** How it is to be agreed to. */
    Procedure agreedBy() {
        if (procedure != null) {
            return procedure;
        }
        return classification == null ? Procedure.EXPLICIT : Procedure.RELEASE;
    }

    /**
     * One operation of a JSON Patch, for the description of the interface.
     *
     * @param path JSON pointer that begins with the name of an agreed value
     * @param from for move and copy
     * @param value for add, replace and test
     */
    @Schema(name = "PatchOperation")
    record PatchOperation(
            @Schema(enumeration = {"add", "remove", "replace", "move", "copy", "test"})
            String op,

            String path,
            @Nullable String from,
            @Nullable Object value) {}
}
