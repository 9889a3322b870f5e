package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.ckep.kernel.access.Role;
import org.ckep.portal.form.Refusal;
import org.ckep.portal.form.Sent;
import org.ckep.portal.page.Notice;
import org.ckep.portal.page.Pages;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.platform.Reply;
import org.jspecify.annotations.Nullable;

/** Shows objections and their form, and carries out what the persons of the objecting side do. */
@ApplicationScoped
class ObjectionActing {
    private static final int OK = 200;
    private static final String DONE = "objection-done";

    private final ProjectDesk desk;

    ObjectionActing(ProjectDesk desk) {
        this.desk = desk;
    }

    /** The empty form. */
    Uni<Response> begin(Pages.Opened opened, String id) {
        return form(opened, id, Sent.nothing(), null);
    }

    /** Prepares what a maker wrote; what is refused comes back in the form, at the field. */
    Uni<Response> prepare(Pages.Opened opened, String id, Sent sent) {
        Refusal missing = ObjectionForm.missing(sent, opened.words());
        if (missing != null) {
            return form(opened, id, sent, missing);
        }
        return desk.prepareObjection(opened.visitor(), id, ObjectionForm.content(sent), sent.key())
                .chain(reply -> reply.isDone()
                        ? Pages.seeOther(ObjectionRow.address(
                                        id, reply.body().path("urn").asText()) + "?done=prepare")
                        : form(opened, id, sent, Refusal.of(reply, opened.words())));
    }

    Uni<Response> show(Pages.Opened opened, String id, String objection, @Nullable String done) {
        String said =
                done != null && opened.words().has(DONE, done) ? opened.words().label(DONE, done) : "";
        return show(opened, id, objection, null, said);
    }

    Uni<Response> act(Pages.Opened opened, String id, String objection, Sent sent) {
        String act = sent.text("act");
        return opened.words().has("objection-act", act)
                ? desk.actOnObjection(opened.visitor(), id, objection, act, sent.key())
                        .chain(reply -> reply.isDone()
                                ? Pages.seeOther(ProjectDesk.page(id) + "/objections/" + objection + "?done=" + act)
                                : show(opened, id, objection, Refusal.of(reply, opened.words()), ""))
                : opened.notice(Notice.NOT_FOUND);
    }

    private Uni<Response> form(Pages.Opened opened, String id, Sent sent, @Nullable Refusal refusal) {
        return opened.visitor().actsAs(Role.MAKER)
                ? project(
                        opened,
                        id,
                        project -> opened.show(
                                ProjectTemplates::objectionForm,
                                ObjectionForm.of(project, sent, refusal, opened.words()),
                                refusal == null ? OK : refusal.status()))
                : opened.notice(Notice.FOR_MAKERS);
    }

    private Uni<Response> show(
            Pages.Opened opened, String id, String objection, @Nullable Refusal refusal, String done) {
        return project(opened, id, project -> desk.objection(opened.visitor(), id, objection)
                .chain(reply -> reply.isDone()
                        ? opened.show(
                                ProjectTemplates::objection,
                                ObjectionPage.of(project, reply.body(), Sent.newKey(), refusal, done, opened.words()),
                                refusal == null ? OK : refusal.status())
                        : opened.notice(missing(reply))));
    }

    private Uni<Response> project(Pages.Opened opened, String id, Function<JsonNode, Uni<Response>> page) {
        return desk.project(opened.visitor(), id)
                .chain(project -> project instanceof Answer.Given
                        ? page.apply(project.content())
                        : opened.notice(project.isUnavailable() ? Notice.UNAVAILABLE : Notice.NOT_FOUND));
    }

    private static Notice missing(Reply reply) {
        return reply.isUnavailable() ? Notice.UNAVAILABLE : Notice.NOT_FOUND;
    }
}
