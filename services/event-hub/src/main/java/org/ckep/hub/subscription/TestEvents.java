package org.ckep.hub.subscription;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.ckep.hub.delivery.DirectSend;
import org.ckep.hub.delivery.HubEvents;
import org.ckep.hub.log.CanonicalJson;

/** Sends an endpoint something harmless, signed like everything else and without a number. */
@ApplicationScoped
class TestEvents {
    private static final String TYPE = "org.ckep.delivery.subscription.tested.v1";

    private final SubscriptionStore store;
    private final DirectSend direct;
    private final HubEvents events;
    private final RepeatedRequests repeated;

    TestEvents(SubscriptionStore store, DirectSend direct, HubEvents events, RepeatedRequests repeated) {
        this.store = store;
        this.direct = direct;
        this.events = events;
        this.repeated = repeated;
    }

    /** Sends it and tells what the endpoint answered. */
    Uni<RepeatedRequests.Answer<ReplayService.RedeliveryView>> send(Owner owner, RepeatedRequests.Request request) {
        return repeated.around(owner, request, ReplayService.RedeliveryView.class, () -> send(owner, request.sub()));
    }

    private Uni<ReplayService.RedeliveryView> send(Owner owner, UUID id) {
        return store.within(owner, connection -> store.find(connection, owner, id))
                .invoke(ReplayService::requireActive)
                .chain(found -> direct.test(id, event(found)))
                .map(ReplayService.RedeliveryView::of);
    }

    private byte[] event(Subscription found) {
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("message", "Test · 测试 · 시험");
        return CanonicalJson.write(events.about(found.id(), found.audience(), TYPE, data))
                .getBytes(StandardCharsets.UTF_8);
    }
}
