package org.ckep.policy.signoff;

import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.adapters.authorization.TokenPrincipal;
import org.keycloak.adapters.authorization.spi.HttpRequest;

/** A request as the enforcer is to see it: under the name of its route instead of its own path. */
record Routed(HttpRequest request, String route) implements HttpRequest {
    @Override
    public String getRelativePath() {
        return route;
    }

    @Override
    public String getMethod() {
        return request.getMethod();
    }

    @Override
    public String getURI() {
        return request.getURI();
    }

    @Override
    public List<String> getHeaders(String name) {
        return request.getHeaders(name);
    }

    @Override
    public @Nullable String getFirstParam(String name) {
        return request.getFirstParam(name);
    }

    @Override
    public @Nullable String getCookieValue(String name) {
        return request.getCookieValue(name);
    }

    @Override
    public String getRemoteAddr() {
        return request.getRemoteAddr();
    }

    @Override
    public boolean isSecure() {
        return request.isSecure();
    }

    @Override
    public @Nullable String getHeader(String name) {
        return request.getHeader(name);
    }

    @Override
    public InputStream getInputStream(boolean buffered) {
        return request.getInputStream(buffered);
    }

    @Override
    public TokenPrincipal getPrincipal() {
        return request.getPrincipal();
    }
}
