package org.ckep.portal.project;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
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

/**
 * The form by which others are let read a project, new or of a draft. Who may do that is decided by the register, which the
 * portal asks with the visitor's token.
 */
@Path("projects/{id: [0-9a-f-]{36}}/release")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class ReleaseResource {
    private static final String CHANGE = "{change: [0-9a-f-]{36}}";

    private final Pages pages;
    private final ReleaseActing acting;

    ReleaseResource(Pages pages, ReleaseActing acting) {
        this.pages = pages;
        this.acting = acting;
    }

    @GET
    @Path("new")
    public Uni<Response> begin(
            @BeanParam Visit visit, @RestPath String id, @RestQuery @DefaultValue("") String figure) {
        return pages.open(visit, opened -> acting.begin(opened, id, null, figure));
    }

    @POST
    @Path("new")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> send(@BeanParam Visit visit, @RestPath String id, MultivaluedMap<String, String> form) {
        return pages.openForm(visit, form, (opened, sent) -> acting.send(opened, id, null, sent));
    }

    @GET
    @Path(CHANGE)
    public Uni<Response> edit(@BeanParam Visit visit, @RestPath String id, @RestPath String change) {
        return pages.open(visit, opened -> acting.begin(opened, id, change, ""));
    }

    @POST
    @Path(CHANGE)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> edit(
            @BeanParam Visit visit, @RestPath String id, @RestPath String change, MultivaluedMap<String, String> form) {
        return pages.openForm(visit, form, (opened, sent) -> acting.send(opened, id, change, sent));
    }
}
