package org.ckep.trade.sdmx;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** Writes into the API description what is true of every operation below the SDMX roots: their formats and errors. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class SdmxDescription implements OASFilter {
    private static final String ROOT = "/sdmx/";
    private static final List<String> ERROR_TYPES = List.of("application/xml", "application/json");

    private static final Map<String, String> ERRORS = Map.of(
            "400", "The query is malformed (code 140)",
            "401", "The access token is wrong or expired (code 110)",
            "403", "The caller may not do this (code 150)",
            "404", "Nothing matches the query (code 100)",
            "406", "No format that the caller accepts is offered",
            "413", "The query or its answer is too large (codes 130 and 510)",
            "501", "The standard knows this, and this service does not offer it",
            "503", "The figures cannot be read at the moment");

    private static final Map<String, String> CHANGES = Map.of(
            "200", "The structures are as the request wants them",
            "409", "A version is final, a reference is missing or would break, or a version breaks the rules",
            "415", "The message has none of the formats that are taken",
            "422", "The message is well formed, and something in it means nothing or is not what the address names");

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getPaths() != null && api.getPaths().getPathItems() != null) {
            api.getPaths().getPathItems().forEach((path, item) -> {
                if (path.contains(ROOT)) {
                    describe(path, item);
                }
            });
        }
    }

    private static void describe(String path, PathItem item) {
        SdmxFormat.Resource resource = path.contains("/data/")
                ? SdmxFormat.Resource.DATA
                : path.contains("/schema/") ? SdmxFormat.Resource.SCHEMA : SdmxFormat.Resource.STRUCTURE;
        item.getOperations().forEach((method, operation) -> {
            if (operation.getResponses() == null) {
                operation.setResponses(OASFactory.createAPIResponses());
            }
            APIResponses responses = operation.getResponses();
            ERRORS.forEach((status, meaning) -> responses.addAPIResponse(
                    status, OASFactory.createAPIResponse().description(meaning).content(errors())));
            if (method != PathItem.HttpMethod.GET) {
                change(method, operation);
                return;
            }
            responses.addAPIResponse(
                    "200",
                    OASFactory.createAPIResponse()
                            .description("The message asked for")
                            .content(messages(resource)));
            responses.addAPIResponse(
                    "304", OASFactory.createAPIResponse().description("The caller holds this answer already"));
            if (path.contains("/v2/")) {
                responses.addAPIResponse(
                        "204", OASFactory.createAPIResponse().description("Nothing matches the query"));
                responses.addAPIResponse(
                        "422",
                        OASFactory.createAPIResponse()
                                .description("The query is well formed and means nothing")
                                .content(errors()));
            }
        });
    }

    /** An operation that changes structures; what became of each artefact stands in its body, whatever its status. */
    private static void change(PathItem.HttpMethod method, Operation operation) {
        CHANGES.forEach((status, meaning) -> operation
                .getResponses()
                .addAPIResponse(
                        status,
                        OASFactory.createAPIResponse().description(meaning).content(errors())));
        if (method == PathItem.HttpMethod.POST) {
            operation
                    .getResponses()
                    .addAPIResponse(
                            "201",
                            OASFactory.createAPIResponse()
                                    .description("Structures were stored")
                                    .content(errors()));
        }
        if (method != PathItem.HttpMethod.DELETE) {
            operation.setRequestBody(
                    OASFactory.createRequestBody().required(true).content(messages(SdmxFormat.Resource.STRUCTURE)));
        }
    }

    private static Content messages(SdmxFormat.Resource resource) {
        Content content = OASFactory.createContent();
        Arrays.stream(SdmxFormat.values())
                .filter(format -> format.resource() == resource)
                .forEach(format -> content.addMediaType(
                        format.mediaType(), OASFactory.createMediaType().schema(text())));
        return content;
    }

    private static Content errors() {
        Content content = OASFactory.createContent();
        ERROR_TYPES.forEach(
                type -> content.addMediaType(type, OASFactory.createMediaType().schema(text())));
        return content;
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }
}
