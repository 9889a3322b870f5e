package org.ckep.portal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeAction;
import org.ckep.kernel.change.ChangeHash;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.change.ChangeProtocol;
import org.ckep.kernel.change.ChangeSet;
import org.ckep.kernel.change.ChangeState;
import org.ckep.kernel.change.Procedure;
import org.ckep.kernel.change.Signature;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.portal.StubGateway.Done;
import org.ckep.portal.platform.Answer;

/**
 * The change sets of one project, in memory. Who may do what is decided by the kernel's own protocol on the token that
 * comes with each request, as in the register; what a record becomes and what its invariants are is not simulated.
 */
final class StubChanges implements StubGateway.Desk {
    static final String PROJECT = "0190a000-0000-7000-8000-000000000001";
    static final String PATH = "/investment/v1/projects/" + PROJECT + "/changes";

    static final ObjectMapper JSON = new ObjectMapper();
    private static final Urn RECORD = Urn.parse("urn:ckep:project:" + PROJECT);
    private static final Duration PERIOD = Duration.ofDays(30);
    private static final Set<String> NEEDING_EVIDENCE =
            Set.of("totalInvestment", "registeredCapital", "ownContribution", "jobs", "capacity");

    private final Map<String, Stored> stored = new LinkedHashMap<>();
    private final Map<String, Done> answered = new LinkedHashMap<>();
    private final ObjectNode project;
    private final StubObjections objections;

    private static final class Stored {
        private final ObjectNode content;
        private final ObjectNode base;
        private final String parent;
        private ChangeSet rules;
        private JsonNode remark;

        Stored(ChangeSet rules, ObjectNode content, ObjectNode base, String parent) {
            this.rules = rules;
            this.content = content;
            this.base = base;
            this.parent = parent;
        }
    }

    static final class Refused extends RuntimeException {
        private final int status;
        private final String slug;
        private final String detail;
        private final String pointer;
        private final String code;

        Refused(ProblemType type, String detail, String pointer) {
            this(type, detail, pointer, type.slug());
        }

        Refused(ProblemType type, String detail, String pointer, String code) {
            this.status = type.status();
            this.slug = type.slug();
            this.detail = detail;
            this.pointer = pointer;
            this.code = code;
        }
    }

    StubChanges(String project, StubObjections objections) throws JsonProcessingException {
        this.objections = objections;
        this.project = (ObjectNode) JSON.readTree(project);
    }

    /** The project as it stands now. */
    synchronized String project() {
        List<ObjectNode> standing = objections.standing();
        if (standing.isEmpty()) {
            return project.toString();
        }
        ObjectNode contested = project.deepCopy().put("agreement", "CONTESTED");
        standing.forEach(contested.withArray("objections")::add);
        return contested.toString();
    }

    /** Another change was agreed elsewhere: all open change sets are overtaken. */
    synchronized void overtake(String attribute, String value) throws JsonProcessingException {
        project.set(attribute, JSON.readTree(value));
        outdate(null);
    }

    /** The id of a draft that a side's system has made: it settles objections and changes nothing. */
    synchronized String settlement(Side side, String... objections) {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("patch");
        body.putArray("evidence");
        ArrayNode settles = body.putArray("settles");
        List.of(objections).forEach(settles::add);
        body.putObject("reason").put("en", "Both sides have looked at it");
        return drafted(side, body);
    }

    /** The id of a draft that a side's system has made: both sides agree on a figure for themselves. */
    synchronized String figure(Side side, String attribute, String value) throws JsonProcessingException {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("patch");
        body.putArray("evidence");
        body.putObject("figure").put("attribute", attribute).set("value", JSON.readTree(value));
        body.putObject("reason").put("en", "Signed, to be announced in March");
        return drafted(side, body);
    }

    /** Everybody reads the project from now on. */
    synchronized void open() {
        project.put("classification", Classification.PUBLIC.level().name());
        project.withObject("/record/classification")
                .put("level", Classification.PUBLIC.level().name());
    }

    /** Both sides have agreed on a figure for themselves. */
    synchronized void agreeOn(String attribute, String value) throws JsonProcessingException {
        ObjectNode content = JSON.createObjectNode();
        content.putObject("figure").put("attribute", attribute).set("value", JSON.readTree(value));
        agree(content);
    }

    private String drafted(Side side, ObjectNode body) {
        ChangeSet draft = ChangeSet.draft(side, Procedure.EXPLICIT, "system", ChangeHash.of(body.toString()));
        String id = UUID.randomUUID().toString();
        stored.put(id, new Stored(draft, body, project.deepCopy(), null));
        return id;
    }

