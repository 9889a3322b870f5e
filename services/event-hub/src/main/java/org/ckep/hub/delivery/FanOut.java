package org.ckep.hub.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ckep.hub.border.BorderRecords;
import org.ckep.hub.border.Undertakings;
import org.ckep.hub.log.LogWatch;
import org.ckep.hub.projection.Projection;
import org.ckep.hub.sharing.WakeableLoop;
import org.jboss.logging.Logger;

/**
 * Takes events over from the logs into the subscriptions: a transaction numbers them, links them into the chains and opens
 * their lanes, for subscriptions that stand at the same place together. Those that are far behind have rounds of their own,
 * so that nobody's new event waits for another's old ones. Several processes may do this at once; the lock of the cursor
 * excludes a double.
 */
@ApplicationScoped
public class FanOut {
    private static final Logger LOG = Logger.getLogger(FanOut.class);

    /**
     * Whoever has more events than this before it is far behind. Two pages, and as many as one poll of the topics brings:
     * what has just come puts nobody there who has taken over what was there before.
     */
    static final int FAR_BEHIND = 2 * LogPages.MAX_EVENTS;

    /** Without those of agencies while what they have undertaken is not known: what would be passed over would be lost. */
    private static final String DUE = """
            select s.id, s.audience, c.next_pos, h.pos as head
            from subscription s join subscription_cursor c on c.sub = s.id join log_head h on h.audience = s.audience
            where s.state <> 'RETIRED' and ($1 or not starts_with(s.owner, 'agency/')) and %s
            order by c.next_pos limit 500""";

    /** Who is to be told of a loss is told now, not with his next event. */
    private static final String NEAR =
            DUE.formatted("(c.next_pos <= h.pos or c.is_cut) and c.next_pos > h.pos - " + FAR_BEHIND);

    private static final String FAR = DUE.formatted("c.next_pos <= h.pos - " + FAR_BEHIND);

    /** Places that are caught up from at a time: fewer than of the others, who keep most of the connections. */
    private static final int FAR_TOGETHER = LogPages.KEPT / 2;

    /** Rows that one transaction writes at most, where it serves more than one subscription. */
    private static final int TOGETHER = 5_000;

    private static final int MOST_TOGETHER = 64;

    private static final String SUBSCRIPTIONS = """
            select s.id, s.owner, s.audience, s.version, s.protocol, s.ordering, s.types, s.filters,
              s.projection, s.projection_revision, h.active and h.open_n = 0 and h.rest_until <= now() and h.rate_per_minute is null and h.consecutive = 0
                and h.last_success_at is not null as is_proven
            from subscription s join sub_health h on h.sub = s.id
            where s.id = any($1) and s.state <> 'RETIRED'""";

    private final Pool pool;
    private final LogWatch watch;
    private final Courier courier;
    private final Recipients recipients;
    private final Digests digests;
    private final Undertakings undertakings;
    private final DeliveryConfig config;
    private final Vertx vertx;
    private final SubscriptionFilters filters = new SubscriptionFilters();
    private final WakeableLoop live;
    private final WakeableLoop catchingUp;
    private final Counter amount;

    FanOut(
            @ReactiveDataSource("delivery") Pool pool,
            LogWatch watch,
            Courier courier,
            Recipients recipients,
            Digests digests,
            Undertakings undertakings,
            DeliveryConfig config,
            Vertx vertx,
            MeterRegistry metrics) {
        this.pool = pool;
        this.watch = watch;
        this.courier = courier;
        this.recipients = recipients;
        this.digests = digests;
        this.undertakings = undertakings;
        this.config = config;
        this.vertx = vertx;
        this.live = new WakeableLoop("fan-out", this::liveRound);
        this.catchingUp = new WakeableLoop("catching up", this::farRound);
        this.amount = Counter.builder("hub.fanout")
                .description("events taken over into subscriptions")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            watch.onAdvance(live::wake);
            vertx.setPeriodic(Math.max(1, config.pollInterval().toMillis()), tick -> wake());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        live.stop();
        catchingUp.stop();
    }

    /** Looks for work at once. */
    public void wake() {
        if (config.enabled()) {
            live.wake();
            catchingUp.wake();
        }
    }

    private Uni<Boolean> liveRound() {
        return round(NEAR, LogPages.KEPT).map(left -> left.stream().anyMatch(events -> events > 0));
    }

