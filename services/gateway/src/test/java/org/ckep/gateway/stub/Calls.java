package org.ckep.gateway.stub;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.ConfigProvider;

/** Calls to the gateway. Each comes from a network address of its own, so that the quotas of tests do not mix. */
public final class Calls {
    private static final AtomicInteger NEXT = new AtomicInteger();

    private Calls() {}

    /** A new address out of the range that is set apart for tests of networks. */
    public static String newAddress() {
        int n = NEXT.incrementAndGet();
        return "198.18." + (n / 250) + "." + (n % 250 + 1);
    }

    public static RequestSpecification anonymous() {
        return anonymous(newAddress());
    }

    public static RequestSpecification anonymous(String address) {
        return RestAssured.given().urlEncodingEnabled(false).header("X-Forwarded-For", address);
    }

    public static RequestSpecification as(String client) {
        return anonymous().header("Authorization", "Bearer " + StubToken.of(client));
    }

    /** The values of a field that reached the service. */
    public static List<String> received(JsonPath echo, String field) {
        List<Map<String, String>> headers = echo.getList("headers");
        return headers.stream()
                .filter(header -> header.get("name").equals(field))
                .map(header -> header.get("value"))
                .toList();
    }

    /** How many requests with this last segment reached a service, asked at the service itself. */
    public static long reached(String service, String lastSegment) {
        return Long.parseLong(direct(service).get("/stub-count/" + lastSegment).asString());
    }

    /** How many requests with this last segment a service is still busy with. */
    public static long open(String service, String lastSegment) {
        return Long.parseLong(direct(service).get("/stub-open/" + lastSegment).asString());
    }

    /** How many bytes of the large answer a service has written so far. */
    public static long bigBytesWritten(String service) {
        return Long.parseLong(direct(service).get("/stub-big-bytes").asString());
    }

    private static RequestSpecification direct(String service) {
        String base = ConfigProvider.getConfig().getValue("ckep.gateway.upstreams." + service, String.class);
        return RestAssured.given().baseUri(base).port(Integer.parseInt(base.substring(base.lastIndexOf(':') + 1)));
    }
}
