package org.ckep.portal.pairing;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ckep.portal.page.Addresses;
import org.ckep.portal.page.ProjectRow;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.platform.Reply;
import org.ckep.portal.platform.Requests;
import org.ckep.portal.session.Visitor;
import org.ckep.portal.wording.Wording;

/** What is asked of the register about records of one thing, and sent to it. */
@ApplicationScoped
public class PairingDesk {
    private static final String PROJECTS = "/investment/v1/projects/";
    private static final String PAIRINGS = "/investment/v1/pairings";
    private static final int MOST_PAIRINGS = 50;
    private static final int CONFLICT = 409;

    private final Requests requests;

    PairingDesk(Requests requests) {
        this.requests = requests;
    }

    /** What pairs a project, what may, and what is proposed of it; nothing of it to whoever acts for no side. */
    public Uni<Pairs> pairs(Visitor visitor, String id, Wording words) {
        return Uni.combine()
                .all()
                .unis(
                        group(visitor, id),
                        visitor.side().isPresent() ? candidates(visitor, id) : nothing(),
                        visitor.side().isPresent() ? pairings(visitor, id) : nothing())
                .asTuple()
                .chain(parts -> titles(visitor, members(parts.getItem1().content()), words)
                        .map(titles -> Pairs.of(
                                id, parts.getItem1(), parts.getItem2(), parts.getItem3(), titles, visitor, words)));
    }

    Uni<Answer> project(Visitor visitor, String id) {
        return requests.get(visitor, PROJECTS + id + "?expand=record").map(Reply::toAnswer);
    }

    Uni<Answer> group(Visitor visitor, String id) {
        return requests.get(visitor, PROJECTS + id + "/pair-group").map(Reply::toAnswer);
    }

    /** None where the register refuses to look for some: the project is paired already, or not one that is paired. */
    Uni<Answer> candidates(Visitor visitor, String id) {
        return requests.get(visitor, PROJECTS + id + "/pairing-candidates")
                .map(reply -> reply.status() == CONFLICT ? new Answer.NotFound() : reply.toAnswer());
    }

    private Uni<Answer> pairings(Visitor visitor, String id) {
        return requests.get(visitor, PAIRINGS + "?project=urn:ckep:project:" + id + "&limit=" + MOST_PAIRINGS)
                .map(Reply::toAnswer);
    }

    Uni<Reply> pairing(Visitor visitor, String pairing) {
        return requests.get(visitor, PAIRINGS + "/" + pairing);
    }

    Uni<Reply> draft(Visitor visitor, JsonNode content, String key) {
        return requests.post(visitor, PAIRINGS, content, key);
    }

    Uni<Reply> act(Visitor visitor, String pairing, String act, JsonNode with, String key) {
        return requests.post(visitor, PAIRINGS + "/" + pairing + "/" + act, with, key);
    }

    /** The URNs of the projects that stand in a group or a pairing. */
    static List<String> members(JsonNode paired) {
        return Answer.elements(
                paired.path("members"), member -> member.path("project").asText());
    }

    /** The projects by their URN; those that the visitor may not read are missing. */
    Uni<Map<String, ProjectRow>> titles(Visitor visitor, Collection<String> urns, Wording words) {
        List<Uni<Answer>> questions =
                urns.stream().map(urn -> project(visitor, Addresses.id(urn))).toList();
        return questions.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : Uni.join().all(questions).andFailFast().map(answers -> {
                    Map<String, ProjectRow> rows = new LinkedHashMap<>();
                    answers.stream()
                            .map(Answer::content)
                            .filter(JsonNode::isObject)
                            .forEach(project -> rows.put(project.path("urn").asText(), ProjectRow.of(project, words)));
                    return rows;
                });
    }

    private static Uni<Answer> nothing() {
        return Uni.createFrom().item(new Answer.NotFound());
    }
}
