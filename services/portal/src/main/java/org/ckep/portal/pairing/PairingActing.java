package org.ckep.portal.pairing;

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
import org.ckep.portal.signing.SignedAct;
import org.jspecify.annotations.Nullable;

/** Shows pairings and their form, and carries out what the four persons do with them. */
@ApplicationScoped
class PairingActing {
    private static final int OK = 200;
    private static final String DONE = "pairing-done";
    private static final String CHANGE_DONE = "change-done";
    private static final String ABOUT = "pairing-";

    private final PairingDesk desk;

    PairingActing(PairingDesk desk) {
        this.desk = desk;
    }

    /** The empty form: of a pairing, or where the project is in a group, of its end. */
    Uni<Response> begin(Pages.Opened opened, String id) {
        return grounded(opened, id, ground -> form(opened, ground, PairingForm.beginning(ground), null));
    }

    /** Drafts what a maker chose; what is refused comes back in the form, at the field. */
    Uni<Response> draft(Pages.Opened opened, String id, Sent sent) {
        return grounded(opened, id, ground -> {
            Refusal missing = PairingForm.missing(sent, opened.words());
            return missing == null ? draft(opened, ground, sent) : form(opened, ground, sent, missing);
        });
    }

    private Uni<Response> draft(Pages.Opened opened, PairingForm.Ground ground, Sent sent) {
        return desk.draft(opened.visitor(), PairingForm.content(ground.project(), sent), sent.key())
                .chain(reply -> reply.isDone()
                        ? Pages.seeOther(PairingRow.address(reply.body()) + "?done=draft")
                        : form(opened, ground, sent, Refusal.of(reply, ABOUT, opened.words())));
    }

    Uni<Response> show(Pages.Opened opened, String pairing, @Nullable String done) {
        String said = done != null && opened.words().has(CHANGE_DONE, done)
                ? opened.words().label(DONE, CHANGE_DONE, done)
                : "";
        return show(opened, pairing, SignedAct.Attempt.none(said), OK);
    }

    Uni<Response> act(Pages.Opened opened, String pairing, Sent sent) {
        String act = sent.text("act");
        return SignedAct.PLAIN.contains(act)
                ? desk.act(opened.visitor(), pairing, act, SignedAct.body(act, sent), sent.key())
                        .chain(reply -> reply.isDone()
                                ? Pages.seeOther("/pairings/" + pairing + "?done=" + act)
                                : refused(opened, pairing, act, sent, reply))
                : opened.notice(Notice.NOT_FOUND);
    }

    private Uni<Response> refused(Pages.Opened opened, String pairing, String act, Sent sent, Reply reply) {
        Refusal refusal = Refusal.of(reply, ABOUT, opened.words());
        return show(opened, pairing, new SignedAct.Attempt(act, sent, refusal, reply.body(), ""), refusal.status());
    }

    private Uni<Response> show(Pages.Opened opened, String pairing, SignedAct.Attempt attempt, int status) {
        return desk.pairing(opened.visitor(), pairing)
                .chain(reply -> reply.isDone()
                        ? desk.titles(opened.visitor(), PairingDesk.members(reply.body()), opened.words())
                                .chain(titles -> opened.show(
                                        PairingTemplates::pairing,
                                        PairingPage.of(reply.body(), titles, attempt, opened.words()),
                                        status))
                        : opened.notice(reply.isUnavailable() ? Notice.UNAVAILABLE : Notice.NOT_FOUND));
    }

    private static Uni<Response> form(
            Pages.Opened opened, PairingForm.Ground ground, Sent sent, @Nullable Refusal refusal) {
        return opened.show(
                PairingTemplates::pairingForm,
                PairingForm.of(ground, sent, refusal, opened.words()),
                refusal == null ? OK : refusal.status());
    }

    private Uni<Response> grounded(Pages.Opened opened, String id, Function<PairingForm.Ground, Uni<Response>> work) {
        if (!opened.visitor().actsAs(Role.MAKER)) {
            return opened.notice(Notice.FOR_MAKERS);
        }
        return Uni.combine()
                .all()
                .unis(
                        desk.project(opened.visitor(), id),
                        desk.group(opened.visitor(), id),
                        desk.candidates(opened.visitor(), id))
                .asTuple()
                .chain(parts -> {
                    Answer project = parts.getItem1();
                    Answer group = parts.getItem2();
                    if (project.isUnavailable()
                            || group.isUnavailable()
                            || parts.getItem3().isUnavailable()) {
                        return opened.notice(Notice.UNAVAILABLE);
                    }
                    if (!(project instanceof Answer.Given)) {
                        return opened.notice(Notice.NOT_FOUND);
                    }
                    return desk.titles(opened.visitor(), PairingDesk.members(group.content()), opened.words())
                            .chain(titles -> work.apply(new PairingForm.Ground(
                                    project.content(), group.content(), parts.getItem3(), titles)));
                });
    }
}
