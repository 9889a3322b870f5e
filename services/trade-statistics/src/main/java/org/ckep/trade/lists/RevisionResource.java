package org.ckep.trade.lists;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import org.ckep.web.CurrentViewer;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.ckep.web.Paging;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Who changed which list when. */
@Path("v1/list-revisions/{id}")
@Tag(name = "code lists")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class RevisionResource {
    private final Correspondences correspondences;
    private final CurrentViewer viewer;

    RevisionResource(Correspondences correspondences, CurrentViewer viewer) {
        this.correspondences = correspondences;
        this.viewer = viewer;
    }

    @GET
    @PermitAll
    @Operation(
            summary = "The changes of a code list or a correspondence, the newest first",
            description = "Those by import. Areas and commodities that figures brought in make no revision.")
    public RestResponse<Page<ListRevision>> revisions(
            @RestPath @Parameter(example = "CL_COMMODITY") String id,
            @BeanParam PageRequest page,
            @Context UriInfo uri) {
        List<ListRevision> revisions = correspondences.revisions(viewer.get(), id, before(page), page.limit() + 1);
        return Paging.ok(
                uri, page.page(revisions, revision -> Map.of("before", Integer.toString(revision.revision()))));
    }

    private static @Nullable Integer before(PageRequest page) {
        String before = page.after().get("before");
        if (before == null) {
            if (!page.after().isEmpty()) {
                throw PageRequest.invalidCursor();
            }
            return null;
        }
        try {
            return Integer.parseInt(before);
        } catch (NumberFormatException notOurs) {
            throw PageRequest.invalidCursor();
        }
    }
}
