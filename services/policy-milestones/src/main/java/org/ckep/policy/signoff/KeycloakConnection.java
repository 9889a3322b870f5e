package org.ckep.policy.signoff;

import java.net.URI;
import org.apache.http.HttpHost;
import org.apache.http.HttpStatus;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClientBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of the policy enforcer, with time limits, and with a memory of what went wrong: the enforcer itself turns
 * every failure into "denied".
 */
final class KeycloakConnection {
    /** The enforcer works on one thread from question to answer. */
    private static final ThreadLocal<String> FAILURE = new ThreadLocal<>();

    private KeycloakConnection() {}

    /**
     * Opens a client.
     *
     * @param address where Keycloak is reached from here. Its discovery names its public address, which may lead through the
     *     world outside, so every connection goes to this one whatever the request's URL says
     */
    static CloseableHttpClient open(SignOffConfig limits, URI address) {
        HttpRoute route = new HttpRoute(
                new HttpHost(address.getHost(), address.getPort(), address.getScheme()),
                null,
                "https".equals(address.getScheme()));
        int connect = Math.toIntExact(limits.connectTimeout().toMillis());
        return HttpClientBuilder.create()
                .useSystemProperties()
                .setRoutePlanner((target, request, context) -> route)
                .disableCookieManagement()
                .setMaxConnPerRoute(limits.maxConcurrent())
                .setMaxConnTotal(limits.maxConcurrent())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectTimeout(connect)
                        .setConnectionRequestTimeout(connect)
                        .setSocketTimeout(Math.toIntExact(limits.readTimeout().toMillis()))
                        .build())
                .setRetryHandler((failure, count, context) -> {
                    FAILURE.set(failure.toString());
                    return false;
                })
                .addInterceptorLast(
                        (org.apache.http.HttpResponse response, org.apache.http.protocol.HttpContext context) -> {
                            int status = response.getStatusLine().getStatusCode();
                            // 403 is Keycloak's "denied"; everything else that is no success is no decision.
                            if (status >= HttpStatus.SC_BAD_REQUEST && status != HttpStatus.SC_FORBIDDEN) {
                                FAILURE.set("status " + status);
                            }
                        })
                .build();
    }

    static void forgetFailure() {
        FAILURE.remove();
    }

    /** What went wrong since {@link #forgetFailure()} on this thread, null where nothing did. */
    static @Nullable String failure() {
        return FAILURE.get();
    }
}
