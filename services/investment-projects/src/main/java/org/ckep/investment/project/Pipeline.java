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
 * @param data counts by state, sector and direction; a project of several sectors stands in each of them
 */
@Schema(name = "Pipeline")
record Pipeline(long total, String coverage, List<Count> data) {
    /**
     * One cell.
     *
     * @param sector code of the sector, absent for projects without one
     * @param count number of projects in it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "PipelineCount")
    record Count(ProjectStatus state, @Nullable String sector, Direction direction, long count) {}
}
