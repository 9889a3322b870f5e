package org.ckep.investment.project;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.ckep.kernel.claim.Modality;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Filters of the list of projects; those left out leave nothing out, except that expectations have to be asked for. */
class ProjectFilter {
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
