package org.ckep.investment.shareholding;

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
import org.ckep.records.Register;
import org.ckep.web.CurrentViewer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;

/** Who controls an organisation in the end, as an answer and as a file. */
@Path("v1")
@Tag(name = "Reports")
class ControlResource {
    private static final List<String> COLUMNS =
            List.of("holder", "holderName.en", "directPercent", "totalPercent", "through");

    private final ControlService service;
    private final Register register;
    private final CurrentViewer viewer;
    private final ObjectMapper json;

    ControlResource(ControlService service, Register register, CurrentViewer viewer, ObjectMapper json) {
        this.service = service;
        this.register = register;
        this.viewer = viewer;
        this.json = json;
    }

    @GET
    @Path("control")
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll // Made of what the viewer may see; the public's of what is public.
    @Operation(
            summary = "See who controls which part of an organisation in the end",
            description = "By himself and through those of which he controls more than half, by the histories of one "
                    + "side or, without side, of public sources. Percents are what is certain: exact parts and lower "
                    + "bounds.")
    public Uni<Control> control(@BeanParam ControlQuestion question) {
        return service.of(viewer.get(), question.asked(register::today));
    }

    @GET
    @Path("control.csv")
    @Produces(Csv.MEDIA_TYPE)
    @PermitAll // As above.
    @Operation(summary = "Who controls which part of an organisation in the end, as CSV")
    public RestMulti<byte[]> file(@BeanParam ControlQuestion question) {
        Viewer asking = viewer.get();
        ControlService.Question asked = question.asked(register::today);
        return Exports.whole(
                "control.csv", () -> service.of(asking, asked).map(Control::data), new Csv<>(json, COLUMNS));
    }
}
