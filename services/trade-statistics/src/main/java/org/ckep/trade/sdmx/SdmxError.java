package org.ckep.trade.sdmx;

/** The errors of the SDMX REST API with their codes and HTTP statuses. */
enum SdmxError {
    NO_RESULTS(100, 404),
    UNAUTHORISED(110, 401),
    CLIENT_LIMIT(130, 413),
    SYNTAX(140, 400),
    SEMANTIC(150, 403),
    /** Well formed, but it means nothing; REST 2.2 has a status of its own for it. */
    UNPROCESSABLE(150, 422),
    NOT_ALLOWED(405, 405),
    NOT_ACCEPTABLE(406, 406),
    UNSUPPORTED(415, 415),
    SERVER(500, 500),
    NOT_IMPLEMENTED(501, 501),
    UNAVAILABLE(503, 503),
    SERVER_LIMIT(510, 413);

    private final int code;
    private final int status;

    SdmxError(int code, int status) {
        this.code = code;
        this.status = status;
    }

    /** The code in the body. */
    int code() {
        return code;
    }

    /** The HTTP status. */
    int status() {
        return status;
    }

    /** The HTTP status on a root; the older has none for what means nothing but that of the code. */
    int status(SdmxRoot root) {
        return this == UNPROCESSABLE && root == SdmxRoot.V1 ? SEMANTIC.status : status;
    }

    /** The error that stands for an HTTP status of the platform. */
    static SdmxError ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHORISED;
            case 403 -> SEMANTIC;
            case 404 -> NO_RESULTS;
            case 405 -> NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 413, 414, 431 -> CLIENT_LIMIT;
            case 415 -> UNSUPPORTED;
            case 422 -> UNPROCESSABLE;
            case 501 -> NOT_IMPLEMENTED;
            case 502, 503, 504 -> UNAVAILABLE;
            default -> status >= 500 ? SERVER : SYNTAX;
        };
    }
}
