package org.ckep.hub.log;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.web.CurrentViewer;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.ckep.web.Paging;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What the border between readers has stopped. */
@Path("events/v1/border-audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Border audit")
class BorderAuditResource {
    private final BorderAudit audit;
    private final CurrentViewer viewer;

    BorderAuditResource(BorderAudit audit, CurrentViewer viewer) {
        this.audit = audit;
        this.viewer = viewer;
    }

    @GET
    @Authenticated
    @Operation(
            operationId = "readBorderAudit",
            summary = "Events that were stopped at the border between readers",
            description = "Events that were sent to readers who may not know their data, by dataclassification; they "
                    + "got no number in any log. A government reads those of its own side and those of both.")
    public Uni<RestResponse<Page<BorderAudit.Blocked>>> read(@BeanParam PageRequest page, @Context UriInfo uri) {
        Side side = viewer.get().side();
        if (side == null) {
            throw new ProblemException(
                    KernelProblem.FORBIDDEN, "What was stopped at the border is for the governments to read.");
        }
        return audit.read(Audience.side(side), page).map(found -> Paging.ok(uri, found));
    }
}
