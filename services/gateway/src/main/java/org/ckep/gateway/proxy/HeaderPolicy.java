package org.ckep.gateway.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.ckep.gateway.call.Call;
import org.ckep.gateway.call.RequestId;
import org.ckep.gateway.call.TraceParent;

/**
 * Which header fields pass. Towards a service an allow list holds, so that no field which some service might come to
 * trust can be planted from outside; towards the caller everything passes but what belongs to the inner connection.
 */
public final class HeaderPolicy {
    private static final Set<String> REQUEST = names(
            "accept",
            "accept-charset",
            "accept-encoding",
            "accept-language",
            "authorization",
            "cache-control",
            "content-disposition",
            "content-encoding",
            "content-language",
            "content-length",
            "content-type",
            "digest",
            "content-digest",
            "idempotency-key",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-range",
            "if-unmodified-since",
            "last-event-id",
            "pragma",
            "prefer",
            "range",
            "user-agent");
    /** What pages need besides: the session, the origin of forms, and the fields of partial page requests. */
    private static final Set<String> PORTAL_REQUEST = names(
            "cookie",
            "origin",
            "referer",
            "upgrade-insecure-requests",
            "x-requested-with",
            "x-csrf-token",
            "sec-fetch-dest",
            "sec-fetch-mode",
            "sec-fetch-site",
            "sec-fetch-user",
            "hx-boosted",
            "hx-current-url",
            "hx-history-restore-request",
            "hx-prompt",
            "hx-request",
            "hx-target",
            "hx-trigger",
            "hx-trigger-name");
    /** Fields of one connection (RFC 9110, section 7.6.1, and what older peers send). */
    private static final Set<String> HOP_BY_HOP = names(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings");
    /** Fields of an answer that tell of the inside, or that the gateway sets itself. */
    private static final Set<String> RESPONSE_DROPPED = names(
            "server",
            "x-powered-by",
            "via",
            "alt-svc",
            "strict-transport-security",
            "ratelimit",
            "ratelimit-policy",
            RequestId.HEADER,
            TraceParent.HEADER,
            "tracestate",
            "access-control-allow-origin",
            "access-control-allow-credentials",
            "access-control-allow-headers",
            "access-control-allow-methods",
            "access-control-expose-headers",
            "access-control-max-age");
    /** Fields that the reading of the request stands on; naming one in {@code Connection} can only be an attack. */
    private static final Set<String> NEVER_HOP_BY_HOP =
            names("content-length", "transfer-encoding", "host", "content-type", "authorization");

    private HeaderPolicy() {}

    /**
     * Removes the fields that {@code Connection} names, in any case, before anything else looks at the request: else a
     * caller could make a later hop drop fields that this one sets or checks.
     *
     * @return false if a field is named that frames, addresses or authorises the request
     */
    public static boolean removeConnectionFields(MultiMap headers) {
        List<String> named = tokens(headers, HttpHeaders.CONNECTION);
        if (named.stream().anyMatch(NEVER_HOP_BY_HOP::contains)) {
            return false;
        }
        named.forEach(headers::remove);
        return true;
    }

    /** Reduces the fields of a request to those that pass, and adds the gateway's own. */
    static void filterRequest(MultiMap headers, Call call, PublicAddress address) {
        boolean portal = call.route().isOfPortal();
        List<String> traceStates = new ArrayList<>(headers.getAll("tracestate"));
        for (String name : new TreeSet<>(headers.names())) {
            String lower = name.toLowerCase(Locale.ROOT);
            boolean passes = REQUEST.contains(lower) || (portal && PORTAL_REQUEST.contains(lower));
            if (!passes || (portal && lower.equals("authorization"))) {
                headers.remove(name);
            }
        }
        headers.set("X-Forwarded-For", call.clientAddress());
        headers.set("X-Forwarded-Proto", address.scheme());
        headers.set("X-Forwarded-Host", address.authority());
        headers.set("X-Forwarded-Port", Integer.toString(address.port()));
        headers.set(RequestId.HEADER, call.requestId());
        headers.set(TraceParent.HEADER, call.traceParent().value());
        if (call.traceParent().continued() && !traceStates.isEmpty()) {
            headers.set("tracestate", traceStates);
        }
    }

    /** Removes from an answer what belongs to the inner connection, and makes its addresses public ones. */
    static void filterResponse(MultiMap headers, Call call, PublicAddress address, String upstreamAuthority) {
        tokens(headers, HttpHeaders.CONNECTION).forEach(headers::remove);
        HOP_BY_HOP.forEach(headers::remove);
        RESPONSE_DROPPED.forEach(headers::remove);
        if (!call.route().isOfPortal()) {
            headers.remove("set-cookie");
            if (call.isAuthenticated() && !headers.contains(HttpHeaders.CACHE_CONTROL)) {
                headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
            }
        }
        for (String name : List.of("Location", "Content-Location", "Link")) {
            List<String> values = headers.getAll(name);
            if (!values.isEmpty()) {
                headers.set(
                        name,
                        values.stream()
                                .map(value -> address.publish(value, upstreamAuthority))
                                .toList());
            }
        }
    }

    private static List<String> tokens(MultiMap headers, CharSequence name) {
        return headers.getAll(name).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(token -> token.strip().toLowerCase(Locale.ROOT))
                .filter(token -> !token.isEmpty())
                .toList();
    }

    private static Set<String> names(String... names) {
        Set<String> lower = new TreeSet<>();
        for (String name : names) {
            lower.add(name.toLowerCase(Locale.ROOT));
        }
        return Set.copyOf(lower);
    }
}
