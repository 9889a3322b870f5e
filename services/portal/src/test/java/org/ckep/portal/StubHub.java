package org.ckep.portal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.portal.StubGateway.Done;

/**
 * The event hub's subscriptions and feed in memory, in its shapes: who may change them is decided on the token, and a
 * secret stands in the one answer that made it. Nothing is delivered to anybody.
 */
final class StubHub {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> MANAGING = List.of("maker", "agency", "secretariat");
    private static final String FORBIDDEN = problem("forbidden", 403, "This is done by a maker.", "[]");

    private final Map<String, ObjectNode> subscriptions = new LinkedHashMap<>();
    private final Map<String, Done> answered = new LinkedHashMap<>();
    private final List<ObjectNode> events = new ArrayList<>();
    private int secrets;

    /** Puts the hub onto the gateway. */
    static StubHub giveTo(StubGateway gateway) {
        StubHub hub = new StubHub();
        gateway.answer("/subscriptions/v1", hub::ask);
        gateway.answer("/events/v1/feed", (question, headers) -> hub.feed(question));
        gateway.answer("/events/v1/catalog", """
                {"types":[{"type":"org.ckep.investment.project.announced.v1","title":
                    {"en":{"text":"Project announced","status":"OFFICIAL"},"zh-Hans":{"text":"项目已宣布","status":"OFFICIAL"},
                     "ko":{"text":"프로젝트 발표","status":"OFFICIAL"}}},
                  {"type":"org.ckep.policy.milestone.met.v1","title":{"en":{"text":"Milestone met","status":"OFFICIAL"},
                     "zh-Hans":{"text":"里程碑已达成","status":"OFFICIAL"},"ko":{"text":"이정표 달성","status":"OFFICIAL"}}}]}""");
        hub.happens("First project");
        return hub;
    }

    /** One more event stands in the log. */
    synchronized void happens(String title) {
        ObjectNode event = JSON.createObjectNode()
                .put("type", "org.ckep.investment.project.announced.v1")
                .put("subject", "urn:ckep:project:" + StubChanges.PROJECT)
                .put("time", "2026-11-26T10:00:00Z");
        event.putObject("data")
                .putObject("title")
                .putObject("en")
                .put("text", title)
                .put("status", "ORIGINAL");
        events.add(event);
    }

    /** The state of the only subscription from now on. */
    synchronized void becomes(String state, String reason) {
        subscriptions.values().forEach(one -> one.put("state", state).put("stateReason", reason));
    }

    /** What is wrong with the only subscription from now on, though it is active. */
    synchronized void isTroubledBy(String... troubles) {
        subscriptions.values().forEach(one -> {
            ArrayNode words = one.put("state", "ACTIVE").putArray("troubles");
            List.of(troubles).forEach(words::add);
        });
    }

    private synchronized Done feed(StubGateway.Question question) {
        String after = question.query().replaceAll(".*after=([a-z0-9-]*).*", "$1");
        int limit = Integer.parseInt(question.query().replaceAll(".*limit=(\\d+).*", "$1"));
        int from = after.equals("earliest")
                ? 0
                : after.startsWith("latest")
                        ? Math.max(0, events.size() - Integer.parseInt("0" + after.replaceAll("\\D", "")))
                        : Integer.parseInt(after);
        int to = Math.min(events.size(), from + limit);
        ObjectNode page = JSON.createObjectNode();
        ArrayNode data = page.putArray("data");
        events.subList(from, to).forEach(data::add);
        return new Done(
                200, page.put("next", "" + to).put("more", to < events.size()).toString(), null);
    }

    private synchronized Done ask(StubGateway.Question question, Map<String, String> headers) {
        String key = headers.get("Idempotency-Key");
        if (key != null && answered.containsKey(key)) {
            return answered.get(key);
        }
        try {
            Done done = answer(question);
            if (key != null) {
                answered.put(key, done);
            }
            return done;
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException(question.body(), notJson);
        }
    }

    private Done answer(StubGateway.Question question) throws JsonProcessingException {
        String[] steps = question.path().substring("/subscriptions/v1".length()).split("/", -1);
        boolean writes = question.method().equals("POST");
        if (writes && !mayManage(question.authorization())) {
            return new Done(403, FORBIDDEN, null);
        }
        JsonNode body = writes ? JSON.readTree(question.body()) : JSON.nullNode();
        if (steps.length == 1) {
            return writes ? create(body) : list(subscriptions.values());
        }
        if (steps[1].equals("dry-run")) {
            return tried(body);
        }
        ObjectNode subscription = subscriptions.get(steps[1]);
        if (subscription == null) {
            return new Done(404, problem("not-found", 404, "No such record.", "[]"), null);
        }
        String rest = String.join("/", List.of(steps).subList(2, steps.length));
        return writes ? acted(subscription, rest, body) : read(subscription, rest);
    }

