package org.ckep.policy.links;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.policy.register.Params;
import org.ckep.web.Conditional;
import org.ckep.web.CurrentViewer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What refers to a record, wherever the record itself is kept. */
@Path("v1/links")
@Tag(name = "Links", description = "What refers to a record, of this or another service")
class LinkResource {
    private final Links links;
    private final CurrentViewer currentViewer;
    private final Conditional conditional;

    LinkResource(Links links, CurrentViewer currentViewer, Conditional conditional) {
        this.links = links;
        this.currentViewer = currentViewer;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(
            summary = "What refers to a record",
            description = "Records of this service that refer to the URN, such as the delegations of an organisation.")
    public Uni<RestResponse<Links.View>> list(
            @RestQuery
                    @Parameter(description = "URN of a record, of this or another service", required = true)
                    @Nullable
                    String of) {
        Urn urn = Params.urn("of", of);
        if (urn == null) {
            throw ProblemException.invalidParameter("of", "The parameter 'of' names the record; it is missing.");
        }
        return links.of(currentViewer.get(), urn).map(conditional::get);
    }
}
