package org.ckep.investment.interference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ckep.testing.ApiDescription;
import org.jspecify.annotations.Nullable;

/** What an outsider tries at each operation of the API's description, made from what that says of it. */
final class Attempts {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final String IF_MATCH = "If-Match";
    private static final String KEY = "Idempotency-Key";
    private static final String ANY_TAG = "\"any\"";
    private static final String GET = "get";

    /** Bodies of the operations whose description gives no example. */
    private static final Map<String, String> BODIES = Map.of(
            "post sources", "{\"kind\": \"PRESS\", \"title\": \"A paper\"}",
            "post claims", """
            {"subject": "urn:ckep:project:0d4bb3b5-7d0e-4b1f-9a53-5c8a3a6f1e21", "attribute": "success-assessment",
             "modality": "ASSERTED", "sources": ["urn:ckep:source:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10"],
             "value": {"type": "text", "text": {"en": "Verdict"}}}""",
            "post claims/{id}/deprecate", "{\"reason\": \"It was wrong.\"}");

    /** The acts of a pairing, and one that is none. */
    private static final List<String> ACTS =
            List.of("submit", "return", "dismiss", "propose", "review", "agree", "reject", "withdraw", "no-act");

    private final ApiDescription description;
    private final HiddenIds ids;

    Attempts(ApiDescription description, HiddenIds ids) {
        this.description = description;
        this.ids = ids;
    }

    /**
     * Requests about something hidden, each with its twin.
     *
     * @param reader whether the caller reads what is between the two sides
     */
    List<Attempt.Twins> twins(String operation, boolean reader) {
        List<Attempt.Twins> twins = new ArrayList<>();
        for (String parameter : pathParameters(operation)) {
            String hidden = ids.hidden(collection(operation, parameter), reader);
            if (hidden != null) {
                ofPath(operation, parameter, hidden, twins);
            }
        }
        if (isRead(operation)) {
            ofQuery(operation, twins);
        } else {
            ofBody(operation, twins);
        }
        return twins;
    }

    private void ofPath(String operation, String parameter, String hidden, List<Attempt.Twins> twins) {
        Function<String, String> path =
                id -> path(operation, name -> name.equals(parameter) ? id : other(operation, name, parameter));
        List<String> acts = operation.contains("{act}") ? ACTS : List.of("");
        for (String act : acts) {
            for (Map<String, String> headers : headers(operation)) {
                for (String body : bodies(operation)) {
                    twins.add(twins(
                            "hidden " + parameter,
                            operation,
                            hidden,
                            id -> path.apply(id).replace("{act}", act),
                            id -> body,
                            headers));
                }
            }
        }
    }

    /** What stands beside the parameter in question: what is above it can be seen, what is below it never existed. */
    private String other(String operation, String name, String parameter) {
        List<String> all = pathParameters(operation);
        return switch (name) {
            case "attribute" -> "totalInvestment";
            case "act" -> "{act}";
            default ->
                all.indexOf(name) < all.indexOf(parameter)
                        ? ids.visible(collection(operation, name))
                        : HiddenIds.UNKNOWN;
        };
    }

    private void ofQuery(String operation, List<Attempt.Twins> twins) {
        for (String parameter : queryParameters(operation)) {
            for (String type : HiddenIds.TYPES.getOrDefault(parameter, Set.of())) {
                twins.add(twins(
                        "hidden in " + parameter,
                        operation,
                        ids.ofType(type),
                        id -> seenPath(operation) + "?" + parameter + "=urn:ckep:" + type + ":" + id,
                        id -> null,
                        Map.of()));
            }
        }
    }

    private void ofBody(String operation, List<Attempt.Twins> twins) {
        Set<String> members = new TreeSet<>(HiddenIds.TYPES.keySet());
        members.retainAll(properties(operation));
        for (String path : ids.writable(operation, seenPath(operation))) {
            for (String body : bodies(operation)) {
                for (String member : members) {
                    for (String type : ids.records(member)) {
                        twins.add(twins(
                                "hidden in " + member,
                                operation,
                                ids.ofType(type),
                                id -> path,
                                id -> referring(body, member, "urn:ckep:" + type + ":" + id),
                                ids.tagged(headers(operation).getFirst(), path)));
                    }
                }
                for (String type : ids.types()) {
                    if (body != null && body.contains("urn:ckep:" + type + ":")) {
                        twins.add(twins(
                                "hidden " + type,
                                operation,
                                ids.ofType(type),
                                id -> path,
                                id -> body.replaceAll("(urn:ckep:" + type + ":)[0-9a-f-]{36}", "$1" + id),
                                ids.tagged(headers(operation).getFirst(), path)));
                    }
                }
            }
        }
    }

    private static Attempt.Twins twins(
            String what,
            String operation,
            String hidden,
            Function<String, String> path,
            Function<String, @Nullable String> body,
            Map<String, String> headers) {
        String method = method(operation);
        return new Attempt.Twins(
                new Attempt(what, method, path.apply(hidden), body.apply(hidden), headers),
                hidden,
                new Attempt(what, method, path.apply(HiddenIds.UNKNOWN), body.apply(HiddenIds.UNKNOWN), headers),
                HiddenIds.UNKNOWN);
    }

    private static String referring(@Nullable String body, String member, String urn) {
        ObjectNode changed = object(body);
        if (HiddenIds.LISTS.contains(member)) {
            changed.putArray(member).add(urn);
        } else {
            changed.put(member, urn);
        }
        if (member.equals("parentProject")) {
            changed.put("relation", "EXPANDS");
        }
        return changed.toString();
    }

