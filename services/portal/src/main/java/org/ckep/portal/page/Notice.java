package org.ckep.portal.page;

import jakarta.ws.rs.core.Response;

/** A page that says one thing. */
public enum Notice {
    NOT_FOUND(Response.Status.NOT_FOUND),
    SIGN_IN_FAILED(Response.Status.UNAUTHORIZED),
    /** What was sent needs somebody who is signed in; perhaps he was, and his session has ended. */
    SIGN_IN_NEEDED(Response.Status.UNAUTHORIZED),
    /** What was sent does not come from a form of this visitor's session. */
    FORM_OF_ANOTHER_SESSION(Response.Status.FORBIDDEN),
    /** What only those who act for one of the two governments work with. */
    FOR_OFFICIALS(Response.Status.FORBIDDEN),
    /** What only makers of one of the two governments write. */
    FOR_MAKERS(Response.Status.FORBIDDEN),
    /** What only releasers of the side whose record it is do. */
    FOR_RELEASERS(Response.Status.FORBIDDEN),
    /** What only ministries, agencies and the secretariat manage. */
    FOR_SUBSCRIBERS(Response.Status.FORBIDDEN),
    UNAVAILABLE(Response.Status.SERVICE_UNAVAILABLE);

    private final Response.Status status;

    Notice(Response.Status status) {
        this.status = status;
    }

    Response.Status status() {
        return status;
    }
}
