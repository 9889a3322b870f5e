package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.ckep.kernel.access.Role;
import org.ckep.portal.form.Fault;
import org.ckep.portal.form.Refusal;
import org.ckep.portal.form.Sent;
import org.ckep.portal.form.Values;
import org.ckep.portal.page.Notice;
import org.ckep.portal.page.Pages;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.platform.Platform;
import org.ckep.portal.platform.Reply;
import org.ckep.portal.signing.SignedAct;
import org.ckep.portal.signing.Terms;
import org.jspecify.annotations.Nullable;

/** Shows the form of a change set, and sends what a maker wrote in it to the register. */
@ApplicationScoped
class ChangeDrafting {
    private static final int OK = 200;
    private static final int CONFLICT = 409;

    private final ProjectDesk desk;
    private final Platform platform;

    ChangeDrafting(ProjectDesk desk, Platform platform) {
        this.desk = desk;
        this.platform = platform;
    }

    /** Which form it is: of a new change set, of one that is written anew, or of an answer to the other side's. */
    enum Kind {
        NEW("new"),
        EDIT("edit"),
        ANSWER("answer");

        private final String code;

        Kind(String code) {
            this.code = code;
        }
    }

    /**
     * What a form rests on.
     *
     * @param change the change set that is written anew or answered, a missing node for none
     * @param entityTag of that, empty for none
     * @param figure the attribute of a figure that both sides are to agree on for themselves, empty where the record is to change
     */
    private record Ground(
            JsonNode project, JsonNode change, String entityTag, String figure, Names names, Answer claims) {
        /** The values that the form begins with: a figure that both sides have agreed on stands before the record's value. */
        ObjectNode base() {
            ObjectNode base = ProjectForm.agreed(project);
            JsonNode known = Held.ofBoth(project, figure).path("value");
            if (!known.isMissingNode()) {
                base.set(figure, known);
            }
            return base;
        }

        DraftPage.Contents contents(
                Sent sent,
                List<String> chosen,
                Map<String, List<Fault>> faults,
                @Nullable Refusal refusal,
                boolean overtaken) {
            return new DraftPage.Contents(
                    project, base(), figure, names, claims, sent, chosen, faults, refusal, overtaken);
        }

        boolean makesJoint() {
            return !"JOINT".equals(project.path("stewardship").asText());
        }
    }

    /** Which form, of which project. */
    private record Place(Kind kind, String id, @Nullable String change) {
        String action() {
            String changes = "/projects/" + id + "/changes/";
            return kind == Kind.NEW ? changes + "new" : changes + change + "/" + kind.code;
        }
    }

    /**
     * What a change set is to be about: agreed values, and objections that it settles.
     *
     * @param figure the attribute of which both sides are to agree on a figure for themselves instead, empty for none
     */
    record Asked(List<String> attributes, List<String> settles, String figure) {}

    /** The form as it begins; where nothing is chosen it asks what is to change. */
    Uni<Response> begin(Pages.Opened opened, Kind kind, String id, @Nullable String change, Asked asked) {
        Place place = new Place(kind, id, change);
        return grounded(opened, place, asked.figure(), ground -> {
            List<String> chosen = chosen(asked.attributes(), ground);
            Sent sent = filled(kind, ground, chosen);
            if (!asked.settles().isEmpty()) {
                sent.fields().put(ChangeDraft.SETTLES, asked.settles());
            }
            return show(
                    opened,
                    place,
                    ground,
                    ground.contents(sent, chosen, Map.of(), null, false),
                    ground.entityTag(),
                    OK);
        });
    }

