package org.ckep.hub.subscription;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import org.ckep.hub.catalogue.EventCatalogue;
import org.ckep.hub.delivery.DirectSend;
import org.ckep.hub.log.CanonicalJson;

/** Sends an endpoint something harmless, signed like everything else and without a number. */
@ApplicationScoped
class TestEvents {
    private static final String TYPE = "org.ckep.delivery.subscription.tested.v1";

    private final SubscriptionStore store;
    private final DirectSend direct;
    private final EventCatalogue catalogue;
    private final Clock clock;

    TestEvents(SubscriptionStore store, DirectSend direct, EventCatalogue catalogue, Clock clock) {
        this.store = store;
        this.direct = direct;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** Sends it and tells what the endpoint answered. */
    Uni<ReplayService.RedeliveryView> send(Owner owner, UUID id) {
        return store.within(owner, connection -> store.find(connection, owner, id))
                .invoke(ReplayService::requireActive)
                .chain(found -> direct.test(id, event(found)))
                .map(ReplayService.RedeliveryView::of);
    }

    private byte[] event(Subscription found) {
        String subject = "urn:ckep:subscription:" + found.id();
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("specversion", "1.0");
        event.put("id", UUID.randomUUID().toString());
        event.put("source", "/event-hub/" + found.audience());
        event.put("type", TYPE);
        event.put("subject", subject);
        event.put("time", clock.instant().toString());
        event.put("audience", found.audience());
        event.put("datacontenttype", "application/json");
        event.put("dataschema", catalogue.schemaUri(TYPE));
        event.putObject("data").put("message", "Test · 测试 · 시험");
        return CanonicalJson.write(event).getBytes(StandardCharsets.UTF_8);
    }
}
