package org.ckep.investment.capacity;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Quantity;
import org.ckep.kernel.value.UnknownReason;
import org.jspecify.annotations.Nullable;

/**
 * What a capacity-share claim says: site X makes so many percent of a whole.
 *
 * @param site URN of the site whose output is the part
 * @param product what is made, in the source's words
 * @param sector code of the sector, null where not stated
 * @param share percent of the whole, exact or not
 * @param denominator the whole in words, such as "Samsung global NAND flash production"
 * @param denominatorScope what kind of whole it is
 * @param denominatorCountry for SECTOR_COUNTRY: ISO 3166-1 alpha-2
 * @param period for which it holds, null where not stated
 * @param modality in which mood the sources say it
 * @param unknownReasons why a value is missing, by the value's name
 * @param sources URNs of the sources of this service that say it
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record CapacityShareContent(
        @NotNull Urn site,
        @NotBlank @Size(max = 200) String product,

        @Pattern(regexp = "[A-Z][A-Z0-9]{1,15}", message = "a sector code has 2 to 16 capitals and digits") @Nullable
        String sector,

        @NotNull Quantity share,
        @NotNull LocalizedText denominator,
        @NotNull DenominatorScope denominatorScope,
        @Nullable String denominatorCountry,
        @Nullable FuzzyDate period,
        @NotNull Modality modality,
        Map<String, UnknownReason> unknownReasons,
        @NotEmpty @Size(max = 50) List<Urn> sources) {

    @SuppressWarnings("ConstantValue") // JSON may leave everything out
    CapacityShareContent {
        share = share == null || share.unit() != null
                ? share
                : new Quantity(share.value(), share.relation(), share.upper(), "%", share.countingUnit());
        // Sorted: the bytes of an answer, and so its entity tag, must not depend on hash order.
        unknownReasons = unknownReasons == null
                ? Collections.emptySortedMap()
                : Collections.unmodifiableSortedMap(new TreeMap<>(unknownReasons));
        sources = sources == null ? List.of() : sources.stream().distinct().toList();
    }
}
