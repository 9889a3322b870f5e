package org.ckep.portal.subscription;

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
import java.util.function.Function;
import org.ckep.portal.form.Sent;
import org.ckep.portal.page.Notice;
import org.ckep.portal.page.Pages;
import org.ckep.portal.page.Visit;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a ministry's or agency's subscriptions. Whose they are follows from the visitor's token at the event hub;
 * the portal only leaves out what that would refuse.
 */
@Path("/")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class SubscriptionResource {
    private static final String LIST = "event-subscriptions";
    private static final String ONE = LIST + "/{id: [0-9a-f-]{36}}";
    private static final String DELIVERY = ONE + "/deliveries/{number: [0-9]{1,18}}";

    private final Pages pages;
    private final SubscriptionViews views;
    private final SubscriptionActing acting;

    SubscriptionResource(Pages pages, SubscriptionViews views, SubscriptionActing acting) {
        this.pages = pages;
        this.views = views;
        this.acting = acting;
    }

    @GET
    @Path(LIST)
    public Uni<Response> list(@BeanParam Visit visit, @RestQuery @Nullable String after) {
        return signedIn(visit, opened -> views.list(opened, after));
    }

    @GET
    @Path(LIST + "/new")
    public Uni<Response> begin(@BeanParam Visit visit) {
        return signedIn(visit, opened -> views.form(opened, Sent.nothing(), null, null));
    }

    @POST
    @Path(LIST + "/new")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> create(@BeanParam Visit visit, MultivaluedMap<String, String> form) {
        return pages.openForm(visit, form, acting::create);
    }

    @GET
    @Path(ONE)
    public Uni<Response> one(
            @BeanParam Visit visit,
            @RestPath String id,
            @RestQuery @Nullable String state,
            @RestQuery @Nullable String after) {
        return signedIn(visit, opened -> views.one(opened, id, state, after, SubscriptionViews.Shown.nothing()));
    }

    @POST
    @Path(ONE)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> act(@BeanParam Visit visit, @RestPath String id, MultivaluedMap<String, String> form) {
        return pages.openForm(visit, form, (opened, sent) -> acting.act(opened, id, sent));
    }

    @GET
    @Path(DELIVERY)
    public Uni<Response> delivery(@BeanParam Visit visit, @RestPath String id, @RestPath String number) {
        return signedIn(visit, opened -> views.delivery(opened, id, number, SubscriptionViews.Shown.nothing()));
    }

    @POST
    @Path(DELIVERY)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> redeliver(
            @BeanParam Visit visit, @RestPath String id, @RestPath String number, MultivaluedMap<String, String> form) {
        return pages.openForm(visit, form, (opened, sent) -> acting.redeliver(opened, id, number, sent));
    }

    private Uni<Response> signedIn(Visit visit, Function<Pages.Opened, Uni<Response>> page) {
        return pages.open(
                visit,
                opened -> opened.visitor().isSignedIn() ? page.apply(opened) : opened.notice(Notice.FOR_SUBSCRIBERS));
    }
}
