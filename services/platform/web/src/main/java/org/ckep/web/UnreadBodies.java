package org.ckep.web;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * Drops what a caller still sends after his answer, as who is refused early does. The server goes on receiving it, so that
 * the caller can finish and read why he was refused; the body's reader, which nobody empties any more, would keep all of
 * it in memory. Who sends more than the largest body that this service takes is cut off.
 */
@ApplicationScoped
class UnreadBodies {
    private static final Logger LOG = Logger.getLogger(UnreadBodies.class);

    /** Before anything can answer. */
    private static final int EARLY = 9_000;

    private final long most;

    UnreadBodies(Config config) {
        this.most = config.getValue("quarkus.http.limits.max-body-size", MemorySize.class)
                .asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::watch, EARLY);
    }

    private void watch(RoutingContext routing) {
        Context loop = routing.vertx().getOrCreateContext();
        HttpServerRequest request = routing.request();
        // An answer may be ended by any thread, a request's handlers belong to its event loop.
        routing.addEndHandler(ended -> loop.runOnContext(now -> drop(request)));
        routing.next();
    }

    private void drop(HttpServerRequest request) {
        if (!request.isEnded()) {
            request.handler(new Dropping(request)).resume();
        }
    }

    private final class Dropping implements Handler<Buffer> {
        private final HttpServerRequest request;
        private long dropped;

        Dropping(HttpServerRequest request) {
            this.request = request;
        }

        @Override
        public void handle(Buffer piece) {
            dropped += piece.length();
            if (dropped > most) {
                request.connection()
                        .close()
                        .onFailure(failure -> LOG.warn("A caller who sends without end was not cut off.", failure));
            }
        }
    }
}
