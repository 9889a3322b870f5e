package org.ckep.policy;

import static org.ckep.policy.PolicyApi.as;
import static org.ckep.policy.PolicyApi.asLoader;
import static org.ckep.policy.PolicyApi.created;
import static org.ckep.policy.PolicyApi.foreign;
import static org.ckep.policy.PolicyApi.json;
import static org.ckep.policy.PolicyApi.source;

import io.restassured.path.json.JsonPath;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The least that a record of each register needs. */
final class Samples {
    /** By the register's path; {@code ${track}} and the like stand for the URN of a record of that kind. */
    static final Map<String, String> BODIES = bodies();

    private Samples() {}

    private static Map<String, String> bodies() {
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put(
                "instruments", "'kind': 'MOU', 'level': 'BILATERAL', 'parties': ['CN', 'KR'], 'stage': 'NEGOTIATING'");
        bodies.put("tracks", "'instrument': '${instrument}', 'topics': ['SERVICES'], 'launchedOn': '2025'");
        bodies.put("mechanisms", "'level': 'VICE_MINISTER'");
        bodies.put("engagements", "'kind': 'FORUM', 'start': '2026-03-16', 'end': '2026-03-17'");
        bodies.put("delegations", "'engagement': '${engagement}', 'side': 'KR', 'kind': 'OFFICIAL'");
        bodies.put("milestones", "'type': 'LEGAL', 'owner': 'BOTH', 'due': '2027', 'criteria': {'en': 'done'}");
        bodies.put("challenges", "'kinds': ['COMPETITION']");
        bodies.put("needs", "'sectors': []");
        bodies.put("targets", "'owner': 'KR', 'metric': 'AI_RANK', 'relation': 'LE', 'value': '3', 'due': '2030'");
        bodies.put("measures", "'issuer': 'US', 'kind': 'TARIFF', 'announcedOn': '2026-01'");
        bodies.put("priorities", "'rank': 1");
        bodies.put("shifts", "'pastModel': {'en': 'before'}, 'newModel': {'en': 'after'}");
        return bodies;
    }

    /** Body of a new record with the title {@code A sample}, in which references name nothing that exists. */
    static String body(String register) {
        return body(register, Samples::nowhere, "");
    }

    private static String nowhere(String type) {
        return foreign(type);
    }

    private static String body(String register, UnaryOperator<String> references, String more) {
        String text = json("{'title': {'en': 'A sample'}, " + BODIES.get(register) + more + "}");
        for (String type : new String[] {"instrument", "engagement"}) {
            if (text.contains("${" + type + "}")) {
                text = text.replace("${" + type + "}", references.apply(type));
            }
        }
        return text;
    }

    /** A record of a side with whatever it refers to; {@code classification} is JSON, empty for the side's own. */
    static JsonPath entered(String user, String register, String classification) {
        String more = classification.isEmpty() ? "" : ", 'classification': " + classification;
        String body =
                body(register, type -> entered(user, type + "s", classification).getString("urn"), more);
        return created(as(user), register, body);
    }

    /** A public record that no side stands behind. */
    static JsonPath observed(String register) {
        String body = body(
                register, type -> observed(type + "s").getString("urn"), ", 'sources': ['" + source("PRESS") + "']");
        return created(asLoader(), register + "/register-observed", body);
    }

    static String unknownId() {
        return UUID.randomUUID().toString();
    }
}
