package org.ckep.trade.lists;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.ckep.kernel.value.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A correspondence between two lists.
 *
 * @param sourceList HS07, HS12, HS17, HS22, HS (the beginning of a code in any edition), BEC4, ISIC3 or ISIC31
 * @param targetList HS07, HS12, HS17, BEC4, END_USE, SITC4, ISIC3, ISIC31, ISIC4 or MTI
 * @param oneTarget true where a code has one target
 * @param weighted true where each link has a weight; those of a code sum to 1
 * @param ofLinks the correspondence whose links this one chooses from, null where it stands for itself
 * @param revision 0 before anything was imported
 * @param links how many hold now
 * @param origin where they come from, as the import of the newest revision told
 * @param validFrom first day on which they hold by their publisher
 * @param validTo last day of that
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Correspondence")
record Correspondence(
        String id,
        LocalizedText names,
        String sourceList,
        String targetList,
        boolean oneTarget,
        boolean weighted,
        @Nullable String ofLinks,
        int revision,
        long links,
        @Nullable String origin,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validTo,
        Instant changedAt) {
    /** A group, a subgroup or a basic heading of SITC, without its dot. */
    private static final Pattern SITC = Pattern.compile("[0-9]{3,5}");

    /** An item of Korea's ministry, or none of them. */
    private static final Pattern ITEM = Pattern.compile("[0-9]{1,6}|NONE");

    private static final Pattern INDUSTRY = Pattern.compile("[0-9]{4}");

    /**
     * From a source code to a target code.
     *
     * @param source without its edition
     * @param target without its edition
     * @param weight the part of a value that goes this way, null where the correspondence has no weights
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "CorrespondenceLink")
    record Link(String source, String target, @Nullable BigDecimal weight) {}

    /** How codes of a list of the Harmonized System look; null for lists whose codes stand in a code list. */
    static @Nullable Pattern form(String list) {
        return switch (list) {
            case "BEC4", "END_USE" -> null;
            case "HS" -> HarmonizedCode.EVEN_DIGITS;
            case "SITC4" -> SITC;
            case "MTI" -> ITEM;
            case "ISIC3", "ISIC31", "ISIC4" -> INDUSTRY;
            default -> HarmonizedCode.SIX_DIGITS;
        };
    }
}
