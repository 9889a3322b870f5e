package org.ckep.trade.code;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.observation.Instants;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.ckep.web.Paging;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The lists that figures are written in. They are public: labels are needed by whoever sees a figure. */
@Path("v1/codelists")
@Tag(name = "code lists")
@Produces(MediaType.APPLICATION_JSON)
class CodeListResource {
    private final CodeLists lists;

    CodeListResource(CodeLists lists) {
        this.lists = lists;
    }

    /**
     * A list without its codes.
     *
     * @param version version under which SDMX offers it
     * @param revision rises with every import that changes its codes or their names
     */
    @Schema(name = "CodeList")
    record CodeListView(String id, String version, int revision, LocalizedText names, Instant changedAt) {}

    @GET
    @PermitAll
    @Operation(summary = "The code lists", description = "Their codes are at /trade/v1/codelists/{id}/codes.")
    public Uni<Page<CodeListView>> list() {
        return ours().map(artefacts -> new Page<>(
                artefacts.stream()
                        .map(list -> new CodeListView(
                                list.id(), list.version(), list.revision(), list.names(), list.changedAt()))
                        .toList(),
                null));
    }

    @GET
    @Path("{id}/codes")
    @PermitAll
    @Operation(
            summary = "The codes of a list",
            description = "With their names in three languages; a code that nobody has named yet carries its parent's.")
    public Uni<RestResponse<Page<Item>>> codes(
            @RestPath String id,
            @RestQuery
                    @Parameter(description = "Answers what the list said at that instant, before later revisions")
                    @Nullable
                    Instant knownAt,
            @BeanParam PageRequest page,
            @Context UriInfo uri) {
        if (knownAt != null && !Instants.isStorable(knownAt)) {
            throw ProblemException.invalidParameter(
                    "knownAt", "The parameter 'knownAt' must be an instant from 1900 to 9999.");
        }
        String after = page.after().getOrDefault("code", "");
        int limit = page.limit();
        return ours().chain(artefacts -> {
                    if (artefacts.stream().noneMatch(list -> list.id().equals(id))) {
                        throw ProblemException.notFound();
                    }
                    return lists.page(id, after, limit + 1, knownAt);
                })
                .map(items -> Paging.ok(uri, page.page(items, item -> Map.of("code", item.code()))));
    }

    private Uni<List<Artefact>> ours() {
        return lists.artefacts().map(artefacts -> artefacts.stream()
                .filter(artefact ->
                        artefact.agency().equals(CodeLists.AGENCY) && artefact.kind() == Artefact.Kind.CODE_LIST)
                .toList());
    }
}
