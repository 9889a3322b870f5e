package org.ckep.portal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeHash;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.portal.StubChanges.Refused;
import org.ckep.portal.StubGateway.Done;

/** A project of the Chinese side alone, in memory: who may read it is decided by the kernel, as in the register. */
final class StubOwnProject implements StubGateway.Desk {
    static final String PROJECT = "0190a000-0000-7000-8000-000000000005";
    static final String PATH = "/investment/v1/projects/" + PROJECT;

    /** What the register refuses a release for, beside what the kernel knows. */
    enum Problem implements ProblemType {
        CLASSIFICATION_NOT_WIDER("classification-not-wider", 422),
        NARROWER_THAN_ITS_READER("narrower-than-its-reader", 422),
        PROJECT_OWN_APPROVAL("project-own-approval", 403);

        private final String slug;
        private final int status;

        Problem(String slug, int status) {
            this.slug = slug;
            this.status = status;
        }

        @Override
        public String slug() {
            return slug;
        }

        @Override
        public int status() {
            return status;
        }
    }

    private final Map<String, Done> answered = new HashMap<>();
    private Classification readers = Classification.side(Side.CN);
    private String state = "PROSPECT";
    private String narrower = "";
    private boolean enteredByReleaser;

    /** Refuses a classification that takes readers away or brings none, as the register does. */
    static void requireWider(Classification now, Classification then) {
        if (now.equals(then) || !now.isWithin(then)) {
            throw new Refused(
                    Problem.CLASSIFICATION_NOT_WIDER, "Its readers stay, and others join them.", "/classification");
        }
    }

    static Classification classification(JsonNode body) throws JsonProcessingException {
        return StubChanges.JSON.treeToValue(body.path("classification"), Classification.class);
    }

    /** Whoever releases it has entered it himself. */
    synchronized void enteredByReleaser(boolean entered) {
        this.enteredByReleaser = entered;
    }

    /** Something that it refers to is not open to its new readers; empty for nothing. */
    synchronized void refersToNarrower(String pointer) {
        this.narrower = pointer;
    }

    synchronized void read(Classification by) {
        this.readers = by;
    }

    synchronized void enter(String state) {
        this.state = state;
    }

    @Override
    public synchronized Done ask(StubGateway.Question question, Map<String, String> headers) {
        try {
            return answer(question, StubChanges.viewer(question.authorization()), headers);
        } catch (Refused refused) {
            return StubChanges.problem(refused);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException(question.body(), notJson);
        }
    }

    private Done answer(StubGateway.Question question, Viewer viewer, Map<String, String> headers)
            throws JsonProcessingException {
        if (!viewer.mayRead(readers) || question.path().endsWith("/pair-group")) {
            return new Done(404, "{\"type\":\"urn:ckep:problem:not-found\",\"status\":404}", null);
        }
        String below = question.path().substring(PATH.length());
        if (below.equals("/release")) {
            String key = headers.get("Idempotency-Key");
            if (!answered.containsKey(key)) {
                answered.put(key, release(viewer, headers.get("If-Match"), StubChanges.JSON.readTree(question.body())));
            }
            return answered.get(key);
        }
        return below.isEmpty() ? view() : new Done(200, "{\"data\":[]}", null);
    }

    private Done release(Viewer viewer, String ifMatch, JsonNode body) throws JsonProcessingException {
        if (!viewer.hasRole(Role.RELEASER) || viewer.side() != Side.CN) {
            throw new Refused(KernelProblem.FORBIDDEN, "A releaser widens who may read a record.", null);
        }
        if (!view().entityTag().equals(ifMatch)) {
            throw new Refused(KernelProblem.STALE, "The record has changed since it was read.", null);
        }
        if (enteredByReleaser) {
            throw new Refused(Problem.PROJECT_OWN_APPROVAL, "Released by someone who did not enter it.", null);
        }
        requireWider(readers, classification(body));
        if (!narrower.isEmpty()) {
            throw new Refused(
                    Problem.NARROWER_THAN_ITS_READER, "Not every reader of the record may read this.", narrower);
        }
        readers = classification(body);
        return view();
    }

    private Done view() {
        ObjectNode project = StubChanges.JSON
                .createObjectNode()
                .put("urn", "urn:ckep:project:" + PROJECT)
                .put("displayId", "CK-PRJ-AAAAAAAA-E")
                .put("state", state)
                .put("type", "GREENFIELD")
                .put("direction", "KR_TO_CN")
                .put("modality", "PLAN")
                .put("stewardship", "UNILATERAL")
                .put("classification", readers.level().name())
                .put("parentProject", "urn:ckep:project:0190a000-0000-7000-8000-000000000003");
        project.putObject("title")
                .putObject("en")
                .put("text", "Separator film plant")
                .put("status", "ORIGINAL");
        ObjectNode site = project.putArray("sites").addObject().put("urn", "urn:ckep:site:7");
        site.putObject("title").putObject("en").put("text", "Wuxi park, hall 3").put("status", "ORIGINAL");
        ObjectNode record =
                project.putObject("record").put("stewardship", "UNILATERAL").put("side", "CN");
        record.set("classification", StubChanges.JSON.valueToTree(readers));
        return new Done(200, project.toString(), "\"" + ChangeHash.of(project.toString()) + "\"");
    }
}
