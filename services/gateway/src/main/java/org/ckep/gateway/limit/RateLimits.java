package org.ckep.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.ckep.gateway.access.Caller;
import org.ckep.gateway.call.Call;
import org.ckep.gateway.problem.GatewayProblem;
import org.ckep.gateway.problem.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * One token bucket for each caller, so that none can use up what another needs. Buckets are never shared between sides:
 * a shared one would tell a side how busy the other is. The fields follow the IETF draft "RateLimit header fields for
 * HTTP" (draft-ietf-httpapi-ratelimit-headers-11).
 */
@ApplicationScoped
public class RateLimits {
    private static final int MAX_CLIENT_TAGS = 200;

    private final RateLimitConfig config;
    private final MeterRegistry metrics;
    private final Cache<Key, Quota> quotas;
    private final PartitionKeys partitionKeys = new PartitionKeys();
    private final Set<String> clientTags = ConcurrentHashMap.newKeySet();

    /** The kinds of quota. */
    private enum Policy {
        DEFAULT,
        ANONYMOUS,
        /** What SDMX is read by: a client that walks through structures leaves its data their quota, and the other way round. */
        STRUCTURES,
        ANONYMOUS_STRUCTURES,
        PORTAL;

        String title() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private record Key(Policy policy, String caller) {}

    /**
     * What one caller may still do.
     *
     * @param policyField tells him the rule and by which partition he is counted
     */
    private record Quota(long requests, Bucket bucket, String policyField) {}

    RateLimits(RateLimitConfig config, MeterRegistry metrics) {
        this.config = config;
        this.metrics = metrics;
        this.quotas = Caffeine.newBuilder()
                .maximumSize(config.maxCallers())
                // A bucket that was silent for a whole window is full again: forgetting it changes nothing.
                .expireAfterAccess(config.window().plusSeconds(1))
                .build();
    }

    /** Takes one request from the quota of a verified caller. */
    public @Nullable Refusal take(Call call, Caller caller) {
        Policy policy = call.isOfStructures() ? Policy.STRUCTURES : Policy.DEFAULT;
        return take(call, new Key(policy, caller.client() + ' ' + caller.subject()), caller.client());
    }

    /** Takes one request from the quota of the network address that a call without a token comes from. */
    public @Nullable Refusal takeAnonymous(Call call) {
        Policy policy = call.route().isOfPortal()
                ? Policy.PORTAL
                : call.isOfStructures() ? Policy.ANONYMOUS_STRUCTURES : Policy.ANONYMOUS;
        return take(call, new Key(policy, Addresses.quotaKey(call.clientAddress())), null);
    }

    /** Takes one request from the quota of the network address that a call with a refused token comes from. */
    public @Nullable Refusal takeRefused(Call call) {
        Policy policy = Policy.ANONYMOUS;
        return take(call, new Key(policy, Addresses.quotaKey(call.clientAddress())), null);
    }

    private @Nullable Refusal take(Call call, Key key, @Nullable String client) {
        Quota quota = quotas.get(key, this::newQuota);
        ConsumptionProbe probe = quota.bucket().tryConsumeAndReturnRemaining(1);
        String name = '"' + key.policy().title() + '"';
        call.answerWith("RateLimit-Policy", quota.policyField());
        count(probe.isConsumed(), client);
        if (probe.isConsumed()) {
            call.answerWith("RateLimit", field(name, probe.getRemainingTokens(), probe.getNanosToWaitForReset()));
            return null;
        }
        long wait = seconds(probe.getNanosToWaitForRefill());
        call.answerWith("RateLimit", name + ";r=0;t=" + wait);
        return Refusal.of(
                        GatewayProblem.QUOTA_EXCEEDED,
                        quota.requests(),
                        config.window().toSeconds(),
                        wait)
                .withHeader("Retry-After", Long.toString(wait))
                .withMember("violated-policies", List.of(key.policy().title()));
    }

    private Quota newQuota(Key key) {
        long requests = requestsOf(key.policy());
        Duration window = config.window();
        Bucket bucket = Bucket.builder()
                .addLimit(limit -> limit.capacity(requests).refillGreedy(requests, window))
                .build();
        String field = "\"%s\";q=%d;w=%d;pk=:%s:"
                .formatted(
                        key.policy().title(),
                        requests,
                        window.toSeconds(),
                        partitionKeys.of(key.policy().title() + ' ' + key.caller()));
        return new Quota(requests, bucket, field);
    }

    private long requestsOf(Policy policy) {
        long quota =
                switch (policy) {
                    case DEFAULT -> config.clientQuota();
                    case ANONYMOUS -> config.anonymousQuota();
                    case STRUCTURES -> config.clientStructureQuota();
                    case ANONYMOUS_STRUCTURES -> config.anonymousStructureQuota();
                    case PORTAL -> config.portalQuota();
                };
        return Math.max(1, quota / Math.max(1, config.replicas()));
    }

    private static String field(String name, long remaining, long nanosToReset) {
        return name + ";r=" + remaining + ";t=" + seconds(nanosToReset);
    }

    private static long seconds(long nanos) {
        return Math.max(1, Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1)));
    }

    private void count(boolean allowed, @Nullable String client) {
        metrics.counter(allowed ? "gateway.ratelimit.allowed" : "gateway.ratelimit.limited", "client", tag(client))
                .increment();
    }

    /** Clients are as many as the realm has; the cap keeps the metrics small should that ever be thousands. */
    private String tag(@Nullable String client) {
        if (client == null) {
            return "anonymous";
        }
        if (clientTags.contains(client) || (clientTags.size() < MAX_CLIENT_TAGS && clientTags.add(client))) {
            return client;
        }
        return "other";
    }
}
