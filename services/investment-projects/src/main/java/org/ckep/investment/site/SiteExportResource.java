package org.ckep.investment.site;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.util.List;
import org.ckep.investment.export.Csv;
import org.ckep.investment.export.Exports;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.KnownAt;
import org.ckep.web.CurrentViewer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Sites as files. */
@Path("v1")
@Tag(name = "Exports")
class SiteExportResource {
    private static final List<String> COLUMNS = List.of(
            "urn",
            "displayId",
            "title.en",
            "title.zh-Hans",
            "title.ko",
            "org.orgId",
            "org.unnamed.side",
            "org.unnamed.description",
            "orgName.en",
            "orgName.zh-Hans",
            "orgName.ko",
            "place.iso3166_2",
            "place.city",
            "place.parkId",
            "place.lat",
            "place.lon",
            "product",
            "sectors",
            "state",
            "since",
            "landArea.value",
            "landArea.unit",
            "unknownReasons",
            "basis",
            "sources.urn",
            "stewardship",
            "classification");

    private final SiteService service;
    private final CurrentViewer viewer;
    private final ObjectMapper json;

    SiteExportResource(SiteService service, CurrentViewer viewer, ObjectMapper json) {
        this.service = service;
        this.viewer = viewer;
        this.json = json;
    }

    @GET
    @Path("sites.csv")
    @Produces(Csv.MEDIA_TYPE)
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(summary = "All sites as CSV")
    public RestMulti<byte[]> sites(
            @BeanParam SiteFilter filter,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        Viewer asking = viewer.get();
        Instant moment = KnownAt.of(knownAt);
        return Exports.file(
                "sites.csv", page -> service.list(asking, filter, page, moment, false), new Csv<>(json, COLUMNS));
    }

    @GET
    @Path("sites.geojson")
    @Produces(GeoJson.MEDIA_TYPE)
    @PermitAll // As above.
    @Operation(
            summary = "All sites as GeoJSON",
            description =
                    "The list of sites with its filters, each a feature (RFC 7946) with the members of the list as "
                            + "properties. A site whose coordinates are not known has no geometry.")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = @Content(mediaType = GeoJson.MEDIA_TYPE, schema = @Schema(type = SchemaType.OBJECT)))
    public RestMulti<byte[]> geoJson(
            @BeanParam SiteFilter filter,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        Viewer asking = viewer.get();
        Instant moment = KnownAt.of(knownAt);
        return Exports.file(
                "sites.geojson", page -> service.list(asking, filter, page, moment, false), new GeoJson(json));
    }
}
