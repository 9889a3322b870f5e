package org.ckep.gateway.limit;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a call comes from, through the proxies that the operator trusts. */
public final class Addresses {
    private static final String UNKNOWN = "unknown";

    private final List<IpSubnetFilterRule> trusted;

    /**
     * @param trustedNetworks networks of proxies in CIDR form, such as {@code 10.1.0.0/16}
     * @throws IllegalArgumentException if one is not in that form
     */
    public Addresses(List<String> trustedNetworks) {
        this.trusted = trustedNetworks.stream()
                .map(network -> new IpSubnetFilterRule(network, IpFilterRuleType.ACCEPT))
                .toList();
    }

    /**
     * The address of the caller: the last one in the chain of {@code X-Forwarded-For} that is not a trusted proxy.
     * What stands further left was written by the caller and is not believed.
     */
    public String of(@Nullable SocketAddress peer, List<String> forwardedFor) {
        InetAddress current = peer == null ? null : parse(peer.hostAddress());
        if (current == null) {
            return UNKNOWN;
        }
        List<String> chain = forwardedFor.stream()
                .flatMap(field -> Arrays.stream(field.split(",")))
                .map(String::strip)
                .toList();
        for (int i = chain.size() - 1; i >= 0 && isTrusted(current); i--) {
            InetAddress next = parse(chain.get(i));
            if (next == null) {
                break;
            }
            current = next;
        }
        return current.getHostAddress();
    }

    /** The address by which quotas are counted: an IPv6 subscriber has a whole /64, so that is one caller. */
    static String quotaKey(String address) {
        InetAddress parsed = parse(address);
        if (!(parsed instanceof Inet6Address)) {
            return address;
        }
        byte[] bytes = parsed.getAddress();
        Arrays.fill(bytes, 8, 16, (byte) 0);
        return NetUtil.bytesToIpAddress(bytes) + "/64";
    }

    private boolean isTrusted(InetAddress address) {
        InetSocketAddress socket = new InetSocketAddress(address, 0);
        return trusted.stream().anyMatch(rule -> rule.matches(socket));
    }

    private static @Nullable InetAddress parse(@Nullable String text) {
        byte[] bytes = text == null ? null : NetUtil.createByteArrayFromIpAddressString(text);
        if (bytes == null) {
            return null;
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException wrongLength) {
            return null;
        }
    }
}
