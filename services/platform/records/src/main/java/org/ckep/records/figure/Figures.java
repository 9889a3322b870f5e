package org.ckep.records.figure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The sides' own figures of one attribute, as far as the viewer may read them. What both have agreed on for all readers of
 * the record stands in the record itself; there is no average, since neither government stands behind one.
 *
 * @param cn the Chinese figure, absent where there is none that the viewer may read
 * @param kr the Korean figure, likewise
 * @param agreed what both sides have agreed on beside the record, for these readers; absent where there is none that the viewer
 *     may read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Figures")
public record Figures(
        @Nullable Figure cn, @Nullable Figure kr, @Nullable Figure agreed) {
    static final Figures NONE = new Figures(null, null, null);

    /**
     * One side's figure, or that of both.
     *
     * @param value in the form that the record has it in
     * @param classification who may read it
     * @param recordedAt when it was entered, or agreed on
     */
    @Schema(name = "Figure")
    public record Figure(
            @Schema(implementation = Object.class) JsonNode value,
            Classification.Level classification,
            Instant recordedAt) {}

    /** That side's figure, null where there is none that the viewer may read. */
    public @Nullable Figure of(Side side) {
        return switch (side) {
            case CN -> cn;
            case KR -> kr;
        };
    }

    Figures with(Side side, Figure figure) {
        return switch (side) {
            case CN -> new Figures(figure, kr, agreed);
            case KR -> new Figures(cn, figure, agreed);
        };
    }

    Figures withAgreed(Figure figure) {
        return new Figures(cn, kr, figure);
    }
}
