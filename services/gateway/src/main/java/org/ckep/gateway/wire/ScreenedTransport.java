package org.ckep.gateway.wire;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;

/** The ordinary transport, with a {@link RequestScreen} behind the HTTP codec of each accepted connection. */
final class ScreenedTransport extends JDKTransport {
    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        super.configure(options, domainSocket, bootstrap);
        bootstrap.handler(new Acceptor());
    }

    private static final class Acceptor extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext server, Object accepted) {
            if (accepted instanceof Channel connection) {
                connection.pipeline().addLast(new Installer());
            }
            server.fireChannelRead(accepted);
        }
    }

    /** Waits until Vert.x has set up its codec, which it does before the connection becomes active. */
    private static final class Installer extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext connection) {
            ChannelHandlerContext codec = connection.pipeline().context(HttpResponseEncoder.class);
            if (codec != null) {
                connection.pipeline().addAfter(codec.name(), "requestScreen", new RequestScreen());
            }
            connection.fireChannelActive();
            connection.pipeline().remove(this);
        }
    }
}
