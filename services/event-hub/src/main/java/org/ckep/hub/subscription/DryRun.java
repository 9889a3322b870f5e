package org.ckep.hub.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ckep.hub.filter.FilterReader;
import org.ckep.hub.log.EventLog;
import org.ckep.hub.log.LogFilter;
import org.ckep.hub.log.LogPage;
import org.ckep.hub.log.ReaderLogs;
import org.ckep.hub.projection.Projection;
import org.ckep.kernel.access.Audience;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Tries a filter on the newest events of the caller's log. */
@ApplicationScoped
class DryRun {
    private static final int HISTORY = 10_000;
    private static final int PAGE = 1000;
    private static final int SAMPLES = 10;

    private final EventLog log;
    private final SubscriptionRules rules;
    private final ObjectMapper json;

    DryRun(EventLog log, SubscriptionRules rules, ObjectMapper json) {
        this.log = log;
        this.rules = rules;
        this.json = json;
    }

    /** Which of the last {@value #HISTORY} events would have matched. */
    Uni<Result> run(Owner owner, Filter wanted) {
        List<String> types = rules.types(wanted.types());
        JsonNode filters = rules.filters(wanted.filters());
        Projection projection = Projection.of(wanted.projection(), "/projection");
        LogFilter filter = new LogFilter(types, List.of(), List.of(), FilterReader.read(filters));
        Audience audience = owner.log(wanted.log(), "/log");
        return log.ends(audience).chain(ends -> {
            long from = Math.max(ends.firstPos() - 1, ends.head() - HISTORY);
            Tally tally = new Tally(ends.head() - from, projection);
            return read(audience, from, filter, tally).map(done -> tally.result());
        });
    }

    private Uni<Void> read(Audience audience, long after, LogFilter filter, Tally tally) {
        // Thousands of events are read and projected, which costs time that an event loop does not have.
        return log.read(audience, after, filter, PAGE)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(page -> {
                    tally.add(page);
                    return page.atHead()
                            ? Uni.createFrom().voidItem()
                            : read(audience, page.scannedTo(), filter, tally);
                });
    }

    private final class Tally {
        private final long scanned;
        private final Map<String, Long> byType = new TreeMap<>();
        private final Deque<JsonNode> newest = new ArrayDeque<>();
        private final Projection projection;
        private final Set<String> missing;
        private long matched;

        Tally(long scanned, Projection projection) {
            this.scanned = scanned;
            this.projection = projection;
            this.missing = new LinkedHashSet<>(projection.pointers());
        }

        void add(LogPage page) {
            page.entries().forEach(entry -> {
                matched++;
                JsonNode event = event(projection.apply(entry.body()));
                missing.retainAll(projection.missing(event.path("data")));
                byType.merge(event.path("type").asText(), 1L, Long::sum);
                newest.addLast(event);
                if (newest.size() > SAMPLES) {
                    newest.removeFirst();
                }
            });
        }

        private JsonNode event(byte[] body) {
            try {
                return json.readTree(body);
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        Result result() {
            return new Result(
                    scanned,
                    matched,
                    byType,
                    new ArrayList<>(newest),
                    projection.isWhole() || matched == 0 ? null : List.copyOf(missing));
        }
    }

    /** What is to be tried. */
    @Schema(name = "FilterTrial")
    record Filter(
            @Nullable List<String> types,

            @Schema(implementation = Object[].class) @Nullable
            JsonNode filters,

            @Schema(description = "JSON pointers, as a subscription takes them", implementation = String[].class)
            @Nullable
            JsonNode projection,

            @Schema(
                    description = "ministry for the log of the caller's own ministry",
                    enumeration = ReaderLogs.MINISTRY)
            @Nullable
            String log) {}

    /** What it found. */
    @Schema(name = "FilterTrialResult")
    record Result(
            @Schema(description = "Events looked at") long scanned,
            @Schema(description = "Events that match") long matched,
            @Schema(description = "Matches by event type") Map<String, Long> byType,

            @Schema(description = "The newest matches, as they would come", implementation = Object[].class)
            List<JsonNode> samples,

            @Schema(
                    description =
                            "Pointers of the projection that lead to nothing in every event that matches; only where "
                                    + "there are both")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            List<String> missing) {}
}