    private Done create(JsonNode wanted) {
        String sink = wanted.path("sink").asText("");
        if (sink.startsWith("http:") || sink.contains("10.0.0")) {
            return new Done(
                    422,
                    problem(
                            "sink-refused",
                            422,
                            "The sink must be https.",
                            "[{\"pointer\":\"/sink\",\"code\":\"sink-refused\",\"message\":\"The sink must be https.\"}]"),
                    null);
        }
        if (wanted.path("filters").path(0).path("sql").asText("").endsWith("=")) {
            return filterRefused();
        }
        String id = UUID.randomUUID().toString();
        ObjectNode made = ((ObjectNode) wanted.deepCopy())
                .put("id", id)
                .put("state", sink.isEmpty() ? "ACTIVE" : "PENDING")
                .put("protocol", sink.isEmpty() ? "PULL" : "HTTP")
                .put("leaseUntil", "2026-12-26T10:00:00Z")
                .put("createdAt", "2026-11-26T10:00:00Z");
        made.putArray("keys")
                .addObject()
                .put("kid", "key-1")
                .put("algorithm", "v1a")
                .put("publicKey", "whpk_abc");
        if (!sink.isEmpty()) {
            made.put("stateReason", "consent-missing");
        }
        subscriptions.put(id, made);
        return new Done(201, made.toString(), null);
    }

    private static Done filterRefused() {
        return new Done(
                400,
                problem(
                        "filter-invalid",
                        400,
                        "The expression ends too early.",
                        "[{\"pointer\":\"/filters/0/sql\",\"code\":\"filter-invalid\",\"message\":\"Ends at 9.\"}]"),
                null);
    }

    private static Done tried(JsonNode filter) {
        return filter.path("filters").path(0).path("sql").asText("").endsWith("=")
                ? filterRefused()
                : new Done(
                        200,
                        "{\"scanned\":120,\"matched\":7,\"byType\":{\"org.ckep.investment.project.announced.v1\":7}}",
                        null);
    }

    private Done acted(ObjectNode subscription, String act, JsonNode body) {
        switch (act) {
            case "pause" -> subscription.put("state", "PAUSED").put("stateReason", "owner");
            case "resume" -> {
                String reason = subscription.path("stateReason").asText().split(":", 2)[0];
                if (List.of("gone", "lease-expired", "consent-missing", "sink-refused")
                        .contains(reason)) {
                    return new Done(
                            409, problem("state-forbids", 409, "The endpoint has to consent again.", "[]"), null);
                }
                subscription.put("state", "ACTIVE").remove("stateReason");
            }
            case "verify" -> subscription.put("state", "ACTIVE").remove("stateReason");
            case "keys" -> {
                secrets++;
                subscription.put("signing", body.path("algorithm").asText("v1a"));
                return new Done(
                        200,
                        subscription
                                .deepCopy()
                                .put("secret", "whsec_only-now-" + secrets)
                                .toString(),
                        null);
            }
            default -> {
                return new Done(200, "{\"outcome\":\"delivered\",\"status\":204,\"millis\":12}", null);
            }
        }
        return new Done(200, subscription.toString(), null);
    }

    private static Done read(ObjectNode subscription, String what) {
        return new Done(
                200,
                switch (what) {
                    case "" -> subscription.toString();
                    case "health" -> """
                            {"state":"ACTIVE","lastSubseq":"7","doneUpto":"6","open":1,"behind":0,"lastOutcome":"timeout",
                             "failures":2,"parked":[{"lane":"urn:ckep:project:1","subseq":"7"}]}""";
                    case "deliveries" -> """
                            {"data":[{"subseq":"7","state":"parked","type":"org.ckep.investment.project.announced.v1",
                              "subject":"urn:ckep:project:1","attempts":10,"lastOutcome":"server-error","lastStatus":500},
                             {"subseq":"6","state":"delivered","type":"org.ckep.policy.milestone.met.v1",
                              "subject":"urn:ckep:milestone:2","attempts":1,"lastOutcome":"delivered","lastStatus":204,
                              "doneAt":"2026-11-26T10:00:00Z"}]}""";
                    default -> """
                            {"data":[{"at":"2026-11-26T10:00:00Z","kind":"live","number":1,"outcome":"server-error",
                              "status":500,"millis":31,"response":"<b>broken</b>"}]}""";
                },
                null);
    }

    private static Done list(Iterable<ObjectNode> all) {
        ObjectNode page = JSON.createObjectNode();
        ArrayNode data = page.putArray("data");
        all.forEach(data::add);
        return new Done(200, page.toString(), null);
    }

    private static boolean mayManage(String authorization) throws JsonProcessingException {
        JsonNode claims = JSON.readTree(
                new String(Base64.getUrlDecoder().decode(authorization.split("\\.", -1)[1]), StandardCharsets.UTF_8));
        for (JsonNode role : claims.path("realm_access").path("roles")) {
            if (MANAGING.contains(role.asText())) {
                return true;
            }
        }
        return false;
    }

    private static String problem(String slug, int status, String detail, String errors) {
        return "{\"type\":\"urn:ckep:problem:%s\",\"status\":%d,\"detail\":\"%s\",\"errors\":%s}"
                .formatted(slug, status, detail, errors);
    }
}
