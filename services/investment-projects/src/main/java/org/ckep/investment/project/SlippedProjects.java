package org.ckep.investment.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which projects are latest.
 *
 * @param coverage always {@code visible-only}: of what the viewer may see
 * @param data the projects with a late date, the latest first, each by its latest date
 */
@Schema(name = "SlippedProjects")
record SlippedProjects(String coverage, List<Slipped> data) {

    /**
     * A project by one of its dates.
     *
     * @param project URN of the project
     * @param displayId id for people
     * @param title its name
     * @param state how far it is
     * @param keyDate which date is late
     * @param planned the first plan
     * @param replanned the last plan, where that is another one
     * @param actual when it happened, absent where it has not
     * @param overdue true where it has not happened and its last plan is over
     * @param days from the last day of the first plan to that on which it happened; where it has not, to the last plan, or to
     *     today where that is over
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "SlippedProject")
    record Slipped(
            Urn project,
            String displayId,
            LocalizedText title,
            ProjectStatus state,
            KeyDate keyDate,
            FuzzyDate planned,
            @Nullable FuzzyDate replanned,
            @Nullable FuzzyDate actual,
            boolean overdue,
            int days) {}
}
