package org.ckep.hub.catalogue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** Writes an example of each event type, always the same one. */
final class Examples {
    private static final String AT = "2026-01-05T02:00:00Z";
    private static final String SUBSCRIPTION = "0199d2c4-7a3e-4c11-8f00-000000000009";
    private static final String HASH = "RBNvo1WzZ4oRRq0W9-hknpT7T8If536DEMBg9hyq_4o";

    private static final Map<String, String> SERVICES = Map.of(
            "trade", "trade-statistics",
            "investment", "investment-projects",
            "partnerships", "sector-partnerships",
            "policy", "policy-milestones",
            "delivery", "event-hub");

    private static final Map<String, String> REASONS = Map.of(
            "org.ckep.delivery.subscription.paused.v1", "failing",
            "org.ckep.delivery.subscription.parked.v1", "tries-used-up",
            "org.ckep.delivery.lease.ending.v1", "ends-in-7-days");

    private Examples() {}

    /** A CloudEvent as a log shows it. */
    static ObjectNode event(EventCatalogue.EventType type, String schema) {
        ObjectNode data = data(type);
        String subject = data.path("urn").asText("urn:ckep:subscription:" + SUBSCRIPTION);
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("specversion", "1.0");
        event.put(
                "id",
                UUID.nameUUIDFromBytes(type.name().getBytes(StandardCharsets.UTF_8))
                        .toString());
        event.put("source", "/" + SERVICES.get(type.domain()) + "/" + type.audience());
        event.put("type", type.name());
        event.put("subject", subject);
        event.put("time", AT);
        event.put("datacontenttype", "application/json");
        event.put("dataschema", schema);
        event.put("audience", type.audience());
        event.put("partitionkey", subject);
        event.put("recordedtime", AT);
        event.put("sequence", "00000000000000000042");
        event.set("data", data);
        return event;
    }

    /** Its data, with every member that the catalogue names. */
    static ObjectNode data(EventCatalogue.EventType type) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        switch (type.kind()) {
            case "record" -> {
                data.put("urn", type.exampleUrn());
                data.putObject("title")
                        .putObject("en")
                        .put("text", type.recordName())
                        .put("status", "ORIGINAL");
            }
            case "claim" -> data.put("urn", type.exampleUrn());
            case "digest" -> {
                data.put("subscription", SUBSCRIPTION);
                data.put("firstSubseq", "1");
                data.put("lastSubseq", "1000");
                data.put("count", "1000");
                data.put("chainBefore", HASH);
                data.put("chain", HASH.replace('4', '5'));
                data.putArray("gaps")
                        .addObject()
                        .put("subseq", "17")
                        .put("hash", HASH.replace('4', '6'))
                        .put("reason", "skipped");
            }
            case "notice" -> {
                data.put("subscription", SUBSCRIPTION);
                data.put("reason", REASONS.get(type.name()));
                data.put("since", AT);
                ObjectNode advice = data.putObject("advice");
                text(advice, "en", "What to do", "ORIGINAL");
                text(advice, "ko", "조치 방법", "WORKING");
                text(advice, "zh", "处理方法", "WORKING");
            }
            default -> data.put("message", "Test · 测试 · 시험");
        }
        type.fields().forEach(field -> data.set(field.name(), field.example()));
        return data;
    }

    private static void text(ObjectNode texts, String language, String text, String status) {
        texts.putObject(language).put("text", text).put("status", status);
    }
}
