package org.ckep.portal.session;

import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The address that asks for an account; the sign-in service sends the visitor back here, and from here to his page. */
@Path("/")
class SignInResource {
    private static final URI OVERVIEW = URI.create("/");
    /** Paths of the portal's own pages, which no other site's address can look like. */
    private static final Pattern PAGE = Pattern.compile("/[A-Za-z0-9-]+(/[A-Za-z0-9-]+)*");

    @GET
    @Path("sign-in")
    @Authenticated
    public Response signIn(@RestQuery @Nullable String to) {
        return Response.seeOther(to != null && PAGE.matcher(to).matches() ? URI.create(to) : OVERVIEW)
                .build();
    }

    @GET
    @Path("signed-in")
    @Authenticated
    public Response signedIn() {
        return Response.seeOther(OVERVIEW).build();
    }
}
