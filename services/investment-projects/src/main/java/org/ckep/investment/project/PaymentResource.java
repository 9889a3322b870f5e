package org.ckep.investment.project;

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

/** What is paid of what is committed, as an answer and as a file. */
@Path("v1")
@Tag(name = "Reports")
class PaymentResource {
    private static final List<String> CELLS = List.of(
            "side",
            "direction",
            "kind",
            "basis",
            "currency",
            "projects",
            "commitments",
            "committed",
            "paid",
            "outstanding",
            "sold",
            "paidPercent");

    private final PaymentService payments;
    private final CurrentViewer viewer;
    private final ObjectMapper json;

    PaymentResource(PaymentService payments, CurrentViewer viewer, ObjectMapper json) {
        this.payments = payments;
        this.viewer = viewer;
        this.json = json;
    }

    @GET
    @Path("payments")
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll // Sums up only what the viewer may see; the public sums up what is public.
    @Operation(
            summary = "Sum up what is paid of what is committed, by the ledger",
            description =
                    "By side, direction, kind, basis and currency, of projects that were not given up, without divestments. Both "
                            + "sides may keep the same promise: their sums stand beside each other and are never added up.")
    public Uni<Payments> payments(@BeanParam CountingFilter filter) {
        return payments.sum(viewer.get(), filter.counting());
    }

    @GET
    @Path("payments.csv")
    @Produces(Csv.MEDIA_TYPE)
    @PermitAll // As above.
    @Operation(summary = "What is paid of what is committed as CSV")
    public RestMulti<byte[]> paymentsFile(@BeanParam CountingFilter filter) {
        Viewer asking = viewer.get();
        Counting counting = filter.counting();
        return Exports.whole(
                "payments.csv", () -> payments.sum(asking, counting).map(Payments::data), new Csv<>(json, CELLS));
    }
}
