package org.ckep.gateway.wire;

import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.spi.VertxServiceProvider;

/**
 * Puts a {@link RequestScreen} into every connection. Quarkus creates its server without a place for a handler of
 * unreadable requests; the transport is the one public extension point of Vert.x that sees each connection.
 */
public final class RequestScreenProvider implements VertxServiceProvider {
    @Override
    public void init(VertxBuilder builder) {
        builder.findTransport(new ScreenedTransport());
    }
}
