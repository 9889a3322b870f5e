package org.ckep.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.ckep.gateway.route.Route;

/**
 * What the gateway answers in front of a service, written into the description of each operation: the refusals that a
 * service does not know of, in the form that its route promises, and the fields that tell of the caller's quota.
 */
final class GatewayAnswers {
    private static final String RESPONSES = "#/components/responses/gateway.";
    private static final String HEADERS = "#/components/headers/gateway.";
    private static final Map<String, String> REFUSALS =
            Map.of("401", "Unauthenticated", "403", "Forbidden", "429", "QuotaExceeded");

    private GatewayAnswers() {}

    /** Completes the responses of an operation. */
    static void addTo(ObjectNode operation, Route route) {
        ObjectNode responses = operation.withObject("/responses");
        for (String status : refusalsOf(route)) {
            if (route.kind() == Route.Kind.SDMX) {
                responses.set(status, reference(RESPONSES + "SdmxRefusal"));
            } else if (responses.path(status).path("content").isMissingNode()) {
                responses.set(status, reference(RESPONSES + REFUSALS.get(status)));
            }
        }
        for (Map.Entry<String, JsonNode> response : responses.properties()) {
            if (response.getValue() instanceof ObjectNode described && !described.has("$ref")) {
                addHeaders(response.getKey(), described);
            }
        }
    }

    /** The gateway's own documents are for everyone, so nothing but a bad token or a used-up quota is refused. */
    private static List<String> refusalsOf(Route route) {
        return route.isApi() ? List.of("401", "403", "429") : List.of("401", "429");
    }

    private static void addHeaders(String status, ObjectNode response) {
        ObjectNode headers = response.withObject("/headers");
        headers.set("RateLimit", reference(HEADERS + "RateLimit"));
        headers.set("RateLimit-Policy", reference(HEADERS + "RateLimitPolicy"));
        switch (status) {
            case "401", "403" -> headers.set("WWW-Authenticate", reference(HEADERS + "Challenge"));
            case "429" -> headers.set("Retry-After", reference(HEADERS + "RetryAfter"));
            default -> {}
        }
    }

    private static ObjectNode reference(String target) {
        return JsonNodeFactory.instance.objectNode().put("$ref", target);
    }
}
