package org.ckep.trade.sdmx;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.ckep.kernel.value.Language;
import org.ckep.trade.code.CodeLists;
import org.ckep.trade.sdmx.SdmxFormat.Resource;
import org.ckep.web.LenientParameters;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/**
 * The root {@code /trade/sdmx/v1}. Addresses are read raw, because in SDMX plus signs, dots and commas are content; the
 * paths declared here serve the documentation, every one of them ends in {@link #answer}.
 */
@Path("sdmx/v1")
@Tag(name = "SDMX")
@LenientParameters
@Blocking
@PermitAll // Published statistics are public, and existing clients send no token.
class SdmxResource {
    static final String VARY = "Accept, Accept-Encoding, Accept-Language";

    private static final Logger LOG = Logger.getLogger(SdmxResource.class);
    private static final String ROOT = "/sdmx/v1";
    private static final String DATA = "data";

    private final DataSource dataSource;
    private final Dataflows dataflows;
    private final StructureService structures;
    private final CodeLists lists;
    private final Clock clock;

    SdmxResource(
            DataSource dataSource, Dataflows dataflows, StructureService structures, CodeLists lists, Clock clock) {
        this.dataSource = dataSource;
        this.dataflows = dataflows;
        this.structures = structures;
        this.lists = lists;
        this.clock = clock;
    }

    @GET
    @Path("data/{flow}")
    @Operation(
            summary = "Data of a dataflow",
            description =
                    "SDMX REST 1.5. Formats by Accept or format=: genericdata, structurespecificdata (SDMX-ML 2.1),"
                            + " csvdata, csvfilewithlabels (SDMX-CSV 1.0).")
    public Response data(@PathParam("flow") String flow, @Context RoutingContext routing) {
        return answer(routing);
    }

    @GET
    @Path("data/{flow}/{key}")
    @Operation(
            summary = "Data of a dataflow by key",
            description = "Dimensions joined by dots; empty is a wildcard, + is 'or': A.KR.M.HS22_282520.CN+W0.C00.")
    public Response dataByKey(
            @PathParam("flow") String flow,
            @PathParam("key") @Parameter(example = "A.KR.M.HS22_282520.CN..TRADE_VALUE") String key,
            @Context RoutingContext routing) {
        return answer(routing);
    }

    @GET
    @Path("{type}/{agency}/{id}/{version}")
    @Operation(
            summary = "Structures",
            description = "Types: dataflow, datastructure, codelist, conceptscheme, agencyscheme, or structure for all."
                    + " Trailing parts may be left out.")
    public Response structure(
            @PathParam("type") @Parameter(example = "datastructure") String type,
            @PathParam("agency") @Parameter(example = "CKEP") String agency,
            @PathParam("id") @Parameter(example = "DSD_BTS") String id,
            @PathParam("version") @Parameter(example = "latest") String version,
            @Context RoutingContext routing) {
        return answer(routing);
    }

    @GET
    @Path("{path: .*}")
    @Operation(hidden = true)
    public Response any(@PathParam("path") String path, @Context RoutingContext routing) {
        return answer(routing);
    }

    private Response answer(RoutingContext routing) {
        RawUrl url = RawUrl.of(routing.request().uri(), ROOT);
        return url.segment(0, "").toLowerCase(Locale.ROOT).equals(DATA) ? data(url, routing) : structure(url, routing);
    }

    private Response structure(RawUrl url, RoutingContext routing) {
        StructureQuery query = StructureQuery.of(url);
        Negotiation.Chosen format = negotiate(Resource.STRUCTURE, url, routing);
        StructureService.Message message = structures.message(query);
        Validators validators =
                Validators.of(message.changedAt(), message.state() + url.segments() + format.contentType());
        return validators.notModified(routing.request().headers()).orElseGet(() -> validators
                .mark(Response.ok(message.content()))
                .header(HttpHeaders.CONTENT_TYPE, format.contentType())
                .header(HttpHeaders.CONTENT_LANGUAGE, "en, zh-Hans, ko")
                .header(HttpHeaders.VARY, VARY)
                .build());
    }

