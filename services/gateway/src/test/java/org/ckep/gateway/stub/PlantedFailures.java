package org.ckep.gateway.stub;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Addresses among the gateway's own where handlers behind the door give up, as the server or a resource might. */
@ApplicationScoped
class PlantedFailures {
    private static final int BEHIND_THE_DOOR = -10;

    void open(@Observes Router router) {
        router.get("/openapi/stub-fail/:status")
                .order(BEHIND_THE_DOOR)
                .handler(context -> context.fail(
                        Integer.parseInt(context.pathParam("status")), new IllegalStateException("planted failure")));
    }
}
