package org.ckep.hub.catalogue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Writes an example of each event type, always the same one. */
final class Examples {
    private static final String AT = "2026-01-05T02:00:00Z";

    private static final Map<String, String> SERVICES = Map.of(
            "trade", "trade-statistics",
            "investment", "investment-projects",
            "partnerships", "sector-partnerships",
            "policy", "policy-milestones",
            "delivery", "event-hub");

    private Examples() {}

    /** A CloudEvent as its readers get it: from a log, or, where the hub itself says something, in a subscription. */
    static ObjectNode event(EventCatalogue.EventType type, String schema) {
        ObjectNode data = data(type);
        String subject = data.path("urn")
                .asText("urn:ckep:subscription:"
                        + data.path("subscription").asText("0199d2c4-7a3e-4c11-8f00-000000000009"));
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
        switch (type.kind()) {
            case "digest" -> {
                numbered(event, "1001");
                event.put("ckkeyid", "kH0p2WmVt9Qx");
                event.put(
                        "cksignature",
                        "Y7yXTpEmH3JNhAmpVwHvGDYiMl0MHXlmVtM7UJEqa1oCG3pXecaCKL-kfdzdiE1GR4CApLURA4fbj_56Eo4cig");
            }
            case "notice" -> numbered(event, "42");
            case "test" -> {}
            default -> {
                event.put("dataclassification", type.classification());
                event.put("recordedtime", AT);
                event.put("sequence", "00000000000000000042");
            }
        }
        event.set("data", data);
        return event;
    }

    private static void numbered(ObjectNode event, String subseq) {
        event.put("cksubseq", subseq);
        event.put("ckchain", "lBSIax6_Al2wZ6TL0ToJA_vZczpTcruhtYvXLBaZt5g");
    }

    /** Its data, with every member that the catalogue names. */
    static ObjectNode data(EventCatalogue.EventType type) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        type.fields().forEach(field -> {
            switch (field.name()) {
                case "urn" -> data.put("urn", type.exampleUrn());
                case "title" ->
                    data.putObject("title")
                            .putObject("en")
                            .put("text", type.recordName())
                            .put("status", "ORIGINAL");
                default -> data.set(field.name(), Objects.requireNonNull(field.example(), field.name()));
            }
        });
        return data;
    }
}
