package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import org.ckep.portal.form.Refusal;
import org.ckep.portal.form.Sent;
import org.ckep.portal.page.Notice;
import org.ckep.portal.page.Pages;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.platform.Platform;
import org.ckep.portal.platform.Reply;
import org.ckep.portal.signing.SignedAct;
import org.jspecify.annotations.Nullable;

/** Shows a change set, and carries out what the four persons do with it. */
@ApplicationScoped
class ChangeActing {
    private static final int OK = 200;

    private final ProjectDesk desk;
    private final Platform platform;

    ChangeActing(ProjectDesk desk, Platform platform) {
        this.desk = desk;
        this.platform = platform;
    }

    Uni<Response> show(Pages.Opened opened, String id, String change, @Nullable String done) {
        String said = done != null && opened.words().has("change-done", done) ? done : "";
        return show(opened, id, change, SignedAct.Attempt.none(said), OK);
    }

    Uni<Response> act(Pages.Opened opened, String id, String change, Sent sent) {
        String act = sent.text("act");
        if (!SignedAct.PLAIN.contains(act)) {
            return opened.notice(Notice.NOT_FOUND);
        }
        return desk.act(opened.visitor(), id, change, act, SignedAct.body(act, sent), sent.key())
                .chain(reply -> reply.isDone()
                        ? Pages.seeOther("/projects/" + id + "/changes/" + change + "?done=" + act)
                        : refused(opened, id, change, act, sent, reply));
    }

    private Uni<Response> refused(Pages.Opened opened, String id, String change, String act, Sent sent, Reply reply) {
        Refusal refusal = Refusal.of(reply, opened.words());
        return show(opened, id, change, new SignedAct.Attempt(act, sent, refusal, reply.body(), ""), refusal.status());
    }

    private Uni<Response> show(Pages.Opened opened, String id, String change, SignedAct.Attempt attempt, int status) {
        return Uni.combine()
                .all()
                .unis(
                        desk.project(opened.visitor(), id),
                        desk.change(opened.visitor(), id, change),
                        desk.claims(opened.visitor(), id),
                        platform.sectors(opened.visitor()),
                        desk.sources(opened.visitor()))
                .asTuple()
                .chain(parts -> {
                    opened.words().learnSectors(parts.getItem4().content().path("data"));
                    Answer project = parts.getItem1();
                    Reply reply = parts.getItem2();
                    if (project.isUnavailable() || reply.isUnavailable()) {
                        return opened.notice(Notice.UNAVAILABLE);
                    }
                    if (!(project instanceof Answer.Given) || !reply.isDone()) {
                        return opened.notice(Notice.NOT_FOUND);
                    }
                    return named(opened, project.content(), reply.body())
                            .map(names -> names.with(Names.SOURCES, parts.getItem5(), "title", opened.words()))
                            .chain(names -> opened.show(
                                    ProjectTemplates::change,
                                    ChangePage.of(
                                            project.content(),
                                            reply,
                                            parts.getItem3(),
                                            names,
                                            attempt,
                                            Sent.newKey(),
                                            opened.words()),
                                    status));
                });
    }

    /** The names of what the change set refers to; the registers are asked for them where it refers to anything new. */
    private Uni<Names> named(Pages.Opened opened, JsonNode project, JsonNode change) {
        Names names = Names.of(project, opened.words());
        JsonNode after = change.path("after");
        boolean parties = after.has("participants") || change.path("step").isObject();
        return Uni.combine()
                .all()
                .unis(
                        parties ? desk.organisations(opened.visitor()) : ProjectDesk.nothing(),
                        after.has("sites") ? desk.sites(opened.visitor()) : ProjectDesk.nothing(),
                        after.has("parentProject") ? desk.toChooseFrom(opened.visitor()) : ProjectDesk.nothing())
                .with((organisations, sites, projects) -> names.with(
                                Names.ORGANISATIONS, organisations, "name", opened.words())
                        .with(Names.SITES, sites, "title", opened.words())
                        .with(Names.PROJECTS, projects, "title", opened.words()));
    }
}
