package org.ckep.records.figure;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotNull;
import org.ckep.kernel.access.Classification;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A side's own figure.
 *
 * @param value in the form that the record has it in
 * @param classification who may read it at first: SIDE or MINISTRY of the own side; left out, the whole own side or as
 *     much of it as reads the record
 */
public record NewFigure(
        @Schema(implementation = Object.class) @NotNull JsonNode value,
        @Nullable Classification classification) {}