    /** Sends the form; what the register refuses comes back in it, at the field. */
    Uni<Response> send(Pages.Opened opened, Kind kind, String id, @Nullable String change, Sent sent) {
        Place place = new Place(kind, id, change);
        return grounded(opened, place, sent.text(ChangeDraft.FIGURE), ground -> {
            List<String> chosen = ground.figure().isEmpty() ? known(sent.all("attribute")) : List.of(ground.figure());
            ObjectNode base = ground.base();
            ChangeDraft draft = ground.figure().isEmpty()
                    ? ChangeDraft.of(sent, base, chosen, ground.makesJoint())
                    : ChangeDraft.ofFigure(sent, ground.figure(), base.path(ground.figure()));
            if (!sent.text("base").equals(ChangeDraft.mark(base))) {
                return show(
                        opened,
                        place,
                        ground,
                        ground.contents(
                                sent, chosen, Map.of(), Refusal.own(CONFLICT, "form-overtaken", opened.words()), true),
                        sent.text("entity-tag"),
                        CONFLICT);
            }
            return post(opened, place, draft.content(), sent)
                    .chain(reply -> reply.isDone()
                            ? Pages.seeOther(ChangeRow.address(reply.body()) + "?done="
                                    + (kind == Kind.NEW ? "draft" : kind.code))
                            : refused(opened, place, ground, draft, chosen, sent, reply));
        });
    }

    private Uni<Reply> post(Pages.Opened opened, Place place, JsonNode content, Sent sent) {
        String key = sent.key();
        return switch (place.kind()) {
            case NEW -> desk.draft(opened.visitor(), place.id(), content, key);
            case EDIT -> desk.edit(opened.visitor(), place.id(), named(place), content, sent.text("entity-tag"));
            case ANSWER -> desk.answer(opened.visitor(), place.id(), named(place), content, key);
        };
    }

    private static String named(Place place) {
        return Objects.requireNonNull(place.change(), "this form belongs to a change set");
    }

    private Uni<Response> refused(
            Pages.Opened opened,
            Place place,
            Ground ground,
            ChangeDraft draft,
            List<String> chosen,
            Sent sent,
            Reply reply) {
        Refusal refusal = Refusal.of(reply, opened.words());
        return show(
                opened,
                place,
                ground,
                ground.contents(sent, chosen, draft.byField(refusal.faults()), refusal, false),
                sent.text("entity-tag"),
                refusal.status());
    }

    private static Uni<Response> show(
            Pages.Opened opened,
            Place place,
            Ground ground,
            DraftPage.Contents contents,
            String entityTag,
            int status) {
        DraftPage.Form form = new DraftPage.Form(
                place.action(), place.kind().code, ground.makesJoint(), ground.change(), entityTag, Sent.newKey());
        return opened.show(ProjectTemplates::changeDraft, DraftPage.of(form, contents, opened.words()), status);
    }

    /** The values that are asked for, or where none are, those that the change set at hand changes. */
    private static List<String> chosen(List<String> attributes, Ground ground) {
        if (!ground.figure().isEmpty()) {
            return List.of(ground.figure());
        }
        JsonNode change = ground.change();
        List<String> asked = new ArrayList<>(attributes);
        if (asked.isEmpty()) {
            change.path("changed").forEach(name -> asked.add(name.asText()));
            if (change.path(ProjectForm.STEP).isObject()) {
                asked.add(ProjectForm.STEP);
            }
        }
        return known(asked);
    }

    private static List<String> known(List<String> asked) {
        List<String> chosen = new ArrayList<>(ProjectForm.attributes());
        chosen.add(ProjectForm.STEP);
        chosen.retainAll(asked);
        return List.copyOf(chosen);
    }

    /** What stands in the fields at first: what is agreed, or what the change set at hand makes of it. */
    private static Sent filled(Kind kind, Ground ground, List<String> chosen) {
        Sent sent = Sent.nothing();
        JsonNode change = ground.change();
        ObjectNode base = ground.base();
        for (String attribute : chosen) {
            JsonNode value = attribute.equals(ProjectForm.STEP)
                    ? change.path(ProjectForm.STEP)
                    : proposed(change, attribute).orElse(base.path(attribute));
            Values.write(ProjectForm.shape(attribute), attribute, value, sent);
        }
        // An answer has the other side's values to begin with, but reasons of its own.
        if (kind != Kind.ANSWER) {
            Values.write(SignedAct.REASONS, SignedAct.REASON, change.path(SignedAct.REASON), sent);
        }
        change.path("evidence").forEach(urn -> sent.fields().add("evidence", urn.asText()));
        change.path(ChangeDraft.SETTLES).forEach(urn -> sent.fields().add(ChangeDraft.SETTLES, urn.asText()));
        if (kind != Kind.ANSWER && change.hasNonNull(ChangeDraft.PROCEDURE)) {
            sent.fields()
                    .putSingle(
                            ChangeDraft.PROCEDURE,
                            change.path(ChangeDraft.PROCEDURE).asText());
        }
        return sent;
    }

