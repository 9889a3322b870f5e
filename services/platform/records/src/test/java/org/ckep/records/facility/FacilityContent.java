package org.ckep.records.facility;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Quantity;
import org.jspecify.annotations.Nullable;

/** What a patch may change; read and validated as a whole after the patch. */
record FacilityContent(
        @NotNull LocalizedText title,
        @NotNull @Size(min = 2, max = 100) String city,
        @Nullable @Pattern(regexp = "[A-Z][A-Z0-9]{0,15}") String sector,
        @Nullable Quantity capacity) {}
