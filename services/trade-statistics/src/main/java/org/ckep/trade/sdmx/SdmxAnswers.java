package org.ckep.trade.sdmx;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.ckep.kernel.value.Language;
import org.ckep.trade.figures.StatementLimit;
import org.ckep.trade.sdmx.SdmxFormat.Resource;
import org.ckep.web.Languages;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Answers a query of either root: negotiates format and language, compares validators, streams. Methods block. */
@ApplicationScoped
class SdmxAnswers {
    static final String VARY = "Accept, Accept-Encoding, Accept-Language";

    private static final Logger LOG = Logger.getLogger(SdmxAnswers.class);
    private static final String ALL_LANGUAGES = "en, zh-Hans, ko";

    private final Readings readings;
    private final StructureMessages messages;
    private final Availabilities availabilities;
    private final ListReader lists;
    private final PostedQueries posted;
    private final Clock clock;

    SdmxAnswers(
            Readings readings,
            StructureMessages messages,
            Availabilities availabilities,
            ListReader lists,
            PostedQueries posted,
            Clock clock) {
        this.readings = readings;
        this.messages = messages;
        this.availabilities = availabilities;
        this.lists = lists;
        this.posted = posted;
        this.clock = clock;
    }

    /** The answer to the request. */
    Response answer(SdmxRoot root, RoutingContext routing) {
        // Before the state is looked at, so that whoever goes on from here misses nothing.
        Instant prepared = clock.instant();
        Caller caller = Caller.of(routing);
        RawUrl url = posted.url(routing, root);
        Offerings offerings = messages.offerings(structuresAsOf(url));
        SdmxQuery query = root == SdmxRoot.V1 ? AddressesV1.read(url, offerings) : AddressesV2.read(url, offerings);
        Resource resource =
                switch (query) {
                    case DataQuery data -> Resource.DATA;
                    case SchemaQuery schema -> Resource.SCHEMA;
                    case StructureQuery structures -> Resource.STRUCTURE;
                    case AvailabilityQuery availability -> Resource.STRUCTURE;
                };
        Negotiation.Chosen format =
                Negotiation.choose(resource, root, routing.request().getHeader(HttpHeaders.ACCEPT), url);
        Language language = language(url, routing);
        Compression compression = Compression.of(url.parameter("compression"));
        try {
            return switch (query) {
                case DataQuery data -> data(data, format, language, prepared, compression, routing, caller);
                case StructureQuery structures ->
                    message(
                            messages.structures(structures, offerings, format.format(), language, caller),
                            url,
                            format,
                            language,
                            compression,
                            routing);
                case AvailabilityQuery availability ->
                    message(
                            messages.availability(availability, offerings, format.format(), language, caller),
                            url,
                            format,
                            language,
                            compression,
                            routing);
                case SchemaQuery schema ->
                    format.format().resource() == Resource.SCHEMA
                            ? schema(schema, offerings, format, compression, routing)
                            : message(
                                    messages.schema(schema, offerings, format.format(), language, caller),
                                    url,
                                    format,
                                    language,
                                    compression,
                                    routing);
            };
        } catch (SQLException failure) {
            throw unreadable(failure);
        }
    }

    /** Structures and schemas are told as they were then; figures of then are told by the structures of now. */
    private static @Nullable Instant structuresAsOf(RawUrl url) {
        return switch (url.segment(0, "").toLowerCase(Locale.ROOT)) {
            case "data", "availability", "availableconstraint" -> null;
            default -> QueryParameters.structuresAsOf(url);
        };
    }

    private Response message(
            StructureMessages.Message message,
            RawUrl url,
            Negotiation.Chosen format,
            Language language,
            Compression compression,
            RoutingContext routing) {
        boolean bestMatch = format.format().syntax() == SdmxFormat.Syntax.JSON;
        Validators validators = Validators.of(
                message.changedAt(),
                message.state() + url.segments() + format.contentType() + (bestMatch ? language.tag() : ""));
        return validators.notModified(routing.request().headers()).orElseGet(() -> validators
                .mark(compression.apply(Response.ok(), message.content()))
                .header(HttpHeaders.CONTENT_TYPE, format.contentType())
                .header(HttpHeaders.CONTENT_LANGUAGE, ALL_LANGUAGES)
                .header(HttpHeaders.VARY, VARY)
                .build());
    }

