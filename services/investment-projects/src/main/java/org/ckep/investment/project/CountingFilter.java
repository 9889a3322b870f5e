package org.ckep.investment.project;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.ckep.kernel.claim.Modality;
import org.ckep.records.KnownAt;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which projects a report counts, as a request asks for it. */
class CountingFilter {
    @QueryParam("sector")
    @Nullable
    String sector;

    @QueryParam("direction")
    @Nullable
    Direction direction;

    @QueryParam("modality")
    @Parameter(description = "Only in these moods; may be repeated")
    @Nullable
    List<Modality> modality;

    @QueryParam(KnownAt.PARAMETER)
    @Parameter(description = KnownAt.DESCRIPTION)
    @Nullable
    String knownAt;

    /** For the REST runtime. */
    CountingFilter() {}

    /** All moods that count by default where none is named; fails with INVALID_VALUE where the moment is none. */
    Counting counting() {
        return new Counting(sector, direction, Modality.wanted(modality), KnownAt.of(knownAt));
    }
}
