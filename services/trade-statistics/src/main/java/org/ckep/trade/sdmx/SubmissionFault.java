package org.ckep.trade.sdmx;

/**
 * Why an artefact of a submission is not taken.
 *
 * @param place the line of an XML message, or the path of a JSON message
 * @param code HTTP status that this fault alone would have
 */
record SubmissionFault(String place, int code, String text) {
    static final int MALFORMED = 400;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int CONFLICT = 409;
    static final int MEANINGLESS = 422;
    static final int NOT_KEPT = 501;
}
