package org.ckep.records.change;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The figure of a change set as four persons sign it.
 *
 * @param attribute one of which each side has a figure of its own
 * @param agreed what both sides had agreed on for themselves when it was drafted: what it replaces, or lets out where it is a
 *     release; absent where that was nothing
 * @param value what both sides agree on, absent where it is a release
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "SignedFigure")
public record SignedFigure(
        String attribute,
        @Schema(implementation = Object.class) @Nullable JsonNode agreed,
        @Schema(implementation = Object.class) @Nullable JsonNode value) {}
