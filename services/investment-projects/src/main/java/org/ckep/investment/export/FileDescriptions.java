package org.ckep.investment.export;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Writes into the API's description what is true of every CSV file: its answer is one text, sent piece by piece. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class FileDescriptions implements OASFilter {
    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getPaths() != null) {
            api.getPaths().getPathItems().values().stream()
                    .flatMap(path -> path.getOperations().values().stream())
                    .map(Operation::getResponses)
                    .filter(Objects::nonNull)
                    .flatMap(answers -> answers.getAPIResponses().values().stream())
                    .forEach(FileDescriptions::describe);
        }
    }

    private static void describe(APIResponse answer) {
        MediaType file =
                answer.getContent() == null ? null : answer.getContent().getMediaType(Csv.MEDIA_TYPE);
        if (file != null) {
            answer.setDescription("The file");
            file.setSchema(OASFactory.createSchema().addType(Schema.SchemaType.STRING));
        }
    }
}
