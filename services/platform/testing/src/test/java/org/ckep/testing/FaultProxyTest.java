package org.ckep.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.ckep.testing.FaultProxy.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each fault on a real connection to an echo server, on a live connection where that is the harder case. */
@Timeout(30)
class FaultProxyTest {

    private ServerSocket echo;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!echo.isClosed()) {
                try {
                    Socket socket = echo.accept();
                    Thread.ofVirtual().start(() -> {
                        try (socket) {
                            socket.getInputStream().transferTo(socket.getOutputStream());
                        } catch (IOException e) {
                            // The test has broken the connection.
                        }
                    });
                } catch (IOException e) {
                    return;
                }
            }
        });
        proxy = FaultProxy.to(echo.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void withoutAFaultEverythingArrives() throws IOException {
        try (Socket client = connect()) {
            assertThat(exchange(client, "hello")).isEqualTo("hello");
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(proxy.connections()).isEqualTo(1);
        assertThat(proxy.forwardedBytes()).isEqualTo(10);
        assertThat(proxy.hits()).isZero();
    }

    @Test
    void latencyDelaysBothDirectionsAndKeepsTheOrder() throws IOException {
        try (Socket client = connect()) {
            exchange(client, "warm");
            proxy.inject(new Fault.Latency(Duration.ofMillis(150), Duration.ofMillis(20)));

            long start = System.nanoTime();
            assertThat(exchange(client, "0123456789")).isEqualTo("0123456789");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(300), Duration.ofSeconds(3));

            proxy.heal();
            assertThat(exchange(client, "fast")).isEqualTo("fast");
        }
    }

    @Test
    void bandwidthLimitsTheRate() throws IOException {
        try (Socket client = connect()) {
            proxy.inject(new Fault.Bandwidth(20_000));

            long start = System.nanoTime();
            exchange(client, "x".repeat(10_000));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(450));
            assertThat(proxy.hits()).isPositive();
        }
    }

    @Test
    void slicesArriveWhole() throws IOException {
        try (Socket client = connect()) {
            proxy.inject(new Fault.Slice(1, Duration.ofMillis(2)));

            assertThat(exchange(client, "GET / HTTP/1.1")).isEqualTo("GET / HTTP/1.1");
        }
    }

    @Test
    void aBlackholeSwallowsWhatIsSentAndHealsForLaterBytes() throws IOException {
        try (Socket client = connect()) {
            exchange(client, "before");
            proxy.inject(new Fault.Blackhole());
            send(client, "lost");
            client.setSoTimeout(300);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            await().untilAsserted(() -> assertThat(proxy.hits()).isEqualTo(1));

            proxy.heal();
            client.setSoTimeout(5_000);
            assertThat(exchange(client, "after")).isEqualTo("after");
        }
    }

    @Test
    void aStallHoldsBytesBackAndLosesNone() throws IOException {
        try (Socket client = connect()) {
            exchange(client, "before");
            proxy.inject(new Fault.Stall());
            send(client, "held");
            client.setSoTimeout(300);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            proxy.heal();
            client.setSoTimeout(5_000);
            assertThat(receive(client, 4)).isEqualTo("held");
        }
    }

    @Test
    void aResetReachesALiveConnection() throws IOException {
        try (Socket client = connect()) {
            exchange(client, "before");

            proxy.inject(new Fault.Reset(0));

            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
            assertThat(proxy.hits()).isEqualTo(1);
        }
    }

    @Test
    void aResetAfterSomeBytesDeliversThese() throws IOException {
        proxy.inject(new Fault.Reset(3));
        try (Socket client = connect()) {
            send(client, "abcdef");

            assertThatThrownBy(() -> client.getInputStream().readAllBytes()).isInstanceOf(SocketException.class);
        }
        assertThat(proxy.forwardedBytes()).isLessThanOrEqualTo(6);
        assertThat(proxy.hits()).isPositive();
    }

    @Test
    void aTruncatedReplyEndsEarlyInOrder() throws IOException {
        proxy.inject(new Fault.Truncate(3));
        try (Socket client = connect()) {
            send(client, "abcdef");

            assertThat(new String(client.getInputStream().readNBytes(3), StandardCharsets.UTF_8))
                    .isEqualTo("abc");
        }
        assertThat(proxy.hits()).isEqualTo(1);
    }

    @Test
    void aHalfClosedConnectionEndsForTheReaderOnly() throws IOException {
        try (Socket client = connect()) {
            exchange(client, "before");
            await().untilAsserted(() -> assertThat(proxy.forwardedBytes()).isEqualTo(12));

            proxy.inject(new Fault.HalfClose());

            assertThat(client.getInputStream().read()).isEqualTo(-1);
            send(client, "still");
            await().untilAsserted(() -> assertThat(proxy.forwardedBytes()).isEqualTo(17));
        }
    }

    /** Closing takes effect only when the accepting thread has left the socket: often enough to catch a gap. */
    @RepeatedTest(20)
    void aRefusingProxyComesBackOnItsPort() throws IOException {
        try (Socket live = connect()) {
            exchange(live, "before");
            proxy.inject(new Fault.Refuse());

            assertThatThrownBy(() -> live.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        }
        proxy.heal();
        try (Socket client = connect()) {
            assertThat(exchange(client, "again")).isEqualTo("again");
        }
    }

    @Test
    void droppedConnectsTimeOutAndLiveConnectionsGoOn() throws IOException {
        try (Socket live = connect()) {
            exchange(live, "before");
            proxy.inject(new Fault.DropConnects());

            assertThatThrownBy(() -> {
                        for (int i = 0; i < 4; i++) {
                            new Socket()
                                    .connect(
                                            new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()), 300);
                        }
                    })
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(exchange(live, "goes on")).isEqualTo("goes on");
        }
        proxy.heal();
        try (Socket client = connect()) {
            assertThat(exchange(client, "again")).isEqualTo("again");
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()), 2_000);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String receive(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String exchange(Socket socket, String text) throws IOException {
        send(socket, text);
        return receive(socket, text.length());
    }
}
