package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.ckep.records.change.ListedChangeSet;
import org.ckep.web.CurrentViewer;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.ckep.web.Paging;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The change sets of all projects, and which of them wait for whom. */
@Path("v1/changes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Change sets")
class ChangeSetListResource {
    private final ProjectChangeSetService service;
    private final CurrentViewer viewer;

    ChangeSetListResource(ProjectChangeSetService service, CurrentViewer viewer) {
        this.service = service;
        this.viewer = viewer;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; who acts for no side sees none.
    @Operation(
            summary = "List the change sets of all projects",
            description =
                    "Newest first, those of projects that the caller may read. A side sees its own from the draft "
                            + "on, the other side's once they are proposed.")
    public Uni<RestResponse<Page<ListedChangeSet>>> list(
            @BeanParam ChangeSetFilter filter, @BeanParam PageRequest page, UriInfo uri) {
        return service.list(viewer.get(), filter.parsed(), page).map(found -> Paging.ok(uri, found));
    }
}
