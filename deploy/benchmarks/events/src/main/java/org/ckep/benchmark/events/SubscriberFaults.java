package org.ckep.benchmark.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.ckep.kernel.access.Audience;
import org.ckep.messaging.CloudEvent;

/** What subscribers do: change filters, cut streams, fetch anywhere, fall over to fetching, ask for everything again. */
final class SubscriberFaults {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** What M1 asks for: beside a replay, live events stay within it or within a fifth of what they took before. */
    private static final double LIVE_P99_MILLIS = 250;

    private final Stage stage;
    private final Report report;

    SubscriberFaults(Stage stage, Report report) {
        this.stage = stage;
        this.report = report;
    }

    /** F14: a filter changes under load; before the boundary the old one holds, after it the new one, nothing twice. */
    void changedFilter() {
        stage.hubs(2, Stage.Pace.FAULTS);
        try (Run run = new Run(stage, "F14", 40, stage.outbox())) {
            Run.Subscription kept = run.webhook("kept", Map.of("filters", filters(run, "SEMI")));
            List<CloudEvent> ofSemi = new ArrayList<>();
            List<CloudEvent> ofBatt = new ArrayList<>();
            long boundary = 0;
            long underWay = 0;
            for (int i = 0; i < 1500; i++) {
                String sector = i % 2 == 0 ? "SEMI" : "BATT";
                CloudEvent event = run.next(new TreeMap<>(Map.of("sector", sector)));
                run.publish(event);
                (i % 2 == 0 ? ofSemi : ofBatt).add(event);
                Patience.pause(6);
                if (i == 700) {
                    underWay = run.awaitLeased(PATIENCE, kept);
                    JsonNode changed = HubApi.json(run.patch(kept, Map.of("filters", filters(run, "BATT"))));
                    boundary = changed.path("effectiveAfterSubseq").asLong(-1);
                }
            }
            Patience.until(PATIENCE, () -> run.logged() == run.acceptedAmount());
            long head = stage.hubDatabase().number("select pos from log_head where audience = 'side-cn'");
            Patience.until(
                    PATIENCE,
                    () -> stage.hubDatabase()
                                            .number("select next_pos from subscription_cursor where sub = ?", kept.id())
                                    > head
                            && run.open(kept) == 0);
            List<Received> received = run.received(kept);
            long last = boundary;
            long misplaced = received.stream()
                    .filter(one -> one.number() >= 0 && (one.subseq() <= last) != isOf(ofSemi, one.id()))
                    .count();
            Set<String> ids = new HashSet<>(received.stream().map(Received::id).toList());
            Positions semi = positions(ofSemi, ids);
            Positions batt = positions(ofBatt, ids);
            // A position must exist before which every old match was taken and from which every new match was.
            boolean isSeam =
                    Math.max(semi.lastTaken(), batt.lastMissed()) < Math.min(semi.firstMissed(), batt.firstTaken());
            List<String> expected = new ArrayList<>();
            Stream.of(ofSemi, ofBatt)
                    .flatMap(List::stream)
                    .map(CloudEvent::id)
                    .filter(ids::contains)
                    .forEach(expected::add);
            report.fault(
                    "F14",
                    "filter changed under load",
                    "kept",
                    Verdict.of(
                            kept.id(), expected, received, run.interruptions().excuses(kept, received)),
                    underWay,
                    "%d lanes held; boundary after %d, %d on the wrong side of it, %s"
                            .formatted(underWay, boundary, misplaced, isSeam ? "no gap, no overlap" : "GAP OR OVERLAP"),
                    boundary > 0 && misplaced == 0 && isSeam && !batt.taken.isEmpty());
        }
    }

    private static List<Object> filters(Run run, String sector) {
        return List.of(Map.of("exact", Map.of("correlation", run.name())), Map.of("exact", Map.of("sector", sector)));
    }

    private static boolean isOf(List<CloudEvent> events, String id) {
        return events.stream().anyMatch(event -> event.id().equals(id));
    }

    private record Positions(NavigableSet<Long> taken, NavigableSet<Long> missed) {
        long lastTaken() {
            return taken.isEmpty() ? 0 : taken.last();
        }

        long firstTaken() {
            return taken.isEmpty() ? Long.MAX_VALUE : taken.first();
        }

        long lastMissed() {
            return missed.isEmpty() ? 0 : missed.last();
        }

        long firstMissed() {
            return missed.isEmpty() ? Long.MAX_VALUE : missed.first();
        }
    }

