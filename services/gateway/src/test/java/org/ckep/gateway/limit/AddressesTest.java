package org.ckep.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.net.SocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressesTest {
    private static final SocketAddress PROXY = SocketAddress.inetSocketAddress(40_000, "10.1.2.3");
    private final Addresses addresses = new Addresses(List.of("10.1.0.0/16", "fd00::/8"));

    @Test
    void withoutTrustedProxyTheChainIsNotBelieved() {
        assertThat(new Addresses(List.of()).of(PROXY, List.of("6.6.6.6"))).isEqualTo("10.1.2.3");
    }

    @Test
    void theLastAddressThatIsNoTrustedProxyCounts() {
        assertThat(addresses.of(PROXY, List.of("6.6.6.6, 203.0.113.9", "10.1.9.9")))
                .isEqualTo("203.0.113.9");
    }

    @Test
    void whatACallerWroteToTheLeftIsIgnored() {
        assertThat(addresses.of(PROXY, List.of("1.1.1.1, 2.2.2.2, 203.0.113.9")))
                .isEqualTo("203.0.113.9");
    }

    @Test
    void anUnreadableEntryEndsTheChain() {
        assertThat(addresses.of(PROXY, List.of("203.0.113.9, unknown"))).isEqualTo("10.1.2.3");
        assertThat(addresses.of(PROXY, List.of())).isEqualTo("10.1.2.3");
    }

    @Test
    void anIpv6SubscriberIsOneCaller() {
        assertThat(Addresses.quotaKey("2001:db8:1:2:3:4:5:6")).isEqualTo(Addresses.quotaKey("2001:db8:1:2:ffff::1"));
        assertThat(Addresses.quotaKey("2001:db8:1:2::1")).isNotEqualTo(Addresses.quotaKey("2001:db8:1:3::1"));
        assertThat(Addresses.quotaKey("203.0.113.9")).isEqualTo("203.0.113.9");
    }

    @Test
    void aWrongNetworkStopsTheStart() {
        assertThatThrownBy(() -> new Addresses(List.of("10.1.0.0"))).isInstanceOf(IllegalArgumentException.class);
    }
}
