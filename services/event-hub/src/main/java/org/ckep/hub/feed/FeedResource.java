package org.ckep.hub.feed;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import org.ckep.hub.log.LogEntry;
import org.ckep.hub.log.LogFilter;
import org.ckep.hub.log.LogPage;
import org.ckep.hub.log.ReaderLogs;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.web.CurrentViewer;
import org.ckep.web.EntityTags;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Events of the caller's audience, in order and without gaps. Open to everybody: without a token it is the public
 * audience's log that is read. A parameter chooses between those of the caller alone.
 */
@Path("events/v1/feed")
@Tag(name = "Feed")
class FeedResource {
    private final FeedReader reader;
    private final ReaderLogs logs;
    private final FeedStreams streams;
    private final FeedFilters feedFilters;
    private final CurrentViewer currentViewer;
    private final ResumePoint resumePoint;

    FeedResource(
            FeedReader reader,
            ReaderLogs logs,
            FeedStreams streams,
            FeedFilters feedFilters,
            CurrentViewer currentViewer,
            ResumePoint resumePoint) {
        this.reader = reader;
        this.logs = logs;
        this.streams = streams;
        this.feedFilters = feedFilters;
        this.currentViewer = currentViewer;
        this.resumePoint = resumePoint;
    }

    @GET
    @Produces(EventBatch.MEDIA_TYPE)
    @PermitAll
    @Operation(
            operationId = "readFeed",
            summary = "Read events",
            description = "Events after a cursor, ascending and gapless, from the log of the caller's audience. "
                    + "The next request passes the answer's CK-Next-Cursor as after. With Accept: text/event-stream "
                    + "the same events come as Server-Sent Events, each with its cursor as id; Last-Event-ID resumes.")
    @APIResponse(
            responseCode = "200",
            description = "Events, possibly none; the cursor has advanced over what a filter left out",
            headers = {
                @Header(
                        name = "CK-Next-Cursor",
                        description = "Pass it as after",
                        schema = @Schema(implementation = String.class)),
                @Header(
                        name = "CK-Head-Cursor",
                        description = "Where the log ends now",
                        schema = @Schema(implementation = String.class)),
                @Header(
                        name = "CK-Earliest-Cursor",
                        description = "Where the log begins",
                        schema = @Schema(implementation = String.class)),
                @Header(name = "Link", description = "rel=next", schema = @Schema(implementation = String.class))
            },
            content = {
                @Content(
                        mediaType = EventBatch.MEDIA_TYPE,
                        schema = @Schema(implementation = EventView[].class),
                        examples = @ExampleObject(name = "batch", value = EventView.EXAMPLE_BATCH)),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = FeedPageView.class)),
                @Content(
                        mediaType = MediaType.SERVER_SENT_EVENTS,
                        schema = @Schema(implementation = String.class),
                        examples = @ExampleObject(name = "stream", value = EventView.EXAMPLE_STREAM))
            })
    @APIResponse(responseCode = "410", description = "The cursor is older than the log; earliest tells where it begins")
    public Uni<RestResponse<byte[]>> batch(
            @Parameter(
                            description = "A cursor, earliest, latest, or latest-50 for the newest fifty of the log",
                            example = "earliest")
                    @QueryParam("after")
                    @Nullable
                    String after,
            @Parameter(description = "Most events, 1 to 1000; 100 by default") @QueryParam("limit") @Nullable
                    Integer limit,
            @Parameter(description = "Seconds to wait for the first event, 0 to 30") @QueryParam("wait") @Nullable
                    Integer wait,
            @Parameter(description = "Event types, separated by commas") @QueryParam("types") @Nullable String types,
            @Parameter(description = "Sources, separated by commas") @QueryParam("source") @Nullable String source,
            @Parameter(description = "URNs of records, separated by commas") @QueryParam("subject") @Nullable
                    String subject,
            @Parameter(description = "Codes of sectors, separated by commas", example = "SEMI")
                    @QueryParam("sector")
                    @Nullable
                    String sector,
            @Parameter(description = "CloudEvents SQL expression", example = "type LIKE '%.state_changed.v1'")
                    @QueryParam("filter")
                    @Nullable
                    String filter,
            @Parameter(
                            description =
                                    "Filters in JSON, by the dialects of the CloudEvents subscriptions API; all must match",
                            example = "[{\"prefix\":{\"type\":\"org.ckep.trade.\"}}]")
                    @QueryParam("filters")
                    @Nullable
                    String filters,
            @Parameter(
                            description =
                                    "ministry for the log of the caller's own ministry, with what is for it alone; it has "
                                            + "cursors of its own",
                            schema = @Schema(enumeration = ReaderLogs.MINISTRY))
                    @QueryParam("log")
                    @Nullable
                    String log,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        return pull(after, limit, wait, feedFilters.read(uri), uri, headers, EventBatch.MEDIA_TYPE);
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll
    @Operation(hidden = true)
    public Uni<RestResponse<byte[]>> json(
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("wait") @Nullable Integer wait,
            @QueryParam("types") @Nullable String types,
            @QueryParam("source") @Nullable String source,
            @QueryParam("subject") @Nullable String subject,
            @QueryParam("sector") @Nullable String sector,
            @QueryParam("filter") @Nullable String filter,
            @QueryParam("filters") @Nullable String filters,
            @QueryParam("log") @Nullable String log,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        return pull(after, limit, wait, feedFilters.read(uri), uri, headers, MediaType.APPLICATION_JSON);
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Resumable
    @PermitAll
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> stream(
            @QueryParam("after") @Nullable String after,
            @QueryParam("types") @Nullable String types,
            @QueryParam("source") @Nullable String source,
            @QueryParam("subject") @Nullable String subject,
            @QueryParam("sector") @Nullable String sector,
            @QueryParam("filter") @Nullable String filter,
            @QueryParam("filters") @Nullable String filters,
            @QueryParam("log") @Nullable String log,
            @Context UriInfo uri,
            @Context Sse sse,
            @Context HttpServerResponse response) {
        Audience audience = resumePoint.audience();
        LogFilter wanted = feedFilters.read(uri);
        FeedReader.Start start = resumePoint.start();
        response.putHeader("X-Accel-Buffering", "no").putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (start == null) {
            return streams.expired(sse, resumePoint.earliest());
        }
        response.putHeader("CK-Resumed-From", start.codec().write(audience, start.pos()));
        return streams.open(sse, audience, start, wanted, resumePoint.end());
    }

    private Uni<RestResponse<byte[]>> pull(
            @Nullable String after,
            @Nullable Integer limit,
            @Nullable Integer wait,
            LogFilter filter,
            UriInfo uri,
            HttpHeaders headers,
            String mediaType) {
        LongPoll poll = LongPoll.of(limit, wait);
        return log(uri).chain(audience -> reader.start(audience, "after", after).chain(start -> reader.await(
                        audience, start.pos(), filter, poll.limit(), poll.deadline())
                .invoke(page -> FeedReader.requireKept(start.codec(), audience, after, start.pos(), page))
                .map(page -> answer(
                        audience, start.codec(), page, closed(page, poll.limit(), after), mediaType, uri, headers))));
    }

    /** Read here, because the framework takes an empty parameter for none. */
    private Uni<Audience> log(UriInfo uri) {
        return logs.of(
                currentViewer.get(),
                uri.getQueryParameters().getFirst("log"),
                reason -> ProblemException.invalidParameter("log", reason));
    }

    private static RestResponse<byte[]> answer(
            Audience audience,
            CursorCodec codec,
            LogPage page,
            boolean closed,
            String mediaType,
            UriInfo uri,
            HttpHeaders headers) {
        String next = codec.write(audience, page.scannedTo());
        String head = codec.write(audience, page.head());
        List<byte[]> events = page.entries().stream().map(LogEntry::body).toList();
        byte[] body = mediaType.equals(EventBatch.MEDIA_TYPE)
                ? EventBatch.of(events)
                : EventBatch.of(
                        "{\"data\":[",
                        events,
                        "],\"next\":\"" + next + "\",\"more\":" + !page.atHead() + ",\"head\":\"" + head + "\"}");
        String tag = EntityTags.ofBytes(body);
        boolean unchanged = tag.equals(headers.getHeaderString(HttpHeaders.IF_NONE_MATCH));
        RestResponse.ResponseBuilder<byte[]> response = unchanged
                ? RestResponse.ResponseBuilder.notModified()
                : RestResponse.ResponseBuilder.ok(body).type(mediaType);
        UriBuilder link = uri.getRequestUriBuilder().replaceQueryParam("after", next);
        return response.header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.LINK, "<" + link.build() + ">; rel=\"next\"")
                .header("CK-Next-Cursor", next)
                .header("CK-Head-Cursor", head)
                .header("CK-Earliest-Cursor", codec.write(audience, page.firstPos() - 1))
                .header(HttpHeaders.CACHE_CONTROL, caching(audience, closed))
                .header(HttpHeaders.VARY, "Authorization, Accept")
                .build();
    }

    /** A full page after a cursor never changes, because nothing is ever inserted before the head. */
    private static boolean closed(LogPage page, int limit, @Nullable String after) {
        return page.entries().size() == limit
                && after != null
                && !after.equals("earliest")
                && !after.startsWith("latest");
    }

    private static String caching(Audience audience, boolean closed) {
        String reach = audience.equals(Audience.PUBLIC) ? "public" : "private";
        return closed ? reach + ", max-age=86400, immutable" : reach + ", no-cache";
    }
}
