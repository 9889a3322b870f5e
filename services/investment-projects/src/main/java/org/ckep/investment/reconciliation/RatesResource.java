package org.ckep.investment.reconciliation;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.YearMonth;
import org.ckep.kernel.access.Roles;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.records.Register;
import org.ckep.records.StoredResponse;
import org.ckep.records.reconciliation.AgreedRates;
import org.ckep.records.reconciliation.MonthlyRates;
import org.ckep.records.reconciliation.RatesAct;
import org.ckep.records.reconciliation.RatesView;
import org.ckep.web.CurrentViewer;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The rates by which cycles convert: agreed where two persons of each side stand behind the same. */
@Path("v1/reconciliation-rates")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Reconciliation")
class RatesResource {
    private final Register register;
    private final AgreedRates rates;
    private final CurrentViewer viewer;
    private final IdempotencyKey key;

    RatesResource(Register register, AgreedRates rates, CurrentViewer viewer, IdempotencyKey key) {
        this.register = register;
        this.rates = rates;
        this.viewer = viewer;
        this.key = key;
    }

    @GET
    @PermitAll // Who may not read both sides' figures is refused.
    @Operation(
            summary = "List both sides' monthly rates",
            description =
                    "Newest month first: those of the own side, and the other side's once its checker has agreed to them. "
                            + "For both sides and the secretariat.")
    public Uni<Page<RatesView>> list() {
        Viewer reader = viewer.get();
        return register.read(reader, session -> rates.list(session, reader)).map(found -> new Page<>(found, null));
    }

    @PUT
    @Path("{month}")
    @RolesAllowed(Roles.MAKER)
    @Operation(
            summary = "Prepare the own side's rates of a month",
            description =
                    "All of that month, in the place of what the side had before. Known to the own side alone until its "
                            + "checker agrees. Where If-Match is given it names, in quotation marks, the hash of those "
                            + "that are to be replaced.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "rates", value = ReconciliationExamples.RATES)))
    public Uni<RestResponse<RatesView>> prepare(
            @RestPath String month,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid MonthlyRates given) {
        Viewer actor = viewer.get();
        YearMonth which = month(month);
        return register.write(actor, session -> rates.prepare(session, actor, which, ifMatch, given))
                .map(prepared -> RestResponse.ResponseBuilder.ok(prepared)
                        .header(HttpHeaders.ETAG, prepared.tag())
                        .build());
    }

    @POST
    @Path("{month}/agree")
    @RolesAllowed(Roles.CHECKER)
    @Operation(
            summary = "Agree to the own side's rates of a month",
            description =
                    "By a person who did not prepare them, and who names the hash that he has read. A rate is agreed where "
                            + "both sides have the same; cycles convert by such rates alone.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "hash", value = ReconciliationExamples.HASH)))
    @APIResponseSchema(
            value = RatesView.class,
            responseCode = "200",
            responseDescription = "The side stands behind them")
    public Uni<Response> agree(@RestPath String month, @NotNull @Valid RatesAct act) {
        Viewer actor = viewer.get();
        YearMonth which = month(month);
        return register.once(actor, key, act, session -> rates.agree(session, actor, which, act)
                .map(StoredResponse::ok));
    }

    private static YearMonth month(String month) {
        try {
            YearMonth named = YearMonth.parse(month);
            if (named.getYear() < FuzzyDate.FIRST_YEAR) {
                throw ProblemException.invalidParameter(
                        "month", "A month lies in " + FuzzyDate.FIRST_YEAR + " or later.");
            }
            return named;
        } catch (DateTimeException noMonth) {
            throw ProblemException.invalidParameter("month", "A month is a year and a number, such as 2026-11.");
        }
    }
}
