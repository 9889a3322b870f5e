package org.ckep.trade.lists;

import java.time.Instant;
import java.util.regex.Pattern;
import org.ckep.kernel.value.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A correspondence between two lists.
 *
 * @param sourceList HS12, HS17, HS22, HS (the beginning of a code in any edition) or BEC4
 * @param targetList HS12, HS17, BEC4 or END_USE
 * @param oneTarget true where a code has one target
 * @param revision 0 before anything was imported
 * @param links how many hold now
 */
@Schema(name = "Correspondence")
record Correspondence(
        String id,
        LocalizedText names,
        String sourceList,
        String targetList,
        boolean oneTarget,
        int revision,
        long links,
        Instant changedAt) {
    /**
     * From a source code to a target code.
     *
     * @param source without its edition
     * @param target without its edition
     */
    @Schema(name = "CorrespondenceLink")
    record Link(String source, String target) {}

    /** How codes of a list of the Harmonized System look; null for lists whose codes stand in a code list. */
    static @Nullable Pattern form(String list) {
        return switch (list) {
            case "BEC4", "END_USE" -> null;
            case "HS" -> HarmonizedCode.EVEN_DIGITS;
            default -> HarmonizedCode.SIX_DIGITS;
        };
    }
}
