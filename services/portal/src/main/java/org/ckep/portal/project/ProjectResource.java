package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.ckep.kernel.access.Side;
import org.ckep.portal.page.Addresses;
import org.ckep.portal.page.Notice;
import org.ckep.portal.page.Pages;
import org.ckep.portal.page.ProjectRow;
import org.ckep.portal.page.Visit;
import org.ckep.portal.pairing.PairingDesk;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.platform.Platform;
import org.ckep.portal.platform.Reply;
import org.ckep.portal.session.Visitor;
import org.ckep.portal.wording.Wording;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** A project's page, and what waits for somebody. What a visitor may see is decided by the services. */
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
                            Uni.combine()
                                    .all()
                                    .unis(desk.below(visitor, id), desk.ledger(visitor, id))
                                    .asTuple(),
                            desk.claims(visitor, id),
                            visitor.side().isPresent() ? desk.changes(visitor, id) : ProjectDesk.nothing(),
                            visitor.side().isPresent() ? desk.objections(visitor, id) : ProjectDesk.nothing(),
                            platform.sectors(visitor),
                            pairing.pairs(visitor, id, opened.words()),
                            visitor.side().isPresent() ? desk.inForce(visitor, id) : ProjectDesk.nothing())
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
                                                        parts.getItem3().getItem1(),
                                                        parts.getItem3().getItem2(),
                                                        parts.getItem4(),
                                                        parts.getItem5(),
                                                        parts.getItem9(),
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
                                .chain(projects -> Uni.combine()
                                        .all()
                                        .unis(
                                                changesOf(opened.visitor(), projects),
                                                revisionsOf(opened.visitor(), projects),
                                                desk.pendingActs(opened.visitor()))
                                        .asTuple()
                                        .map(parts -> waiting(
                                                opened,
                                                projects,
                                                parts.getItem1(),
                                                parts.getItem2(),
                                                parts.getItem3())))
                                .chain(page -> opened.show(ProjectTemplates::waiting, page)));
    }

    private Uni<List<Answer>> changesOf(Visitor visitor, Answer projects) {
        List<Uni<Answer>> questions = projects.list(project ->
                desk.changes(visitor, Addresses.id(project.path("urn").asText())));
        return questions.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join().all(questions).andFailFast();
    }

    /** What has been drafted of each project; only what one side keeps and others read has any. */
    private Uni<List<Answer>> revisionsOf(Visitor visitor, Answer projects) {
        List<Uni<Answer>> questions = projects.list(project -> isOneSidesAndRead(project)
                ? desk.revision(visitor, Addresses.id(project.path("urn").asText()))
                        .map(Reply::toAnswer)
                : ProjectDesk.nothing());
        return questions.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join().all(questions).andFailFast();
    }

    private static boolean isOneSidesAndRead(JsonNode project) {
        return List.of("UNILATERAL", "SHARED")
                        .contains(project.path("stewardship").asText())
                && !List.of("SIDE", "MINISTRY")
                        .contains(project.path("classification").asText());
    }

    private static List<PendingRow> own(Answer projects, List<Answer> revisions, Answer acts, Wording words) {
        List<PendingRow> own = new ArrayList<>(acts.list(act -> PendingRow.ofAct(act, words)));
        List<JsonNode> rows = projects.list(project -> project);
        for (int i = 0; i < rows.size(); i++) {
            JsonNode revision = revisions.get(i).content();
            if (revision.path("state").asText().equals("PENDING")) {
                own.add(PendingRow.ofRevision(rows.get(i), revision, words));
            }
        }
        own.sort(Comparator.comparing(PendingRow::forMe).reversed());
        return own;
    }

    private static WaitingPage waiting(
            Pages.Opened opened, Answer projects, List<Answer> changes, List<Answer> revisions, Answer acts) {
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
                own(projects, revisions, acts, opened.words()),
                found,
                rows.size(),
                next == null ? null : Addresses.next("/changes", next),
                projects.isUnavailable()
                        || acts.isUnavailable()
                        || Stream.concat(changes.stream(), revisions.stream()).anyMatch(Answer::isUnavailable));
    }
}
