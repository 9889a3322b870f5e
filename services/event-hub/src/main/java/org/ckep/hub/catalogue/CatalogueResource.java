package org.ckep.hub.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.web.CurrentViewer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What kinds of events there are, for people and for programs. */
@Path("events/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalogue")
class CatalogueResource {
    private static final String FOR_AN_HOUR = ", max-age=3600";

    private final EventCatalogue catalogue;
    private final CurrentViewer viewer;

    CatalogueResource(EventCatalogue catalogue, CurrentViewer viewer) {
        this.catalogue = catalogue;
        this.viewer = viewer;
    }

    private Audience group() {
        return viewer.get().audience();
    }

    @GET
    @Path("catalog")
    @PermitAll
    @Operation(
            operationId = "readCatalogue",
            summary = "The event types that the caller may get, named in English, Chinese and Korean")
    public RestResponse<CatalogueView> catalogue() {
        List<TypeView> types = catalogue.typesFor(group()).stream()
                .map(type -> new TypeView(
                        type.name(),
                        type.domain(),
                        type.record(),
                        type.title(),
                        type.reach().groups(),
                        String.valueOf(catalogue.schemaUri(type.name())),
                        catalogue.example(type)))
                .toList();
        return cached(new CatalogueView(types));
    }

    @GET
    @Path("schemas/{type}")
    @Produces("application/schema+json")
    @PermitAll
    @Operation(
            operationId = "readSchema",
            summary = "JSON Schema of the data of an event type",
            description = "The address that events carry as dataschema.")
    public RestResponse<ObjectNode> schema(@PathParam("type") String type) {
        ObjectNode schema = catalogue.schema(type, group());
        if (schema == null) {
            throw ProblemException.notFound();
        }
        return cached(schema);
    }

    @GET
    @Path("asyncapi.json")
    @PermitAll
    @Operation(
            operationId = "readAsyncApi",
            summary = "AsyncAPI 3.1 description of feed and webhooks, with the event types that the caller may get")
    public RestResponse<ObjectNode> asyncApi() {
        return cached(new AsyncApi(catalogue, catalogue.typesFor(group())).document());
    }

    @GET
    @Path("asyncapi.yaml")
    @Produces(AsyncApi.YAML)
    @PermitAll
    @Operation(operationId = "readAsyncApiAsYaml", summary = "The same as YAML")
    public RestResponse<String> asyncApiAsYaml() {
        return cached(AsyncApi.yaml(asyncApi().getEntity()));
    }

    @GET
    @Path("xregistry.json")
    @PermitAll
    @Operation(
            operationId = "readXRegistry",
            summary =
                    "The event types that the caller may get, as an export of a CloudEvents registry (xRegistry 1.0-rc4)")
    public RestResponse<ObjectNode> xRegistry() {
        return cached(new XRegistry(catalogue, catalogue.typesFor(group())).document());
    }

    private <T> RestResponse<T> cached(T view) {
        String reach = group().equals(Audience.PUBLIC) ? "public" : "private";
        return RestResponse.ResponseBuilder.ok(view)
                .header(HttpHeaders.CACHE_CONTROL, reach + FOR_AN_HOUR)
                .header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION)
                .build();
    }

    /** The types of a group of readers. */
    @Schema(name = "EventCatalogue")
    record CatalogueView(List<TypeView> types) {}

    /** One type. */
    @Schema(name = "EventType")
    record TypeView(
            @Schema(examples = "org.ckep.investment.project.registered.v1")
            String type,

            String domain,
            String record,
            LocalizedText title,

            @Schema(
                    description = "Who may get events of the type: each the single records that are open to him",
                    examples = "[\"bilateral\",\"side-cn\",\"side-kr\"]")
            List<String> audiences,

            @Schema(description = "Where the schema of its data is")
            String dataschema,

            @Schema(description = "An event of this type, as its readers get it", implementation = Object.class)
            ObjectNode example) {}
}
