package org.ckep.hub.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.mutiny.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that an owner is told of one of his subscriptions.
 *
 * @param sub what it tells of
 * @param type of the event that says it
 * @param since when that began
 * @param endsAt end of the lease, null where it tells of something else
 * @param at when it was noted
 * @param holds false where there is nothing to tell any more
 */
record Notice(
        UUID id,
        UUID sub,
        String owner,
        String type,
        String reason,
        OffsetDateTime since,
        @Nullable OffsetDateTime endsAt,
        OffsetDateTime at,
        boolean holds) {

    private static final Map<String, String> TYPES = Map.of(
            "incomplete", "org.ckep.delivery.subscription.incomplete.v1",
            "misconfigured", "org.ckep.delivery.subscription.misconfigured.v1",
            "paused", "org.ckep.delivery.subscription.paused.v1",
            "parked", "org.ckep.delivery.subscription.parked.v1",
            "lease-ending", "org.ckep.delivery.lease.ending.v1");

    static Notice of(Row row) {
        return new Notice(
                row.getUUID("id"),
                row.getUUID("sub"),
                row.getString("owner"),
                Objects.requireNonNull(TYPES.get(row.getString("kind"))),
                row.getString("reason"),
                row.getOffsetDateTime("since"),
                row.getOffsetDateTime("ends_at"),
                row.getOffsetDateTime("at"),
                row.getBoolean("holds"));
    }

    ObjectNode data(Advice advice) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("subscription", sub.toString());
        data.put("reason", reason);
        data.put("since", since.toInstant().toString());
        data.set("advice", advice.about(reason));
        if (endsAt != null) {
            data.put("endsAt", endsAt.toInstant().toString());
        }
        return data;
    }
}
