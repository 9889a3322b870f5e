package org.ckep.portal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeAction;
import org.ckep.kernel.change.ChangeHash;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.change.ChangeProtocol;
import org.ckep.kernel.change.ChangeSet;
import org.ckep.kernel.change.ChangeState;
import org.ckep.kernel.change.Procedure;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.portal.StubChanges.Refused;
import org.ckep.portal.StubGateway.Done;

/**
 * A Chinese record of a plant and two Korean ones of its halls, and their pairings, in memory. Who may do what is decided
 * by the kernel's own protocol, as in the register.
 */
final class StubPairings implements StubGateway.Desk {
    static final String PATH = "/investment/v1/pairings";
    static final String FIRST = "0190a000-0000-7000-8000-000000000011";
    static final String SECOND = "0190a000-0000-7000-8000-000000000012";

    private static final String PROJECTS = "/investment/v1/projects/";
    private static final Duration PERIOD = Duration.ofDays(30);
    private static final Map<String, String> TITLES =
            Map.of(StubChanges.PROJECT, "Cell plant", FIRST, "Cell plant, hall 1", SECOND, "Cell plant, hall 2");
    private static final String RECORD = """
            {"urn":"%s","displayId":"CK-PRJ-AAAAAAAA-D","title":{"en":{"text":"%s","status":"ORIGINAL"}},
             "state":"ANNOUNCED","type":"GREENFIELD","direction":"KR_TO_CN","stewardship":"SHARED",
             "classification":"BILATERAL","record":{"side":"%s"}}""";
    private static final String CANDIDATE = """
            {"project":"%s","title":{"en":{"text":"%s","status":"ORIGINAL"}},"sharedIdentifier":%s,"score":9,
             "parts":[{"part":"INVESTOR","weight":3},{"part":"HOST_ENTITY","weight":3},{"part":"PLACE","weight":2},
               {"part":"SECTOR","weight":1}]}""";
    private static final Done NOT_FOUND =
            new Done(404, "{\"type\":\"urn:ckep:problem:not-found\",\"status\":404}", null);

    private final Map<String, Stored> stored = new LinkedHashMap<>();
    private final List<String> halls = new ArrayList<>(List.of(FIRST, SECOND));
    private ObjectNode group;

    private static final class Stored {
        private final ObjectNode content;
        private final JsonNode reason;
        private ChangeSet rules;
        private JsonNode remark;

        Stored(ChangeSet rules, ObjectNode content, JsonNode reason) {
            this.rules = rules;
            this.content = content;
            this.reason = reason;
        }
    }

    /** Lays the records and their pairings onto the gateway. */
    static StubPairings giveTo(StubGateway gateway) {
        StubPairings pairings = new StubPairings();
        gateway.answer(PATH, pairings);
        TITLES.forEach((id, title) -> {
            String record = RECORD.formatted(urn(id), title, side(urn(id)));
            gateway.answer(PROJECTS + id, (question, headers) -> new Done(200, record, null));
            gateway.answer(PROJECTS + id + "/pair-group", (question, headers) -> pairings.group(question, id));
            gateway.answer(PROJECTS + id + "/pairing-candidates", (question, headers) -> pairings.candidates(id));
        });
        return pairings;
    }

    static String urn(String id) {
        return "urn:ckep:project:" + id;
    }

    static String side(String urn) {
        return urn.equals(urn(StubChanges.PROJECT)) ? "CN" : "KR";
    }

    /** From now on the candidate that was the likeliest is the last one. */
    synchronized void reverseCandidates() {
        Collections.reverse(halls);
    }

    /** Both sides have agreed elsewhere that these are of one thing. */
    synchronized void pair(String... ids) {
        ObjectNode content =
                StubChanges.JSON.createObjectNode().put("group", newGroup()).put("counted", "KR");
        ArrayNode members = content.putArray("members");
        for (String id : ids) {
            members.addObject().put("project", urn(id)).put("side", side(urn(id)));
        }
        group = content;
    }

    /** The group was ended elsewhere. */
    synchronized void part() {
        group = null;
    }

    private static String newGroup() {
        return "urn:ckep:pair-group:" + UUID.randomUUID();
    }

    private synchronized Done group(StubGateway.Question question, String id) {
        if (!isPaired(urn(id)) || question.authorization().equals("null")) {
            return NOT_FOUND;
        }
        ObjectNode view = group.deepCopy().put("urn", group.path("group").asText());
        view.remove("group");
        return new Done(200, view.put("pairedAt", Instant.now().toString()).toString(), null);
    }

    private boolean isPaired(String urn) {
        return group != null
                && group.path("members").findValuesAsText("project").contains(urn);
    }

    /** As in the register a record that is in a group has none. */
    private synchronized Done candidates(String id) {
        if (isPaired(urn(id))) {
            return StubChanges.problem(
                    new Refused(PairingRules.Problem.RECORD_PAIRED, "The record is in a group.", null));
        }
        List<String> others = side(urn(id)).equals("CN") ? halls : List.of(StubChanges.PROJECT);
        List<String> found = others.stream()
                .filter(other -> !isPaired(urn(other)))
                .map(other -> CANDIDATE.formatted(urn(other), TITLES.get(other), other.equals(FIRST)))
                .toList();
        return new Done(200, "{\"data\":[" + String.join(",", found) + "]}", null);
    }

