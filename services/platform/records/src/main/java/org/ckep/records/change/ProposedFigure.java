package org.ckep.records.change;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A figure that both sides are to agree on for themselves, beside the values that all readers of the record read; or one that
 * they have agreed on and let others read.
 *
 * @param attribute one of which each side has a figure of its own
 * @param value in the form that the record has it in; absent where the figure is released, which stays as it is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ProposedFigure")
public record ProposedFigure(
        @NotNull String attribute,
        @Schema(implementation = Object.class) @Nullable JsonNode value) {

    @SuppressWarnings("ConstantValue") // Jackson gives a null of its own
    public ProposedFigure {
        value = value == null || value.isNull() ? null : value;
    }
}
