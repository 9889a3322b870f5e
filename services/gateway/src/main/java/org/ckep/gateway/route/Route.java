package org.ckep.gateway.route;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The routes of the gateway: a closed set, so that policy, limits and metrics are decided by the same match. A path is
 * compared as it was sent; {@code RequestTarget} has refused every spelling that a service could read differently.
 */
public enum Route {
    /** The gateway's own documents. */
    OWN(null, Kind.OWN),
    /** Whether the gateway itself is up. */
    HEALTH(null, Kind.OWN),
    /** Paths that exist on no public address, such as management paths and versions of APIs that there are none of. */
    NOT_PUBLIC(null, Kind.OWN),
    /** SDMX queries: long addresses, SDMX error bodies, answers of any length. */
    TRADE_SDMX(Upstream.TRADE, Kind.SDMX),
    /** Files of up to gigabytes, passed on while they arrive. */
    TRADE_UPLOADS(Upstream.TRADE, Kind.UPLOAD),
    /** Code lists and correspondences, which come as files of some megabytes and wait for uploads that are written. */
    TRADE_LISTS(Upstream.TRADE, Kind.LIST),
    TRADE(Upstream.TRADE, Kind.API),
    INVESTMENT(Upstream.INVESTMENT, Kind.API),
    PARTNERSHIPS(Upstream.PARTNERSHIPS, Kind.API),
    POLICY(Upstream.POLICY, Kind.API),
    /** The feed: long polls and server-sent events. */
    EVENTS(Upstream.EVENTS, Kind.STREAM),
    SUBSCRIPTIONS(Upstream.EVENTS, Kind.STREAM),
    /** The description of events, which each caller gets as far as it concerns him. */
    ASYNC_API(Upstream.EVENTS, Kind.API),
    /** The keys by which receivers of events check signatures; readable by everyone. */
    SIGNING_KEYS(Upstream.EVENTS, Kind.API),
    /** The portal's events, for which a browser waits. */
    PORTAL_EVENTS(Upstream.PORTAL, Kind.STREAM),
    /** Everything else: the pages of the portal. */
    PORTAL(Upstream.PORTAL, Kind.API);

    /** What a route demands of limits and timeouts. */
    public enum Kind {
        OWN,
        API,
        SDMX,
        UPLOAD,
        LIST,
        STREAM
    }

    /**
     * Who mistypes the first segment of an API's address is told so in an API's form, not by a page for people. SDMX has
     * its version in the third; no page of the portal has one there.
     */
    private static final Pattern VERSION_OF_AN_API = Pattern.compile("/[^/]*/([^/]*/)?v[0-9]+(/|$)");

    /**
     * Queries that come as forms because their keys are longer than an address may be. No structure is submitted to such an
     * address, however many parts it has; one without a part after the resource is not among them, so that none is.
     */
    private static final Pattern POSTED_QUERY =
            Pattern.compile("/trade/sdmx/(v[12]/data|v1/availableconstraint|v2/availability)(/[^/]+)+/?");

    /** Figures of SDMX and what there is of them; everything else there tells of structures. */
    private static final Pattern DATA =
            Pattern.compile("/trade/sdmx/(v[12]/data|v1/availableconstraint|v2/availability)(/.*)?");

    private final @Nullable Upstream upstream;
    private final Kind kind;

    Route(@Nullable Upstream upstream, Kind kind) {
        this.upstream = upstream;
        this.kind = kind;
    }

    /** The service that answers, null where the gateway answers by itself. */
    public @Nullable Upstream upstream() {
        return upstream;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether the portal answers, to a browser with its session's cookies. */
    public boolean isOfPortal() {
        return upstream == Upstream.PORTAL;
    }

    /** Lower-case name for metrics and logs. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a call needs the scopes of the service when it carries a token, and may only read when it does not. */
    public boolean isApi() {
        return switch (this) {
            case TRADE_SDMX,
                    TRADE_UPLOADS,
                    TRADE_LISTS,
                    TRADE,
                    INVESTMENT,
                    PARTNERSHIPS,
                    POLICY,
                    EVENTS,
                    SUBSCRIPTIONS,
                    ASYNC_API -> true;
            case OWN, HEALTH, NOT_PUBLIC, SIGNING_KEYS, PORTAL_EVENTS, PORTAL -> false;
        };
    }

    /**
     * Whether what is posted to a path only asks: such a call needs what a read needs, and nothing else.
     *
     * @param path the path as sent, starting with a slash
     */
    public static boolean isPostedQuery(String path) {
        return POSTED_QUERY.matcher(path).matches();
    }

    /**
     * Whether a path of SDMX asks for data or availability, and not for structures.
     *
     * @param path the path as sent, starting with a slash
     */
    public static boolean isOfData(String path) {
        return DATA.matcher(path).matches();
    }

    /**
     * The route of a path.
     *
     * @param path the path as sent, starting with a slash
     */
    public static Route of(String path) {
        return switch (firstSegment(path)) {
            case "trade" -> ofTrade(path);
            case "investment" -> INVESTMENT;
            case "partnerships" -> PARTNERSHIPS;
            case "policy" -> POLICY;
            case "events" -> EVENTS;
            case "subscriptions" -> SUBSCRIPTIONS;
            case ".well-known" -> path.equals("/.well-known/jwks.json") ? SIGNING_KEYS : NOT_PUBLIC;
            case "openapi.json" -> path.equals("/openapi.json") ? OWN : NOT_PUBLIC;
            case "openapi" -> OWN;
            case "asyncapi.json", "asyncapi.yaml" -> path.lastIndexOf('/') == 0 ? ASYNC_API : NOT_PUBLIC;
            case "health" -> path.equals("/health") ? HEALTH : NOT_PUBLIC;
            case "q" -> NOT_PUBLIC;
            default -> {
                if (path.equals("/event-stream/events")) {
                    yield PORTAL_EVENTS;
                }
                yield VERSION_OF_AN_API.matcher(path).lookingAt() ? NOT_PUBLIC : PORTAL;
            }
        };
    }

    private static Route ofTrade(String path) {
        if (isUnder(path, "/trade/sdmx")) {
            return TRADE_SDMX;
        }
        if (isUnder(path, "/trade/v1/uploads")) {
            return TRADE_UPLOADS;
        }
        if (isUnder(path, "/trade/v1/codelists") || isUnder(path, "/trade/v1/correspondences")) {
            return TRADE_LISTS;
        }
        return TRADE;
    }

    private static boolean isUnder(String path, String prefix) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }

    private static String firstSegment(String path) {
        int end = path.indexOf('/', 1);
        return end < 0 ? path.substring(1) : path.substring(1, end);
    }
}
