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
import org.ckep.kernel.change.ChangeProblem;
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
    private String revision = "";
    private String revisionHash = "1".repeat(64);
    private boolean draftedByChecker;

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

    /** A maker has drafted a change of what others read. */
    synchronized void draft(String hash) {
        this.revision = "PENDING";
        this.revisionHash = hash;
    }

    /** The checker had a hand in what waits. */
    synchronized void draftedByChecker(boolean drafted) {
        this.draftedByChecker = drafted;
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
        if (below.startsWith("/revision")) {
            return viewer.side() == Side.CN && !revision.isEmpty()
                    ? revision(viewer, below, StubChanges.JSON.readTree(question.body()))
                    : new Done(404, "{\"type\":\"urn:ckep:problem:not-found\",\"status\":404}", null);
        }
        return below.isEmpty() ? view(viewer) : new Done(200, "{\"data\":[]}", null);
    }

    private Done revision(Viewer viewer, String below, JsonNode body) {
        boolean confirms = below.endsWith("/confirm");
        if (confirms || below.endsWith("/drop")) {
            if (!revision.equals("PENDING")) {
                throw new Refused(KernelProblem.STATE_FORBIDS, "It is over.", null);
            }
            if (confirms && !viewer.hasRole(Role.CHECKER)) {
                throw new Refused(KernelProblem.FORBIDDEN, "A checker confirms it.", null);
            }
            if (confirms && draftedByChecker) {
                throw new Refused(Problem.PROJECT_OWN_APPROVAL, "Somebody else confirms it.", null);
            }
            if (confirms && !body.path("hash").asText().equals(revisionHash)) {
                throw new Refused(ChangeProblem.CHANGE_HASH_DIFFERS, "It is another one.", null);
            }
            revision = confirms ? "CONFIRMED" : "DROPPED";
        }
        String allowed =
                !revision.equals("PENDING") ? "" : viewer.hasRole(Role.CHECKER) ? "\"confirm\",\"drop\"" : "\"drop\"";
        return new Done(
                200,
                """
                {"urn":"urn:ckep:revision:1","project":"urn:ckep:project:%s","side":"CN","state":"%s",
                  "changed":["title","modality","products","stateSince","sources","participants"],
                  "before":{"title":{"en":{"text":"Separator film plant","status":"ORIGINAL"},
                      "ko":{"text":"분리막 공장","status":"MACHINE"}},"modality":"PLAN",
                    "participants":[{"org":{"unnamed":{"side":"CN","description":"a maker of films"}},"role":"INVESTOR"}]},
                  "after":{"title":{"en":{"text":"Separator film works","status":"ORIGINAL"},
                      "ko":{"text":"분리막 공장","status":"OFFICIAL"}},"modality":"ASSERTED",
                    "participants":[{"org":{"unnamed":{"side":"KR","description":"a maker of films"}},"role":"INVESTOR"}],
                    "products":["392010"],"stateSince":"2026-05","sources":["urn:ckep:source:1"]},
                  "content":{"project":"urn:ckep:project:%s"},"hash":"%s","maker":"somebody",
                  "draftedAt":"2026-11-01T08:30:00Z"%s,"allowed":[%s]}""".formatted(
                                PROJECT,
                                revision,
                                PROJECT,
                                revisionHash,
                                allowed.isEmpty() ? ",\"closedAt\":\"2026-11-02T08:30:00Z\"" : "",
                                allowed),
                "\"revision\"");
    }

    private Done release(Viewer viewer, String ifMatch, JsonNode body) throws JsonProcessingException {
        if (!viewer.hasRole(Role.RELEASER) || viewer.side() != Side.CN) {
            throw new Refused(KernelProblem.FORBIDDEN, "A releaser widens who may read a record.", null);
        }
        if (!view(viewer).entityTag().equals(ifMatch)) {
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
        return view(viewer);
    }

    private Done view(Viewer viewer) {
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
                .put("text", revision.equals("CONFIRMED") ? "Separator film works" : "Separator film plant")
                .put("status", "ORIGINAL");
        ObjectNode site = project.putArray("sites").addObject().put("urn", "urn:ckep:site:7");
        site.putObject("title").putObject("en").put("text", "Wuxi park, hall 3").put("status", "ORIGINAL");
        ObjectNode record =
                project.putObject("record").put("stewardship", "UNILATERAL").put("side", "CN");
        if (revision.equals("PENDING") && viewer.side() == Side.CN) {
            project.putObject("pendingRevision")
                    .put("urn", "urn:ckep:revision:1")
                    .put("draftedAt", "2026-11-01T08:30:00Z");
        }
        record.set("classification", StubChanges.JSON.valueToTree(readers));
        return new Done(200, project.toString(), "\"" + ChangeHash.of(project.toString()) + "\"");
    }
}
