package org.ckep.investment.capacity;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.ckep.investment.export.Csv;
import org.ckep.investment.export.Exports;
import org.ckep.kernel.access.Viewer;
import org.ckep.web.CurrentViewer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;

/** The report on concentration, as an answer and as a file. */
@Path("v1")
@Tag(name = "Reports")
class ConcentrationResource {
    private static final List<String> COLUMNS = List.of(
            "organisation",
            "organisationName.en",
            "product",
            "site",
            "siteTitle.en",
            "country",
            "period",
            "lowestPercent",
            "highestPercent",
            "claims");

    private final ConcentrationService service;
    private final CurrentViewer viewer;
    private final ObjectMapper json;

    ConcentrationResource(ConcentrationService service, CurrentViewer viewer, ObjectMapper json) {
        this.service = service;
        this.viewer = viewer;
        this.json = json;
    }

    @GET
    @Path("concentration")
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll // Made of what the viewer may see; the public's of what is public.
    @Operation(
            summary = "See how much of an organisation's world output comes from one site",
            description = "By capacity shares of the scope ORG_WORLD, of each site and product those of the newest "
                    + "period. What is claimed differently stands as a range, never as an average.")
    public Uni<Concentration> concentration(@BeanParam ConcentrationFilter filter) {
        return service.of(viewer.get(), filter.requireSound());
    }

    @GET
    @Path("concentration.csv")
    @Produces(Csv.MEDIA_TYPE)
    @PermitAll // As above.
    @Operation(summary = "How much of an organisation's world output comes from one site, as CSV")
    public RestMulti<byte[]> file(@BeanParam ConcentrationFilter filter) {
        Viewer asking = viewer.get();
        ConcentrationFilter.Wanted wanted = filter.requireSound();
        return Exports.whole(
                "concentration.csv",
                () -> service.of(asking, wanted).map(Concentration::data),
                new Csv<>(json, COLUMNS));
    }
}
