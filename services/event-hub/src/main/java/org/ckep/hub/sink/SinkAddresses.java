package org.ckep.hub.sink;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ckep.hub.sharing.SharedWork;

/**
 * Finds the one address that a sink is connected to. The name is looked up once, all its addresses are vetted, and the
 * connection goes to the vetted one: a name that leads elsewhere a moment later (DNS rebinding) gains nothing.
 */
@ApplicationScoped
public class SinkAddresses {
    private static final int MAX_CACHED = 10_000;

    private final SinkRules rules;
    private final LookUps lookUps;
    private final long periodNanos;
    private final Map<String, Vetted> cache = new ConcurrentHashMap<>();
    private final SharedWork<String, InetAddress> underWay = new SharedWork<>();

    @Inject
    SinkAddresses(SinkConfig config) {
        this(
                new SinkRules(config.localSinksEnabled()),
                new LookUps(NameResolver.system(), config.lookUpTimeout()),
                config.addressPeriod().toNanos());
    }

    SinkAddresses(SinkRules rules, LookUps lookUps, long periodNanos) {
        this.rules = rules;
        this.lookUps = lookUps;
        this.periodNanos = periodNanos;
    }

    /**
     * The sink's address where its text breaks no rule; nothing is looked up.
     *
     * @throws SinkRefused naming the rule
     */
    public URI check(String sink) {
        return rules.check(sink);
    }

    /**
     * The vetted address of a sink; fails with {@link SinkRefused}, also where its name cannot be looked up in time.
     *
     * @param owner whose sink it is
     */
    public Uni<InetAddress> vetted(String owner, URI sink) {
        String key = sink.getScheme() + "://" + sink.getHost();
        Vetted known = cache.get(key);
        if (known != null && System.nanoTime() - known.at < periodNanos) {
            return Uni.createFrom().item(known.address);
        }
        // One look-up for all who wait for it; not for other owners, whose turns are others.
        return underWay.of(owner + " " + key, () -> lookUp(owner, sink, key));
    }

    private Uni<InetAddress> lookUp(String owner, URI sink, String key) {
        return lookUps.of(owner, host(sink))
                .map(addresses -> rules.vet(sink, addresses))
                .invoke(address -> {
                    if (cache.size() >= MAX_CACHED) {
                        cache.clear();
                    }
                    cache.put(key, new Vetted(address, System.nanoTime()));
                });
    }

    private static String host(URI sink) {
        String host = sink.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private record Vetted(InetAddress address, long at) {}
}
