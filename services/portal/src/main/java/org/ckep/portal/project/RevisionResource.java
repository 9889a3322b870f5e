package org.ckep.portal.project;

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

/**
 * The page of what waits for a second person of a project's side. Who may do what is decided by the register, which the
 * portal asks with the visitor's token.
 */
@Path("projects/{id: [0-9a-f-]{36}}/revision")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class RevisionResource {
    private final Pages pages;
    private final SecondPerson secondPerson;

    RevisionResource(Pages pages, RevisionActing acting) {
        this.pages = pages;
        this.secondPerson = acting.secondPerson();
    }

    @GET
    public Uni<Response> show(@BeanParam Visit visit, @RestPath String id, @RestQuery @Nullable String done) {
        return pages.open(visit, opened -> secondPerson.show(opened, id, done));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> act(@BeanParam Visit visit, @RestPath String id, MultivaluedMap<String, String> form) {
        return pages.openForm(visit, form, (opened, sent) -> secondPerson.act(opened, id, sent));
    }
}
