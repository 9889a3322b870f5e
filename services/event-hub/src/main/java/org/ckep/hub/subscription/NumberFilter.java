package org.ckep.hub.subscription;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.UUID;
import org.ckep.hub.feed.EventStreams;
import org.ckep.web.FilterPriorities;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Reads after which number a stream begins before it begins, so that a wrong one is answered with a problem. */
class NumberFilter {
    private final SubscriberFeed feed;
    private final Owners owners;
    private final CurrentIdentityAssociation identities;
    private final NumberPoint point;

    NumberFilter(SubscriberFeed feed, Owners owners, CurrentIdentityAssociation identities, NumberPoint point) {
        this.feed = feed;
        this.owners = owners;
        this.identities = identities;
        this.point = point;
    }

    /** Last of the filters: who asks and which parameters are known is settled. */
    @FromNumber
    @ServerRequestFilter(priority = FilterPriorities.IDEMPOTENCY + 100)
    Uni<Response> resolve(ContainerRequestContext request) {
        UUID id = SubscriptionResource.uuid(
                String.valueOf(request.getUriInfo().getPathParameters().getFirst("id")));
        EventStreams.Known after = EventStreams.resumedAfter(request);
        Long known = NumberCursor.read(id, after.parameter(), after.value());
        return identities.getDeferredIdentity().map(EventStreams::end).chain(end -> resolve(id, known, end));
    }

    private Uni<Response> resolve(UUID id, @Nullable Long known, @Nullable Instant end) {
        return owners.current()
                .chain(owner -> feed.from(owner, id, known).invoke(number -> point.from(owner, id, number, end)))
                .map(resolved -> null);
    }
}
