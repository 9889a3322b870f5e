package org.ckep.portal.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import org.ckep.portal.form.Refusal;
import org.ckep.portal.form.Sent;
import org.ckep.portal.page.Notice;
import org.ckep.portal.page.Pages;
import org.ckep.portal.platform.Reply;
import org.ckep.portal.wording.Wording;

/** Carries out what the forms of subscriptions ask for. */
@ApplicationScoped
class SubscriptionActing {
    private final SubscriptionDesk desk;
    private final SubscriptionViews views;

    SubscriptionActing(SubscriptionDesk desk, SubscriptionViews views) {
        this.desk = desk;
        this.views = views;
    }

    /** Subscribes, or only tries the filter out, by the button that was pressed. */
    Uni<Response> create(Pages.Opened opened, Sent sent) {
        if (sent.has("try")) {
            return desk.tryOut(opened.visitor(), SubscriptionForm.filter(sent), sent.key() + "-try")
                    .chain(reply -> reply.isDone()
                            ? views.form(opened, sent, reply, null)
                            : views.form(opened, sent, null, Refusal.of(reply, opened.words())));
        }
        return desk.create(opened.visitor(), SubscriptionForm.content(sent), sent.key())
                .chain(reply -> reply.isDone()
                        ? created(opened, reply)
                        : views.form(opened, sent, null, Refusal.of(reply, opened.words())));
    }

    /** A secret that the event hub made is in this answer alone, so it is shown here and not on a page to come back to. */
    private Uni<Response> created(Pages.Opened opened, Reply reply) {
        String id = reply.body().path("id").asText();
        String secret = reply.body().path("secret").asText("");
        return secret.isEmpty()
                ? Pages.seeOther(SubscriptionRow.LIST + "/" + id)
                : views.one(
                        opened,
                        id,
                        null,
                        null,
                        new SubscriptionViews.Shown(
                                secret, opened.words().label("subscription-done", "create"), null, Sent.nothing()));
    }

    Uni<Response> act(Pages.Opened opened, String id, Sent sent) {
        String act = sent.text("act");
        if (!SubscriptionRow.ACTS.contains(act)) {
            return opened.notice(Notice.NOT_FOUND);
        }
        JsonNode body = act.equals("keys") ? SubscriptionForm.rotation(sent) : JsonNodeFactory.instance.objectNode();
        return desk.act(opened.visitor(), id, act, body, sent.key())
                .chain(reply -> views.one(opened, id, null, null, shown(act, reply, sent, opened.words())));
    }

    private static SubscriptionViews.Shown shown(String act, Reply reply, Sent sent, Wording words) {
        if (!reply.isDone()) {
            return new SubscriptionViews.Shown("", "", Refusal.of(reply, words), sent);
        }
        String done =
                act.equals("test") ? answered("tested", reply.body(), words) : words.label("subscription-done", act);
        return new SubscriptionViews.Shown(reply.body().path("secret").asText(""), done, null, Sent.nothing());
    }

    Uni<Response> redeliver(Pages.Opened opened, String id, String number, Sent sent) {
        return desk.redeliver(opened.visitor(), id, number, JsonNodeFactory.instance.objectNode(), sent.key())
                .chain(reply -> views.delivery(
                        opened,
                        id,
                        number,
                        reply.isDone()
                                ? new SubscriptionViews.Shown(
                                        "", answered("redelivered", reply.body(), opened.words()), null, sent)
                                : new SubscriptionViews.Shown("", "", Refusal.of(reply, opened.words()), sent)));
    }

    /** What the endpoint said. */
    private static String answered(String what, JsonNode answer, Wording words) {
        String outcome = words.label("outcome", answer.path("outcome"));
        return words.filled(
                "subscription-done",
                what,
                answer.hasNonNull("status")
                        ? words.filled(
                                "fact",
                                "with-note",
                                outcome,
                                answer.path("status").asText())
                        : outcome);
    }
}
