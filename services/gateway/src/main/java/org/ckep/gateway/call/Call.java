package org.ckep.gateway.call;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.ckep.gateway.route.Route;
import org.ckep.kernel.value.Language;
import org.jspecify.annotations.Nullable;

/**
 * One call and what is known of it so far. It lives on the event loop of its connection and is read and changed there
 * alone.
 */
public final class Call {
    private static final String KEY = Call.class.getName();

    private final HttpMethod method;
    private final String requestId;
    private final TraceParent traceParent;
    private final Language language;
    private final @Nullable String accept;
    private final String clientAddress;
    private final long startNanos = System.nanoTime();
    private final Map<String, String> responseHeaders = new LinkedHashMap<>();

    private Route route = Route.NOT_PUBLIC;
    private String path = "";
    private ErrorForm errorForm = ErrorForm.PROBLEM;
    private String client = "anonymous";
    private boolean authenticated;
    private boolean bodyBroken;
    private @Nullable String vary;

    private Call(HttpServerRequest request, String clientAddress) {
        this.method = request.method();
        this.requestId = RequestId.acceptOrCreate(request.getHeader(RequestId.HEADER));
        this.traceParent = TraceParent.continueOrStart(request.getHeader(TraceParent.HEADER));
        this.language = Languages.negotiate(request.getHeader("Accept-Language"));
        this.accept = request.getHeader("Accept");
        this.clientAddress = clientAddress;
    }

    /** Begins the bookkeeping of a call. */
    public static Call begin(RoutingContext context, String clientAddress) {
        Call call = new Call(context.request(), clientAddress);
        context.put(KEY, call);
        return call;
    }

    /** Whether the call of a routing context has begun. */
    public static boolean hasBegun(RoutingContext context) {
        return context.get(KEY) != null;
    }

    /** The call that a routing context belongs to. */
    public static Call of(RoutingContext context) {
        return Objects.requireNonNull(context.<Call>get(KEY), "every call begins at the door");
    }

    /** Notes the route, and with it the form of errors. */
    public void routed(Route matched, String path) {
        this.route = matched;
        this.path = path;
        this.errorForm = ErrorForm.of(matched, path, accept);
    }

    /** Notes that a token was verified. */
    public void authenticatedAs(String verifiedClient) {
        this.client = verifiedClient;
        this.authenticated = true;
    }

    /** Notes that the caller's body stopped being readable. */
    public void bodyBroke() {
        this.bodyBroken = true;
    }

    /** Whether the caller's body cannot be read to its end. */
    public boolean isBodyBroken() {
        return bodyBroken;
    }

    /** Adds a field that the answer will carry, whoever writes it. */
    public void answerWith(String header, String value) {
        responseHeaders.put(header, value);
    }

    /** Notes that the answer depends on a field of the request that the answering service does not know of. */
    public void variesBy(String header) {
        vary = header;
    }

    /** The field that the gateway's part of the answer depends on. */
    public @Nullable String vary() {
        return vary;
    }

    public Map<String, String> responseHeaders() {
        return responseHeaders;
    }

    public HttpMethod method() {
        return method;
    }

    /** Whether the call changes nothing; queries of SDMX may be posted. */
    public boolean isRead() {
        return method.equals(HttpMethod.GET)
                || method.equals(HttpMethod.HEAD)
                || (method.equals(HttpMethod.POST) && Route.isPostedQuery(path));
    }

    /** Whether the call reads structures or schemas of SDMX, which have a quota of their own. */
    public boolean isOfStructures() {
        return route == Route.TRADE_SDMX && isRead() && !Route.isOfData(path);
    }

    public String requestId() {
        return requestId;
    }

    public TraceParent traceParent() {
        return traceParent;
    }

    public Language language() {
        return language;
    }

    /** The path that was asked for, without query; empty before the call is routed. */
    public String path() {
        return path;
    }

    public Route route() {
        return route;
    }

    public ErrorForm errorForm() {
        return errorForm;
    }

    /** Whether it goes to the SDMX root of REST 2.2, where errors have the HTTP status as their code. */
    public boolean isOnSecondSdmxRoot() {
        return ErrorForm.isSecondRoot(path);
    }

    /** The client id of the verified token, or {@code anonymous}. */
    public String client() {
        return client;
    }

    public boolean isAuthenticated() {
        return authenticated;
    }

    /** The caller's network address, as far as trusted proxies tell it. */
    public String clientAddress() {
        return clientAddress;
    }

    public long elapsedNanos() {
        return System.nanoTime() - startNanos;
    }
}
