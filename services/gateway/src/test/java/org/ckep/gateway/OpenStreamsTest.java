package org.ckep.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import org.ckep.gateway.stub.Calls;
import org.ckep.gateway.stub.RawHttp;
import org.ckep.gateway.stub.StubToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams in the tests: 5 open at a time with a token, 3 for an address without one. */
@GatewayTest
class OpenStreamsTest {
    private final List<RawHttp> streams = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (RawHttp stream : streams) {
            stream.close();
        }
    }

    private RawHttp open(String address, String authorization) throws Exception {
        RawHttp stream = new RawHttp();
        streams.add(stream);
        return stream.send("GET /events/v1/stub-sse-many HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n"
                + "X-Forwarded-For: " + address + "\r\n" + authorization + "\r\n");
    }

    private static String bearer(String client) {
        return "Authorization: Bearer " + StubToken.of(client) + "\r\n";
    }

    private static int statusOf(RawHttp stream) throws Exception {
        return stream.read().status();
    }

    private RawHttp firstOf(int amount, String address, String authorization) throws Exception {
        RawHttp first = open(address, authorization);
        assertThat(statusOf(first)).isEqualTo(200);
        for (int i = 1; i < amount; i++) {
            assertThat(statusOf(open(address, authorization))).isEqualTo(200);
        }
        return first;
    }

    @Test
    void anAddressWithoutATokenHasSoManyAtATimeAndTakesNoneFromOthers() throws Exception {
        String address = Calls.newAddress();
        RawHttp first = firstOf(3, address, "");

        RawHttp.Answer refused = open(address, "").read();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.field("Retry-After")).isEqualTo("5");
        assertThat(refused.body()).contains("#quota-exceeded", "3 streams and long polls of this caller are open");
        assertThat(statusOf(open(Calls.newAddress(), ""))).isEqualTo(200);
        assertThat(statusOf(open(address, bearer("client-streams-a")))).isEqualTo(200);
        Calls.anonymous(address).get("/trade/v1/series").then().statusCode(200);

        first.close();
        await().until(() -> statusOf(open(address, "")) == 200);
    }

    @Test
    void aCallerWithATokenHasHisOwnNumberWhereverHeCallsFrom() throws Exception {
        String authorization = bearer("client-streams-b");
        firstOf(5, Calls.newAddress(), authorization);

        assertThat(statusOf(open(Calls.newAddress(), authorization))).isEqualTo(429);
        assertThat(statusOf(open(Calls.newAddress(), bearer("client-streams-c"))))
                .isEqualTo(200);
    }
}
