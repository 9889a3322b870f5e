package org.ckep.trade.conversion;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.ckep.web.PageRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Figures in another classification than the reported one; published statistics are public. */
@Path("v1/converted-figures")
@Tag(name = "figures")
@Produces(MediaType.APPLICATION_JSON)
class ConversionResource {
    private static final String TEXT_CSV = "text/csv";

    private final ConversionService service;

    ConversionResource(ConversionService service) {
        this.service = service;
    }

    @GET
    @PermitAll
    @Operation(
            summary = "Figures in an older edition of the Harmonized System, in SITC, ISIC or MTI",
            description =
                    "A reporter's six-digit figures with one partner, converted by the imported tables, for series over"
                            + " several editions. Each tells the edition in which it was reported and the one in which it is shown, the"
                            + " method, and the share of its value that came from codes with several targets. What cannot be"
                            + " converted stands in the same list as it was reported, with the reason, so that the list sums to"
                            + " what was reported. Figures of different reported editions are not summed. Ask for text/csv"
                            + " to have the whole list as a file.")
    @APIResponse(
            responseCode = "200",
            description = "The figures in the order of period, reported edition and code",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ConvertedFigures.class),
                        examples = @ExampleObject(name = "converted", value = ConversionExamples.PAGE)),
                @Content(
                        mediaType = TEXT_CSV,
                        schema = @Schema(implementation = String.class),
                        examples = @ExampleObject(name = "csv", value = ConversionExamples.CSV))
            })
    public Uni<ConvertedFigures> figures(@BeanParam ConversionQuery.Filter filter, @BeanParam PageRequest page) {
        return service.page(ConversionQuery.of(filter), page);
    }

    @GET
    @Produces(TEXT_CSV)
    @PermitAll
    @Operation(hidden = true)
    public Uni<RestResponse<String>> file(@BeanParam ConversionQuery.Filter filter) {
        return service.file(ConversionQuery.of(filter)).map(text -> RestResponse.ResponseBuilder.ok(text)
                .header(HttpHeaders.CONTENT_TYPE, "text/csv;charset=UTF-8;header=present")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"converted-figures.csv\"")
                .build());
    }
}
