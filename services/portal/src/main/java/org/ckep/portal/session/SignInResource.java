package org.ckep.portal.session;

import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The address that asks for an account; the sign-in service sends the visitor back here, and from here to his page. */
@Path("/")
class SignInResource {
    private static final URI OVERVIEW = URI.create("/");
    /**
     * Paths of the portal's own pages, which no other site's address can look like, and their queries; without those
     * pages that are about signing in.
     */
    private static final Pattern PAGE = Pattern.compile("/(?!sign|/)[A-Za-z0-9/-]+(\\?[\\w.~!$&'()*+,;=:@/?%-]*)?");

    @GET
    @Path("sign-in")
    @Authenticated
    public Response signIn(@RestQuery @Nullable String to) {
        return Response.seeOther(to == null ? OVERVIEW : pageAt(to)).build();
    }

    /** The page of the portal at that address; the overview where there is none to return to. */
    static URI pageAt(String address) {
        if (!PAGE.matcher(address).matches()) {
            return OVERVIEW;
        }
        try {
            return new URI(address);
        } catch (URISyntaxException notAnAddress) {
            return OVERVIEW;
        }
    }

    @GET
    @Path("signed-in")
    @Authenticated
    public Response signedIn() {
        return Response.seeOther(OVERVIEW).build();
    }
}
