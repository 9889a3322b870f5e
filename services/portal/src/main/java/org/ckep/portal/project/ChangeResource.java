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
import java.util.List;
import org.ckep.portal.page.Pages;
import org.ckep.portal.page.Visit;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The forms of change sets. Who may do what is decided by the register, which the portal asks with the visitor's token. */
@Path("/")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class ChangeResource {
    private static final String PROJECT = "projects/{id: [0-9a-f-]{36}}";
    private static final String CHANGE = PROJECT + "/changes/{change: [0-9a-f-]{36}}";

    private final Pages pages;
    private final ChangeDrafting drafting;
    private final ChangeActing acting;

    ChangeResource(Pages pages, ChangeDrafting drafting, ChangeActing acting) {
        this.pages = pages;
        this.drafting = drafting;
        this.acting = acting;
    }

    @GET
    @Path(PROJECT + "/changes/new")
    public Uni<Response> draft(
            @BeanParam Visit visit,
            @RestPath String id,
            @RestQuery List<String> attribute,
            @RestQuery List<String> settles,
            @RestQuery @DefaultValue("") String figure) {
        return begin(visit, ChangeDrafting.Kind.NEW, id, null, new ChangeDrafting.Asked(attribute, settles, figure));
    }

    @POST
    @Path(PROJECT + "/changes/new")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> draft(@BeanParam Visit visit, @RestPath String id, MultivaluedMap<String, String> form) {
        return send(visit, ChangeDrafting.Kind.NEW, id, null, form);
    }

    @GET
    @Path(CHANGE + "/edit")
    public Uni<Response> edit(
            @BeanParam Visit visit,
            @RestPath String id,
            @RestPath String change,
            @RestQuery List<String> attribute,
            @RestQuery List<String> settles) {
        return begin(visit, ChangeDrafting.Kind.EDIT, id, change, new ChangeDrafting.Asked(attribute, settles, ""));
    }

    @POST
    @Path(CHANGE + "/edit")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> edit(
            @BeanParam Visit visit, @RestPath String id, @RestPath String change, MultivaluedMap<String, String> form) {
        return send(visit, ChangeDrafting.Kind.EDIT, id, change, form);
    }

    @GET
    @Path(CHANGE + "/answer")
    public Uni<Response> answer(
            @BeanParam Visit visit,
            @RestPath String id,
            @RestPath String change,
            @RestQuery List<String> attribute,
            @RestQuery List<String> settles) {
        return begin(visit, ChangeDrafting.Kind.ANSWER, id, change, new ChangeDrafting.Asked(attribute, settles, ""));
    }

    @POST
    @Path(CHANGE + "/answer")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> answer(
            @BeanParam Visit visit, @RestPath String id, @RestPath String change, MultivaluedMap<String, String> form) {
        return send(visit, ChangeDrafting.Kind.ANSWER, id, change, form);
    }

    @GET
    @Path(CHANGE)
    public Uni<Response> change(
            @BeanParam Visit visit, @RestPath String id, @RestPath String change, @RestQuery @Nullable String done) {
        return pages.open(visit, opened -> acting.show(opened, id, change, done));
    }

    @POST
    @Path(CHANGE)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> act(
            @BeanParam Visit visit, @RestPath String id, @RestPath String change, MultivaluedMap<String, String> form) {
        return pages.openForm(visit, form, (opened, sent) -> acting.act(opened, id, change, sent));
    }

    private Uni<Response> begin(
            Visit visit, ChangeDrafting.Kind kind, String id, @Nullable String change, ChangeDrafting.Asked asked) {
        return pages.open(visit, opened -> drafting.begin(opened, kind, id, change, asked));
    }

    private Uni<Response> send(
            Visit visit,
            ChangeDrafting.Kind kind,
            String id,
            @Nullable String change,
            MultivaluedMap<String, String> form) {
        return pages.openForm(visit, form, (opened, sent) -> drafting.send(opened, kind, id, change, sent));
    }
}
