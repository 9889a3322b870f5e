package org.ckep.investment.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import org.ckep.investment.register.Parameters;
import org.ckep.kernel.access.Roles;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.records.AuditTrail;
import org.ckep.web.CurrentViewer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The audit trail of one side as a file, for that side's auditors, and the common one, for those of both. */
@Path("v1/audit.csv")
@Produces(Csv.MEDIA_TYPE)
@Tag(name = "Exports")
class AuditExportResource {
    private static final List<String> COLUMNS = List.of(
            "no",
            "at",
            "id",
            "subject",
            "client",
            "side",
            "agency",
            "action",
            "urn",
            "versionBefore",
            "versionAfter",
            "attributes",
            "contentHash",
            "network",
            "form",
            "before",
            "hash");

    private final AuditTrail trail;
    private final CurrentViewer viewer;
    private final ObjectMapper json;

    AuditExportResource(AuditTrail trail, CurrentViewer viewer, ObjectMapper json) {
        this.trail = trail;
        this.viewer = viewer;
        this.json = json;
    }

    @GET
    @RolesAllowed(Roles.AUDITOR)
    @Operation(summary = "The own side's audit trail, or the common one, as CSV")
    public RestMulti<byte[]> audit(
            @Parameter(description = "URN of a record: only what was done to it") @RestQuery @Nullable String record,
            @Parameter(description = "OWN: what was done for one's own side; COMMON: what was done for none")
                    @RestQuery
                    @DefaultValue("OWN")
                    AuditTrail.Chain chain) {
        Viewer reader = viewer.get();
        Urn about = Parameters.anyUrn("record", record);
        return Exports.file("audit.csv", page -> trail.page(reader, chain, about, page), new Csv<>(json, COLUMNS));
    }
}