    /** One page for each, so that none waits for another's whole backlog. */
    private Uni<Boolean> farRound() {
        return round(FAR, FAR_TOGETHER).map(left -> {
            if (left.stream().anyMatch(events -> events > 0 && events <= FAR_BEHIND)) {
                live.wake();
            }
            return left.stream().anyMatch(events -> events > FAR_BEHIND);
        });
    }

    /** How many events each of the places has still before it. */
    private Uni<List<Long>> round(String dueSubscriptions, int together) {
        LogPages pages = new LogPages(pool);
        Tuple known = Tuple.of(undertakings.isKnown());
        return pool.preparedQuery(dueSubscriptions).execute(known).chain(rows -> {
            Map<Place, List<UUID>> due = new TreeMap<>();
            rows.forEach(row -> due.computeIfAbsent(
                            new Place(row.getString("audience"), row.getLong("next_pos"), row.getLong("head")),
                            place -> new ArrayList<>())
                    .add(row.getUUID("id")));
            return Multi.createFrom()
                    .iterable(due.entrySet())
                    .onItem()
                    .transformToUni(one -> takeOver(one.getKey(), one.getValue(), pages))
                    .merge(together)
                    .collect()
                    .asList();
        });
    }

    /** Says how many events wait after the page that was taken over; none where that failed. */
    private Uni<Long> takeOver(Place place, List<UUID> subs, LogPages pages) {
        return pages.page(place.audience, place.nextPos, place.head)
                .chain(page -> {
                    int together =
                            Math.clamp(TOGETHER / Math.max(1, page.events().size()), 1, MOST_TOGETHER);
                    List<List<UUID>> parts = new ArrayList<>();
                    for (int i = 0; i < subs.size(); i += together) {
                        parts.add(subs.subList(i, Math.min(subs.size(), i + together)));
                    }
                    return each(parts, part -> takeOver(place, part, page)).map(done -> place.head - page.upTo());
                })
                .onFailure()
                .invoke(failure -> LOG.warnf(failure, "%d subscriptions take nothing over for now", subs.size()))
                .onFailure()
                .recoverWithItem(0L);
    }

    private static <T> Uni<Void> each(List<T> all, Function<T, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(one -> work.apply(one))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /** A subscription that cannot be served does not stop the others: where several fail together, each is tried alone. */
    private Uni<Void> takeOver(Place place, List<UUID> subs, LogPages.LogSlice page) {
        long begun = System.nanoTime();
        return pool.withTransaction(connection -> takeOver(connection, place, subs, page, begun))
                .invoke(this::handOver)
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> {
                    if (subs.size() > 1) {
                        return each(subs, sub -> takeOver(place, List.of(sub), page));
                    }
                    LOG.warnf(failure, "subscription %s takes nothing over for now", subs.get(0));
                    return Uni.createFrom().voidItem();
                });
    }

    /** After the commit. */
    private void handOver(Taken taken) {
        amount.increment(taken.written.events());
        courier.take(taken.written.claims(), taken.written.heads(), taken.active);
        if (taken.written.isMoreDue()) {
            courier.wake();
        }
    }

    private Uni<Taken> takeOver(
            SqlConnection connection, Place place, List<UUID> subs, LogPages.LogSlice page, long begun) {
        // Both at once: the connection keeps their order, so the second one sees what holds under the cursors' locks,
        // which whoever changes the filters holds too.
        return Uni.combine()
                .all()
                .unis(
                        Numbering.lock(connection, subs),
                        connection
                                .preparedQuery(SUBSCRIPTIONS)
                                .execute(Tuple.tuple().addArrayOfUUID(subs.toArray(UUID[]::new))))
                .collectFailures()
                .asTuple()
                .chain(read -> takeOver(connection, place, read.getItem1(), read.getItem2(), page, begun));
    }

