package org.ckep.partnerships.partnership;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * A sign of life of a partnership.
 *
 * @param on the day it speaks of, not in the future
 * @param summary what happened
 * @param sources where it is reported; needed for an observed record
 */
record ReportRequest(
        @NotNull LocalDate on,
        @NotNull LocalizedText summary,
        @Nullable @Size(max = 20) List<@NotNull Urn> sources) {

    List<Urn> sourcesOrNone() {
        return sources == null ? List.of() : sources;
    }
}
