package org.ckep.investment.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How many projects are how far.
 *
 * @param total number of projects, each counted once
 * @param coverage always {@code visible-only}: the counts are of what the viewer may see, and say nothing of the rest
 * @param data counts by state, sector and direction and whatever else is asked for; a project of several sectors or places
 *     stands in each of them
 */
@Schema(name = "Pipeline")
record Pipeline(long total, String coverage, List<Count> data) {
    /**
     * One cell.
     *
     * @param sector code of the sector, absent for projects without one
     * @param province ISO 3166-2 code, where provinces are asked for; absent for projects of which the viewer sees no site
     * @param park the park, where parks are asked for; absent for projects without one that the viewer sees
     * @param year in which the projects came to the state, where years are asked for; absent where that is not known
     * @param count number of projects in it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "PipelineCount")
    record Count(
            ProjectStatus state,
            @Nullable String sector,
            Direction direction,
            @Nullable String province,
            @Nullable String park,
            @Nullable Integer year,
            long count) {}
}
