package org.ckep.records.facility;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Quantity;
import org.ckep.records.LocalId;
import org.jspecify.annotations.Nullable;

/** A facility to be registered. */
record NewFacility(
        @NotNull LocalizedText title,
        @NotNull @Size(min = 2, max = 100) String city,
        @Nullable @Pattern(regexp = "[A-Z][A-Z0-9]{0,15}") String sector,
        @Nullable Quantity capacity,
        @Nullable Classification classification,
        @Nullable @Size(max = 20) List<@NotNull Urn> sources,
        @Nullable List<@NotNull String> guardsNotShown,
        @Nullable List<@Valid LocalId> localIds) {

    List<Urn> sourcesOrNone() {
        return sources == null ? List.of() : sources;
    }

    List<String> guardsNotShownOrNone() {
        return guardsNotShown == null ? List.of() : guardsNotShown;
    }

    List<LocalId> localIdsOrNone() {
        return localIds == null ? List.of() : localIds;
    }
}
