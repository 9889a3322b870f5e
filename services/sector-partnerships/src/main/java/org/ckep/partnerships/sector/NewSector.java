package org.ckep.partnerships.sector;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;
import java.util.List;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.LocalId;
import org.jspecify.annotations.Nullable;

/**
 * A sector to be registered. The fields are those of {@link SectorContent}.
 *
 * @param code 2 to 12 capital letters and digits, what other registers refer to; never changed
 * @param sources where it is laid down
 */
record NewSector(
        @NotNull @Pattern(regexp = "[A-Z][A-Z0-9]{1,11}") String code,
        @NotNull LocalizedText name,
        @Nullable String parent,
        boolean growthArea,
        @Nullable List<String> isic,
        @Nullable List<String> hs,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validTo,
        @NotEmpty List<Urn> sources,
        @Nullable List<@Valid LocalId> localIds) {

    SectorContent content() {
        return new SectorContent(
                name,
                parent,
                growthArea,
                isic == null ? List.of() : isic,
                hs == null ? List.of() : hs,
                validFrom,
                validTo);
    }

    List<LocalId> ids() {
        return localIds == null ? List.of() : localIds;
    }
}
