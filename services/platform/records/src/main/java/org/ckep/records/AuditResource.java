package org.ckep.records;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.ckep.kernel.access.Roles;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.web.CurrentViewer;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.ckep.web.Paging;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The audit trail of one side, for that side's auditors, and the common one, for those of both. */
@Path("v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit", description = "Who of one's own side, or of none, changed what, link by link")
class AuditResource {
    private final AuditTrail trail;
    private final CurrentViewer currentViewer;

    AuditResource(AuditTrail trail, CurrentViewer currentViewer) {
        this.trail = trail;
        this.currentViewer = currentViewer;
    }

    @GET
    @RolesAllowed(Roles.AUDITOR)
    @Operation(
            summary = "Read the own side's audit trail, or the common one",
            description = "Oldest first. Each entry carries what the hash of its link is computed from. An entry "
                    + "appears once it is linked, soon after the act.")
    public Uni<RestResponse<Page<AuditView>>> list(
            @Parameter(description = "URN of a record: only what was done to it") @RestQuery @Nullable String record,
            @Parameter(description = "OWN: what was done for one's own side; COMMON: what was done for none")
                    @RestQuery
                    @DefaultValue("OWN")
                    AuditTrail.Chain chain,
            @BeanParam PageRequest page,
            UriInfo uri) {
        Urn urn = record == null ? null : urn(record);
        return trail.page(currentViewer.get(), chain, urn, page).map(found -> Paging.ok(uri, found));
    }

    private static Urn urn(String record) {
        try {
            return Urn.parse(record);
        } catch (IllegalArgumentException malformed) {
            throw ProblemException.invalidParameter("record", "The parameter 'record' is not the URN of a record.");
        }
    }
}
