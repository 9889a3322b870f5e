package org.ckep.records.facility;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Quantity;
import org.jspecify.annotations.Nullable;

/** What a patch may change; read and validated as a whole after the patch. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FacilityContent(
        @NotNull LocalizedText title,
        @NotNull @Size(min = 2, max = 100) String city,
        @Nullable @Pattern(regexp = "[A-Z][A-Z0-9]{0,15}") String sector,
        @Nullable Quantity capacity) {

    /** The names of the members in which another one differs. */
    List<String> changed(FacilityContent other) {
        Map<String, Boolean> same = Map.of(
                "title", title.equals(other.title),
                "city", city.equals(other.city),
                "sector", Objects.equals(sector, other.sector),
                "capacity", Objects.equals(capacity, other.capacity));
        return same.keySet().stream().filter(name -> !same.get(name)).toList();
    }
}
