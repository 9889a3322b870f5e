package org.ckep.portal.page;

import jakarta.ws.rs.core.Response;

/** A page that says one thing. */
enum Notice {
    NOT_FOUND(Response.Status.NOT_FOUND),
    SIGN_IN_FAILED(Response.Status.UNAUTHORIZED);

    private final Response.Status status;

    Notice(Response.Status status) {
        this.status = status;
    }

    Response.Status status() {
        return status;
    }
}
