package org.ckep.records.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A value to be compared blindly.
 *
 * @param value in the form that the record has it in
 */
public record NewCommitment(
        @Schema(implementation = Object.class) @NotNull JsonNode value) {}
