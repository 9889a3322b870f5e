package org.ckep.gateway.limit;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.ckep.gateway.access.Identification;
import org.ckep.gateway.call.Call;
import org.ckep.gateway.problem.GatewayProblem;
import org.ckep.gateway.problem.Refusal;
import org.ckep.gateway.route.Route;
import org.jspecify.annotations.Nullable;

/**
 * Streams and long polls hold a connection each for as long as they last, and a quota of requests lets one caller open
 * more and more of them. So each caller may have a number of them open at a time, and nobody can take all there are.
 */
@ApplicationScoped
public class OpenCalls {
    private static final String RETRY_SECONDS = "5";

    private final RateLimitConfig config;
    private final ConcurrentMap<String, Integer> open = new ConcurrentHashMap<>();

    OpenCalls(RateLimitConfig config) {
        this.config = config;
    }

    /**
     * A place that a call holds.
     *
     * @param refusal why there is none for it, else null
     * @param leave gives the place back, once
     */
    public record Place(@Nullable Refusal refusal, Runnable leave) {}

    /** Takes a place for a call of a stream or long poll; every other call needs none. */
    public Place enter(Call call, Identification who) {
        if (call.route().kind() != Route.Kind.STREAM) {
            return new Place(null, () -> {});
        }
        boolean known = who instanceof Identification.Known;
        int most = known ? config.clientStreams() : config.anonymousStreams();
        String caller = who instanceof Identification.Known(var verified)
                ? "client " + verified.client() + ' ' + verified.subject()
                : "address " + Addresses.quotaKey(call.clientAddress());
        if (open.merge(caller, 1, Integer::sum) > most) {
            leave(caller);
            return new Place(
                    Refusal.because(GatewayProblem.QUOTA_EXCEEDED, "streams", most)
                            .withHeader("Retry-After", RETRY_SECONDS),
                    () -> {});
        }
        return new Place(null, () -> leave(caller));
    }

    private void leave(String caller) {
        open.computeIfPresent(caller, (key, count) -> count == 1 ? null : count - 1);
    }
}
