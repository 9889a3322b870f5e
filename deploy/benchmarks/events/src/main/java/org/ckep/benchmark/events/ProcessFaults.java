package org.ckep.benchmark.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ckep.kernel.access.Audience;

/** Hubs that die, stop, come and go, or have a wrong clock. */
final class ProcessFaults {
    private static final int KILLS = 20;
    private static final int FAILPOINT_ROUNDS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Stage stage;
    private final Report report;

    ProcessFaults(Stage stage, Report report) {
        this.stage = stage;
        this.report = report;
    }

    /** F1: hubs are killed at random while events come in; log, webhooks, fetching and an agency's topic tell the same. */
    void killedHubs() {
        stage.hubs(3, Stage.Pace.FAULTS);
        try (Run run = new Run(stage, "F1", 100, stage.outbox());
                Run partners = new Run(stage, "F1-topic", 100, stage.outbox(), Audience.PARTNER)) {
            List<Run.Subscription> live = List.of(run.webhook("good"), run.webhook("flaky"), run.webhook("slow"));
            run.webhook("broken");
            run.webhook("hanging");
            Run.Subscription pull = run.pull();
            Run.Subscription topic = partners.topic();
            Random random = new Random(3);
            int inFlight = 0;
            Run.Load load = run.load(3000, 60);
            Run.Load partnersLoad = partners.load(1500, 30);
            int unwritten = 0;
            for (int i = 0; i < KILLS; i++) {
                Patience.pause(300 + random.nextInt(1200));
                App victim = stage.hub(i % Stage.MOST_HUBS);
                inFlight += run.awaitLeased(PATIENCE, live.toArray(Run.Subscription[]::new)) > 0 ? 1 : 0;
                unwritten += partners.open(topic) > 0 ? 1 : 0;
                victim.kill();
                stage.startHub(victim);
                if (i % Stage.MOST_HUBS == Stage.MOST_HUBS - 1) {
                    victim.awaitReady();
                }
            }
            load.end();
            partnersLoad.end();
            stage.hubs().forEach(App::awaitReady);
            run.settle(live.toArray(Run.Subscription[]::new));
            partners.settle(topic);
            String hits = inFlight + " of " + KILLS + " kills hit held lanes";
            report.fault("F1", "kill -9 of hubs", "good", run.verdict(live.get(0)), hits, inFlight > 0);
            report.fault("F1", "", "flaky", run.verdict(live.get(1)), "", true);
            report.fault("F1", "", "slow", run.verdict(live.get(2)), "", true);
            List<Received> fetched = new Fetcher(stage).fetch(pull, 0, 1, Duration.ofSeconds(60));
            Verdict byFetching = Verdict.of(pull.id(), run.acceptedIds(), fetched);
            report.fault(
                    "F1", "", "fetched", byFetching, "log holds " + run.logged(), run.logged() == run.acceptedAmount());
            report.fault(
                    "F1",
                    "",
                    "topic of an agency",
                    Verdict.of(topic.id(), partners.acceptedIds(), new TopicReader(stage).read(topic)),
                    unwritten + " of " + KILLS + " kills hit events that were still to be written",
                    unwritten > 0);
        }
    }

    /** F2: the appender dies with its rows inserted and not committed, and with its commit under way. */
    void killedAppender() {
        stage.hubs(1, Stage.Pace.FAULTS);
        try (Run run = new Run(stage, "F2", 50, stage.outbox())) {
            Run.Subscription good = run.webhook("good");
            int inserted = 0;
            int committing = 0;
            for (int i = 0; i < FAILPOINT_ROUNDS; i++) {
                inserted += killAppenderAt(run, "event_log", "after insert on event_log for each statement", false);
                committing += killAppenderAt(
                        run,
                        "kafka_offset",
                        "after update on kafka_offset deferrable initially deferred for each row",
                        true);
            }
            run.settle(good);
            report.fault(
                    "F2",
                    "kill -9 of the appender",
                    "good",
                    run.verdict(good),
                    "%d after insert, %d at commit; log holds %d".formatted(inserted, committing, run.logged()),
                    inserted > 0 && committing > 0 && run.logged() == run.acceptedAmount());
        }
    }

    private int killAppenderAt(Run run, String table, String trigger, boolean isAtCommit) {
        int hit = 0;
        try (Database.Failpoint failpoint = stage.hubDatabase().new Failpoint(table, trigger, isAtCommit)) {
            run.publish(100, 400);
            hit = failpoint.isHit(PATIENCE) ? 1 : 0;
            stage.hub(0).kill();
            if (!isAtCommit) {
                failpoint.rollBack();
            }
        }
        stage.hubs(1, Stage.Pace.FAULTS);
        return hit;
    }

