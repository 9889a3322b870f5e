package org.ckep.investment.site;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
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
 * A site to be registered for the caller's side. The fields are those of {@link SiteContent}; lists may be left out.
 *
 * @param classification who may read it; null for the ministries of the own side
 * @param localIds ids in other registers
 */
record NewSite(
        @NotNull LocalizedText title,
        @NotNull OrgRef org,
        @NotNull Place place,
        @Nullable String product,
        List<String> sectors,
        @NotNull SiteState state,
        @Nullable FuzzyDate since,
        @Nullable Quantity landArea,
        Map<String, UnknownReason> unknownReasons,
        List<Urn> sources,
        @Nullable Classification classification,
        @Size(max = 20) List<@Valid LocalId> localIds) {

    @SuppressWarnings("ConstantValue") // JSON may leave the list out
    NewSite {
        localIds = localIds == null ? List.of() : List.copyOf(localIds);
    }

    SiteContent content() {
        return new SiteContent(title, org, place, product, sectors, state, since, landArea, unknownReasons, sources);
    }
}
