package org.ckep.hub.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinkRulesTest {
    private final SinkRules rules = new SinkRules(false);

    private static List<InetAddress> addresses(String... literals) {
        return Arrays.stream(literals)
                .map(literal -> {
                    try {
                        return InetAddress.getByName(literal);
                    } catch (UnknownHostException e) {
                        throw new IllegalArgumentException(literal, e);
                    }
                })
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example.org",
                "https://hooks.example.org/ckep?tenant=4",
                "https://hooks.example.org:8443/",
                "https://HOOKS.example.org:443/a%20b",
                "https://93.184.216.34/hook",
                "https://[2606:4700::1111]/hook"
            })
    void publicEndpointsMayBeAsked(String sink) {
        assertThat(rules.check(sink)).isEqualTo(URI.create(sink));
    }

    @ParameterizedTest
    @CsvSource({
        "http://hooks.example.org, scheme",
        "ftp://hooks.example.org, scheme",
        "file:///etc/passwd, syntax",
        "https:hooks.example.org, syntax",
        "hooks.example.org, syntax",
        "https://hooks.example.org:22, port",
        "https://hooks.example.org:8080, port",
        "https://hooks.example.org:80/, port",
        "https://user:secret@hooks.example.org/, user-info",
        "https://user@hooks.example.org/, user-info",
        "https://hooks.example.org/#x, fragment",
        "https://localhost/, host",
        "https://LOCALHOST/, host",
        "https://hub/, host",
        "https://a.localhost/, host",
        "https://postgres.ckep.svc/, host",
        "https://postgres.ckep.svc.cluster.local/, host",
        "https://metadata.google.internal/, host",
        "https://printer.local/, host",
        "https://hooks.example.org./, host",
        "https://2130706433/, host",
        "https://0x7f000001/, host",
        "https://0x7f.1/, syntax",
        "https://127.1/, syntax",
        "https://0177.0.0.1/, host",
        "https://127.0.0.01/, host",
        "https://[fe80::1%25eth0]/, host",
        "https://exa_mple.org/, syntax",
    })
    void whatIsNoPublicEndpointIsRefusedByName(String sink, String code) {
        assertThatThrownBy(() -> rules.check(sink))
                .asInstanceOf(type(SinkRefused.class))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::7f00:1",
                "::ffff:0:7f00:1",
                "64:ff9b::a00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fdff::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1"
            })
    void addressesThatAreNotPublicAreRefused(String address) {
        URI sink = URI.create("https://hooks.example.org/");
        assertThatThrownBy(() -> rules.vet(sink, addresses(address)))
                .asInstanceOf(type(SinkRefused.class))
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo("address-forbidden");
                    assertThat(refused.reason()).doesNotContain(address);
                });
        // A public address beside it does not help.
        assertThatThrownBy(() -> rules.vet(sink, addresses("93.184.216.34", address)))
                .isInstanceOf(SinkRefused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "126.255.255.255",
                "128.0.0.1", "169.253.255.255", "172.15.255.255", "172.32.0.1", "192.0.1.1", "192.167.255.255",
                "192.169.0.1", "198.17.255.255", "198.20.0.1", "223.255.255.255", "2606:4700::1111", "2001:200::1",
                "2003::1", "2a00:1450::1"
            })
    void theirNeighboursAreNot(String address) {
        List<InetAddress> found = addresses(address);
        assertThat(rules.vet(URI.create("https://hooks.example.org/"), found)).isEqualTo(found.get(0));
    }

    @Test
    void anUnknownHostIsRefused() {
        assertThatThrownBy(() -> rules.vet(URI.create("https://hooks.example.org/"), List.of()))
                .asInstanceOf(type(SinkRefused.class))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("unknown-host"));
    }

    /** Rule P14: the address that was vetted is the one that is connected to, whatever the name says a moment later. */
    @Test
    void aNameThatMovesIsVettedAtEachLookUp() {
        Deque<List<InetAddress>> answers =
                new ArrayDeque<>(List.of(addresses("93.184.216.34"), addresses("127.0.0.1")));
        SinkAddresses sinks = sinks(host -> answers.removeFirst(), 0);
        URI sink = URI.create("https://rebinding.example.org/");

        assertThat(sinks.vetted("agency/kotra", sink)
                        .await()
                        .atMost(Duration.ofSeconds(5))
                        .getHostAddress())
                .isEqualTo("93.184.216.34");
        assertThatThrownBy(() -> sinks.vetted("agency/kotra", sink).await().atMost(Duration.ofSeconds(5)))
                .isInstanceOf(SinkRefused.class);
    }

    private SinkAddresses sinks(NameResolver resolver, long periodNanos) {
        return new SinkAddresses(rules, new LookUps(resolver, Duration.ofSeconds(5)), periodNanos);
    }

    @Test
    void withinItsPeriodTheVettedAddressIsKept() {
        Deque<List<InetAddress>> answers =
                new ArrayDeque<>(List.of(addresses("93.184.216.34"), addresses("127.0.0.1")));
        SinkAddresses sinks =
                sinks(host -> answers.removeFirst(), Duration.ofMinutes(5).toNanos());
        URI sink = URI.create("https://rebinding.example.org/");
        for (int i = 0; i < 3; i++) {
            assertThat(sinks.vetted("agency/kotra", sink)
                            .await()
                            .atMost(Duration.ofSeconds(5))
                            .getHostAddress())
                    .isEqualTo("93.184.216.34");
        }
        assertThat(answers).hasSize(1);
    }

    @Test
    void localSinksNeedTheSwitchAndThenAnyPortOfTheLoopbackInterface() {
        SinkRules local = new SinkRules(true);
        assertThat(local.check("http://127.0.0.1:9999/hook").getPort()).isEqualTo(9999);
        assertThat(local.check("https://127.0.0.1:9999/hook").getPort()).isEqualTo(9999);
        assertThatThrownBy(() -> rules.check("https://127.0.0.1:9999/hook")).isInstanceOf(SinkRefused.class);
        assertThat(local.vet(URI.create("http://localhost:9999/"), addresses("127.0.0.1")))
                .isEqualTo(addresses("127.0.0.1").get(0));
        assertThatThrownBy(() -> local.vet(URI.create("http://localhost:9999/"), addresses("10.0.0.1")))
                .isInstanceOf(SinkRefused.class);
        assertThatThrownBy(() -> local.check("http://10.0.0.1/")).isInstanceOf(SinkRefused.class);
        for (String noPort : List.of("http://127.0.0.1:0/", "http://127.0.0.1:65536/", "https://localhost:99999/")) {
            assertThatThrownBy(() -> local.check(noPort)).as(noPort).hasMessageContaining("1 to 65535");
        }
        assertThatThrownBy(() -> local.vet(URI.create("https://hooks.example.org/"), addresses("127.0.0.1")))
                .isInstanceOf(SinkRefused.class);
    }
}
