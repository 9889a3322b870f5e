package org.ckep.portal.page;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What every page takes from its request; a {@code @BeanParam}. */
public class Visit {
    @Context
    HttpHeaders headers;

    @Context
    UriInfo address;

    @Context
    HttpServerRequest request;

    /** The language that the address asks for, null where it asks for none. */
    @RestQuery
    @Nullable
    String lang;

    @SuppressWarnings("NullAway.Init")
    Visit() {}

    /** False where the browser says that another site sent the request; browsers too old to say so are not told apart. */
    boolean isFromThisOrigin() {
        String site = request.getHeader("Sec-Fetch-Site");
        return site == null || site.equals("same-origin") || site.equals("none");
    }

    /** The network address of the visitor, as the gateway tells it. */
    String networkAddress() {
        return request.remoteAddress().hostAddress();
    }
}
