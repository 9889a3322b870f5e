package org.ckep.portal.project;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.ckep.kernel.access.Side;
import org.ckep.portal.page.Addresses;
import org.ckep.portal.page.Notice;
import org.ckep.portal.page.Pages;
import org.ckep.portal.page.ProjectRow;
import org.ckep.portal.page.Visit;
import org.ckep.portal.pairing.PairingDesk;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.platform.Platform;
import org.ckep.portal.session.Visitor;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** A project's page, and the change sets that wait for somebody. What a visitor may see is decided by the services. */
@Path("/")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class ProjectResource {
    /** Each project is asked for its change sets by itself: a page looks through so many. */
    private static final int PROJECTS_AT_A_TIME = 25;

    private static final String DONE = "project-done";

    private final Pages pages;
    private final Platform platform;
    private final ProjectDesk desk;
    private final PairingDesk pairing;

    ProjectResource(Pages pages, Platform platform, ProjectDesk desk, PairingDesk pairing) {
        this.pages = pages;
        this.platform = platform;
        this.desk = desk;
        this.pairing = pairing;
    }

    @GET
    @Path("projects/{id: [0-9a-f-]{36}}")
    public Uni<Response> project(@BeanParam Visit visit, @RestPath String id, @RestQuery @Nullable String done) {
        return pages.open(visit, opened -> {
            Visitor visitor = opened.visitor();
            Uni<Answer> project = desk.project(visitor, id).memoize().indefinitely();
            return Uni.combine()
                    .all()
                    .unis(
                            project,
                            project.chain(found -> desk.parent(visitor, found)),
                            desk.below(visitor, id),
                            desk.claims(visitor, id),
                            visitor.side().isPresent() ? desk.changes(visitor, id) : ProjectDesk.nothing(),
                            visitor.side().isPresent() ? desk.objections(visitor, id) : ProjectDesk.nothing(),
                            platform.sectors(visitor),
                            pairing.pairs(visitor, id, opened.words()))
                    .asTuple()
                    .chain(parts -> {
                        opened.words().learnSectors(parts.getItem7().content().path("data"));
                        return parts.getItem1() instanceof Answer.NotFound
                                ? opened.notice(Notice.NOT_FOUND)
                                : opened.show(
                                        ProjectTemplates::project,
                                        ProjectPage.of(
                                                new ProjectPage.Answers(
                                                        parts.getItem1(),
                                                        parts.getItem2(),
                                                        parts.getItem3(),
                                                        parts.getItem4(),
                                                        parts.getItem5(),
                                                        parts.getItem6(),
                                                        parts.getItem8()),
                                                visitor,
                                                done != null && opened.words().has(DONE, done)
                                                        ? opened.words().label(DONE, done)
                                                        : "",
                                                opened.words()));
                    });
        });
    }

    @GET
    @Path("changes")
    public Uni<Response> waiting(@BeanParam Visit visit, @RestQuery @Nullable String after) {
        return pages.open(
                visit,
                opened -> opened.visitor().side().isEmpty()
                        ? opened.notice(Notice.FOR_OFFICIALS)
                        : desk.projects(
                                        opened.visitor(),
                                        PROJECTS_AT_A_TIME,
                                        after == null || after.isBlank() ? null : after)
                                .chain(projects -> changesOf(opened.visitor(), projects)
                                        .map(changes -> waiting(opened, projects, changes)))
                                .chain(page -> opened.show(ProjectTemplates::waiting, page)));
    }

    private Uni<List<Answer>> changesOf(Visitor visitor, Answer projects) {
        List<Uni<Answer>> questions = projects.list(project ->
                desk.changes(visitor, Addresses.id(project.path("urn").asText())));
        return questions.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join().all(questions).andFailFast();
    }

    private static WaitingPage waiting(Pages.Opened opened, Answer projects, List<Answer> changes) {
        Side side = opened.visitor().side().orElseThrow();
        List<ProjectRow> rows = projects.list(project -> ProjectRow.of(project, opened.words()));
        List<WaitingPage.Waiting> found = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            ProjectRow row = rows.get(i);
            changes.get(i)
                    .list(change -> ChangeRow.of(change, side, opened.words()))
                    .forEach(change -> found.add(new WaitingPage.Waiting(row, change)));
        }
        String next = projects.next();
        return WaitingPage.of(
                found,
                rows.size(),
                next == null ? null : Addresses.next("/changes", next),
                projects.isUnavailable() || changes.stream().anyMatch(Answer::isUnavailable));
    }
}