    private Response schema(
            SchemaQuery query,
            Offerings offerings,
            Negotiation.Chosen format,
            Compression compression,
            RoutingContext routing) {
        Catalogue catalogue = messages.catalogue(offerings);
        SchemaContents contents = new SchemaContents(
                query, catalogue.allowed(query.target()), list -> messages.codes(catalogue, list, query.asOf()));
        byte[] schema = format.format().syntax() == SdmxFormat.Syntax.JSON
                ? new JsonSchemaWriter(contents, format.format()).write()
                : new SchemaWriter(contents, format.format().ml()).write();
        Validators validators = Validators.of(
                messages.changedAt(query, catalogue),
                new String(schema, StandardCharsets.UTF_8) + format.contentType());
        return validators.notModified(routing.request().headers()).orElseGet(() -> validators
                .mark(compression.apply(Response.ok(), schema))
                .header(HttpHeaders.CONTENT_TYPE, format.contentType())
                .header(HttpHeaders.VARY, VARY)
                .build());
    }

    private Response data(
            DataQuery query,
            Negotiation.Chosen format,
            Language language,
            Instant prepared,
            Compression compression,
            RoutingContext routing,
            Caller caller)
            throws SQLException {
        DataFormats.check(query, format.format());
        Instant revised = query.targets().stream()
                .map(target -> target.flow().revisedAt())
                .flatMap(instant -> Optional.ofNullable(instant).stream())
                .max(Instant::compareTo)
                .orElseThrow(() -> noData(query));
        boolean named = format.options().labels() != CsvOptions.Labels.ID
                || format.format().syntax() == SdmxFormat.Syntax.JSON;
        String state = query.canonical() + format.contentType() + (named ? language.tag() : "");
        Validators validators = named ? named(revised, query, state, prepared) : Validators.of(revised, state);
        Optional<Response> notModified =
                validators.notModified(routing.request().headers());
        if (notModified.isPresent()) {
            return notModified.get();
        }
        DataStream stream = DataStream.open(readings, caller, query);
        if (stream == null) {
            throw noData(query);
        }
        try {
            DataFormats formats = new DataFormats(lists, availabilities, prepared, language);
            Response.ResponseBuilder answer = validators
                    .mark(compression.apply(Response.ok(), stream.output(formats, format)))
                    .header(HttpHeaders.CONTENT_TYPE, format.contentType())
                    .header(HttpHeaders.VARY, VARY);
            if (named) {
                boolean all = format.format().syntax() == SdmxFormat.Syntax.JSON;
                answer.header(HttpHeaders.CONTENT_LANGUAGE, all ? ALL_LANGUAGES : language.tag());
            }
            return answer.build();
        } catch (RuntimeException failure) {
            stream.close();
            throw failure;
        }
    }

    /** Names that are put right make another answer of the same figures. */
    private Validators named(Instant revised, DataQuery query, String state, Instant prepared) {
        Instant renamed = Labels.changedAt(lists, query);
        // Who goes on from the date with updatedAfter may miss no figure that came between it and the state of this
        // answer.
        Instant seen = renamed.isAfter(prepared) ? prepared : renamed;
        return Validators.of(seen.isAfter(revised) ? seen : revised, renamed + "|" + state);
    }

    private static SdmxException unreadable(SQLException failure) {
        if (StatementLimit.BROKEN_OFF.equals(failure.getSQLState())) {
            LOG.infof("a query was broken off: %s", failure.getMessage());
            return new SdmxException(
                    SdmxError.UNAVAILABLE,
                    "The query takes the database longer than this service allows; ask for less at once.");
        }
        LOG.error("a query failed", failure);
        return new SdmxException(SdmxError.UNAVAILABLE, "The figures cannot be read at the moment.");
    }

    private static SdmxException noData(DataQuery query) {
        return SdmxException.empty(
                "No data of " + query.targets().getFirst().ref().reference() + " match the query.");
    }

    private static Language language(RawUrl url, RoutingContext routing) {
        String wanted = url.parameter("lang");
        if (wanted == null) {
            return Languages.negotiate(routing.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        }
        return wanted.toLowerCase(Locale.ROOT).equals("all")
                ? Language.EN
                : Language.match(wanted)
                        .orElseThrow(() -> new SdmxException(
                                SdmxError.NOT_ACCEPTABLE, "The languages en, zh-Hans and ko are offered."));
    }
}
