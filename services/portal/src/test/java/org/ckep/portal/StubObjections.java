package org.ckep.portal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.Objection;
import org.ckep.kernel.change.ObjectionAction;
import org.ckep.kernel.change.ObjectionProtocol;
import org.ckep.kernel.change.ObjectionState;
import org.ckep.kernel.problem.Decision;
import org.ckep.portal.StubChanges.Refused;
import org.ckep.portal.StubGateway.Done;

/** The objections to one project, in memory, decided by the kernel's own protocol as in the register. */
final class StubObjections implements StubGateway.Desk {
    static final String PATH = "/investment/v1/projects/" + StubChanges.PROJECT + "/objections";

    private static final String URN = "urn:ckep:objection:";

    private final Map<String, Stored> stored = new LinkedHashMap<>();

    private static final class Stored {
        private final JsonNode reason;
        private Objection rules;
        private String settledBy;

        Stored(Objection rules, JsonNode reason) {
            this.rules = rules;
            this.reason = reason;
        }
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
        if (below.isEmpty()) {
            return question.method().equals("POST")
                    ? prepare(viewer, StubChanges.JSON.readTree(question.body()))
                    : list(viewer);
        }
        String[] steps = below.substring(1).split("/", 2);
        Stored objection = stored.get(steps[0]);
        if (objection == null || !objection.rules.isVisibleTo(viewer)) {
            return new Done(404, "{\"type\":\"urn:ckep:problem:not-found\",\"status\":404}", null);
        }
        if (steps.length > 1) {
            ObjectionAction action = ObjectionAction.valueOf(steps[1].toUpperCase(Locale.ROOT));
            objection.rules = next(ObjectionProtocol.decide(objection.rules, action, viewer, Instant.now()));
        }
        return new Done(200, render(steps[0], viewer).toString(), null);
    }

    private Done prepare(Viewer viewer, JsonNode body) {
        String attribute = body.hasNonNull("attribute") ? body.path("attribute").asText() : null;
        Objection prepared =
                next(ObjectionProtocol.prepare(viewer, attribute, StubChanges.reason(body.path("reason"))));
        String id = UUID.randomUUID().toString();
        stored.put(id, new Stored(prepared, body.path("reason")));
        return new Done(201, render(id, viewer).toString(), null);
    }

    private static Objection next(Decision<Objection> decision) {
        return switch (decision) {
            case Decision.Accepted<Objection> accepted -> accepted.next();
            case Decision.Unchanged<Objection> unchanged ->
                throw new IllegalStateException("no act leaves it as it is");
            case Decision.Refused<Objection> refused -> throw new Refused(refused.type(), refused.detail(), null);
        };
    }

    private Done list(Viewer viewer) {
        ObjectNode page = StubChanges.JSON.createObjectNode();
        ArrayNode data = page.putArray("data");
        List<String> ids = new ArrayList<>(stored.keySet()).reversed();
        ids.stream().filter(id -> stored.get(id).rules.isVisibleTo(viewer)).forEach(id -> data.add(render(id, viewer)));
        return new Done(200, page.toString(), null);
    }

    private ObjectNode render(String id, Viewer viewer) {
        Stored objection = stored.get(id);
        ObjectNode view = standing(id);
        view.put("state", objection.rules.state().name());
        view.set("reason", StubChanges.texts(objection.reason));
        if (objection.settledBy != null) {
            view.put("settledBy", "urn:ckep:change:" + objection.settledBy);
        }
        ArrayNode allowed = view.putArray("allowed");
        ObjectionProtocol.allowed(objection.rules, viewer).forEach(allowed::add);
        return view;
    }

    private ObjectNode standing(String id) {
        Objection rules = stored.get(id).rules;
        ObjectNode view = StubChanges.JSON
                .createObjectNode()
                .put("urn", URN + id)
                .put("side", rules.side().name());
        if (rules.attribute() != null) {
            view.put("attribute", rules.attribute());
        }
        if (rules.raisedAt() != null) {
            view.put("raisedAt", rules.raisedAt().toString());
        }
        return view;
    }

    /** Those that stand, as the project tells them. */
    synchronized List<ObjectNode> standing() {
        return stored.keySet().stream()
                .filter(id -> stored.get(id).rules.state() == ObjectionState.STANDING)
                .map(this::standing)
                .toList();
    }

    /** A change set that names them has come into force. */
    synchronized void settle(JsonNode urns, String change) {
        urns.forEach(urn -> {
            Stored objection = stored.get(urn.asText().substring(URN.length()));
            if (objection != null && objection.rules.state() == ObjectionState.STANDING) {
                objection.rules = ObjectionProtocol.settled(objection.rules);
                objection.settledBy = change;
            }
        });
    }
}