    @Override
    public synchronized Done ask(StubGateway.Question question, Map<String, String> headers) {
        String key = headers.get("Idempotency-Key");
        if (key != null && answered.containsKey(key)) {
            return answered.get(key);
        }
        try {
            Done done = answer(question, viewer(question.authorization()));
            if (key != null) {
                answered.put(key, done);
            }
            return done;
        } catch (Refused refused) {
            return problem(refused);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException(question.body(), notJson);
        }
    }

    private Done answer(StubGateway.Question question, Viewer viewer) throws JsonProcessingException {
        String below = question.path().substring(PATH.length());
        JsonNode body = question.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(question.body());
        if (below.isEmpty()) {
            return question.method().equals("POST") ? draft(viewer, body, null) : list(viewer);
        }
        String[] steps = below.substring(1).split("/", 2);
        Stored change = stored.get(steps[0]);
        if (change == null || !change.rules.isVisibleTo(viewer)) {
            return new Done(404, "{\"type\":\"urn:ckep:problem:not-found\",\"status\":404}", null);
        }
        if (steps.length == 1) {
            if (question.method().equals("PUT")) {
                decide(change, ChangeAction.EDIT, body, viewer);
                stored.put(steps[0], content(viewer, body, change.parent));
                return view(steps[0], viewer, 200);
            }
            return view(steps[0], viewer, 200);
        }
        if (steps[1].equals("counter")) {
            decide(change, ChangeAction.COUNTER, body, viewer);
            return draft(viewer, body, steps[0]);
        }
        return act(steps[0], change, ChangeAction.valueOf(steps[1].toUpperCase(Locale.ROOT)), body, viewer);
    }

    private Done draft(Viewer viewer, JsonNode body, String parent) throws JsonProcessingException {
        String id = UUID.randomUUID().toString();
        stored.put(id, content(viewer, body, parent));
        return view(id, viewer, 201);
    }

    private Stored content(Viewer viewer, JsonNode body, String parent) throws JsonProcessingException {
        Procedure procedure = procedure(body);
        if (procedure == Procedure.RELEASE) {
            requireRelease(body);
        } else if (body.has("figure")) {
            requireFigure(body);
        } else if (body.path("patch").isEmpty()
                && !body.has("step")
                && body.path("settles").isEmpty()) {
            throw new Refused(ChangeProblem.CHANGE_PATCH, "The patch leaves every agreed value as it is.", "/patch");
        }
        if (!body.has("reason")) {
            throw new Refused(ChangeProblem.CHANGE_REASON_NEEDED, "A reason is needed.", "/reason");
        }
        for (int i = 0; i < body.path("patch").size(); i++) {
            String attribute = attribute(body.path("patch").get(i));
            requireEvidence(attribute, body);
            JsonNode amount = body.path("patch").get(i).path("value").path("amount");
            if (amount.isTextual() && !amount.asText().matches("\\d+(\\.\\d+)?")) {
                throw new Refused(
                        ChangeProblem.CHANGE_PATCH, "An amount is a decimal number.", "/" + attribute + "/amount");
            }
        }
        if (procedure == Procedure.SILENCE && body.has("settles")) {
            throw new Refused(ChangeProblem.CHANGE_NOT_BY_SILENCE, "Nothing is settled by silence.", "/procedure");
        }
        String hash = ChangeHash.of(
                RECORD,
                ChangeHash.of(project.toString()),
                false,
                patch(body).toString(),
                null,
                procedure,
                Answer.elements(body.path("settles"), urn -> Urn.parse(urn.asText())),
                body.has("classification") ? body.path("classification").toString() : null,
                body.has("figure") ? body.path("figure").toString() : null);
        ChangeSet draft = ChangeSet.draft(viewer.side(), procedure, viewer.subject(), hash);
        return new Stored(draft, body.deepCopy(), project.deepCopy(), parent);
    }

    private static void requireEvidence(String attribute, JsonNode body) {
        if (NEEDING_EVIDENCE.contains(attribute) && body.path("evidence").isEmpty()) {
            throw new Refused(
                    ChangeProblem.CHANGE_EVIDENCE_NEEDED, "A change of " + attribute + " names a source.", "/evidence");
        }
    }

    /** A figure for both sides alone, with a sum that is one and a source, and nothing else. */
    private static void requireFigure(JsonNode body) {
        JsonNode value = body.path("figure").path("value");
        if (body.has("patch") || body.has("step") || body.has("settles") || body.has("makesJoint")) {
            throw new Refused(ChangeProblem.CHANGE_PATCH, "A change set of a figure does nothing else.", "/figure");
        }
        if (value.isMissingNode()) {
            throw new Refused(ChangeProblem.CHANGE_PATCH, "Both sides agree on a value.", "/figure/value");
        }
        JsonNode amount = value.path("amount");
        if (amount.isTextual() && !amount.asText().matches("\\d+(\\.\\d+)?")) {
            throw new Refused(ChangeProblem.CHANGE_PATCH, "An amount is a decimal number.", "/figure/value/amount");
        }
        requireEvidence(body.path("figure").path("attribute").asText(), body);
    }

