package org.ckep.kernel.problem;

import java.util.Locale;

/** The problems that every service knows. */
public enum KernelProblem implements ProblemType {
    MALFORMED_JSON(400),
    UNKNOWN_PROPERTY(400),
    UNKNOWN_PARAMETER(400),
    INVALID_VALUE(400),
    UNAUTHENTICATED(401),
    FORBIDDEN(403),
    INSUFFICIENT_SCOPE(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    STATE_FORBIDS(409),
    CONFLICT(409),
    IDEMPOTENCY_CONFLICT(409),
    STALE(412),
    TOO_LARGE(413),
    URI_TOO_LONG(414),
    UNSUPPORTED_MEDIA_TYPE(415),
    UNPROCESSABLE(422),
    PRECONDITION_REQUIRED(428),
    TOO_MANY_REQUESTS(429),
    HEADERS_TOO_LARGE(431),
    INTERNAL(500),
    BAD_GATEWAY(502),
    UNAVAILABLE(503),
    GATEWAY_TIMEOUT(504);

    private final int status;

    KernelProblem(int status) {
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
}
