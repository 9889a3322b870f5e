package org.ckep.benchmark.events;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What faults meet of a run's subscriptions, and what of their arrivals they excuse. */
final class Interruptions {
    private final Database hubs;
    private final List<Run.Subscription> subscriptions;
    private final Map<UUID, Map<Long, Integer>> interrupted = new HashMap<>();
    private final Map<UUID, Integer> met = new HashMap<>();

    /**
     * None yet.
     *
     * @param subscriptions those of the run, to which others may be added
     */
    Interruptions(Database hubs, List<Run.Subscription> subscriptions) {
        this.hubs = hubs;
        this.subscriptions = subscriptions;
    }

    /**
     * Waits until lanes of any of these are being worked on, by whatever hub, and remembers of which: what all hubs need is met
     * by those when it breaks now.
     */
    void awaitHeld(Duration longest, Run.Subscription... of) {
        Set<String> held = new HashSet<>();
        Patience.until(longest, () -> held.addAll(hubs.column("""
                select distinct sub from lane
                where lease_until > now() and sub = any(string_to_array(?, ',')::uuid[])""", Run.ids(List.of(of)))));
        held.forEach(id -> met.merge(UUID.fromString(id), 1, Integer::sum));
    }

    /** The subscriptions of this run of which a hub has lanes, by their fences; those that it was stopped or killed with, too. */
    Set<UUID> heldBy(App hub) {
        Set<UUID> held = new HashSet<>();
        List<String> leased = hubs.column(
                "select sub || ' ' || fence from lane "
                        + "where lease_until > now() and sub = any(string_to_array(?, ',')::uuid[])",
                Run.ids(subscriptions));
        // Looked at afterwards: it tells of a lane a moment after that is its own.
        Set<Long> fences = hub.heldFences();
        for (String row : leased) {
            String[] parts = row.split(" ", -1);
            if (fences.contains(Long.valueOf(parts[1]))) {
                held.add(UUID.fromString(parts[0]));
            }
        }
        return held;
    }

    /** Waits until a hub has lanes of any of these. */
    boolean awaitHeldBy(App hub, Duration longest, Run.Subscription... of) {
        List<UUID> wanted = Stream.of(of).map(Run.Subscription::id).toList();
        return Patience.until(longest, () -> !Collections.disjoint(heldBy(hub), wanted));
    }

    /** The same, for one that will give back what it has: what it had then is remembered as met. */
    void meetHeldBy(App hub, Duration longest, Run.Subscription of) {
        if (awaitHeldBy(hub, longest, of)) {
            met.merge(of.id(), 1, Integer::sum);
        }
    }

    /** How often a fault met lanes of it. */
    int met(Run.Subscription subscription) {
        return met.getOrDefault(subscription.id(), 0);
    }

    /**
     * Called when a process has been killed or stopped: what may have been sent by then and was not booked may come again,
     * and is marked. That is what lanes that were held have announced; nothing else is excused.
     */
    void note() {
        // What its last messages to the database bring about is done by then.
        Patience.pause(200);
        for (String row : hubs.column("""
                select l.sub || ' ' || d.subseq from lane l join delivery d on d.sub = l.sub and d.lane = l.lane
                where l.lease_until is not null and d.done_at is null and d.subseq <= l.claim_upto""")) {
            String[] parts = row.split(" ", -1);
            interrupted
                    .computeIfAbsent(UUID.fromString(parts[0]), sub -> new HashMap<>())
                    .merge(Long.parseLong(parts[1]), 1, Integer::sum);
        }
    }

    /** The same of a hub, which may not have been started again: that it was killed or stopped has met whatever it has. */
    void note(App hub) {
        note();
        heldBy(hub).forEach(sub -> met.merge(sub, 1, Integer::sum));
    }

    /**
     * How often the answer to a number may have been lost on its way: where processes died, and by the hub's delivery log,
     * of whose failures those are taken off that the endpoint made itself.
     */
    Map<Long, Integer> excuses(Run.Subscription subscription, List<Received> received) {
        Map<Long, Integer> excuses = new HashMap<>(interrupted.getOrDefault(subscription.id(), Map.of()));
        Map<Long, Integer> ofTheEndpoint = new HashMap<>();
        received.stream()
                .filter(one -> one.isCut() || !one.isTaken())
                .forEach(one -> ofTheEndpoint.merge(one.subseq(), 1, Integer::sum));
        for (String row : hubs.column(
                "select subseq || ' ' || count(*) from attempt where sub = ? and subseq is not null "
                        + "and outcome <> 'delivered' group by subseq",
                subscription.id())) {
            String[] parts = row.split(" ", -1);
            long number = Long.parseLong(parts[0]);
            int others = Integer.parseInt(parts[1]) - ofTheEndpoint.getOrDefault(number, 0);
            if (others > 0) {
                excuses.merge(number, others, Integer::sum);
            }
        }
        return excuses;
    }

    /** The arrivals of what came twice, or with a mark, in their order: whoever looks for the cause needs them. */
    List<String> repeats(Run.Subscription subscription, List<Received> received) {
        Map<Long, Integer> excused = interrupted.getOrDefault(subscription.id(), Map.of());
        Map<Long, List<Received>> byNumber =
                received.stream().collect(Collectors.groupingBy(Received::subseq, TreeMap::new, Collectors.toList()));
        List<String> lines = new ArrayList<>();
        byNumber.forEach((number, arrivals) -> {
            if (arrivals.size() > 1 || !arrivals.getFirst().flag().equals("-")) {
                lines.add("number %d of %s, held when a process was stopped: %d; %s"
                        .formatted(
                                number,
                                arrivals.getFirst().subject(),
                                excused.getOrDefault(number, 0),
                                arrivals.stream()
                                        .map(one -> "%s%s %s, signed at %d"
                                                .formatted(
                                                        Instant.ofEpochMilli(one.arrivedAt()),
                                                        one.isTaken() ? "" : " not taken",
                                                        one.flag(),
                                                        one.timestamp()))
                                        .collect(Collectors.joining("; "))));
            }
        });
        return lines;
    }
}
