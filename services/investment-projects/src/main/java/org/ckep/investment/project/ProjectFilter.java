package org.ckep.investment.project;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.RecordQuery;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Filters of the list of projects; those left out leave nothing out, except that expectations have to be asked for. */
class ProjectFilter {
    /** The index of the order is over the same expression. */
    private static final String STATE_DAY = "cast(sql('ckep_state_day(?)', r.stateSince) as LocalDate)";

    @QueryParam("state")
    @Parameter(description = "Only in these states; may be repeated")
    @Nullable
    List<ProjectStatus> state;

    @QueryParam("type")
    @Parameter(description = "Kind of undertaking")
    @Nullable
    ProjectType type;

    @QueryParam("direction")
    @Parameter(description = "Between which economies the capital flows")
    @Nullable
    Direction direction;

    @QueryParam("sector")
    @Parameter(description = "Code of a sector", example = "SEMI")
    @Nullable
    String sector;

    @QueryParam("modality")
    @Parameter(
            description = "Only in these moods; may be repeated. Without it, EXPECTATION and OPINION are left out.",
            example = "STATED_INTENT")
    @Nullable
    List<Modality> modality;

    @QueryParam("site")
    @Parameter(description = "URN of a site of the project")
    @Nullable
    String site;

    @QueryParam("organisation")
    @Parameter(description = "URN of an organisation that takes part, in any role")
    @Nullable
    String organisation;

    @QueryParam("parent")
    @Parameter(description = "URN of the parent project")
    @Nullable
    String parent;

    @QueryParam("q")
    @Parameter(
            description = "Words of the title, of names of the parties, of the sites and of what is claimed, in any of "
                    + "the three languages; each has to fit, the best come first. A word finds those that begin with it, "
                    + "and words of Han or Hangul that it stands in.",
            schema = @Schema(maxLength = ProjectSearch.MAX_LENGTH))
    @Nullable
    String q;

    @QueryParam("localId")
    @Parameter(description = "Id in another register, as scheme:value")
    @Nullable
    String localId;

    @QueryParam("sort")
    @Parameter(
            description =
                    "By when they were recorded or since when their state holds, with - the latest first; a period "
                            + "counts by its first day, and what has no such date as earliest. Without it the newest come first, "
                            + "of a search what fits best.",
            schema = @Schema(enumeration = {"recorded", "-recorded", "stateSince", "-stateSince"}))
    @Nullable
    String sort;

    @Context
    UriInfo request;

    /** For the REST runtime. */
    @SuppressWarnings("NullAway.Init")
    ProjectFilter() {}

    /** What is searched, null where nothing is; the REST runtime drops an empty parameter, and that is a search too. */
    @Nullable
    String search() {
        return q == null && request.getQueryParameters().containsKey("q") ? "" : q;
    }

    /** The order asked for, null for that of the list; fails with INVALID_VALUE where there is no such order. */
    RecordQuery.@Nullable Sort order() {
        if (sort == null) {
            return null;
        }
        return switch (sort) {
            case "recorded" -> new RecordQuery.Sort(sort, null, false);
            case "-recorded" -> new RecordQuery.Sort(sort, null, true);
            case "stateSince" -> new RecordQuery.Sort(sort, STATE_DAY, false);
            case "-stateSince" -> new RecordQuery.Sort(sort, STATE_DAY, true);
            default ->
                throw ProblemException.invalidParameter(
                        "sort", "The parameter 'sort' is one of recorded, -recorded, stateSince and -stateSince.");
        };
    }

    /** The states asked for, null for all. */
    @Nullable
    List<ProjectStatus> states() {
        return state == null || state.isEmpty() ? null : state;
    }

    /** The modalities asked for; where none is, all that count by default. */
    List<Modality> modalities() {
        return Modality.wanted(modality);
    }
}
