package org.ckep.web;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jspecify.annotations.Nullable;

/**
 * Writes into every service's OpenAPI document what is true of every operation: how a caller identifies itself, which
 * problems it may meet, and the headers of creating and changing.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class OpenApiConventions implements OASFilter {
    private static final String SCHEME = "bearer";
    private static final String PROBLEM = "Problem";

    /** In the order of the codes, so that a document is the same from build to build. */
    private static final SortedMap<String, String> EVERYWHERE = new TreeMap<>(Map.of(
            "400", "The request is malformed; errors[] names the place",
            "401", "The access token is missing, wrong or expired",
            "403", "The caller may not do this",
            "406", "No media type that the caller accepts is offered",
            "429", "The caller's quota is used up; Retry-After says when to try again"));

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(OASFactory.createComponents());
        }
        api.getComponents()
                .addSecurityScheme(
                        SCHEME,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT")
                                .description("Access token of the realm ckep; reading what is public needs none"));
        api.getComponents().addSchema(PROBLEM, problemSchema());
        if (api.getPaths() != null && api.getPaths().getPathItems() != null) {
            Map<String, PathItem> paths = api.getPaths().getPathItems();
            paths.values().forEach(path -> path.getOperations().forEach(OpenApiConventions::complete));
            paths.forEach((name, path) -> describeHeaders(path, paths.get(name + "/{id}")));
        }
    }

    /** The headers that tie creating, reading and changing a record together, and those of pages. */
    private static void describeHeaders(PathItem path, @Nullable PathItem record) {
        List<Operation> changes = path.getOperations().values().stream()
                .filter(OpenApiConventions::takesIfMatch)
                .toList();
        changes.forEach(change -> addHeader(change, "200", HttpHeaders.ETAG, "What the next change sends in If-Match"));
        if (!changes.isEmpty() && path.getGET() != null) {
            describeValidation(path.getGET());
        }
        if (path.getPOST() != null && record != null && record.getGET() != null) {
            addHeader(path.getPOST(), "201", HttpHeaders.LOCATION, "Address of the new record");
            if (record.getPATCH() != null) {
                addHeader(path.getPOST(), "201", HttpHeaders.ETAG, "What the first change sends in If-Match");
            }
        }
        if (path.getGET() != null && takes(path.getGET(), "after").isPresent()) {
            addHeader(path.getGET(), "200", HttpHeaders.LINK, "rel=\"next\": the following page, where there is one");
        }
    }

    private static void describeValidation(Operation reading) {
        addHeader(reading, "200", HttpHeaders.ETAG, "What a change sends in If-Match");
        reading.getResponses()
                .addAPIResponse(
                        "304",
                        OASFactory.createAPIResponse()
                                .description("The caller holds this answer already (If-None-Match)"));
        if (takes(reading, HttpHeaders.IF_NONE_MATCH).isEmpty()) {
            reading.addParameter(
                    header(HttpHeaders.IF_NONE_MATCH).description("ETag of an answer that the caller holds"));
        }
    }

    private static void addHeader(Operation operation, String status, String name, String meaning) {
        APIResponse response = operation.getResponses().getAPIResponse(status);
        if (response != null) {
            response.addHeader(
                    name,
                    OASFactory.createHeader()
                            .description(meaning)
                            .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING)));
        }
    }

    private static Parameter header(String name) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.HEADER)
                .required(false)
                .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING));
    }

    private static Optional<Parameter> takes(Operation operation, String parameter) {
        return operation.getParameters() == null
                ? Optional.empty()
                : operation.getParameters().stream()
                        .filter(one -> parameter.equalsIgnoreCase(one.getName()))
                        .findFirst();
    }

    private static void complete(PathItem.HttpMethod method, Operation operation) {
        boolean reading = method == PathItem.HttpMethod.GET || method == PathItem.HttpMethod.HEAD;
        operation.setSecurity(
                reading
                        ? List.of(
                                OASFactory.createSecurityRequirement(),
                                OASFactory.createSecurityRequirement().addScheme(SCHEME))
                        : List.of(OASFactory.createSecurityRequirement().addScheme(SCHEME)));
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        APIResponses responses = operation.getResponses();
        EVERYWHERE.forEach((status, meaning) -> addProblem(responses, status, meaning));
        if (hasPathParameter(operation)) {
            addProblem(responses, "404", "No such record, or none that the caller may know of");
        }
        if (!reading) {
            addProblem(responses, "409", "The state forbids it; allowed names what is possible");
            addProblem(responses, "413", "The body is too large");
            addProblem(responses, "415", "The media type of the body is not accepted");
            addProblem(responses, "422", "The content breaks a rule");
        }
        if (takesIfMatch(operation)) {
            addProblem(responses, "412", "The record has changed since it was read");
            addProblem(responses, "428", "If-Match is missing");
        }
        if (method == PathItem.HttpMethod.POST) {
            operation.addParameter(header(IdempotencyKey.HEADER)
                    .description("Repeating a request with the same key and body gives the first answer again")
                    .schema(OASFactory.createSchema()
                            .addType(Schema.SchemaType.STRING)
                            .maxLength(128)));
        }
        addProblem(responses, "503", "A dependency is down; Retry-After says when to try again");
    }

    private static void addProblem(APIResponses responses, String status, String meaning) {
        // The scanner adds some of them by itself, without saying what they carry.
        APIResponse present = responses.getAPIResponse(status);
        if (present == null || present.getContent() == null) {
            responses.addAPIResponse(
                    status,
                    OASFactory.createAPIResponse()
                            .description(meaning)
                            .content(OASFactory.createContent()
                                    .addMediaType(
                                            Problems.MEDIA_TYPE,
                                            OASFactory.createMediaType()
                                                    .schema(OASFactory.createSchema()
                                                            .ref("#/components/schemas/" + PROBLEM)))));
        }
    }

    private static boolean hasPathParameter(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> parameter.getIn() == Parameter.In.PATH);
    }

    private static boolean takesIfMatch(Operation operation) {
        return takes(operation, HttpHeaders.IF_MATCH).isPresent();
    }

    private static Schema problemSchema() {
        Schema error = object().addProperty("pointer", text("JSON pointer into the body"))
                .addProperty("parameter", text("Parameter or header"))
                .addProperty("code", text("Stable word for programs"))
                .addProperty("message", text("Sentence for people"));
        return object().description("RFC 9457 problem document")
                .addProperty("type", text("Stable URN of the kind of problem"))
                .addProperty("title", text("Kind of problem in the language of the request"))
                .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
                .addProperty("detail", text("What is wrong with this request"))
                .addProperty("instance", text("URN of the request"))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .items(error))
                .required(List.of("type", "title", "status", "detail"));
    }

    private static Schema object() {
        return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
    }
}