    private static Procedure procedure(JsonNode body) {
        String usual = (body.has("classification") ? Procedure.RELEASE : Procedure.EXPLICIT).name();
        return Procedure.valueOf(body.path("procedure").asText(usual));
    }

    private void requireRelease(JsonNode body) throws JsonProcessingException {
        if (!body.has("classification") || body.has("patch") || body.has("step") || body.has("settles")) {
            throw new Refused(ChangeProblem.CHANGE_RELEASE, "A release changes nothing else.", "/classification");
        }
        String figure = body.path("figure").path("attribute").asText();
        StubOwnProject.requireWider(
                figure.isEmpty() ? StubOwnProject.classification(project.path("record")) : Classification.BILATERAL,
                StubOwnProject.classification(body));
    }

    /** A release has none. */
    private static JsonNode patch(JsonNode body) {
        return body.has("patch") ? body.path("patch") : JSON.createArrayNode();
    }

    private static String attribute(JsonNode operation) {
        return operation.path("path").asText().substring(1);
    }

    private ChangeSet decide(Stored change, ChangeAction action, JsonNode body, Viewer viewer) {
        String hash = body.path("hash").isTextual() ? body.path("hash").asText() : null;
        ChangeProtocol.Act act =
                new ChangeProtocol.Act(action, hash, reason(body.path("reason")), Instant.now(), PERIOD);
        return switch (ChangeProtocol.decide(change.rules, act, viewer)) {
            case Decision.Accepted<ChangeSet> accepted -> accepted.next();
            case Decision.Unchanged<ChangeSet> unchanged -> change.rules;
            case Decision.Refused<ChangeSet> refused -> throw new Refused(refused.type(), refused.detail(), null);
        };
    }

    static LocalizedText reason(JsonNode reason) {
        Map<Language, LocalizedText.Text> texts = new LinkedHashMap<>();
        for (Language language : Language.values()) {
            if (reason.path(language.tag()).isTextual()) {
                texts.put(
                        language,
                        new LocalizedText.Text(reason.path(language.tag()).asText(), LocalizedText.Status.ORIGINAL));
            }
        }
        return texts.isEmpty() ? null : LocalizedText.of(texts);
    }

    private Done act(String id, Stored change, ChangeAction action, JsonNode body, Viewer viewer) {
        change.rules = decide(change, action, body, viewer);
        change.remark = body.has("reason") ? body.path("reason") : null;
        if (action == ChangeAction.PROPOSE && change.parent != null) {
            Stored answered = stored.get(change.parent);
            answered.rules = ChangeProtocol.countered(answered.rules, Instant.now());
        }
        if (action == ChangeAction.AGREE) {
            change.content
                    .path("patch")
                    .forEach(operation -> project.set(attribute(operation), operation.path("value")));
            if (change.content.has("figure")) {
                agree(change.content);
            } else if (change.content.has("classification")) {
                project.set(
                        "classification", change.content.path("classification").path("level"));
                ((ObjectNode) project.path("record")).set("classification", change.content.path("classification"));
            }
            objections.settle(change.content.path("settles"), id);
            outdate(id);
        }
        return view(id, viewer, 200);
    }

    /** The figure stands beside the record, for both sides at first. */
    private void agree(JsonNode content) {
        ObjectNode agreed = project.withObject(
                "/figures/" + content.path("figure").path("attribute").asText() + "/agreed");
        if (content.has("classification")) {
            agreed.set("classification", content.path("classification").path("level"));
        } else {
            agreed.set("value", content.path("figure").path("value"));
            agreed.put("classification", Classification.BILATERAL.level().name());
            agreed.put("recordedAt", Instant.now().toString());
        }
    }

    private void outdate(String butOne) {
        stored.forEach((id, change) -> {
            ChangeSet outdated = ChangeProtocol.outdated(change.rules);
            if (!id.equals(butOne) && outdated != null) {
                change.rules = outdated;
            }
        });
    }

    private Done list(Viewer viewer) {
        ObjectNode page = JSON.createObjectNode();
        ArrayNode data = page.putArray("data");
        List<String> ids = new ArrayList<>(stored.keySet()).reversed();
        ids.stream().filter(id -> stored.get(id).rules.isVisibleTo(viewer)).forEach(id -> data.add(render(id, viewer)));
        return new Done(200, page.toString(), null);
    }

