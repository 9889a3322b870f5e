package org.ckep.policy.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ckep.web.MergePatch;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Writes into the API's description what is true of every register alike: what its operations do, answer and take, with
 * the examples that stand at the schemas of bodies and views.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class RegisterDescriptions implements OASFilter {
    private static final String JSON = jakarta.ws.rs.core.MediaType.APPLICATION_JSON;
    private static final String SCHEMAS = "#/components/schemas/";
    private static final Map<String, String> PARAMETERS = Map.of(
            "id", "UUID or URN of the record",
            "dependency", "Id of the link",
            "expand", "record: who stands behind the record, its guards not shown, its ids elsewhere",
            "If-Match", "The ETag of the answer that the change starts from",
            "If-None-Match", "The ETag of an answer that the caller holds: 304 where it is still the same",
            "Accept-Language", "en, zh or ko");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SOURCE = "urn:ckep:source:0d9a4a55-5a0f-4b7e-9d57-2a4f0e6b1c22";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getPaths() == null || api.getComponents() == null) {
            return;
        }
        Map<String, PathItem> paths = api.getPaths().getPathItems();
        paths.forEach((path, item) -> {
            PathItem register = path.endsWith("/{id}") ? paths.get(path.replace("/{id}", "")) : null;
            if (register != null && item.getPATCH() != null) {
                describe(api, register, at(paths, path.replace("{id}", "register-observed")), item);
                describe(
                        at(paths, path + "/links").getGET(),
                        "The records of this service that refer to it, as far as the caller may see.");
            }
        });
        paths.values().forEach(item -> item.getOperations().values().forEach(operation -> {
            parameters(operation);
            examples(api, operation);
        }));
    }

    private static void parameters(Operation operation) {
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(parameter -> {
                if (parameter.getDescription() == null) {
                    parameter.setDescription(PARAMETERS.get(parameter.getName()));
                }
            });
        }
    }

    private static void describe(OpenAPI api, PathItem register, PathItem observed, PathItem record) {
        describe(
                register.getGET(),
                "One page of those that the caller may see, newest first; next holds the cursor of the page after it.");
        describe(
                register.getPOST(),
                "A record of the side that the caller's token names. Without a classification the ministries of that "
                        + "side alone read it.");
        describe(observed.getPOST(), "Needs sources; what they cannot prove is listed in guardsNotShown.");
        describe(
                record.getGET(),
                "As far as the caller may see it: an id of a record that he may not know of is answered like one that "
                        + "does not exist. A change sends the ETag back in If-Match.");
        describe(
                record.getPATCH(),
                "A merge patch (RFC 7396) of what it was entered with, except what is given once: classification,"
                        + " guardsNotShown and localIds. Sources in a patch are those of the change and come on top of the"
                        + " record's; an observed record needs a new one for each change.");
        Schema view = json(record.getGET().getResponses().getAPIResponse("200").getContent())
                .getSchema();
        creates(register.getPOST(), view);
        creates(observed.getPOST(), view);
        MediaType entry = json(register.getPOST().getRequestBody().getContent());
        takesPatch(api, record.getPATCH(), String.valueOf(entry.getSchema().getRef()));
        Map<String, Object> example = example(api, entry.getSchema());
        if (example != null) {
            Map<String, Object> withSources = new LinkedHashMap<>(example);
            withSources.remove("classification");
            withSources.put("sources", List.of(SOURCE));
            json(observed.getPOST().getRequestBody().getContent()).setExample(withSources);
        }
    }

    private static void describe(Operation operation, String description) {
        if (operation.getDescription() == null) {
            operation.setDescription(description);
        }
    }

    private static void creates(Operation operation, Schema view) {
        operation
                .getResponses()
                .getAPIResponse("201")
                .setContent(OASFactory.createContent()
                        .addMediaType(
                                JSON,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref(view.getRef()))));
    }

    /**
     * The members of what a record was entered with, none of which a patch must have. The example stands at the operation:
     * {@link org.ckep.web.PatchSchemas} writes the schema anew, before or after this.
     */
    private static void takesPatch(OpenAPI api, Operation operation, String entry) {
        String name = entry.replace(SCHEMAS + "New", "") + "Patch";
        Schema content = at(api.getComponents().getSchemas(), entry.replace(SCHEMAS, ""));
        api.getComponents()
                .addSchema(
                        name,
                        OASFactory.createSchema()
                                .type(List.of(Schema.SchemaType.OBJECT))
                                .description("Members to replace; null removes one, and those left out stay")
                                .properties(content.getProperties()));
        operation
                .getRequestBody()
                .content(OASFactory.createContent()
                        .addMediaType(
                                MergePatch.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref(SCHEMAS + name))
                                        .example(Map.of("title", Map.of("en", "A clearer title")))));
    }

    private static void examples(OpenAPI api, Operation operation) {
        if (operation.getRequestBody() != null) {
            examples(api, operation.getRequestBody().getContent());
        }
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (status.startsWith("2")) {
                examples(api, response.getContent());
            }
        });
    }

    private static void examples(OpenAPI api, @Nullable Content content) {
        if (content == null) {
            return;
        }
        for (MediaType media : content.getMediaTypes().values()) {
            if (media.getExample() == null && media.getSchema() != null) {
                media.setExample(example(api, media.getSchema()));
            }
        }
    }

    /** The example that stands at a schema; that of a page is a page with the example of what it lists. */
    private static @Nullable Map<String, Object> example(OpenAPI api, Schema schema) {
        String reference = schema.getRef();
        Schema named =
                reference == null ? schema : api.getComponents().getSchemas().get(reference.replace(SCHEMAS, ""));
        if (named == null) {
            return null;
        }
        if (named.getExamples() != null && !named.getExamples().isEmpty()) {
            Map<String, Object> example = members(named.getExamples().getFirst());
            named.setExamples(List.of(example));
            return example;
        }
        Schema data =
                named.getProperties() == null ? null : named.getProperties().get("data");
        Map<String, Object> listed = data == null || data.getItems() == null ? null : example(api, data.getItems());
        return listed == null ? null : Map.of("data", List.of(listed));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> members(Object example) {
        try {
            return example instanceof String text ? MAPPER.readValue(text, Map.class) : (Map<String, Object>) example;
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("An example is not JSON: " + example, broken);
        }
    }

    private static <T> T at(Map<String, T> all, String name) {
        return Objects.requireNonNull(all.get(name), name);
    }

    private static MediaType json(Content content) {
        return content.getMediaType(JSON);
    }
}