    private Uni<Taken> takeOver(
            SqlConnection connection,
            Place place,
            List<Numbering> locked,
            Iterable<Row> subscriptions,
            LogPages.LogSlice page,
            long begun) {
        Map<UUID, Numbering> numberings = locked.stream()
                .filter(numbering -> numbering.nextPos() == place.nextPos)
                .collect(Collectors.toMap(Numbering::sub, numbering -> numbering));
        if (numberings.isEmpty()) {
            return Uni.createFrom().item(new Taken(NumberedEvents.none(), Map.of()));
        }
        return recipients
                .of(
                        connection,
                        proven(subscriptions, numberings.keySet()),
                        locked.get(0).lockedAt())
                // Filters and hashes of many events cost time that an event loop does not have.
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(active -> {
                    Set<Long> stopped = new TreeSet<>();
                    return number(connection, place, numberings, subscriptions, page, stopped)
                            .chain(ours -> new NumberedEvents(ours)
                                    .write(connection, config.leasePeriod().toMillis(), begun))
                            // After the lanes, as whoever withholds a delivery does.
                            .call(() -> BorderRecords.ofEvents(connection, place.audience, stopped))
                            .map(written -> new Taken(written, active));
                });
    }

    /** The versions of those whose new lanes are claimed here. */
    private static Map<UUID, Integer> proven(Iterable<Row> subscriptions, Set<UUID> ours) {
        Map<UUID, Integer> versions = new HashMap<>();
        for (Row subscription : subscriptions) {
            UUID sub = subscription.getUUID("id");
            if (subscription.getBoolean("is_proven") && ours.contains(sub)) {
                versions.put(sub, subscription.getInteger("version"));
            }
        }
        return versions;
    }

    private Uni<List<Numbering>> number(
            SqlConnection connection,
            Place place,
            Map<UUID, Numbering> numberings,
            Iterable<Row> subscriptions,
            LogPages.LogSlice page,
            Set<Long> stopped) {
        List<Numbering> ours = new ArrayList<>();
        for (Row subscription : subscriptions) {
            Numbering numbering = numberings.get(subscription.getUUID("id"));
            // Its log may have been exchanged for another one since the page was read.
            if (numbering != null && subscription.getString("audience").equals(place.audience)) {
                number(subscription, numbering, page, stopped);
                ours.add(numbering);
            }
        }
        return each(ours, numbering -> digests.addIfDue(connection, place.audience, numbering))
                .replaceWith(ours);
    }

    private void number(Row subscription, Numbering numbering, LogPages.LogSlice page, Set<Long> stopped) {
        String owner = subscription.getString("owner");
        SubscriptionFilters.Wanted wanted = filters.of(subscription);
        numbering
                .ordered(subscription.getString("ordering"))
                .delivered(subscription.getString("protocol").equals("HTTP"))
                .keeping(
                        Projection.stored(subscription.getArrayOfStrings("projection")),
                        subscription.getInteger("projection_revision"))
                // An endpoint that fails, or that nobody knows yet, is left to the claims, which count its lanes.
                .claiming(subscription.getBoolean("is_proven") ? courier.room(numbering.sub()) : 0, config.maxInARow())
                .goingOnAt(page.upTo() + 1);
        if ((page.isCut() || numbering.wasCut()) && (!undertakings.isBound(owner) || undertakings.isEntitled(owner))) {
            numbering.lose();
        }
        page.events().stream()
                .filter(event -> wanted.matches(event.type(), event::forFilters))
                .filter(event -> mayHave(owner, event, stopped))
                .forEach(numbering::take);
    }

    /**
     * What an agency may not have gets no number, which would tell of it. Whoever gets nothing at all is known by that, and
     * not by a record of each event.
     */
    private boolean mayHave(String owner, LogPages.LoggedEvent event, Set<Long> stopped) {
        if (!undertakings.isBound(owner)) {
            return true;
        }
        if (!undertakings.isEntitled(owner)) {
            return false;
        }
        Set<String> needed = event.undertakings();
        if (needed.isEmpty() || undertakings.missing(owner, needed).isEmpty()) {
            return true;
        }
        stopped.add(event.pos());
        return false;
    }

    /**
     * Where subscriptions stand.
     *
     * @param head the end of the log, so far
     */
    private record Place(String audience, long nextPos, long head) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return Comparator.comparing(Place::audience)
                    .thenComparing(Place::nextPos)
                    .thenComparing(Place::head)
                    .compare(this, other);
        }
    }

    /**
     * What a transaction took over.
     *
     * @param active where its subscriptions are delivered
     */
    private record Taken(NumberedEvents.Written written, Map<UUID, Recipient> active) {}
}
