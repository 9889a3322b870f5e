package org.ckep.investment.inconsistency;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.ckep.investment.register.Parameters;
import org.ckep.web.CurrentViewer;
import org.ckep.web.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Tasks of a side: where what it keeps to itself contradicts what others read. */
@Path("v1/inconsistencies")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Internal inconsistencies", description = "Where a side's hidden values contradict what others read")
class InconsistencyResource {
    private final InconsistencyService service;
    private final CurrentViewer viewer;

    InconsistencyResource(InconsistencyService service, CurrentViewer viewer) {
        this.service = service;
        this.viewer = viewer;
    }

    @GET
    @PermitAll // Who acts for no side is refused.
    @Operation(
            summary = "List where the own side's hidden values contradict what others read",
            description = "Hidden figures beside the agreed value and the own side's shown one, hidden phases and "
                    + "commitments beside the sum of their project, hidden shareholding histories beside the shown one. "
                    + "As far as the caller may read both; nobody else learns of any of it.")
    public Uni<Page<Inconsistency>> list(@RestQuery @Nullable String record) {
        return service.list(viewer.get(), Parameters.anyUrn("record", record)).map(found -> new Page<>(found, null));
    }
}
