package org.ckep.portal.session;

import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** The address that asks for an account; the sign-in service sends the visitor back here. */
@Path("/")
class SignInResource {
    private static final URI OVERVIEW = URI.create("/");

    @GET
    @Path("sign-in")
    @Authenticated
    public Response signIn() {
        return Response.seeOther(OVERVIEW).build();
    }

    @GET
    @Path("signed-in")
    @Authenticated
    public Response signedIn() {
        return Response.seeOther(OVERVIEW).build();
    }
}
