package org.ckep.trade.lists;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.ckep.kernel.access.Roles;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.code.CodeLists;
import org.ckep.trade.ingest.TableFile;
import org.ckep.trade.observation.Edition;
import org.ckep.web.BodyLimit;
import org.ckep.web.CurrentViewer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Imports of code lists. */
@Path("v1/codelists/{id}/imports")
@Tag(name = "code lists")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class CodeListImportResource {
    static final String TEXT_CSV = "text/csv";

    private static final Set<LocalizedText.Status> TRANSLATED =
            Set.of(LocalizedText.Status.OFFICIAL, LocalizedText.Status.WORKING, LocalizedText.Status.MACHINE);

    private final CodeListImports imports;
    private final CurrentViewer viewer;
    private final ListImportConfig config;

    CodeListImportResource(CodeListImports imports, CurrentViewer viewer, ListImportConfig config) {
        this.imports = imports;
        this.viewer = viewer;
        this.config = config;
    }

    @POST
    @Consumes(TEXT_CSV)
    @RolesAllowed({Roles.STATISTICIAN, Roles.SECRETARIAT})
    @BodyLimit(property = ListImportConfig.MAX_BODY_SIZE)
    @Operation(
            summary = "Import codes and names into a list",
            description =
                    "A CSV file with the column code and any of en, zh-Hans, ko, validFrom, validTo; for other lists than"
                            + " CL_COMMODITY also parent and kind, for CL_AREA also number. What the file does not say stays as it is, no code is taken"
                            + " away, and the same file a second time changes nothing (200). New codes are taken into CL_COMMODITY"
                            + " and CL_AREA alone. An area of a side is changed by that side's statisticians alone, any other by the"
                            + " secretariat alone (403).")
    @RequestBody(
            content =
                    @Content(
                            mediaType = TEXT_CSV,
                            schema = @Schema(type = SchemaType.STRING),
                            examples = @ExampleObject(name = "commodities", value = ListExamples.COMMODITIES)))
    @APIResponse(
            responseCode = "201",
            description = "The list has a new revision",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ListRevision.class),
                            examples = @ExampleObject(name = "revision", value = ListExamples.REVISION)))
    @APIResponse(
            responseCode = "200",
            description = "The file says nothing new; the answer is the newest revision",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ListRevision.class)))
    public RestResponse<ListRevision> take(
            @RestPath @Parameter(example = "CL_COMMODITY") String id,
            @RestQuery
                    @Parameter(
                            description =
                                    "Edition of the Harmonized System whose codes the file holds; CL_COMMODITY alone"
                                            + " has editions",
                            example = "HS22")
                    @Nullable
                    String edition,
            @RestQuery
                    @Parameter(
                            description = "Standing of names in other languages than the original",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"official", "working", "machine"},
                                            defaultValue = "working"))
                    @Nullable
                    String status,
            @Context HttpHeaders headers,
            byte[] body) {
        Edition of = edition(id, edition);
        LocalizedText.Status translated = status(status);
        CodeListImports.Answer answer = imports.take(viewer.get(), id, of, translated, file(headers, body));
        return RestResponse.status(
                answer.changed() ? RestResponse.Status.CREATED : RestResponse.Status.OK, answer.revision());
    }

    private TableFile file(HttpHeaders headers, byte[] body) {
        return TableFile.read(
                body, headers.getMediaType(), config.maxContentSize().asLongValue(), config.maxRows());
    }

    private static @Nullable Edition edition(String list, @Nullable String given) {
        boolean ofCommodities = list.equals(CodeLists.COMMODITY);
        if (given == null || given.isEmpty()) {
            if (ofCommodities) {
                throw ProblemException.invalidParameter(
                        "edition", "The parameter 'edition' is missing; it is one of " + editions() + ".");
            }
            return null;
        }
        if (!ofCommodities) {
            throw ProblemException.invalidParameter("edition", "Only " + CodeLists.COMMODITY + " has editions.");
        }
        return Edition.ofName(given)
                .filter(edition -> edition != Edition.HS)
                .orElseThrow(() -> ProblemException.invalidParameter(
                        "edition", "The parameter 'edition' must be one of " + editions() + "."));
    }

    private static String editions() {
        return Arrays.stream(Edition.values())
                .filter(edition -> edition != Edition.HS)
                .map(Edition::name)
                .collect(Collectors.joining(", "));
    }

    private static LocalizedText.Status status(@Nullable String given) {
        if (given == null || given.isEmpty()) {
            return LocalizedText.Status.WORKING;
        }
        return TRANSLATED.stream()
                .filter(status -> status.name().toLowerCase(Locale.ROOT).equals(given))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalidParameter(
                        "status", "The parameter 'status' must be official, working or machine."));
    }
}
