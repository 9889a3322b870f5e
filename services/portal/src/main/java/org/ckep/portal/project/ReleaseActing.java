package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.portal.form.Refusal;
import org.ckep.portal.form.Sent;
import org.ckep.portal.page.Notice;
import org.ckep.portal.page.Pages;
import org.ckep.portal.platform.Reply;
import org.ckep.portal.session.Visitor;
import org.ckep.portal.signing.Terms;
import org.jspecify.annotations.Nullable;

/** Shows the form by which others are let read a project, and sends it as the project's keepers do that. */
@ApplicationScoped
class ReleaseActing {
    private static final int OK = 200;

    private final ProjectDesk desk;

    ReleaseActing(ProjectDesk desk) {
        this.desk = desk;
    }

    /**
     * What a form rests on.
     *
     * @param change the draft that is written anew, a missing node for none
     * @param subject what is let out, and the tag of what the form would change
     */
    private record Ground(JsonNode change, ReleaseForm.Subject subject) {
        JsonNode project() {
            return subject.project();
        }
    }

    /** Which form, of which project. */
    private record Place(String id, @Nullable String change) {}

    /** True where the visitor can let others read the project, or draft that for both sides. */
    static boolean isFor(JsonNode project, Visitor visitor) {
        return !Readers.wider(project).isEmpty() && mayWiden(project, visitor);
    }

    /** True where the visitor can draft that others read the figure which both sides have agreed on for themselves. */
    static boolean isForFigure(JsonNode project, String attribute, Visitor visitor) {
        return ReleaseForm.isJoint(project)
                && mayWiden(project, visitor)
                && !Readers.wider(project, attribute).isEmpty();
    }

    private static boolean mayWiden(JsonNode project, Visitor visitor) {
        return switch (project.path("stewardship").asText()) {
            case "JOINT" -> visitor.actsAs(Role.MAKER);
            case "UNILATERAL", "SHARED" ->
                visitor.actsAs(Role.RELEASER)
                        && visitor.side()
                                .map(Side::name)
                                .filter(project.path("record").path("side").asText()::equals)
                                .isPresent();
            default -> false;
        };
    }

    /** The form as it begins. */
    Uni<Response> begin(Pages.Opened opened, String id, @Nullable String change, String figure) {
        Place place = new Place(id, change);
        return grounded(
                opened,
                place,
                figure,
                ground -> show(
                        opened,
                        ground,
                        ReleaseForm.filled(ground.subject(), ground.change()),
                        ground.subject().entityTag(),
                        null));
    }

    /** Sends the form; what is refused comes back in it, at the field. */
    Uni<Response> send(Pages.Opened opened, String id, @Nullable String change, Sent sent) {
        Place place = new Place(id, change);
        return grounded(opened, place, sent.text(ChangeDraft.FIGURE), ground -> {
            Refusal missing = ReleaseForm.missing(ground.project(), sent, opened.words());
            if (missing != null) {
                return show(opened, ground, sent, sent.text("entity-tag"), missing);
            }
            return post(opened.visitor(), place, ground.subject(), sent)
                    .chain(reply -> reply.isDone()
                            ? Pages.seeOther(done(place, ground.project(), reply.body()))
                            : show(opened, ground, sent, sent.text("entity-tag"), Refusal.of(reply, opened.words())));
        });
    }

    private Uni<Reply> post(Visitor visitor, Place place, ReleaseForm.Subject subject, Sent sent) {
        JsonNode content = ReleaseForm.content(subject, sent);
        if (!subject.joint()) {
            return desk.release(visitor, place.id(), content, sent.text("entity-tag"), sent.key());
        }
        return place.change() == null
                ? desk.draft(visitor, place.id(), content, sent.key())
                : desk.edit(visitor, place.id(), place.change(), content, sent.text("entity-tag"));
    }

    private static String done(Place place, JsonNode project, JsonNode answer) {
        return ReleaseForm.isJoint(project)
                ? ChangeRow.address(answer) + "?done=" + (place.change() == null ? "draft" : "edit")
                : ProjectDesk.page(place.id()) + "?done=release";
    }

    private Uni<Response> show(
            Pages.Opened opened, Ground ground, Sent sent, String entityTag, @Nullable Refusal refusal) {
        Uni<JsonNode> parent = refusal == null
                ? Uni.createFrom().item(MissingNode.getInstance())
                : desk.parentOf(opened.visitor(), ground.project());
        return parent.chain(above -> opened.show(
                ProjectTemplates::releaseForm,
                ReleaseForm.of(ground.subject().shown(above, entityTag), sent, refusal, opened.words()),
                refusal == null ? OK : refusal.status()));
    }

    /**
     * Asks for what a form rests on.
     *
     * @param asked the attribute of a figure that is to be let out, empty where it is the project; a draft says it itself
     */
    private Uni<Response> grounded(
            Pages.Opened opened, Place place, String asked, Function<Ground, Uni<Response>> work) {
        Uni<Reply> draft = place.change() == null
                ? Uni.createFrom().item(new Reply(OK, MissingNode.getInstance(), null))
                : desk.change(opened.visitor(), place.id(), place.change());
        return Uni.combine()
                .all()
                .unis(desk.projectAsItStands(opened.visitor(), place.id()), draft)
                .asTuple()
                .chain(parts -> {
                    Reply project = parts.getItem1();
                    Reply change = parts.getItem2();
                    if (project.isUnavailable() || change.isUnavailable()) {
                        return opened.notice(Notice.UNAVAILABLE);
                    }
                    if (!project.isDone() || !change.isDone()) {
                        return opened.notice(Notice.NOT_FOUND);
                    }
                    if (!mayWiden(project.body(), opened.visitor())) {
                        return opened.notice(
                                ReleaseForm.isJoint(project.body()) ? Notice.FOR_MAKERS : Notice.FOR_RELEASERS);
                    }
                    if (place.change() != null && !Terms.isRelease(change.body())) {
                        return opened.notice(Notice.NOT_FOUND);
                    }
                    ReleaseForm.Subject subject = new ReleaseForm.Subject(
                            project.body(),
                            place.change(),
                            place.change() == null
                                    ? asked
                                    : change.body()
                                            .path(ChangeDraft.FIGURE)
                                            .path("attribute")
                                            .asText(),
                            MissingNode.getInstance(),
                            tag(project, change));
                    return !subject.figure().isEmpty()
                                    && !(subject.joint() && !subject.level().isEmpty())
                            ? opened.notice(Notice.NOT_FOUND)
                            : work.apply(new Ground(change.body(), subject));
                });
    }

    /** A draft is written anew as it was read; a side's own project is released as it was read. */
    private static String tag(Reply project, Reply change) {
        String tag = change.body().isMissingNode() ? project.entityTag() : change.entityTag();
        return tag == null ? "" : tag;
    }
}
