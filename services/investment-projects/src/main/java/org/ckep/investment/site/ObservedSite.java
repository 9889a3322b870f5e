package org.ckep.investment.site;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.OrgRef;
import org.ckep.kernel.value.Place;
import org.ckep.kernel.value.Quantity;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.records.LocalId;
import org.jspecify.annotations.Nullable;

/**
 * A site that is known from public sources alone. The fields are those of {@link SiteContent}; lists may be left out.
 *
 * @param sources where it was found
 * @param guardsNotShown what the sources cannot prove
 * @param localIds ids in other registers
 */
record ObservedSite(
        @NotNull LocalizedText title,
        @NotNull OrgRef org,
        @NotNull Place place,
        @Nullable String product,
        List<String> sectors,
        @NotNull SiteState state,
        @Nullable FuzzyDate since,
        @Nullable Quantity landArea,
        Map<String, UnknownReason> unknownReasons,
        @NotEmpty List<Urn> sources,
        @Size(max = 20) List<@Pattern(regexp = "[A-Z][A-Z0-9_]{0,39}") String> guardsNotShown,
        @Size(max = 20) List<@Valid LocalId> localIds) {

    @SuppressWarnings("ConstantValue") // JSON may leave the lists out
    ObservedSite {
        guardsNotShown = guardsNotShown == null ? List.of() : List.copyOf(guardsNotShown);
        localIds = localIds == null ? List.of() : List.copyOf(localIds);
    }

    SiteContent content() {
        return new SiteContent(title, org, place, product, sectors, state, since, landArea, unknownReasons, sources);
    }
}
