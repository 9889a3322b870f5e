package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.UriBuilder;
import org.ckep.portal.page.Addresses;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.platform.Reply;
import org.ckep.portal.platform.Requests;
import org.ckep.portal.session.Visitor;
import org.jspecify.annotations.Nullable;

/** What the pages of projects ask of the registers, and send to them. */
@ApplicationScoped
class ProjectDesk {
    private static final String PROJECTS = "/investment/v1/projects";
    private static final String PENDING = "/investment/v1/pending-acts";
    private static final int MOST_PENDING = 100;
    private static final int MOST_TO_CHOOSE_FROM = 500;
    private static final int MOST_CLAIMS = 100;
    private static final int MOST_PHASES = 100;
    private static final int MOST_IN_FORCE = 500;

    private final Requests requests;

    ProjectDesk(Requests requests) {
        this.requests = requests;
    }

    /** A project with its head, which says whose it is. */
    Uni<Answer> project(Visitor visitor, String id) {
        return projectAsItStands(visitor, id).map(Reply::toAnswer);
    }

    /** The same with its entity tag, for who will change it. */
    Uni<Reply> projectAsItStands(Visitor visitor, String id) {
        return requests.get(visitor, PROJECTS + "/" + id + "?expand=record");
    }

    /** Lets others read a project of the visitor's own side. */
    Uni<Reply> release(Visitor visitor, String id, JsonNode content, String entityTag, String key) {
        return requests.post(visitor, PROJECTS + "/" + id + "/release", content, entityTag, key);
    }

    /** The newest projects. */
    Uni<Answer> projects(Visitor visitor, int limit, @Nullable String after) {
        UriBuilder path = UriBuilder.fromPath(PROJECTS).queryParam("limit", limit);
        if (after != null) {
            path.queryParam("after", after);
        }
        return requests.get(visitor, path.build().toString()).map(Reply::toAnswer);
    }

    /** What is claimed about a project. */
    Uni<Answer> claims(Visitor visitor, String id) {
        return list(visitor, "/investment/v1/claims?subject=urn:ckep:project:" + id + "&limit=" + MOST_CLAIMS);
    }

    /** The projects below a project: its phases, and what else says that it belongs to it. */
    Uni<Answer> below(Visitor visitor, String id) {
        return list(visitor, PROJECTS + "?parent=urn:ckep:project:" + id + "&limit=" + MOST_PHASES);
    }

    /** What is committed and paid for a project, by side, basis and currency. */
    Uni<Answer> ledger(Visitor visitor, String id) {
        return list(visitor, PROJECTS + "/" + id + "/ledger");
    }

    /** The project that a project belongs to, where it belongs to one. */
    Uni<Answer> parent(Visitor visitor, Answer project) {
        String parent = project.content().path("parentProject").asText("");
        return parent.isEmpty() ? nothing() : project(visitor, Addresses.id(parent));
    }

    /** The same as it is told, a missing node where there is none to be told of. */
    Uni<JsonNode> parentOf(Visitor visitor, JsonNode project) {
        return parent(visitor, new Answer.Given(project)).map(Answer::content);
    }

    /** The change sets of a project, newest first. */
    Uni<Answer> changes(Visitor visitor, String id) {
        return list(visitor, changes(id) + "?limit=50");
    }

    /** Those of its change sets that are in force, the newest first. */
    Uni<Answer> inForce(Visitor visitor, String id) {
        return list(
                visitor,
                "/investment/v1/changes?record=urn:ckep:project:" + id + "&state=APPLIED&limit=" + MOST_IN_FORCE);
    }

    Uni<Reply> change(Visitor visitor, String id, String change) {
        return requests.get(visitor, changes(id) + "/" + change);
    }

    Uni<Reply> draft(Visitor visitor, String id, JsonNode content, String key) {
        return requests.post(visitor, changes(id), content, key);
    }

    Uni<Reply> edit(Visitor visitor, String id, String change, JsonNode content, String entityTag) {
        return requests.put(visitor, changes(id) + "/" + change, content, entityTag);
    }