    private Response data(RawUrl url, RoutingContext routing) {
        if (url.segments().size() < 2) {
            throw SdmxException.syntax("A data query has the form data/{flow}/{key}/{provider}.");
        }
        Dataflow flow = dataflows.find(url.segment(1, ""));
        DataQuery query = DataQuery.of(url, flow);
        Negotiation.Chosen format = negotiate(Resource.DATA, url, routing);
        Language language = language(url, routing);
        Instant revised = flow.revisedAt();
        if (revised == null) {
            throw noData(flow);
        }
        Validators validators = Validators.of(
                revised, query.canonical() + format.contentType() + (format.labels() ? language.tag() : ""));
        Optional<Response> notModified =
                validators.notModified(routing.request().headers());
        if (notModified.isPresent()) {
            return notModified.get();
        }
        Response.ResponseBuilder answer = validators
                .mark(Response.ok(stream(query, format, language, routing)))
                .header(HttpHeaders.CONTENT_TYPE, format.contentType())
                .header(HttpHeaders.VARY, VARY);
        if (format.labels()) {
            answer.header(HttpHeaders.CONTENT_LANGUAGE, language.tag());
        }
        return answer.build();
    }

    private StreamingOutput stream(
            DataQuery query, Negotiation.Chosen format, Language language, RoutingContext routing) {
        CsvLabels labels = format.labels() ? CsvLabels.read(lists, language) : CsvLabels.IDS;
        Extraction extraction;
        try {
            extraction = Extraction.open(dataSource, query).orElseThrow(() -> noData(query.flow()));
        } catch (SQLException failure) {
            LOG.error("a data query failed", failure);
            throw new SdmxException(SdmxError.UNAVAILABLE, "The figures cannot be read at the moment.");
        }
        // Also where nothing is written, as for HEAD, or where the caller goes away.
        routing.addEndHandler(ended -> Infrastructure.getDefaultWorkerPool().execute(() -> close(extraction)));
        return out -> {
            try (extraction) {
                write(extraction, writer(query, format, labels, out));
            } catch (SQLException failure) {
                throw new IOException(failure);
            }
        };
    }

    private DataWriter writer(DataQuery query, Negotiation.Chosen format, CsvLabels labels, OutputStream out)
            throws IOException {
        return switch (format.format()) {
            case GENERIC_DATA -> new GenericDataWriter(out, query, clock.instant());
            case STRUCTURE_SPECIFIC_DATA -> new StructureSpecificDataWriter(out, query, clock.instant());
            case CSV -> new CsvDataWriter(out, query, labels);
            case STRUCTURE -> throw new IllegalArgumentException("no format of data");
        };
    }

    private static void write(Extraction extraction, DataWriter writer) throws IOException, SQLException {
        writer.begin();
        for (Observation row = extraction.next(); row != null; row = extraction.next()) {
            writer.write(row);
        }
        writer.end();
    }

    private static void close(Extraction extraction) {
        try {
            extraction.close();
        } catch (SQLException gone) {
            LOG.debug("an extraction went with its connection", gone);
        }
    }

    private static Negotiation.Chosen negotiate(Resource resource, RawUrl url, RoutingContext routing) {
        return Negotiation.choose(resource, routing.request().getHeader(HttpHeaders.ACCEPT), url.parameter("format"));
    }

    private static Language language(RawUrl url, RoutingContext routing) {
        String wanted = url.parameter("lang");
        if (wanted == null) {
            return org.ckep.web.Languages.negotiate(routing.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        }
        return wanted.equals("all")
                ? Language.EN
                : Language.match(wanted)
                        .orElseThrow(() -> new SdmxException(
                                SdmxError.NOT_ACCEPTABLE, "The languages en, zh-Hans and ko are offered."));
    }

    private static SdmxException noData(Dataflow flow) {
        return SdmxException.noResults("No data of " + flow.reference() + " match the query.");
    }
}
