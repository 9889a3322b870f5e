package org.ckep.investment.site;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.OrgRef;
import org.ckep.kernel.value.Place;
import org.ckep.kernel.value.Quantity;
import org.ckep.kernel.value.UnknownReason;
import org.jspecify.annotations.Nullable;

/**
 * What is said about a site: the part of the record that a maker writes and a merge patch changes.
 *
 * @param title the site's name
 * @param org who owns it
 * @param place where it is
 * @param product what it makes, in the source's words; null where not stated
 * @param sectors codes of the sectors it belongs to
 * @param state what it is at present
 * @param since since when it exists, null where not known
 * @param landArea its area in km2, null where not known
 * @param unknownReasons why a value is missing, by the value's name
 * @param sources URNs of the sources of this service that it rests on
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record SiteContent(
        @NotNull LocalizedText title,
        @NotNull OrgRef org,
        @NotNull Place place,
        @Size(max = 200) @Nullable String product,

        @Size(max = 20)
        List<@Pattern(regexp = "[A-Z][A-Z0-9]{1,15}", message = "a sector code has 2 to 16 capitals and digits") String>
                sectors,

        @NotNull SiteState state,
        @Nullable FuzzyDate since,
        @Nullable Quantity landArea,
        Map<String, UnknownReason> unknownReasons,
        @Size(max = 50) List<Urn> sources) {

    @SuppressWarnings("ConstantValue") // JSON may leave everything out
    SiteContent {
        sectors = sectors == null ? List.of() : sectors.stream().distinct().toList();
        // Sorted: the bytes of an answer, and so its entity tag, must not depend on hash order.
        unknownReasons = unknownReasons == null
                ? Collections.emptySortedMap()
                : Collections.unmodifiableSortedMap(new TreeMap<>(unknownReasons));
        sources = sources == null ? List.of() : sources.stream().distinct().toList();
    }
}