    private Positions positions(List<CloudEvent> events, Set<String> received) {
        Positions positions = new Positions(new TreeSet<>(), new TreeSet<>());
        Set<String> wanted = new HashSet<>(events.stream().map(CloudEvent::id).toList());
        for (String row :
                stage.hubDatabase().column("select id || ' ' || pos from event_log where audience = 'side-cn'")) {
            String[] parts = row.split(" ", -1);
            if (wanted.contains(parts[0])) {
                (received.contains(parts[0]) ? positions.taken : positions.missed).add(Long.parseLong(parts[1]));
            }
        }
        return positions;
    }

    /** F15: a thousand streams are cut every five events and resume each time. */
    void cutStreams() {
        stage.hubs(1, Stage.Pace.SHIPPED);
        int clients = 1000;
        int events = 100;
        try (Run run = new Run(stage, "F15", 20, stage.topics(), Audience.PUBLIC);
                SseReaders readers = new SseReaders(stage.hub(0).url(), run.subjects(), clients, 5)) {
            readers.start();
            Patience.within(PATIENCE, "connected streams", () -> readers.connected() >= clients);
            long start = System.nanoTime();
            run.publish(events, 5);
            boolean whole = Patience.until(Duration.ofMinutes(3), () -> readers.finished(events) == clients);
            double seconds = (System.nanoTime() - start) / 1e9;
            List<Long> order = run.loggedNumbers();
            int right = readers.right(order);
            int in = clients * events;
            report.fault(
                    "F15",
                    "1,000 SSE clients cut every 5 events",
                    "SSE",
                    new Verdict(
                            in,
                            readers.distinct(),
                            readers.reordered(order),
                            readers.repeated(),
                            readers.repeated(),
                            readers.repeated(),
                            Verdict.NOT_COUNTED,
                            -1,
                            -1),
                    readers.cuts(),
                    "%d cuts, %d clients got exactly 1..%d of the log".formatted(readers.cuts(), right, order.size()),
                    whole && right == clients && order.size() == events);
            report.measure(
                    "1,000 SSE clients, cut every 5 events",
                    String.format(
                            Locale.ROOT,
                            "%d of %d got 1..%d of the log in order; %d cuts in %.0f s",
                            right,
                            clients,
                            events,
                            readers.cuts(),
                            seconds),
                    "each 1..N in order",
                    right == clients,
                    Report.load());
        }
    }

    /** F16: fetching goes on at any of three hubs. */
    void fetchedAnywhere() {
        stage.hubs(3, Stage.Pace.FAULTS);
        try (Run run = new Run(stage, "F16", 50, stage.outbox())) {
            Run.Subscription pull = run.pull();
            Run.Load load = run.load(1500, 100);
            List<Received> fetched = new ArrayList<>();
            int pagesUnderLoad = 0;
            long after = 0;
            long patience = Long.MAX_VALUE;
            // Digests have numbers too, and are none of the events that are waited for.
            while (load.isRunning() || published(fetched) < run.acceptedAmount() && System.nanoTime() < patience) {
                List<Received> more = new Fetcher(stage).fetch(pull, after, 3, Duration.ofSeconds(10));
                fetched.addAll(more);
                after = more.isEmpty() ? after : more.get(more.size() - 1).subseq();
                pagesUnderLoad += load.isRunning() && !more.isEmpty() ? 1 : 0;
                Patience.pause(50);
                if (patience == Long.MAX_VALUE && !load.isRunning()) {
                    patience = System.nanoTime() + PATIENCE.toNanos();
                }
            }
            load.end();
            boolean isContiguous = true;
            for (int i = 0; i < fetched.size(); i++) {
                isContiguous &= fetched.get(i).subseq() == i + 1;
            }
            report.fault(
                    "F16",
                    "fetching from 3 hubs in turn",
                    "fetched",
                    Verdict.of(pull.id(), run.acceptedIds(), fetched),
                    pagesUnderLoad,
                    "%d fetches under load, %s"
                            .formatted(pagesUnderLoad, isContiguous ? "contiguous" : "NOT CONTIGUOUS"),
                    isContiguous);
        }
    }

    private static long published(List<Received> fetched) {
        return fetched.stream().filter(one -> one.number() >= 0).count();
    }

    /**
     * F17: from webhook to fetching and back, at whatever number it happens to be. Where all is in one order nothing comes
     * twice. In the order of subjects some of what lies behind the first missing number has come already; its receiver
     * knows that by its number, and nothing else comes twice.
     */
    void fellOver() {
        stage.hubs(1, Stage.Pace.FAULTS);
        fellOver("F17", "subscription");
        fellOver("F17-subject", "subject");
    }

