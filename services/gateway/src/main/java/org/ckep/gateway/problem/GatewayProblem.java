package org.ckep.gateway.problem;

import java.util.Locale;
import org.ckep.kernel.problem.ProblemType;

/** What the gateway itself may have to say. Slugs that the services share mean the same there. */
public enum GatewayProblem implements ProblemType {
    /** The caller's framing, address or fields can be read in more than one way. */
    INVALID_REQUEST(400),
    UNAUTHENTICATED(401),
    INVALID_TOKEN(401),
    FORBIDDEN(403),
    INSUFFICIENT_SCOPE(403),
    ORIGIN_NOT_ALLOWED(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    REQUEST_TIMEOUT(408),
    TOO_LARGE(413),
    URI_TOO_LONG(414),
    UNSUPPORTED_MEDIA_TYPE(415),
    QUOTA_EXCEEDED(429),
    HEADERS_TOO_LARGE(431),
    INTERNAL(500),
    NOT_IMPLEMENTED(501),
    BAD_GATEWAY(502),
    /** The service does not answer at all. */
    UNAVAILABLE(503),
    /** The service has more work than it can take. */
    TEMPORARY_REDUCED_CAPACITY(503),
    /** Tokens cannot be checked at the moment. */
    AUTHENTICATION_UNAVAILABLE(503),
    GATEWAY_TIMEOUT(504),
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

    /** The error code of the SDMX standard for this problem (SDMX 2.1, section 7). */
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
