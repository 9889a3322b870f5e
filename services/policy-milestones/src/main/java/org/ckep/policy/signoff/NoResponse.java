package org.ckep.policy.signoff;

import org.keycloak.adapters.authorization.spi.HttpResponse;

/** Keeps the enforcer from answering the caller: that is for the resource, in the platform's own form. */
final class NoResponse implements HttpResponse {
    @Override
    public void sendError(int statusCode) {}

    @Override
    public void sendError(int statusCode, String reason) {}

    @Override
    public void setHeader(String name, String value) {}
}
