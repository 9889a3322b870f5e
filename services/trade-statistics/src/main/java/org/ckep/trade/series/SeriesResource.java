package org.ckep.trade.series;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.ckep.web.Paging;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Series of figures; published statistics are public. */
@Path("v1/series")
@Tag(name = "figures")
@Produces(MediaType.APPLICATION_JSON)
class SeriesResource {
    private final SeriesService service;

    SeriesResource(SeriesService service) {
        this.service = service;
    }

    @GET
    @PermitAll
    @Operation(
            summary = "Find series of figures",
            description = "Each series says who reports it, how it is valued, in which unit and edition, and where it"
                    + " comes from. Figures of different reporters or sources are never mixed.")
    public Uni<RestResponse<Page<SeriesView>>> list(
            @BeanParam SeriesFilter filter, @BeanParam PageRequest page, @Context UriInfo uri) {
        return service.list(filter, page).map(series -> Paging.ok(uri, series));
    }
}
