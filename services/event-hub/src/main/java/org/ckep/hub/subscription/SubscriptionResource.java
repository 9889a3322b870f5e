package org.ckep.hub.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.ckep.hub.signing.JsonWebKey;
import org.ckep.kernel.access.Roles;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.web.Conditional;
import org.ckep.web.EntityTags;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.MergePatch;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.ckep.web.Paging;
import org.ckep.web.WithoutToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Subscriptions of the caller's ministry or agency. Those of others do not exist for him. */
@Path("subscriptions/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Subscriptions")
class SubscriptionResource {
    private final SubscriptionService service;
    private final Consents consents;
    private final Keys keys;
    private final TestEvents tests;
    private final DryRun dryRun;
    private final Owners owners;
    private final IdempotencyKey idempotencyKey;
    private final RepeatedRequests repeated;
    private final Conditional conditional;
    private final EntityTags tags;

    SubscriptionResource(
            SubscriptionService service,
            Consents consents,
            Keys keys,
            TestEvents tests,
            DryRun dryRun,
            Owners owners,
            IdempotencyKey idempotencyKey,
            RepeatedRequests repeated,
            Conditional conditional,
            EntityTags tags) {
        this.service = service;
        this.consents = consents;
        this.keys = keys;
        this.tests = tests;
        this.dryRun = dryRun;
        this.owners = owners;
        this.idempotencyKey = idempotencyKey;
        this.repeated = repeated;
        this.conditional = conditional;
        this.tags = tags;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MAKER, Roles.AGENCY, Roles.SECRETARIAT})
    @Operation(
            operationId = "createSubscription",
            summary = "Subscribe",
            description = "Events of the log of the caller's audience, as webhooks or to fetch. The endpoint of a "
                    + "webhook is asked at once by an OPTIONS request with WebHook-Request-Origin and consents by "
                    + "WebHook-Allowed-Origin; until then the subscription is PENDING.")
    @APIResponse(
            responseCode = "201",
            description = "The subscription; for v1 with the secret, which is shown only here",
            content = @Content(schema = @Schema(implementation = SubscriptionView.class)))
    public Uni<RestResponse<SubscriptionView>> create(@NotNull NewSubscription wanted) {
        // Taken now: what follows a look-up of a name is no longer within the request.
        String key = idempotencyKey.value();
        return owners.current().chain(owner -> service.create(owner, wanted, key)
                .chain(created -> service.view(owner, created.id()).map(view -> created(created, view))));
    }

    private RestResponse<SubscriptionView> created(SubscriptionService.Created created, SubscriptionView view) {
        RestResponse.ResponseBuilder<SubscriptionView> response = RestResponse.ResponseBuilder.create(
                        RestResponse.Status.CREATED, view.withSecret(created.secret()))
                .location(URI.create("/subscriptions/v1/" + created.id()))
                .header(HttpHeaders.ETAG, tags.of(view));
        return created.replayed()
                ? response.header(RepeatedRequests.REPLAYED, "true").build()
                : response.build();
    }

    /** Says where an answer was given before. */
    static <T> RestResponse<T> answer(RestResponse.Status status, RepeatedRequests.Answer<T> answer) {
        RestResponse.ResponseBuilder<T> response = RestResponse.ResponseBuilder.create(status, answer.value());
        return answer.isReplayed()
                ? response.header(RepeatedRequests.REPLAYED, "true").build()
                : response.build();
    }

    @GET
    @Authenticated
    @Operation(operationId = "listSubscriptions", summary = "Subscriptions of the caller's agency")
    public Uni<RestResponse<Page<SubscriptionView>>> list(@BeanParam PageRequest page, @Context UriInfo uri) {
        return owners.current().chain(owner -> service.list(owner, page).map(found -> Paging.ok(uri, found)));
    }

    @GET
    @Path("{id}")
    @Authenticated
    @Operation(
            operationId = "readSubscription",
            summary = "One subscription",
            description = "In the second half of its lease this renews it. The endpoint of a webhook is asked for its "
                    + "consent again, and leaseUntil is later when it has given it.")
    public Uni<RestResponse<SubscriptionView>> read(@PathParam("id") String id) {
        return owners.current().chain(owner -> service.view(owner, uuid(id)).map(conditional::get));
    }

    @PATCH
    @Path("{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @RolesAllowed({Roles.MAKER, Roles.AGENCY, Roles.SECRETARIAT})
    @Operation(
            operationId = "changeSubscription",
            summary = "Change a subscription",
            description =
                    "Another sink or rate has to be consented to first. Another filter or projection holds for the numbers after "
                            + "effectiveAfterSubseq.")
    @RequestBody(content = @Content(schema = @Schema(implementation = SubscriptionChange.class)))
    public Uni<RestResponse<SubscriptionView>> change(
            @PathParam("id") String id, @HeaderParam("If-Match") @Nullable String ifMatch, @NotNull JsonNode patch) {
        return owners.current()
                .chain(owner -> service.change(owner, uuid(id), ifMatch, patch))
                .map(view -> RestResponse.ResponseBuilder.ok(view)
                        .header(HttpHeaders.ETAG, tags.of(view.unmarked()))
                        .build());
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed({Roles.MAKER, Roles.AGENCY, Roles.SECRETARIAT})
    @Operation(operationId = "deleteSubscription", summary = "End a subscription")
    @APIResponse(responseCode = "204", description = "Nothing is delivered any more")
    public Uni<RestResponse<Void>> delete(@PathParam("id") String id) {
        return owners.current().chain(owner -> service.retire(owner, uuid(id)).map(done -> RestResponse.noContent()));
    }

    @POST
    @Path("{id}/pause")
    @RolesAllowed({Roles.MAKER, Roles.AGENCY, Roles.SECRETARIAT})
    @Operation(
            operationId = "pauseSubscription",
            summary = "Pause",
            description = "Nothing is delivered; events gather and are delivered after it is resumed.")
    public Uni<RestResponse<SubscriptionView>> pause(@PathParam("id") String id) {
        return owners.current().chain(owner -> service.pause(owner, uuid(id)).map(conditional::ok));
    }

    @POST
    @Path("{id}/resume")
    @RolesAllowed({Roles.MAKER, Roles.AGENCY, Roles.SECRETARIAT})
    @Operation(operationId = "resumeSubscription", summary = "Go on after a pause")
    public Uni<RestResponse<SubscriptionView>> resume(@PathParam("id") String id) {
        return owners.current().chain(owner -> service.resume(owner, uuid(id)).map(conditional::ok));
    }

    @POST
    @Path("{id}/verify")
    @RolesAllowed({Roles.MAKER, Roles.AGENCY, Roles.SECRETARIAT})
    @Operation(
            operationId = "verifySubscription",
            summary = "Ask the endpoint for its consent again",
            description = "The answer's state tells whether it consented, stateReason why not.")
    public Uni<RestResponse<SubscriptionView>> verify(@PathParam("id") String id) {
        return owners.current().chain(owner -> service.verify(owner, uuid(id)).map(conditional::ok));
    }

    @GET
    @Path("{id}/consent")
    @PermitAll
    @Operation(
            operationId = "consentToSubscription",
            summary = "Consent of an endpoint",
            description = "The address that WebHook-Request-Callback names; valid once and for 24 hours.")
    @APIResponse(responseCode = "204", description = "Deliveries begin")
    public Uni<RestResponse<Void>> consent(@PathParam("id") String id, @QueryParam("key") @Nullable String key) {
        return consents.byKey(uuid(id), key == null ? "" : key).map(done -> RestResponse.noContent());
    }

    @POST
    @Path("{id}/consent")
    @PermitAll
    @WithoutToken
    @Operation(
            operationId = "consentToSubscriptionByPost",
            summary = "Consent of an endpoint",
            description = "The same as GET; a body is not looked at.")
    @APIResponse(responseCode = "204", description = "Deliveries begin")
    public Uni<RestResponse<Void>> consentByPost(@PathParam("id") String id, @QueryParam("key") @Nullable String key) {
        return consent(id, key);
    }

    /** A look at the address, as programs take that check links, is no consent. */
    @HEAD
    @Path("{id}/consent")
    @PermitAll
    @Operation(hidden = true)
    public RestResponse<Void> lookAtConsent(@QueryParam("key") @Nullable String key) {
        return RestResponse.ResponseBuilder.<Void>create(RestResponse.Status.METHOD_NOT_ALLOWED)
                .header(HttpHeaders.ALLOW, "GET, POST")
                .build();
    }

    @POST
    @Path("{id}/keys")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MAKER, Roles.AGENCY, Roles.SECRETARIAT})
    @Operation(
            operationId = "rotateKeys",
            summary = "Exchange the key",
            description = "Both keys sign during the overlap, so either verifies. Also changes between v1a and v1.")
    public Uni<RestResponse<SubscriptionView>> rotate(@PathParam("id") String id, @NotNull Keys.Rotation wanted) {
        RepeatedRequests.Request request = repeated.request(idempotencyKey, uuid(id), wanted);
        return owners.current()
                .chain(owner -> keys.rotate(owner, request, wanted))
                .map(rotated -> answer(RestResponse.Status.OK, rotated));
    }

    @GET
    @Path("{id}/jwks.json")
    @PermitAll
    @Operation(
            operationId = "readSubscriptionKeys",
            summary = "Public keys of a subscription's deliveries",
            description = "ed25519 keys that sign now (v1a); for everybody who knows the id.")
    public Uni<RestResponse<KeySet>> jwks(@PathParam("id") String id) {
        return keys.published(uuid(id)).map(published -> RestResponse.ResponseBuilder.ok(new KeySet(published))
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=300")
                .build());
    }

    @POST
    @Path("{id}/test")
    @RolesAllowed({Roles.MAKER, Roles.AGENCY, Roles.SECRETARIAT})
    @Operation(
            operationId = "testSubscription",
            summary = "Send a test event",
            description = "Signed like every delivery, without a number; answers what the endpoint answered.")
    public Uni<RestResponse<ReplayService.RedeliveryView>> test(
            @PathParam("id") String id, @RequestBody(description = RepeatedRequests.NO_BODY) @Nullable String body) {
        RepeatedRequests.Request request = repeated.request(idempotencyKey, uuid(id), RepeatedRequests.sent(body));
        return owners.current()
                .chain(owner -> tests.send(owner, request))
                .map(sent -> answer(RestResponse.Status.OK, sent));
    }

    @POST
    @Path("dry-run")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.VIEWER, Roles.MAKER, Roles.AGENCY, Roles.SECRETARIAT})
    @Operation(
            operationId = "tryFilters",
            summary = "Which of the last 10,000 events would match, and what a projection would leave of them")
    public Uni<DryRun.Result> tryFilters(@NotNull DryRun.Filter wanted) {
        return owners.current().chain(owner -> dryRun.run(owner, wanted));
    }

    /** What is no id is no subscription either. */
    static UUID uuid(String id) {
        try {
            UUID uuid = UUID.fromString(id);
            if (uuid.toString().equalsIgnoreCase(id)) {
                return uuid;
            }
        } catch (IllegalArgumentException notAnId) {
            throw ProblemException.notFound();
        }
        throw ProblemException.notFound();
    }

    /** A set of keys (RFC 7517). */
    @Schema(name = "JsonWebKeySet")
    record KeySet(List<JsonWebKey> keys) {}
}
