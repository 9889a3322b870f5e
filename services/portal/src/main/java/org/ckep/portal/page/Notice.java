package org.ckep.portal.page;

/** A page that says one thing. */
enum Notice {
    NOT_FOUND,
    SIGN_IN_FAILED
}
