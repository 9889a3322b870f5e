package org.ckep.hub.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.ckep.hub.feed.EventBatch;
import org.ckep.hub.feed.LongPoll;
import org.ckep.kernel.access.Roles;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.ckep.web.Paging;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What became of a subscription's events, and what its owner can do about it. */
@Path("subscriptions/v1/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Deliveries")
class DeliveryResource {
    private final DeliveryLog log;
    private final SubscriberFeed feed;
    private final ReplayService replays;
    private final DigestService digests;
    private final Owners owners;
    private final IdempotencyKey idempotencyKey;
    private final RepeatedRequests repeated;
    private final SubscriptionRules rules;
    private final SubscriberStreams streams;
    private final NumberPoint point;

    DeliveryResource(
            DeliveryLog log,
            SubscriberFeed feed,
            ReplayService replays,
            DigestService digests,
            Owners owners,
            IdempotencyKey idempotencyKey,
            RepeatedRequests repeated,
            SubscriptionRules rules,
            SubscriberStreams streams,
            NumberPoint point) {
        this.log = log;
        this.feed = feed;
        this.replays = replays;
        this.digests = digests;
        this.owners = owners;
        this.idempotencyKey = idempotencyKey;
        this.repeated = repeated;
        this.rules = rules;
        this.streams = streams;
        this.point = point;
    }

    private static UUID uuid(String id) {
        return SubscriptionResource.uuid(id);
    }

    @GET
    @Path("health")
    @Authenticated
    @Operation(operationId = "readSubscriptionHealth", summary = "How a subscription is doing")
    public Uni<HealthView> health(@PathParam("id") String id) {
        return owners.current().chain(owner -> log.health(owner, uuid(id)));
    }

    @GET
    @Path("events")
    @Produces(EventBatch.MEDIA_TYPE)
    @Authenticated
    @Operation(
            operationId = "fetchEvents",
            summary = "Fetch events",
            description = "By the numbers that deliveries carry as cksubseq, so that a subscriber may change between "
                    + "both. CK-Next-Cursor is what to pass as after; another subscription refuses it. CK-Next-Subseq is the number in it."
                    + " As text/event-stream the events come one by one "
                    + "as they are given out, each with its number as id, which Last-Event-ID takes.")
    public Uni<RestResponse<byte[]>> events(
            @PathParam("id") String id,
            @Parameter(
                            description =
                                    "Number of the last event that is known, or a cursor of this subscription; what "
                                            + "was acknowledged by default",
                            example = "42")
                    @QueryParam("after")
                    @Nullable
                    String after,
            @Parameter(description = "Most events, 1 to 1000; 100 by default") @QueryParam("limit") @Nullable
                    Integer limit,
            @Parameter(description = "Seconds to wait for the first event, 0 to 30") @QueryParam("wait") @Nullable
                    Integer wait) {
        Long number = NumberCursor.read(uuid(id), "after", after);
        return owners.current().chain(owner -> feed.read(owner, uuid(id), number, LongPoll.of(limit, wait))
                .map(fetched -> RestResponse.ResponseBuilder.ok(EventBatch.of(fetched.events().stream()
                                .map(SubscriberFeed.Numbered::body)
                                .toList()))
                        .type(EventBatch.MEDIA_TYPE)
                        .header("CK-Next-Cursor", NumberCursor.write(uuid(id), fetched.next()))
                        .header("CK-Next-Subseq", Long.toString(fetched.next()))
                        .header("CK-Last-Subseq", Long.toString(fetched.last()))
                        .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                        .build()));
    }