    /** Requests that nobody's hidden records make wrong. */
    List<Attempt> wrong(String operation) {
        List<Attempt> wrong = new ArrayList<>();
        String path = seenPath(operation);
        String method = method(operation);
        Map<String, String> headers = headers(operation).getFirst();
        String body = bodies(operation).getFirst();
        for (String parameter : pathParameters(operation)) {
            String none = path(
                            operation, name -> name.equals(parameter) ? "no-such" : other(operation, name, parameter))
                    .replace("{act}", "agree");
            wrong.add(new Attempt("no " + parameter, method, none, body, headers));
        }
        if (isRead(operation)) {
            wrong.add(new Attempt("plain", method, path, null, Map.of()));
            wrong.add(new Attempt("accepts nothing", method, path, null, Map.of("Accept", "application/x-unheard")));
            wrong.add(new Attempt("unknown parameter", method, path + "?unheard=1", null, Map.of()));
            for (String parameter : queryParameters(operation)) {
                wrong.add(new Attempt(
                        "wrong " + parameter, method, path + "?" + parameter + "=%21wrong", null, Map.of()));
            }
            return wrong;
        }
        String key = "k".repeat(300);
        wrong.add(new Attempt("wrong key", method, unknownPath(operation), body, with(headers, KEY, key)));
        if (body != null) {
            ofContent(operation, path, headers, body, wrong);
        }
        return wrong;
    }

    private void ofContent(
            String operation, String path, Map<String, String> headers, String body, List<Attempt> wrong) {
        String method = method(operation);
        wrong.add(new Attempt("plain text", method, path, body, with(headers, "Content-Type", "text/plain")));
        for (String no : List.of("", "{", "[]", "17")) {
            wrong.add(new Attempt("body '" + no + "'", method, path, no, headers));
        }
        wrong.add(new Attempt(
                "unknown member", method, path, object(body).put("unheard", 1).toString(), headers));
        for (JsonNode member : schema(operation).path("required")) {
            ObjectNode less = object(body);
            less.remove(member.asText());
            wrong.add(new Attempt("no " + member.asText(), method, path, less.toString(), headers));
        }
        for (String member : properties(operation)) {
            ObjectNode other = object(body);
            other.putArray(member).addArray().add(17);
            wrong.add(new Attempt("wrong " + member, method, path, other.toString(), headers));
        }
    }

    private List<Map<String, String>> headers(String operation) {
        if (isRead(operation)) {
            return List.of(Map.of());
        }
        Map<String, String> plain = Map.of("Content-Type", contentType(operation));
        return parameters(operation, "header").contains(IF_MATCH)
                ? List.of(with(plain, IF_MATCH, ANY_TAG), plain)
                : List.of(plain);
    }

    private String contentType(String operation) {
        JsonNode content = description.operation(operation).path("requestBody").path("content");
        return content.isEmpty() ? "application/json" : content.fieldNames().next();
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return more;
    }

    /** Bodies that are read without fault; one null where the operation takes none. */
    private List<@Nullable String> bodies(String operation) {
        if (description.body(operation).isMissingNode()) {
            return Arrays.asList((String) null);
        }
        List<@Nullable String> examples =
                new ArrayList<>(description.examples(operation).values());
        return examples.isEmpty() ? List.of(BODIES.getOrDefault(operation, "{}")) : examples;
    }

    private JsonNode schema(String operation) {
        String reference =
                description.body(operation).path("schema").path("$ref").asText();
        return description.schema(reference.substring(reference.lastIndexOf('/') + 1));
    }

    private Set<String> properties(String operation) {
        Set<String> properties = new TreeSet<>();
        schema(operation).path("properties").fieldNames().forEachRemaining(properties::add);
        return properties;
    }

    private List<String> queryParameters(String operation) {
        return parameters(operation, "query");
    }

    private List<String> parameters(String operation, String in) {
        List<String> names = new ArrayList<>();
        for (JsonNode parameter : description.operation(operation).path("parameters")) {
            if (parameter.path("in").asText().equals(in)) {
                names.add(parameter.path("name").asText());
            }
        }
        return names;
    }

    private static List<String> pathParameters(String operation) {
        Matcher found = PARAMETER.matcher(operation);
        List<String> names = new ArrayList<>();
        while (found.find()) {
            names.add(found.group(1));
        }
        return names;
    }

    /** The collection in which a parameter of the path names something. */
    private static String collection(String operation, String parameter) {
        String before = operation.substring(0, operation.indexOf("/{" + parameter + "}"));
        return before.substring(Math.max(before.lastIndexOf('/'), before.lastIndexOf(' ')) + 1);
    }

    private String seenPath(String operation) {
        return path(
                operation,
                name -> name.equals("act")
                        ? "agree"
                        : name.equals("attribute") ? "totalInvestment" : ids.visible(collection(operation, name)));
    }

    private String unknownPath(String operation) {
        return path(operation, name -> name.equals("act") ? "agree" : HiddenIds.UNKNOWN);
    }

    private static String path(String operation, Function<String, String> values) {
        return PARAMETER
                .matcher(operation.substring(operation.indexOf(' ') + 1))
                .replaceAll(found -> Matcher.quoteReplacement(values.apply(found.group(1))));
    }

    private static String method(String operation) {
        return operation.substring(0, operation.indexOf(' '));
    }

    private static boolean isRead(String operation) {
        return method(operation).equals(GET);
    }

    private static ObjectNode object(@Nullable String body) {
        try {
            return (ObjectNode) JSON.readTree(body == null ? "{}" : body);
        } catch (JsonProcessingException ours) {
            throw new IllegalStateException(ours);
        }
    }
}
