package org.ckep.hub.sink;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Addresses that are not the public internet's, by the registries of special-purpose addresses (RFC 6890); of IPv6 all but
 * those that may be given out for it.
 */
final class ForbiddenAddresses {
    private static final List<Network> NETWORKS = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20");

    /** All that IANA gives out for the internet; embedded IPv4 addresses, local ones and groups lie outside. */
    private static final Network GLOBAL_UNICAST = Network.parse("2000::/3");

    private ForbiddenAddresses() {}

    /** IPv4 addresses that are mapped into IPv6 arrive here as IPv4: the JDK unwraps them. */
    static boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return (address instanceof Inet6Address && !GLOBAL_UNICAST.contains(bytes))
                || NETWORKS.stream().anyMatch(network -> network.contains(bytes));
    }

    private static List<Network> networks(String... texts) {
        return Arrays.stream(texts).map(Network::parse).toList();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Network(byte[] prefix, int length) {
        static Network parse(String text) {
            int slash = text.indexOf('/');
            try {
                // A literal: nothing is looked up.
                byte[] prefix = InetAddress.getByName(text.substring(0, slash)).getAddress();
                return new Network(prefix, Integer.parseInt(text.substring(slash + 1)));
            } catch (UnknownHostException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        boolean contains(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            for (int bit = 0; bit < length; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