    /** F6: a hub is stopped for longer than its leases and then goes on. */
    void pausedHub() {
        stage.hubs(3, Stage.Pace.FAULTS);
        try (Run run = new Run(stage, "F6", 50, stage.outbox())) {
            Run.Subscription good = run.webhook("good");
            // Its answers take long enough for some to be under way at any moment.
            Run.Subscription crawling = run.webhook("crawling");
            double before = fencesLost();
            Run.Load load = run.load(1500, 40);
            int inFlight = 0;
            for (App hub : stage.hubs()) {
                inFlight += run.awaitLeased(PATIENCE, good, crawling) > 0 ? 1 : 0;
                hub.signal("STOP");
                Patience.pause(13_000);
                hub.signal("CONT");
                Patience.pause(1000);
            }
            load.end();
            run.settle(good, crawling);
            double lost = fencesLost() - before;
            report.fault(
                    "F6",
                    "kill -STOP for two leases",
                    "good",
                    run.verdict(good),
                    "%d of 3 stops hit held lanes, fence_lost %.0f".formatted(inFlight, lost),
                    lost >= 1);
            report.fault("F6", "", "crawling", run.verdict(crawling), "", true);
        }
    }

    private double fencesLost() {
        return stage.hubs().stream()
                .mapToDouble(hub -> hub.metric("fence_lost_total"))
                .sum();
    }

    /** F7: one hub, three, one. */
    void scaledHubs() {
        stage.hubs(1, Stage.Pace.FAULTS);
        try (Run run = new Run(stage, "F7", 100, stage.outbox())) {
            Run.Subscription good = run.webhook("good");
            Run.Subscription flaky = run.webhook("flaky");
            Run.Load load = run.load(3000, 100);
            Patience.pause(2000);
            stage.hubs(3, Stage.Pace.FAULTS);
            Patience.pause(2000);
            int inFlight = 0;
            for (int i = 2; i > 0; i--) {
                inFlight += run.awaitLeased(PATIENCE, good, flaky) > 0 ? 1 : 0;
                stage.hub(i).stop();
            }
            boolean underLoad = load.isRunning();
            load.end();
            run.settle(good, flaky);
            String hits = "%d of 2 stops hit held lanes%s".formatted(inFlight, underLoad ? "" : ", after the load");
            report.fault("F7", "1, 3, 1 hubs", "good", run.verdict(good), hits, inFlight > 0);
            report.fault("F7", "", "flaky", run.verdict(flaky), "", true);
        }
    }

    /** F12: of two hubs one is ten minutes ahead; it sends nothing, and the other one everything. */
    void shiftedClock() {
        stage.hubs(1, Stage.Pace.FAULTS);
        App right = stage.hub(0);
        App ahead = stage.hub(1);
        List<String> options = new ArrayList<>(stage.hubOptions());
        options.addAll(ClockShift.options(Duration.ofMinutes(10)));
        ahead.start(stage.hubSettings(), options);
        ahead.awaitReady();
        double before = right.metric("webhook_delivery_total");
        boolean isKnown = Patience.until(PATIENCE, () -> ahead.metric("hub_clock_ahead_seconds") > 540);
        try (Run run = new Run(stage, "F12", 50, stage.outbox())) {
            Run.Subscription kept = run.webhook("kept");
            run.publish(500, 100);
            run.settle(kept);
            List<Received> received = run.received(kept);
            long stale = received.stream()
                    .filter(one -> Math.abs(one.timestamp() - one.arrivedAt() / 1000) > 300)
                    .count();
            boolean isAhead = ClockShift.isReportedIn(stage.folder().resolve("hub-1.log"));
            // Counted after the commit that settling waits for.
            Patience.until(PATIENCE, () -> right.metric("webhook_delivery_total") - before >= 500);
            double byAhead = ahead.metric("webhook_delivery_total");
            double byRight = right.metric("webhook_delivery_total") - before;
            report.fault(
                    "F12",
                    "a hub's clock 10 min ahead",
                    "kept",
                    run.verdict(kept),
                    "clock %s and %s, %.0f sent by it, %.0f by the right hub, %d of %d signatures stale"
                            .formatted(
                                    isAhead ? "ahead" : "NOT ahead",
                                    isKnown ? "known to be" : "NOT known to be",
                                    byAhead,
                                    byRight,
                                    stale,
                                    received.size()),
                    isAhead && isKnown && byAhead == 0 && byRight >= 500 && stale == 0 && ahead.isAlive());
        } finally {
            ahead.stop();
        }
    }
}