    private Done view(String id, Viewer viewer, int status) {
        ObjectNode view = render(id, viewer);
        return new Done(status, view.toString(), "\"" + ChangeHash.of(view.toString()) + "\"");
    }

    private ObjectNode render(String id, Viewer viewer) {
        Stored change = stored.get(id);
        ChangeState state = change.rules.stateAt(Instant.now());
        ObjectNode view = JSON.createObjectNode()
                .put("urn", "urn:ckep:change:" + id)
                .put("record", RECORD.toString())
                .put("side", change.rules.side().name())
                .put("state", state.name())
                .put("makesJoint", false);
        ArrayNode changed = view.putArray("changed");
        view.set("patch", patch(change.content));
        ObjectNode before = view.putObject("before");
        ObjectNode after = view.putObject("after");
        change.content.path("patch").forEach(operation -> {
            String attribute = attribute(operation);
            changed.add(attribute);
            if (change.base.has(attribute)) {
                before.set(attribute, change.base.path(attribute));
            }
            if (operation.has("value")) {
                after.set(attribute, operation.path("value"));
            }
        });
        view.set("reason", texts(change.content.path("reason")));
        change.content.path("evidence").forEach(view.putArray("evidence")::add);
        if (change.content.has("classification")) {
            view.set("classification", change.content.path("classification"));
        }
        if (change.content.has("settles")) {
            view.set("settles", change.content.path("settles"));
        }
        if (change.content.has("figure")) {
            ObjectNode figure = view.putObject("figure");
            figure.setAll((ObjectNode) change.content.path("figure"));
            JsonNode agreed = change.base
                    .path("figures")
                    .path(figure.path("attribute").asText())
                    .path("agreed")
                    .path("value");
            if (!agreed.isMissingNode()) {
                figure.set("agreed", agreed);
            }
        }
        view.put("procedure", change.rules.procedure().name());
        view.put("hash", change.rules.hash());
        signatures(view, change.rules, viewer);
        if (change.parent != null) {
            view.put("answers", "urn:ckep:change:" + change.parent);
        }
        if (change.remark != null) {
            view.set("remark", texts(change.remark));
        }
        ArrayNode allowed = view.putArray("allowed");
        ChangeProtocol.allowed(change.rules, viewer, Instant.now()).forEach(allowed::add);
        return view;
    }

    /** As the register tells them: when the other side's maker or reviewer signed is that side's own. */
    static void signatures(ObjectNode view, ChangeSet rules, Viewer viewer) {
        ArrayNode signatures = view.putArray("signatures");
        for (Signature signature : rules.signatures()) {
            ObjectNode note = signatures
                    .addObject()
                    .put("side", signature.side().name())
                    .put("function", signature.function().name());
            boolean inner = signature.function() == Signature.Function.MAKER
                    || signature.function() == Signature.Function.REVIEWER;
            if (!inner || signature.side() == viewer.side()) {
                note.put("at", signature.at().toString());
            }
        }
        if (rules.deadline() != null) {
            view.put("deadline", rules.deadline().toString());
        }
    }

    static ObjectNode texts(JsonNode inShort) {
        ObjectNode texts = JSON.createObjectNode();
        inShort.properties().forEach(one -> texts.putObject(one.getKey())
                .put("text", one.getValue().asText())
                .put("status", "ORIGINAL"));
        return texts;
    }

    static Done problem(Refused refused) {
        ObjectNode problem = JSON.createObjectNode()
                .put("type", "urn:ckep:problem:" + refused.slug)
                .put("title", refused.slug)
                .put("status", refused.status)
                .put("detail", refused.detail);
        if (refused.pointer != null) {
            problem.putArray("errors")
                    .addObject()
                    .put("pointer", refused.pointer)
                    .put("code", refused.code)
                    .put("message", refused.detail);
        }
        return new Done(refused.status, problem.toString(), null);
    }

    static Viewer viewer(String authorization) throws JsonProcessingException {
        if (authorization.equals("null")) {
            return Viewer.PUBLIC;
        }
        JsonNode claims = JSON.readTree(
                new String(Base64.getUrlDecoder().decode(authorization.split("\\.", -1)[1]), StandardCharsets.UTF_8));
        Set<Role> roles = EnumSet.noneOf(Role.class);
        claims.path("realm_access").path("roles").forEach(role -> Role.ofCode(role.asText())
                .ifPresent(roles::add));
        JsonNode sides = claims.path("side");
        String side = sides.isArray() ? sides.path(0).asText() : sides.asText();
        return new Viewer(
                claims.path("sub").asText(), null, side.isEmpty() ? null : Side.valueOf(side), null, roles, false);
    }
}