    @Override
    public synchronized Done ask(StubGateway.Question question, Map<String, String> headers) {
        try {
            return answer(question, StubChanges.viewer(question.authorization()));
        } catch (Refused refused) {
            return StubChanges.problem(refused);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException(question.body(), notJson);
        }
    }

    private Done answer(StubGateway.Question question, Viewer viewer) throws JsonProcessingException {
        String below = question.path().substring(PATH.length());
        JsonNode body = question.body().isEmpty()
                ? StubChanges.JSON.createObjectNode()
                : StubChanges.JSON.readTree(question.body());
        if (below.isEmpty()) {
            return question.method().equals("POST") ? draft(viewer, body) : list(viewer, question.query());
        }
        String[] steps = below.substring(1).split("/", 2);
        Stored pairing = stored.get(steps[0]);
        if (pairing == null || !pairing.rules.isVisibleTo(viewer)) {
            return NOT_FOUND;
        }
        if (steps.length > 1) {
            act(pairing, ChangeAction.valueOf(steps[1].toUpperCase(Locale.ROOT)), body, viewer);
        }
        return new Done(200, render(steps[0], viewer).toString(), null);
    }

    private Done draft(Viewer viewer, JsonNode body) {
        if (!viewer.hasRole(Role.MAKER)) {
            throw new Refused(KernelProblem.FORBIDDEN, "Only a side's own makers draft pairings.", null);
        }
        String id = UUID.randomUUID().toString();
        ObjectNode content = body.path("kind").asText().equals("PAIR") ? pairing(body) : end(body);
        ChangeSet draft =
                ChangeSet.draft(viewer.side(), Procedure.EXPLICIT, viewer.subject(), ChangeHash.of(content.toString()));
        stored.put(id, new Stored(draft, content, body.path("reason")));
        return new Done(201, render(id, viewer).toString(), null);
    }

    private ObjectNode pairing(JsonNode body) {
        ArrayNode members = PairingRules.members(body, TITLES.keySet(), this::isPaired);
        ObjectNode content =
                StubChanges.JSON.createObjectNode().put("kind", "PAIR").put("group", newGroup());
        content.put("counted", body.path("counted").asText()).set("members", members);
        return content;
    }

    private ObjectNode end(JsonNode body) {
        if (group == null || !group.path("group").equals(body.path("group"))) {
            throw new Refused(KernelProblem.UNPROCESSABLE, "There is no such group.", "/group", "unknown-group");
        }
        return group.deepCopy().put("kind", "UNPAIR");
    }

    private void act(Stored pairing, ChangeAction action, JsonNode body, Viewer viewer) {
        String hash = body.path("hash").isTextual() ? body.path("hash").asText() : null;
        ChangeProtocol.Act act =
                new ChangeProtocol.Act(action, hash, StubChanges.reason(body.path("reason")), Instant.now(), PERIOD);
        pairing.rules = switch (ChangeProtocol.decide(pairing.rules, act, viewer)) {
            case Decision.Accepted<ChangeSet> accepted -> accepted.next();
            case Decision.Unchanged<ChangeSet> unchanged -> pairing.rules;
            case Decision.Refused<ChangeSet> refused -> throw refused(refused);
        };
        pairing.remark = body.has("reason") ? body.path("reason") : null;
        if (pairing.rules.state() == ChangeState.APPLIED) {
            group = pairing.content.path("kind").asText().equals("PAIR") ? pairing.content.deepCopy() : null;
            outdate(pairing);
        }
    }

    private static Refused refused(Decision.Refused<ChangeSet> refused) {
        return refused.type() == ChangeProblem.CHANGE_STALE
                ? new Refused(refused.type(), "The records have been paired or unpaired otherwise since.", null)
                : new Refused(refused.type(), refused.detail(), null);
    }

    private void outdate(Stored agreed) {
        stored.values().forEach(other -> {
            ChangeSet outdated = ChangeProtocol.outdated(other.rules);
            if (other != agreed && outdated != null) {
                other.rules = outdated;
            }
        });
    }

    private Done list(Viewer viewer, String query) {
        ObjectNode page = StubChanges.JSON.createObjectNode();
        ArrayNode data = page.putArray("data");
        List.copyOf(stored.keySet()).reversed().stream()
                .filter(id -> stored.get(id).rules.isVisibleTo(viewer))
                .filter(id -> stored.get(id).content.path("members").findValuesAsText("project").stream()
                        .anyMatch(query::contains))
                .forEach(id -> data.add(render(id, viewer)));
        return new Done(200, page.toString(), null);
    }

    private ObjectNode render(String id, Viewer viewer) {
        Stored pairing = stored.get(id);
        ObjectNode view = pairing.content
                .deepCopy()
                .put("urn", "urn:ckep:pairing:" + id)
                .put("side", pairing.rules.side().name())
                .put("state", pairing.rules.stateAt(Instant.now()).name())
                .put("hash", pairing.rules.hash());
        view.set("reason", StubChanges.texts(pairing.reason));
        if (pairing.remark != null) {
            view.set("remark", StubChanges.texts(pairing.remark));
        }
        StubChanges.signatures(view, pairing.rules, viewer);
        ArrayNode allowed = view.putArray("allowed");
        ChangeProtocol.allowed(pairing.rules, viewer, Instant.now()).stream()
                .filter(act -> !List.of("edit", "counter").contains(act))
                .forEach(allowed::add);
        return view;
    }
}