    /** What a change set makes of a value, or agrees on beside it; a missing node where it takes it away. */
    private static Optional<JsonNode> proposed(JsonNode change, String attribute) {
        if (change.path(ChangeDraft.FIGURE).path("attribute").asText().equals(attribute)) {
            return Optional.of(change.path(ChangeDraft.FIGURE).path("value"));
        }
        for (JsonNode name : change.path("changed")) {
            if (name.asText().equals(attribute)) {
                return Optional.of(change.path("after").path(attribute));
            }
        }
        return Optional.empty();
    }

    /**
     * Asks for what a form rests on.
     *
     * @param asked the attribute of a figure for both sides alone, empty for none; a change set at hand says it itself
     */
    private Uni<Response> grounded(
            Pages.Opened opened, Place place, String asked, Function<Ground, Uni<Response>> work) {
        if (!opened.visitor().actsAs(Role.MAKER)) {
            return opened.notice(Notice.FOR_MAKERS);
        }
        Uni<Reply> change = place.change() == null
                ? Uni.createFrom().item(new Reply(OK, MissingNode.getInstance(), null))
                : desk.change(opened.visitor(), place.id(), place.change());
        return Uni.combine()
                .all()
                .unis(
                        desk.project(opened.visitor(), place.id()),
                        change,
                        desk.claims(opened.visitor(), place.id()),
                        platform.sectors(opened.visitor()))
                .asTuple()
                .chain(parts -> {
                    Answer project = parts.getItem1();
                    Reply reply = parts.getItem2();
                    if (project.isUnavailable() || reply.isUnavailable()) {
                        return opened.notice(Notice.UNAVAILABLE);
                    }
                    if (!(project instanceof Answer.Given) || !reply.isDone()) {
                        return opened.notice(Notice.NOT_FOUND);
                    }
                    // A release has a form of its own: it changes no value.
                    if (place.kind() == Kind.EDIT && Terms.isRelease(reply.body())) {
                        return Pages.seeOther(ReleaseForm.address(place.id(), place.change()));
                    }
                    String figure = place.kind() == Kind.NEW
                            ? asked
                            : reply.body()
                                    .path(ChangeDraft.FIGURE)
                                    .path("attribute")
                                    .asText();
                    if (!figure.isEmpty() && !ProjectForm.isSided(figure)) {
                        return opened.notice(Notice.NOT_FOUND);
                    }
                    opened.words().learnSectors(parts.getItem4().content().path("data"));
                    return named(opened, project.content(), parts.getItem4())
                            .chain(names -> work.apply(new Ground(
                                    project.content(),
                                    reply.body(),
                                    reply.entityTag() == null ? "" : reply.entityTag(),
                                    figure,
                                    names,
                                    parts.getItem3())));
                });
    }

    /** Everything that can be chosen in the form. */
    private Uni<Names> named(Pages.Opened opened, JsonNode project, Answer sectors) {
        return Uni.combine()
                .all()
                .unis(
                        desk.organisations(opened.visitor()),
                        desk.sites(opened.visitor()),
                        desk.sources(opened.visitor()),
                        desk.toChooseFrom(opened.visitor()))
                .with((organisations, sites, sources, projects) -> Names.of(project, opened.words())
                        .withSectors(sectors, opened.words())
                        .with(Names.ORGANISATIONS, organisations, "name", opened.words())
                        .with(Names.SITES, sites, "title", opened.words())
                        .with(Names.SOURCES, sources, "title", opened.words())
                        .with(Names.PROJECTS, projects, "title", opened.words()));
    }
}
