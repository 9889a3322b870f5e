package org.ckep.gateway.problem;

import java.util.Locale;
import org.ckep.kernel.problem.ProblemType;

/** What the gateway itself may have to say. Slugs that the services share mean the same there. */
public enum GatewayProblem implements ProblemType {
    /** The caller's framing, address or fields can be read in more than one way. */
    INVALID_REQUEST(400),
    /** The call needs an access token and carries none. */
    UNAUTHENTICATED(401),
    /** An access token was sent that does not hold; it is never treated as none. */
    INVALID_TOKEN(401),
    /** A service refused the caller without saying why. */
    FORBIDDEN(403),
    /** The access token lacks the scope that the route demands; {@code scope} names it. */
    INSUFFICIENT_SCOPE(403),
    /** A browser asked for a page of an origin that may not call the platform. */
    ORIGIN_NOT_ALLOWED(403),
    /** Nothing public stands at the address. */
    NOT_FOUND(404),
    /** The method is not available; {@code Allow} names those that are. */
    METHOD_NOT_ALLOWED(405),
    /** No representation that the caller accepts is available. */
    NOT_ACCEPTABLE(406),
    /** The caller stopped sending the body that it announced. */
    REQUEST_TIMEOUT(408),
    /** The body is larger than its route allows, whether its length was declared or not. */
    TOO_LARGE(413),
    /** Path and query are longer than their route allows. */
    URI_TOO_LONG(414),
    /** The service does not read the media type of the body. */
    UNSUPPORTED_MEDIA_TYPE(415),
    /** The caller used up its quota; {@code violated-policies} and {@code Retry-After} tell the rest. */
    QUOTA_EXCEEDED(429),
    /** The header fields together are larger than the gateway reads. */
    HEADERS_TOO_LARGE(431),
    /** The gateway or a service failed; the operators find the call by its instance. */
    INTERNAL(500),
    /** The service does not offer what was asked for. */
    NOT_IMPLEMENTED(501),
    /** The service broke off or gave no usable answer. */
    BAD_GATEWAY(502),
    /** The service does not answer at all. */
    UNAVAILABLE(503),
    /** The service has more work than it can take. */
    TEMPORARY_REDUCED_CAPACITY(503),
    /** Tokens cannot be checked at the moment. */
    AUTHENTICATION_UNAVAILABLE(503),
    /** The service did not answer in time. */
    GATEWAY_TIMEOUT(504),
    /** The request is not HTTP/1.1. */
    HTTP_VERSION_NOT_SUPPORTED(505);

    private static final String IANA = "https://iana.org/assignments/http-problem-types#";

    private final int status;

    GatewayProblem(int status) {
        this.status = status;
    }

    @Override
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String uri() {
        return switch (this) {
            // The two types that the IETF draft on rate-limit fields registers.
            case QUOTA_EXCEEDED, TEMPORARY_REDUCED_CAPACITY -> IANA + slug();
            case INVALID_REQUEST,
                    UNAUTHENTICATED,
                    INVALID_TOKEN,
                    FORBIDDEN,
                    INSUFFICIENT_SCOPE,
                    ORIGIN_NOT_ALLOWED,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    NOT_ACCEPTABLE,
                    REQUEST_TIMEOUT,
                    TOO_LARGE,
                    URI_TOO_LONG,
                    UNSUPPORTED_MEDIA_TYPE,
                    HEADERS_TOO_LARGE,
                    INTERNAL,
                    NOT_IMPLEMENTED,
                    BAD_GATEWAY,
                    UNAVAILABLE,
                    AUTHENTICATION_UNAVAILABLE,
                    GATEWAY_TIMEOUT,
                    HTTP_VERSION_NOT_SUPPORTED -> URI_PREFIX + slug();
        };
    }

    /** The error code of the SDMX standard for this problem on the root of REST 1.5 (SDMX 2.1, section 7). */
    int sdmxCode() {
        return switch (status) {
            case 401 -> 110;
            case 403 -> 150;
            case 404 -> 100;
            case 413 -> 130;
            case 500 -> 500;
            case 501 -> 501;
            case 429, 502, 503, 504 -> 503;
            default -> 140;
        };
    }

    /** The problem that stands for a status which a service gave without a body. */
    public static GatewayProblem ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> REQUEST_TIMEOUT;
            case 413 -> TOO_LARGE;
            case 414 -> URI_TOO_LONG;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 429 -> QUOTA_EXCEEDED;
            case 431 -> HEADERS_TOO_LARGE;
            case 501 -> NOT_IMPLEMENTED;
            case 502 -> BAD_GATEWAY;
            case 503 -> UNAVAILABLE;
            case 504 -> GATEWAY_TIMEOUT;
            default -> status >= 500 ? INTERNAL : INVALID_REQUEST;
        };
    }
}
