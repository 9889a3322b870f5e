package org.ckep.portal.pairing;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import org.ckep.portal.page.Pages;
import org.ckep.portal.page.Visit;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The pages of pairings. Who may do what is decided by the register, which the portal asks with the visitor's token. */
@Path("/")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class PairingResource {
    private static final String NEW = "projects/{id: [0-9a-f-]{36}}/pairings/new";
    private static final String PAIRING = "pairings/{pairing: [0-9a-f-]{36}}";

    private final Pages pages;
    private final PairingActing acting;

    PairingResource(Pages pages, PairingActing acting) {
        this.pages = pages;
        this.acting = acting;
    }

    @GET
    @Path(NEW)
    public Uni<Response> begin(@BeanParam Visit visit, @RestPath String id) {
        return pages.open(visit, opened -> acting.begin(opened, id));
    }

    @POST
    @Path(NEW)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> draft(@BeanParam Visit visit, @RestPath String id, MultivaluedMap<String, String> form) {
        return pages.openForm(visit, form, (opened, sent) -> acting.draft(opened, id, sent));
    }

    @GET
    @Path(PAIRING)
    public Uni<Response> show(@BeanParam Visit visit, @RestPath String pairing, @RestQuery @Nullable String done) {
        return pages.open(visit, opened -> acting.show(opened, pairing, done));
    }

    @POST
    @Path(PAIRING)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> act(@BeanParam Visit visit, @RestPath String pairing, MultivaluedMap<String, String> form) {
        return pages.openForm(visit, form, (opened, sent) -> acting.act(opened, pairing, sent));
    }
}
