package org.ckep.trade.indicator;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.web.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Indicators of trade; they are public as the statistics are that they are computed from. */
@Path("v1/indicators")
@Tag(name = "indicators")
@Produces(MediaType.APPLICATION_JSON)
class IndicatorResource {
    private static final String CSV = "text/csv";

    private final IndicatorService service;
    private final Catalogue catalogue;

    IndicatorResource(IndicatorService service, Catalogue catalogue) {
        this.service = service;
        this.catalogue = catalogue;
    }

    @GET
    @PermitAll
    @Operation(
            summary = "The indicators that can be computed",
            description = "Each with its formula, meaning, inputs, variants, limits, parameters and source, in English,"
                    + " Chinese and Korean.")
    @APIResponse(
            responseCode = "200",
            description = "The catalogue",
            content = @Content(examples = @ExampleObject(name = "catalogue", value = IndicatorExamples.CATALOGUE)))
    public Page<CatalogueEntry> list() {
        return new Page<>(catalogue.entries(), null);
    }

    @GET
    @Path("{id}")
    @PermitAll
    @Operation(
            summary = "One indicator explained",
            description = "Its formula, meaning, inputs, variants, limits, parameters and source.")
    @APIResponse(
            responseCode = "200",
            description = "The entry of the catalogue",
            content =
                    @Content(
                            schema = @Schema(implementation = CatalogueEntry.class),
                            examples = @ExampleObject(name = "entry", value = IndicatorExamples.ENTRY)))
    public CatalogueEntry entry(@RestPath @Parameter(example = "rca") String id) {
        return catalogue.entry(Formulas.find(id).orElseThrow(ProblemException::notFound));
    }

    @GET
    @Path("{id}/values")
    @PermitAll
    @Operation(
            summary = "Compute an indicator",
            description =
                    "For one product or all of a level. What is undefined is null with the reason, never zero. The"
                            + " answer names reporter, valuation, source, edition and period, and tells how many figures were"
                            + " used, where to fetch them and the SHA-256 of that list, so that it can be computed again also"
                            + " after figures were revised.")
    @APIResponse(
            responseCode = "200",
            description = "The values and what they rest on",
            content =
                    @Content(
                            schema = @Schema(implementation = IndicatorAnswer.class),
                            examples = @ExampleObject(name = "rca", value = IndicatorExamples.VALUES)))
    public Uni<IndicatorAnswer> values(
            @RestPath @Parameter(example = "rca") String id, @BeanParam IndicatorParameters parameters) {
        return service.values(id, parameters.given());
    }

    @GET
    @Path("{id}/inputs")
    @Produces(CSV)
    @PermitAll
    @Operation(
            summary = "The figures that an indicator is computed from",
            description =
                    "Takes the parameters of the values. As CSV, byte for byte what the answer hashed, or as JSON."
                            + " The address in the answer names the state of knowledge that was used.")
    @APIResponse(
            responseCode = "200",
            description = "The figures in the order of reporter, flow, edition, commodity, partner and period",
            content = {
                @Content(
                        mediaType = CSV,
                        schema = @Schema(implementation = String.class),
                        examples = @ExampleObject(name = "csv", value = IndicatorExamples.INPUTS_CSV)),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = InputFigure[].class),
                        examples = @ExampleObject(name = "json", value = IndicatorExamples.INPUTS_JSON))
            })
    public Multi<String> csv(
            @RestPath @Parameter(example = "rca") String id, @BeanParam IndicatorParameters parameters) {
        return service.csv(id, parameters.given());
    }

    @GET
    @Path("{id}/inputs")
    @PermitAll
    @Operation(hidden = true)
    public Multi<InputFigure> figures(@RestPath String id, @BeanParam IndicatorParameters parameters) {
        return service.figures(id, parameters.given());
    }
}
