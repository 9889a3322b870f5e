package org.ckep.portal.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.UriBuilder;
import org.ckep.portal.platform.Reply;
import org.ckep.portal.platform.Requests;
import org.ckep.portal.session.Visitor;
import org.jspecify.annotations.Nullable;

/** What the pages of subscriptions and events ask of the event hub, and send to it. */
@ApplicationScoped
class SubscriptionDesk {
    private static final String SUBSCRIPTIONS = "/subscriptions/v1";
    private static final int LIST_LIMIT = 50;

    private final Requests requests;

    SubscriptionDesk(Requests requests) {
        this.requests = requests;
    }

    Uni<Reply> subscriptions(Visitor visitor, @Nullable String after) {
        return requests.get(visitor, paged(SUBSCRIPTIONS, after, null));
    }

    Uni<Reply> subscription(Visitor visitor, String id) {
        return requests.get(visitor, SUBSCRIPTIONS + "/" + id);
    }

    Uni<Reply> health(Visitor visitor, String id) {
        return requests.get(visitor, SUBSCRIPTIONS + "/" + id + "/health");
    }

    /** What became of its events, in one state or all. */
    Uni<Reply> deliveries(Visitor visitor, String id, @Nullable String state, @Nullable String after) {
        return requests.get(visitor, paged(SUBSCRIPTIONS + "/" + id + "/deliveries", after, state));
    }

    Uni<Reply> attempts(Visitor visitor, String id, String number) {
        return requests.get(visitor, SUBSCRIPTIONS + "/" + id + "/deliveries/" + number + "/attempts");
    }

    Uni<Reply> redeliver(Visitor visitor, String id, String number, JsonNode body, String key) {
        return requests.post(visitor, SUBSCRIPTIONS + "/" + id + "/deliveries/" + number + "/redeliver", body, key);
    }

    Uni<Reply> create(Visitor visitor, JsonNode subscription, String key) {
        return requests.post(visitor, SUBSCRIPTIONS, subscription, key);
    }

    /** Which of the newest events a filter would have chosen. */
    Uni<Reply> tryOut(Visitor visitor, JsonNode filter, String key) {
        return requests.post(visitor, SUBSCRIPTIONS + "/dry-run", filter, key);
    }

    Uni<Reply> act(Visitor visitor, String id, String act, JsonNode body, String key) {
        return requests.post(visitor, SUBSCRIPTIONS + "/" + id + "/" + act, body, key);
    }

    Uni<Reply> catalogue(Visitor visitor) {
        return requests.get(visitor, "/events/v1/catalog");
    }

    /**
     * Events after a cursor.
     *
     * @param seconds how long to wait for the first one
     */
    Uni<Reply> events(Visitor visitor, String after, int limit, int seconds) {
        String path = UriBuilder.fromPath("/events/v1/feed")
                .queryParam("after", after)
                .queryParam("limit", limit)
                .queryParam("wait", seconds)
                .build()
                .toString();
        return seconds == 0 ? requests.get(visitor, path) : requests.await(visitor, path);
    }

    private static String paged(String path, @Nullable String after, @Nullable String state) {
        UriBuilder address = UriBuilder.fromPath(path).queryParam("limit", LIST_LIMIT);
        if (after != null && !after.isBlank()) {
            address.queryParam("after", after);
        }
        if (state != null && !state.isBlank()) {
            address.queryParam("state", state);
        }
        return address.build().toString();
    }
}
