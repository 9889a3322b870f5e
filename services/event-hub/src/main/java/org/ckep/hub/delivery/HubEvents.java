package org.ckep.hub.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.ckep.hub.catalogue.EventCatalogue;

/** What the hub itself says to a subscriber, as an event. */
@ApplicationScoped
public class HubEvents {
    private final EventCatalogue catalogue;
    private final Clock clock;

    HubEvents(EventCatalogue catalogue, Clock clock) {
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** An event of now, by this process's clock, about a subscription. */
    public ObjectNode about(UUID sub, String audience, String type, ObjectNode data) {
        return about(sub, audience, type, clock.instant(), data);
    }

    /** An event about a subscription. */
    ObjectNode about(UUID sub, String audience, String type, Instant at, ObjectNode data) {
        String subject = subject(sub);
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("specversion", "1.0");
        event.put("id", UUID.randomUUID().toString());
        event.put("source", "/event-hub/" + audience);
        event.put("type", type);
        event.put("subject", subject);
        event.put("partitionkey", subject);
        event.put("time", at.toString());
        event.put("audience", audience);
        event.put("datacontenttype", "application/json");
        event.put("dataschema", catalogue.schemaUri(type));
        event.set("data", data);
        return event;
    }

    /** The subject of such events. */
    static String subject(UUID sub) {
        return "urn:ckep:subscription:" + sub;
    }
}
