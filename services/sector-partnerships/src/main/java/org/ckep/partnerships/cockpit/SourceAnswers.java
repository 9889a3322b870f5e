package org.ckep.partnerships.cockpit;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Viewer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks the sources of the cockpit and remembers their last good answers. An answer stands in only for the same viewer
 * with the same rights: what one viewer got is never shown to another. A source that refuses the viewer is believed, and
 * what it said before is forgotten.
 */
@ApplicationScoped
class SourceAnswers {
    private static final Logger LOG = Logger.getLogger(SourceAnswers.class);

    private final CockpitConfig config;
    private final Clock clock;
    private final Cache<Key, Answer> remembered;

    SourceAnswers(CockpitConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.remembered =
                Caffeine.newBuilder().maximumSize(config.maxRememberedAnswers()).build();
    }

    /**
     * Whose answer it is: everything that may change what a source shows to him.
     *
     * @param viewer the viewer with side, agency and roles, {@link Viewer#PUBLIC} without a token
     */
    private record Key(String source, String sector, Viewer viewer) {}

    private record Answer(Map<String, List<JsonNode>> lists, Instant at) {}

    /**
     * The part of a page that one source gives.
     *
     * @param lists the source's lists by name; null where there is nothing to show
     */
    record Part(String source, @Nullable Map<String, List<JsonNode>> lists, SourceState state) {}

    /** The source's part of the page; never fails, and never waits longer than the configured time. */
    Uni<Part> part(CockpitSource source, String sector, List<String> hsCodes, Viewer viewer) {
        Key key = new Key(source.name(), sector, viewer);
        return Uni.createFrom()
                .deferred(() -> source.ask(sector, hsCodes))
                .ifNoItem()
                .after(config.sourceTimeout())
                .fail()
                .map(lists -> {
                    remembered.put(key, new Answer(lists, clock.instant()));
                    return new Part(source.name(), lists, SourceState.OK);
                })
                .onFailure()
                .recoverWithItem(failure -> standIn(key, failure));
    }

    private Part standIn(Key key, Throwable failure) {
        String reason = reason(failure);
        LOG.debugf(failure, "%s does not answer for sector %s: %s", key.source(), key.sector(), reason);
        if (reason.equals("forbidden")) {
            remembered.invalidate(key);
            return new Part(key.source(), null, SourceState.unavailable(reason));
        }
        Answer last = remembered.getIfPresent(key);
        if (last == null) {
            return new Part(key.source(), null, SourceState.unavailable(reason));
        }
        Duration age = Duration.between(last.at(), clock.instant());
        if (age.compareTo(config.maxStaleness()) > 0) {
            remembered.invalidate(key);
            return new Part(key.source(), null, SourceState.unavailable(reason));
        }
        return new Part(key.source(), last.lists(), SourceState.stale(age.toSeconds(), reason));
    }

    private static String reason(Throwable failure) {
        return switch (failure) {
            case TimeoutException late -> "timeout";
            case WebApplicationException answered ->
                switch (answered.getResponse().getStatus()) {
                    case 401, 403 -> "forbidden";
                    default -> "status-" + answered.getResponse().getStatus();
                };
            default -> "unreachable";
        };
    }
}
