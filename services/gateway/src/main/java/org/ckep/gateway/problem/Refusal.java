package org.ckep.gateway.problem;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A problem with what is particular to one call.
 *
 * @param detail which sentence explains it: the key of a message, without the suffix {@code .detail}
 * @param arguments what stands in the sentence
 * @param headers fields of the answer that belong to the problem
 * @param members extension members of the problem document
 */
public record Refusal(
        GatewayProblem type,
        String detail,
        List<Object> arguments,
        Map<String, String> headers,
        Map<String, Object> members) {
    private static final String RETRY_SECONDS = "5";

    public Refusal {
        arguments = List.copyOf(arguments);
        headers = Map.copyOf(headers);
        members = Map.copyOf(members);
    }

    /** A problem explained by its own sentence. */
    public static Refusal of(GatewayProblem type, Object... arguments) {
        return new Refusal(type, type.slug(), Arrays.asList(arguments), Map.of(), Map.of());
    }

    /** A problem with several causes, explained by the sentence of one of them. */
    public static Refusal because(GatewayProblem type, String cause, Object... arguments) {
        return new Refusal(type, type.slug() + "." + cause, Arrays.asList(arguments), Map.of(), Map.of());
    }

    /** What stands for an error that came without an explanation of its own, from the named service. */
    public static Refusal ofStatus(int status, String service) {
        GatewayProblem type = GatewayProblem.ofStatus(status);
        return switch (type) {
            case TOO_LARGE, URI_TOO_LONG, QUOTA_EXCEEDED, HEADERS_TOO_LARGE -> because(type, "service");
            case BAD_GATEWAY, UNAVAILABLE, GATEWAY_TIMEOUT -> retryable(type, service);
            default -> of(type);
        };
    }

    /** The refusal of a call that the named service may answer soon. */
    public static Refusal retryable(GatewayProblem type, String service) {
        return of(type, service).withHeader("Retry-After", RETRY_SECONDS);
    }

    public Refusal withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Refusal(type, detail, arguments, more, members);
    }

    public Refusal withMember(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new Refusal(type, detail, arguments, headers, more);
    }
}