    private void fellOver(String name, String ordering) {
        try (Run run = new Run(stage, name, 50, stage.outbox())) {
            Run.Subscription good = run.webhook("slow", Map.of("ordering", ordering));
            Run.Load load = run.load(600, 60);
            Patience.until(PATIENCE, () -> run.received(good).size() >= 50);
            long underWay = run.awaitLeased(PATIENCE, good);
            run.call(200, "POST", good, "/pause", Map.of());
            Patience.within(PATIENCE, "the last request under way", () -> run.leased(List.of(good)) == 0);
            List<Received> pushed = run.received(good);
            Set<Long> known =
                    new HashSet<>(pushed.stream().map(Received::subseq).toList());
            long at = 0;
            while (known.contains(at + 1)) {
                at++;
            }
            load.end();
            Patience.until(PATIENCE, () -> run.numbered(good) >= run.acceptedAmount());
            List<Received> fetched = new Fetcher(stage).fetch(good, at, 1, PATIENCE);
            long last = fetched.isEmpty() ? at : fetched.get(fetched.size() - 1).subseq();
            List<Received> fresh = fetched.stream()
                    .filter(one -> !known.contains(one.subseq()))
                    .toList();
            run.call(200, "POST", good, "/cursor", Map.of("ack", last));
            run.call(200, "POST", good, "/resume", Map.of());
            run.publish(100, 60);
            run.settle(good);
            List<Received> all = new ArrayList<>(pushed);
            all.addAll(fresh);
            List<Received> again = run.received(good);
            all.addAll(again.subList(pushed.size(), again.size()));
            Verdict verdict = Verdict.of(good.id(), run.acceptedIds(), all);
            int knownAlready = fetched.size() - fresh.size();
            report.fault(
                    "F17",
                    "webhook, fetching, webhook; ordering " + ordering,
                    "slow",
                    verdict,
                    underWay,
                    "%d lanes held at the pause; fell over after %d, %d behind it known by their numbers, back after %d, overlap %d"
                            .formatted(underWay, at, knownAlready, last, verdict.duplicates()),
                    at > 0 && verdict.duplicates() == 0 && (knownAlready == 0 || ordering.equals("subject")));
        }
    }

    /** F19: ten thousand events are asked for again beside live traffic. */
    void replayed() {
        stage.hubs(1, Stage.Pace.SHIPPED);
        int amount = 10_000;
        try (Run old = new Run(stage, "F19", 100, stage.topics());
                Run live = new Run(stage, "F19-live", 100, stage.topics())) {
            Run.Subscription replayed = old.webhook("good");
            Run.Subscription other = live.webhook("good");
            old.publish(amount, 2000);
            old.settle(replayed);
            int before = old.received(replayed).size();
            live.publish(600, 50);
            live.settle(other);
            long quiet = live.verdict(other).p99();
            int first = live.received(other).size();
            JsonNode job = HubApi.json(old.call(202, "POST", replayed, "/replay", Map.of("from", 1, "to", amount)));
            String id = job.path("replayId").asText();
            int underWay = 0;
            Run.Load load = live.load(1000, 50);
            while (load.isRunning()) {
                underWay += isRunning(id) ? 1 : 0;
                Patience.pause(500);
            }
            load.end();
            live.settle(other);
            Patience.until(Duration.ofMinutes(4), () -> !isRunning(id));
            List<Received> all = old.received(replayed);
            List<Received> again = all.subList(before, all.size());
            long unmarked =
                    again.stream().filter(one -> !one.flag().equals("replay")).count();
            List<Received> during = live.received(other);
            long busy = Verdict.of(other.id(), live.acceptedIds(), during.subList(first, during.size()))
                    .p99();
            report.fault(
                    "F19",
                    "10,000 events again beside live ones",
                    "replayed",
                    Verdict.of(
                            replayed.id(),
                            old.acceptedIds(),
                            all,
                            old.interruptions().excuses(replayed, all)),
                    underWay,
                    "%d again, %d unmarked; at %d looks under way beside live events"
                            .formatted(again.size(), unmarked, underWay),
                    again.size() == amount && unmarked == 0);
            report.fault(
                    "F19",
                    "",
                    "live",
                    live.verdict(other),
                    underWay,
                    "p99 %d ms before, %d ms during".formatted(quiet, busy),
                    busy <= Math.max(quiet * 1.2, LIVE_P99_MILLIS));
        }
    }

    private boolean isRunning(String replay) {
        return stage.hubDatabase()
                        .number(
                                "select count(*) from replay_job where id = ? and state = 'RUNNING'",
                                UUID.fromString(replay))
                > 0;
    }
}
