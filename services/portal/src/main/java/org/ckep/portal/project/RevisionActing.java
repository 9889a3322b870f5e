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
import org.ckep.portal.platform.Reply;
import org.jspecify.annotations.Nullable;

/** Shows what waits for a second person of a side, and names what that person does with it. */
@ApplicationScoped
class RevisionActing {
    private static final int OK = 200;

    private final ProjectDesk desk;

    RevisionActing(ProjectDesk desk) {
        this.desk = desk;
    }

    SecondPerson secondPerson() {
        return new SecondPerson("revision", RevisionPage::address, desk::actOnRevision, this::show);
    }

    private Uni<Response> show(Pages.Opened opened, String id, @Nullable Refusal refusal, String done) {
        return Uni.combine()
                .all()
                .unis(desk.project(opened.visitor(), id), desk.revision(opened.visitor(), id))
                .asTuple()
                .chain(parts -> {
                    Answer project = parts.getItem1();
                    Reply revision = parts.getItem2();
                    if (project.isUnavailable() || revision.isUnavailable()) {
                        return opened.notice(Notice.UNAVAILABLE);
                    }
                    return project instanceof Answer.Given && revision.isDone()
                            ? named(opened, project.content(), revision.body())
                                    .chain(names -> opened.show(
                                            ProjectTemplates::revision,
                                            RevisionPage.of(
                                                    id,
                                                    project.content(),
                                                    revision.body(),
                                                    names,
                                                    Sent.newKey(),
                                                    refusal,
                                                    done,
                                                    opened.words()),
                                            refusal == null ? OK : refusal.status()))
                            : opened.notice(Notice.NOT_FOUND);
                });
    }

    /** The names of what it refers to; the registers are asked for them where it refers to anything new. */
    private Uni<Names> named(Pages.Opened opened, JsonNode project, JsonNode revision) {
        JsonNode after = revision.path("after");
        return Uni.combine()
                .all()
                .unis(
                        after.has("participants") ? desk.organisations(opened.visitor()) : ProjectDesk.nothing(),
                        after.has("sites") ? desk.sites(opened.visitor()) : ProjectDesk.nothing(),
                        after.has("sources") ? desk.sources(opened.visitor()) : ProjectDesk.nothing(),
                        after.has("parentProject") ? desk.toChooseFrom(opened.visitor()) : ProjectDesk.nothing())
                .with((organisations, sites, sources, projects) -> Names.of(project, opened.words())
                        .with(Names.ORGANISATIONS, organisations, "name", opened.words())
                        .with(Names.SITES, sites, "title", opened.words())
                        .with(Names.SOURCES, sources, "title", opened.words())
                        .with(Names.PROJECTS, projects, "title", opened.words()));
    }
}
