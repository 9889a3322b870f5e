package org.ckep.portal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeHash;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.portal.StubChanges.Refused;
import org.ckep.portal.StubGateway.Done;

/** One act that waits for a second person of the Chinese side, in memory, as in the register. */
final class StubPendingActs implements StubGateway.Desk {
    static final String ACT = "0190a000-0000-7000-8000-00000000000a";
    static final String PATH = "/investment/v1/pending-acts";
    static final String RECORD = "0190a000-0000-7000-8000-00000000000b";

    /** What the register refuses a confirmation for, beside what the kernel knows. */
    enum Problem implements ProblemType {
        PENDING_ACT_OF_ONES_OWN;

        @Override
        public String slug() {
            return "pending-act-of-ones-own";
        }

        @Override
        public int status() {
            return 403;
        }
    }

    private String act = "enter-transaction";
    private String record = "commitment";
    private String state = "PENDING";
    private boolean draftedByChecker;
    private String request = """
            {"type": "DISBURSEMENT", "amount": {"amount": "4000000.50", "currency": "USD"}, "valueDate": "2024-05-01",
             "note": {"en": {"text": "First part", "status": "ORIGINAL"}}, "sources": ["urn:ckep:source:1"]}""";

    /** What waits, instead of a transaction. */
    synchronized void waits(String act, String record, String request) {
        this.act = act;
        this.record = record;
        this.request = request;
    }

    /** The checker had a hand in what waits. */
    synchronized void draftedByChecker() {
        this.draftedByChecker = true;
    }

    synchronized String state() {
        return state;
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
        boolean own = viewer.side() == Side.CN;
        if (below.isEmpty()) {
            boolean listed = own && state.equals("PENDING");
            return new Done(200, "{\"data\":[" + (listed ? view(viewer) : "") + "]}", null);
        }
        if (!own || !below.startsWith("/" + ACT)) {
            return new Done(404, "{\"type\":\"urn:ckep:problem:not-found\",\"status\":404}", null);
        }
        if (question.method().equals("POST")) {
            boolean confirms = below.endsWith("/confirm");
            if (confirms) {
                requireMayConfirm(viewer, StubChanges.JSON.readTree(question.body()));
            }
            state = confirms ? "CONFIRMED" : "DROPPED";
        }
        return new Done(200, view(viewer).toString(), "\"act\"");
    }

    private void requireMayConfirm(Viewer viewer, JsonNode body) throws JsonProcessingException {
        if (!viewer.hasRole(Role.CHECKER)) {
            throw new Refused(KernelProblem.FORBIDDEN, "A checker confirms it.", null);
        }
        if (draftedByChecker) {
            throw new Refused(Problem.PENDING_ACT_OF_ONES_OWN, "Somebody else confirms it.", null);
        }
        if (!body.path("hash").asText().equals(hash())) {
            throw new Refused(ChangeProblem.CHANGE_HASH_DIFFERS, "It is another one.", null);
        }
    }

    private String hash() {
        return ChangeHash.of(request);
    }

    private ObjectNode view(Viewer viewer) throws JsonProcessingException {
        ObjectNode view = StubChanges.JSON
                .createObjectNode()
                .put("urn", "urn:ckep:pending-act:" + ACT)
                .put("record", "urn:ckep:" + record + ":" + RECORD)
                .put("side", "CN")
                .put("act", act)
                .put("state", state)
                .put("hash", hash())
                .put("maker", "somebody")
                .put("draftedAt", "2026-11-01T08:30:00Z");
        view.putObject("content").set("request", StubChanges.JSON.readTree(request));
        if (!state.equals("PENDING")) {
            view.put("closedAt", "2026-11-02T08:30:00Z").putArray("allowed");
        } else if (viewer.hasRole(Role.CHECKER)) {
            view.putArray("allowed").add("confirm").add("drop");
        } else {
            view.putArray("allowed").add("drop");
        }
        return view;
    }
}