    Uni<Reply> answer(Visitor visitor, String id, String change, JsonNode content, String key) {
        return requests.post(visitor, changes(id) + "/" + change + "/counter", content, key);
    }

    /** Carries out an act that comes without a content of its own. */
    Uni<Reply> act(Visitor visitor, String id, String change, String act, JsonNode with, String key) {
        return requests.post(visitor, changes(id) + "/" + change + "/" + act, with, key);
    }

    /** The objections to a project that the visitor may know of, newest first. */
    Uni<Answer> objections(Visitor visitor, String id) {
        return list(visitor, objections(id) + "?limit=50");
    }

    Uni<Reply> objection(Visitor visitor, String id, String objection) {
        return requests.get(visitor, objections(id) + "/" + objection);
    }

    Uni<Reply> prepareObjection(Visitor visitor, String id, JsonNode content, String key) {
        return requests.post(visitor, objections(id), content, key);
    }

    Uni<Reply> actOnObjection(Visitor visitor, String id, String objection, String act, String key) {
        return requests.post(
                visitor, objections(id) + "/" + objection + "/" + act, JsonNodeFactory.instance.objectNode(), key);
    }

    /** The newest change of a project of the visitor's own side that others read. */
    Uni<Reply> revision(Visitor visitor, String id) {
        return requests.get(visitor, revisions(id));
    }

    /**
     * Carries out an act on it.
     *
     * @param hash what the visitor has read, which a confirmation names
     */
    Uni<Reply> actOnRevision(Visitor visitor, String id, String act, String hash, String key) {
        return requests.post(visitor, revisions(id) + "/" + act, confirming(act, hash), key);
    }

    /** What waits for a second person of the visitor's side, newest first. */
    Uni<Answer> pendingActs(Visitor visitor) {
        return list(visitor, PENDING + "?state=PENDING&limit=" + MOST_PENDING);
    }

    Uni<Reply> pendingAct(Visitor visitor, String id) {
        return requests.get(visitor, PENDING + "/" + id);
    }

    /** The record on which it is done. */
    Uni<Reply> actedUpon(Visitor visitor, JsonNode record) {
        return requests.get(
                visitor, "/investment/v1/" + PendingActPage.kind(record) + "s/" + Addresses.id(record.asText()));
    }

    /**
     * Carries out an act on it.
     *
     * @param hash what the visitor has read, which a confirmation names
     */
    Uni<Reply> actOnPending(Visitor visitor, String id, String act, String hash, String key) {
        return requests.post(visitor, PENDING + "/" + id + "/" + act, confirming(act, hash), key);
    }

    private static JsonNode confirming(String act, String hash) {
        return act.equals("confirm")
                ? JsonNodeFactory.instance.objectNode().put("hash", hash)
                : JsonNodeFactory.instance.objectNode();
    }

    Uni<Answer> organisations(Visitor visitor) {
        return list(visitor, "/partnerships/v1/organisations?limit=" + MOST_TO_CHOOSE_FROM);
    }

    Uni<Answer> sites(Visitor visitor) {
        return list(visitor, "/investment/v1/sites?limit=" + MOST_TO_CHOOSE_FROM);
    }

    Uni<Answer> sources(Visitor visitor) {
        return list(visitor, "/investment/v1/sources?limit=" + MOST_TO_CHOOSE_FROM);
    }

    Uni<Answer> toChooseFrom(Visitor visitor) {
        return projects(visitor, MOST_TO_CHOOSE_FROM, null);
    }

    /** A question that a page need not ask. */
    static Uni<Answer> nothing() {
        return Uni.createFrom().item(new Answer.Given(JsonNodeFactory.instance.objectNode()));
    }

    private Uni<Answer> list(Visitor visitor, String path) {
        return requests.get(visitor, path).map(Reply::toAnswer);
    }

    /** The project's page of the portal. */
    static String page(String project) {
        return "/projects/" + project;
    }

    private static String changes(String project) {
        return PROJECTS + "/" + project + "/changes";
    }

    private static String revisions(String project) {
        return PROJECTS + "/" + project + "/revision";
    }

    private static String objections(String project) {
        return PROJECTS + "/" + project + "/objections";
    }
}
