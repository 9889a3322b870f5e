package org.ckep.web;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Describes merge patches as what they are: the members of a record's content, every one of them optional. The annotations
 * can only name the content, whose schema demands some.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class PatchSchemas implements OASFilter {
    private static final String PREFIX = "#/components/schemas/";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getPaths() == null || api.getComponents() == null) {
            return;
        }
        api.getPaths().getPathItems().values().stream()
                .map(item -> item.getPATCH())
                .filter(operation -> operation != null && operation.getRequestBody() != null)
                .forEach(operation -> relax(api, operation));
    }

    private static void relax(OpenAPI api, Operation operation) {
        MediaType patch = operation.getRequestBody().getContent().getMediaType(MergePatch.MEDIA_TYPE);
        String reference = patch == null || patch.getSchema() == null
                ? null
                : patch.getSchema().getRef();
        if (reference == null || !reference.startsWith(PREFIX)) {
            return;
        }
        String name = reference.substring(PREFIX.length());
        Schema content = api.getComponents().getSchemas().get(name);
        if (content == null) {
            return;
        }
        Map<String, Schema> members = content.getProperties();
        Schema relaxed = OASFactory.createSchema()
                .type(List.of(Schema.SchemaType.OBJECT))
                .description("Members to replace; null removes one, and those left out stay")
                .properties(members);
        String patchName = name.replaceFirst("(Content|Patch)$", "") + "Patch";
        api.getComponents().addSchema(patchName, relaxed);
        patch.setSchema(OASFactory.createSchema().ref(PREFIX + patchName));
    }
}