    @GET
    @Path("events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @FromNumber
    @Authenticated
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> stream(
            @PathParam("id") String id,
            @QueryParam("after") @Nullable String after,
            @Context Sse sse,
            @Context HttpServerResponse response) {
        response.putHeader("X-Accel-Buffering", "no")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("CK-Resumed-From", Long.toString(point.number()));
        return streams.open(sse, point);
    }

    @POST
    @Path("cursor")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MAKER, Roles.AGENCY, Roles.SECRETARIAT})
    @Operation(
            operationId = "acknowledgeEvents",
            summary = "Acknowledge",
            description =
                    "Everything up to the number is done with, for webhooks too. 409 for a subscription that is put "
                            + "into a topic: what was read there is acknowledged to Kafka.")
    public Uni<CursorView> acknowledge(@PathParam("id") String id, @NotNull Acknowledgement wanted) {
        Long ack = wanted.ack();
        if (ack == null) {
            throw ProblemException.invalid("/ack", "required", "The number that is acknowledged is missing.");
        }
        return owners.current()
                .chain(owner -> feed.acknowledge(owner, uuid(id), ack).map(CursorView::of));
    }

    @POST
    @Path("seek")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MAKER, Roles.AGENCY, Roles.SECRETARIAT})
    @Operation(
            operationId = "seekEvents",
            summary = "Go back or forward",
            description = "To the number, or before the first event recorded at or after the time, or to the earliest. "
                    + "What comes after is delivered again.")
    public Uni<CursorView> seek(@PathParam("id") String id, @NotNull Seek wanted) {
        int named = (wanted.subseq() == null ? 0 : 1)
                + (wanted.time() == null ? 0 : 1)
                + (Boolean.TRUE.equals(wanted.earliest()) ? 1 : 0);
        if (named != 1) {
            throw ProblemException.invalid("", "invalid", "Name one of subseq, time and earliest.");
        }
        Instant time = wanted.time();
        rules.requirePast(time, "/time");
        return owners.current()
                .chain(owner -> feed.seek(owner, uuid(id), new SubscriberFeed.Target(wanted.subseq(), time))
                        .map(CursorView::of));
    }

    @POST
    @Path("replay")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MAKER, Roles.AGENCY, Roles.SECRETARIAT})
    @Operation(
            operationId = "replayEvents",
            summary = "Send a range again",
            description = "The original bytes, signed by the key of now and marked ck-redelivery: replay. Neither the "
                    + "cursor nor the lanes change.")
    @APIResponse(
            responseCode = "202",
            description =
                    "Begun; or only counted, where dryRun was set, or nothing was recorded in the span of time (200)")
    public Uni<RestResponse<ReplayService.ReplayView>> replay(
            @PathParam("id") String id, @NotNull ReplayService.NewReplay wanted) {
        RepeatedRequests.Request request = repeated.request(idempotencyKey, uuid(id), wanted);
        return owners.current()
                .chain(owner -> replays.replay(owner, request, wanted))
                .map(answer -> SubscriptionResource.answer(
                        answer.value().replayId() == null ? RestResponse.Status.OK : RestResponse.Status.ACCEPTED,
                        answer));
    }

    @GET
    @Path("replays/{replay}")
    @Authenticated
    @Operation(operationId = "readReplay", summary = "How far a replay is")
    public Uni<ReplayService.ReplayView> readReplay(@PathParam("id") String id, @PathParam("replay") String replay) {
        return owners.current().chain(owner -> replays.view(owner, uuid(id), uuid(replay)));
    }

    @GET
    @Path("deliveries")
    @Authenticated
    @Operation(operationId = "listDeliveries", summary = "What became of each event")
    public Uni<RestResponse<Page<DeliveryView>>> deliveries(
            @PathParam("id") String id,
            @Parameter(description = "pending, parked, delivered, acknowledged, skipped, expired or withheld")
                    @QueryParam("state")
                    @Nullable
                    String state,
            @BeanParam PageRequest page,
            @Context UriInfo uri) {
        return owners.current()
                .chain(owner -> log.deliveries(owner, uuid(id), state, page).map(found -> Paging.ok(uri, found)));
    }

    @GET
    @Path("deliveries/{subseq}/attempts")
    @Authenticated
    @Operation(operationId = "listAttempts", summary = "The requests that were made for an event")
    public Uni<AttemptsView> attempts(@PathParam("id") String id, @PathParam("subseq") String subseq) {
        return owners.current()
                .chain(owner -> log.attempts(owner, uuid(id), number(subseq)).map(AttemptsView::new));
    }

    @POST
    @Path("deliveries/{subseq}/redeliver")
    @RolesAllowed({Roles.MAKER, Roles.AGENCY, Roles.SECRETARIAT})
    @Operation(
            operationId = "redeliverEvent",
            summary = "Deliver an event again",
            description =
                    "One that waits goes back to the head of its subject with all its tries; any other is sent at "
                            + "once. One that was given up is delivered once it is taken.")
    public Uni<RestResponse<ReplayService.RedeliveryView>> redeliver(
            @PathParam("id") String id,
            @PathParam("subseq") String subseq,
            @RequestBody(description = RepeatedRequests.NO_BODY) @Nullable String body) {
        RepeatedRequests.Request request = repeated.request(idempotencyKey, uuid(id), RepeatedRequests.sent(body));
        return owners.current()
                .chain(owner -> replays.redeliver(owner, request, number(subseq)))
                .map(answer -> SubscriptionResource.answer(RestResponse.Status.OK, answer));
    }

    @GET
    @Path("digest")
    @Authenticated
    @Operation(
            operationId = "readDigest",
            summary = "Signed digest of a range",
            description =
                    "Chain values at both ends of the range and what was given up in it, signed (ed25519) over the "
                            + "canonical form of the document without keyId and signature. A range with more than 10,000 "
                            + "gaps is refused (`too-many-gaps`); the problem says where it may end.")
    public Uni<ObjectNode> digest(
            @PathParam("id") String id, @QueryParam("from") @Nullable Long from, @QueryParam("to") @Nullable Long to) {
        return owners.current().chain(owner -> digests.digest(owner, uuid(id), from, to));
    }

    private static long number(String text) {
        if (!text.matches("[1-9][0-9]{0,17}")) {
            throw ProblemException.notFound();
        }
        return Long.parseLong(text);
    }

    /** What is acknowledged. */
    @Schema(name = "Acknowledgement")
    record Acknowledgement(@Nullable Long ack) {}

    /** Where to go; one of the three. */
    @Schema(name = "Seek")
    record Seek(
            @Schema(description = "The last number that is done with") @Nullable
            Long subseq,

            @Nullable Instant time,
            @Nullable Boolean earliest) {}

    /** How far the subscriber is. */
    @Schema(name = "SubscriptionCursor")
    record CursorView(String acked) {
        static CursorView of(long acked) {
            return new CursorView(Long.toString(acked));
        }
    }

    /** Requests for one event, the oldest first. */
    @Schema(name = "DeliveryAttempts")
    record AttemptsView(List<DeliveryView.AttemptView> data) {}
}
