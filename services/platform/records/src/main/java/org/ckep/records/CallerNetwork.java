package org.ckep.records;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From which class of networks a request comes. The address itself is forgotten at once. */
@ApplicationScoped
class CallerNetwork {
    /** The class of all networks that have no name. */
    static final String OTHER = "OTHER";

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final CurrentVertxRequest current;
    private final List<IpSubnetFilterRule> trusted;
    private final List<Network> networks;

    /** A network and the name of its class. */
    private record Network(String name, int prefix, IpSubnetFilterRule rule) {}

    /** @throws IllegalArgumentException if a network is not in CIDR form */
    CallerNetwork(CurrentVertxRequest current, NetworksConfig config) {
        this.current = current;
        this.trusted = config.trustedProxies().orElse(List.of()).stream()
                .map(CallerNetwork::rule)
                .toList();
        this.networks = config.networks().entrySet().stream()
                .flatMap(named -> named.getValue().stream().map(cidr -> network(named.getKey(), cidr)))
                .sorted(Comparator.comparingInt(Network::prefix).reversed())
                .toList();
    }

    private static Network network(String name, String cidr) {
        return new Network(name, Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1)), rule(cidr));
    }

    private static IpSubnetFilterRule rule(String cidr) {
        return new IpSubnetFilterRule(cidr, IpFilterRuleType.ACCEPT);
    }

    /** The class of the network that the current request comes from; null outside of requests. */
    @Nullable
    String ofRequest() {
        RoutingContext request = Arc.container().requestContext().isActive() ? current.getCurrent() : null;
        return request == null ? null : of(request.request());
    }

    private String of(HttpServerRequest request) {
        SocketAddress peer = request.remoteAddress();
        return of(peer == null ? null : peer.hostAddress(), request.headers().getAll(FORWARDED_FOR));
    }

    /**
     * The class of the network of a call.
     *
     * @param peer address of whoever connects
     * @param forwardedFor the header's fields; the last address in them is what a trusted proxy itself has written
     */
    String of(@Nullable String peer, List<String> forwardedFor) {
        InetSocketAddress connecting = address(peer);
        if (connecting == null) {
            return OTHER;
        }
        InetSocketAddress caller = forwardedFor.isEmpty() || !isTrusted(connecting)
                ? connecting
                : forwardedFor.stream()
                        .flatMap(field -> Stream.of(field.split(",")))
                        .map(String::strip)
                        .reduce((first, last) -> last)
                        .map(CallerNetwork::address)
                        .orElse(null);
        return caller == null
                ? OTHER
                : networks.stream()
                        .filter(network -> network.rule().matches(caller))
                        .map(Network::name)
                        .findFirst()
                        .orElse(OTHER);
    }

    private boolean isTrusted(InetSocketAddress address) {
        return trusted.stream().anyMatch(rule -> rule.matches(address));
    }

    private static @Nullable InetSocketAddress address(@Nullable String text) {
        byte[] bytes = text == null ? null : NetUtil.createByteArrayFromIpAddressString(text);
        try {
            return bytes == null ? null : new InetSocketAddress(InetAddress.getByAddress(bytes), 0);
        } catch (UnknownHostException wrongLength) {
            return null;
        }
    }
}
