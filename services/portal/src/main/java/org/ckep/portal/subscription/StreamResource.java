package org.ckep.portal.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Map;
import org.ckep.portal.form.Refusal;
import org.ckep.portal.page.Pages;
import org.ckep.portal.page.Visit;
import org.ckep.portal.platform.Reply;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * The events that a visitor may read, as a list and as they come. The list is whole without a script; with one, the
 * browser's EventSource fetches what comes after it. Each of its connections lasts until events are there or some
 * seconds have passed, and the next one goes on at the cursor that the browser sends as Last-Event-ID: nothing is lost or
 * shown twice, however connections end.
 */
@Path("/")
@PermitAll
class StreamResource {
    static final String PAGE = "/event-stream";

    private static final int ON_A_PAGE = 50;
    private static final int AT_ONCE = 100;
    /** Shorter than any timeout on the way. */
    private static final int SECONDS_TO_WAIT = 15;

    private static final int AGAIN_MILLIS = 1_000;
    private static final int AGAIN_AFTER_TROUBLE_MILLIS = 10_000;
    private static final int REFUSED = 400;
    private static final int FAILED = 500;
    private static final int TOO_MANY_REQUESTS = 429;

    /** The newest events are what somebody comes for who wants to see what happens. */
    private static final String NEWEST = "latest-" + ON_A_PAGE;

    private final Pages pages;
    private final SubscriptionDesk desk;
    private final ObjectMapper json;

    StreamResource(Pages pages, SubscriptionDesk desk, ObjectMapper json) {
        this.pages = pages;
        this.desk = desk;
        this.json = json;
    }

    @GET
    @Path("event-stream")
    @Produces(MediaType.TEXT_HTML)
    public Uni<Response> list(@BeanParam Visit visit, @RestQuery @Nullable String after) {
        String from = after == null || after.isBlank() ? NEWEST : after;
        return pages.open(visit, opened -> Uni.combine()
                .all()
                .unis(desk.events(opened.visitor(), from, ON_A_PAGE, 0), desk.catalogue(opened.visitor()))
                .asTuple()
                .chain(parts -> {
                    Reply events = parts.getItem1();
                    Map<String, Text> names = names(parts.getItem2(), opened.words());
                    boolean live = !events.body().path("more").asBoolean();
                    Refusal refusal = events.isDone() ? null : Refusal.of(events, opened.words());
                    return opened.show(
                            SubscriptionTemplates::eventStream,
                            SubscriptionPages.Stream.of(events.body(), names, live, refusal, opened.words()),
                            refusal == null ? Response.Status.OK.getStatusCode() : refusal.status());
                }));
    }

    @GET
    @Path("event-stream/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Uni<Response> stream(
            @BeanParam Visit visit,
            @RestQuery @Nullable String after,
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId) {
        String named = lastEventId == null || lastEventId.isBlank() ? after : lastEventId;
        String from = named == null || named.isBlank() ? "latest" : named;
        return pages.open(visit, opened -> desk.events(opened.visitor(), from, AT_ONCE, SECONDS_TO_WAIT)
                .chain(events -> named(opened, events).map(names -> message(events, names, opened.words()))));
    }

    /** The names of the types, which are asked for only where there are events to name. */
    private Uni<Map<String, Text>> named(Pages.Opened opened, Reply events) {
        return events.body().path("data").isEmpty()
                ? Uni.createFrom().item(Map.of())
                : desk.catalogue(opened.visitor()).map(catalogue -> names(catalogue, opened.words()));
    }

    private Response message(Reply events, Map<String, Text> names, Wording words) {
        if (isRefused(events.status())) {
            // The one answer after which a browser does not connect again: this cursor leads nowhere any more.
            return Response.noContent().build();
        }
        String text = events.isDone()
                ? "retry: " + AGAIN_MILLIS + "\nid: "
                        + events.body().path("next").asText() + "\nevent: events\ndata: "
                        + rendered(events.body(), names, words) + "\n\n"
                : "retry: " + AGAIN_AFTER_TROUBLE_MILLIS + "\nevent: trouble\ndata:\n\n";
        return Response.ok(text, MediaType.SERVER_SENT_EVENTS_TYPE.withCharset("UTF-8"))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static boolean isRefused(int status) {
        return status >= REFUSED && status < FAILED && status != TOO_MANY_REQUESTS;
    }

    private String rendered(JsonNode page, Map<String, Text> names, Wording words) {
        ArrayNode rows = json.createArrayNode();
        page.path("data").forEach(event -> {
            SubscriptionPages.Event row = SubscriptionPages.Event.of(event, names, words);
            ObjectNode one = rows.addObject();
            one.put("time", row.time()).put("name", row.name()).put("type", row.type());
            one.put("title", row.title()).put("lang", row.lang());
            one.put("subject", row.subject()).put("address", row.address());
        });
        return rows.toString();
    }

    private static Map<String, Text> names(Reply catalogue, Wording words) {
        Map<String, Text> names = new HashMap<>();
        catalogue
                .body()
                .path("types")
                .forEach(type -> names.put(type.path("type").asText(), words.text(type.path("title"))));
        return names;
    }
}
