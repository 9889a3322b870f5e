package org.ckep.gateway.stub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.lang.JoseException;

/** An issuer with keys of its own, for tokens that no realm would issue. It counts how often its keys are fetched. */
public final class StubIssuer implements QuarkusTestResourceLifecycleManager {
    private final AtomicInteger keyFetches = new AtomicInteger();
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId("k1");
            key.setAlgorithm("RS256");
            key.setUse("sig");
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            String issuer = "http://127.0.0.1:" + server.getAddress().getPort() + "/realms/stub";
            server.createContext(
                    "/realms/stub/.well-known/openid-configuration",
                    exchange -> answer(exchange, """
                    {"issuer":"%1$s","jwks_uri":"%1$s/certs","token_endpoint":"%1$s/token",
                     "authorization_endpoint":"%1$s/auth"}
                    """.formatted(issuer)));
            String keys = "{\"keys\":[" + key.toJson() + "]}";
            server.createContext("/realms/stub/certs", exchange -> {
                keyFetches.incrementAndGet();
                answer(exchange, keys);
            });
            server.createContext("/realms/stub/fetches", exchange -> answer(exchange, keyFetches.toString()));
            server.start();
            return Map.of(
                    "quarkus.oidc.auth-server-url",
                    issuer,
                    "ckep.test.issuer",
                    issuer,
                    "ckep.test.issuer-key",
                    Base64.getEncoder().encodeToString(key.getPrivateKey().getEncoded()),
                    "ckep.test.issuer-public-key",
                    Base64.getEncoder().encodeToString(key.getPublicKey().getEncoded()));
        } catch (IOException | JoseException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
