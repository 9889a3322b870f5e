package org.ckep.benchmark.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.ckep.kernel.access.Audience;

/** Hubs that die, stop, come and go, or have a wrong clock. */
final class ProcessFaults {
    private static final int KILLS = 20;
    private static final String TAKEN_IN = "hub_append_total";
    private static final int FAILPOINT_ROUNDS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Stage stage;
    private final Report report;

    ProcessFaults(Stage stage, Report report) {
        this.stage = stage;
        this.report = report;
    }

    /**
     * F1: hubs are killed at random while events come in; log, webhooks, receivers, fetching, a stream and an agency's topic
     * tell the same of one and the same events. Beside them projects are registered at the source, which tells its own.
     */
    void killedHubs() {
        stage.hubs(3, Stage.Pace.FAULTS);
        App source = stage.producer();
        try (Run run = new Run(stage, "F1", 100, stage.outbox(), Audience.PARTNER);
                Run registered = new Run(stage, "F1-source", 1, stage.outbox())) {
            List<Run.Subscription> live = List.of(run.webhook("good"), run.webhook("flaky"), run.webhook("slow"));
            run.webhook("broken");
            run.webhook("hanging");
            List<Run.Receiver> receivers = run.receivers("");
            Run.Subscription pull = run.pull();
            Run.Subscription streamed = run.pull();
            Run.Subscription topic = run.topic();
            Map<String, Object> ofProjects = Map.of("filters", List.of(), "types", List.of(PublisherFaults.REGISTERED));
            Run.Subscription hook = registered.webhook("good", ofProjects);
            Run.Subscription fetched = registered.pull(ofProjects);
            List<String> earlier = listed(source);
            List<String> answered = new CopyOnWriteArrayList<>();
            Random random = new Random(3);
            int unwritten = 0;
            int underNumbering = 0;
            int underRegistering = 0;
            long numbered = 0;
            int registeredBefore = 0;
            Run.Subscription[] sent = Stream.concat(
                            live.stream(), receivers.stream().map(Run.Receiver::subscription))
                    .toArray(Run.Subscription[]::new);
            try (SubscriptionStream stream = new SubscriptionStream(stage, streamed, 150)) {
                Run.Load load = run.steady(60);
                Run.Load registering = Run.repeat(() -> {
                    answered.addAll(PublisherFaults.register(source, 2).urns());
                    Patience.pause(500);
                });
                for (int i = 0; i < KILLS; i++) {
                    Patience.pause(300 + random.nextInt(1200));
                    App victim = stage.hub(i % Stage.MOST_HUBS);
                    long before = numbered;
                    numbered = run.numbered(pull);
                    underNumbering += load.isRunning() && numbered > before ? 1 : 0;
                    int known = registeredBefore;
                    registeredBefore = answered.size();
                    underRegistering += registering.isRunning() && registeredBefore > known ? 1 : 0;
                    run.interruptions().awaitHeldBy(victim, PATIENCE, sent);
                    unwritten += run.open(topic) > 0 ? 1 : 0;
                    victim.kill();
                    run.interruptions().note(victim);
                    registered.interruptions().note();
                    stage.startHub(victim);
                    if (i % Stage.MOST_HUBS == Stage.MOST_HUBS - 1) {
                        victim.awaitReady();
                    }
                }
                load.end();
                registering.end();
                stage.hubs().forEach(App::awaitReady);
                run.settle(live.toArray(Run.Subscription[]::new));
                run.settle(receivers.stream().map(Run.Receiver::subscription).toArray(Run.Subscription[]::new));
                run.settle(topic);
                for (Run.Subscription one : live) {
                    String how = one == live.get(0) ? "kill -9 of hubs" : "";
                    report.fault(
                            "F1",
                            how,
                            behaviour(one),
                            run.verdict(one),
                            run.interruptions().met(one),
                            kills(run.interruptions().met(one)),
                            true);
                }
                for (Run.Receiver receiver : receivers) {
                    Verdict effects = run.effects(receiver);
                    report.fault(
                            "F1",
                            "",
                            receiver.title(),
                            effects,
                            run.interruptions().met(receiver.subscription()),
                            effects.out() + " effects; "
                                    + kills(run.interruptions().met(receiver.subscription())),
                            effects.duplicates() == 0 && effects.out() == run.acceptedAmount());
                }
                report.fault(
                        "F1",
                        "",
                        "fetched",
                        Verdict.of(pull.id(), run.acceptedIds(), new Fetcher(stage).fetch(pull, 0, 3, PATIENCE)),
                        underNumbering,
                        underNumbering + " of " + KILLS + " kills while its numbers were being given; logs hold "
                                + run.logged() + " and " + run.loggedForAgency(),
                        run.logged() == run.acceptedAmount() && run.loggedForAgency() == run.acceptedAmount());
                Patience.until(PATIENCE, () -> stream.received().size() >= run.numbered(streamed));
                Verdict byStream = Verdict.of(streamed.id(), run.acceptedIds(), stream.received());
                report.fault(
                        "F1",
                        "",
                        "stream",
                        byStream,
                        stream.broken(),
                        stream.cuts() + " cuts, " + stream.broken() + " streams broke off",
                        byStream.duplicates() == 0 && stream.cuts() > 0);
                report.fault(
                        "F1",
                        "",
                        "topic of an agency",
                        Verdict.of(topic.id(), run.acceptedIds(), new TopicReader(stage).read(topic)),
                        unwritten,
                        unwritten + " of " + KILLS + " kills hit events that were still to be written",
                        true);
            }
            registeredAtTheSource(source, registered, hook, fetched, earlier, answered, underRegistering);
        }
    }

    private static String behaviour(Run.Subscription subscription) {
        return subscription.path().split("/", 2)[0];
    }

    private static String kills(int met) {
        return met + " of " + KILLS + " kills hit lanes of its that this hub held";
    }

    /** What the source itself lists, against what came of it. A project has one event here, so its subject stands for it. */
    private void registeredAtTheSource(
            App source,
            Run run,
            Run.Subscription hook,
            Run.Subscription fetched,
            List<String> earlier,
            List<String> answered,
            int underRegistering) {
        List<String> listed = new ArrayList<>(listed(source));
        listed.removeAll(earlier);
        Patience.until(
                PATIENCE,
                () -> run.numbered(hook) >= listed.size()
                        && run.open(hook) == 0
                        && run.numbered(fetched) >= listed.size());
        boolean isKnown = !answered.isEmpty() && listed.containsAll(answered);
        String counts = "%d of %d kills while projects were being registered, %d answered 201, %d in the source's list"
                .formatted(underRegistering, KILLS, answered.size(), listed.size());
        List<Received> pushed = run.received(hook);
        report.fault(
                "F1",
                "registered at the source by REST",
                "good",
                Verdict.of(
                        hook.id(),
                        listed,
                        bySubject(pushed),
                        run.interruptions().excuses(hook, pushed)),
                underRegistering,
                counts,
                isKnown);
        report.fault(
                "F1",
                "",
                "fetched",
                Verdict.of(fetched.id(), listed, bySubject(new Fetcher(stage).fetch(fetched, 0, 3, PATIENCE))),
                underRegistering,
                counts,
                isKnown);
    }

    private static List<Received> bySubject(List<Received> received) {
        return received.stream().map(Received::bySubject).toList();
    }

    /** All projects that the source lists, page by page. */
    private static List<String> listed(App source) {
        List<String> urns = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = HubApi.json(
                    HubApi.call(200, "GET", source.url() + "/investment/v1/projects?limit=500" + after, null));
            page.get("data").forEach(project -> urns.add(project.get("urn").asText()));
            after = page.hasNonNull("next")
                    ? "&after=" + URLEncoder.encode(page.get("next").asText(), StandardCharsets.UTF_8)
                    : "";
        } while (!after.isEmpty());
        return urns;
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
                    Math.min(inserted, committing),
                    "%d after insert, %d at commit; log holds %d".formatted(inserted, committing, run.logged()),
                    run.logged() == run.acceptedAmount());
        }
    }

    private int killAppenderAt(Run run, String table, String trigger, boolean isAtCommit) {
        int hit = 0;
        try (Database.Failpoint failpoint = stage.hubDatabase().new Failpoint(table, trigger, isAtCommit)) {
            run.publish(100, 400);
            hit = failpoint.isHit(PATIENCE) ? 1 : 0;
            stage.hub(0).kill();
            run.interruptions().note();
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
            int withinTransaction = 0;
            Run.Load load = run.steady(40);
            for (App hub : stage.hubs()) {
                withinTransaction += Patience.until(PATIENCE, () -> isStoppedWith(run, hub, good, crawling)) ? 1 : 0;
                hub.signal("STOP");
                run.interruptions().note(hub);
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
                    run.interruptions().met(good),
                    "%d of 3 stops hit lanes of its that this hub held, %d within a transaction that locks lanes, fence_lost %.0f"
                            .formatted(run.interruptions().met(good), withinTransaction, lost),
                    lost >= 1 && withinTransaction == 3);
            report.fault(
                    "F6",
                    "",
                    "crawling",
                    run.verdict(crawling),
                    run.interruptions().met(crawling),
                    "%d of 3 stops hit lanes of its that this hub held"
                            .formatted(run.interruptions().met(crawling)),
                    true);
        }
    }

    /**
     * Stops a hub that holds lanes of all of these, and locks for a transaction which it cannot end now. It does so for a moment
     * only, now and then: one that was stopped in another moment goes on at once.
     */
    private boolean isStoppedWith(Run run, App hub, Run.Subscription... all) {
        for (Run.Subscription one : all) {
            run.interruptions().awaitHeldBy(hub, PATIENCE, one);
        }
        hub.signal("STOP");
        // What its last messages to the database bring about is done by then, and so is what other hubs have locked.
        Patience.pause(200);
        boolean isHit = run.interruptions()
                        .heldBy(hub)
                        .containsAll(Stream.of(all).map(Run.Subscription::id).toList())
                && stage.hubDatabase().number("""
                        select count(*) from pg_stat_activity a
                        where a.state = 'idle in transaction' and a.state_change < now() - interval '100 ms'
                          and exists (select 1 from pg_locks l
                                      where l.pid = a.pid and l.relation = 'lane'::regclass
                                        and l.mode in ('RowShareLock', 'RowExclusiveLock'))""") > 0;
        if (!isHit) {
            hub.signal("CONT");
        }
        return isHit;
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
            Run.Load load = run.steady(100);
            Patience.pause(2000);
            int atOne = run.acceptedAmount();
            stage.hubs(3, Stage.Pace.FAULTS);
            int scaledUp = run.acceptedAmount() - atOne;
            Patience.pause(2000);
            int underLoad = 0;
            for (int i = 2; i > 0; i--) {
                int before = run.acceptedAmount();
                run.interruptions().meetHeldBy(stage.hub(i), PATIENCE, flaky);
                run.interruptions().meetHeldBy(stage.hub(i), PATIENCE, good);
                stage.hub(i).stop();
                Patience.pause(1000);
                underLoad += load.isRunning() && run.acceptedAmount() > before ? 1 : 0;
            }
            load.end();
            run.settle(good, flaky);
            String hits =
                    "%d of 2 stops of a hub that had just held lanes of its, %d under load; %d events came in while hubs were added";
            report.fault(
                    "F7",
                    "1, 3, 1 hubs",
                    "good",
                    run.verdict(good),
                    run.interruptions().met(good),
                    hits.formatted(run.interruptions().met(good), underLoad, scaledUp),
                    run.interruptions().met(good) == 2 && underLoad == 2 && scaledUp > 0);
            report.fault(
                    "F7",
                    "",
                    "flaky",
                    run.verdict(flaky),
                    run.interruptions().met(flaky),
                    hits.formatted(run.interruptions().met(flaky), underLoad, scaledUp),
                    run.interruptions().met(flaky) == 2 && underLoad == 2 && scaledUp > 0);
        }
    }

    /**
     * F12: of two hubs one is ten minutes ahead; it sends nothing, and the other one everything. What that one has under way,
     * and the fault meets, is what it takes into the log: it may do that, and may then send none of it.
     */
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
            // Until it has its part of the topic's partitions.
            Patience.until(PATIENCE, () -> {
                run.publish(10, 100);
                return ahead.metric(TAKEN_IN) > 0;
            });
            run.publish(500, 100);
            run.settle(kept);
            List<Received> received = run.received(kept);
            long stale = received.stream()
                    .filter(one -> Math.abs(one.timestamp() - one.arrivedAt() / 1000) > 300)
                    .count();
            boolean isAhead = ClockShift.isReportedIn(stage.folder().resolve("hub-1.log"));
            // Counted after the commit that settling waits for.
            int all = run.acceptedAmount();
            Patience.until(PATIENCE, () -> right.metric("webhook_delivery_total") - before >= all);
            double byAhead = ahead.metric("webhook_delivery_total");
            double byRight = right.metric("webhook_delivery_total") - before;
            double takenIn = ahead.metric(TAKEN_IN);
            int held = ahead.heldFences().size();
            report.fault(
                    "F12",
                    "a hub's clock 10 min ahead",
                    "kept",
                    run.verdict(kept),
                    Math.round(takenIn),
                    "clock %s and %s, %.0f events taken into the log by it, %d lanes held and %.0f sent by it, %.0f by the right hub, %d of %d signatures stale"
                            .formatted(
                                    isAhead ? "ahead" : "NOT ahead",
                                    isKnown ? "known to be" : "NOT known to be",
                                    takenIn,
                                    held,
                                    byAhead,
                                    byRight,
                                    stale,
                                    received.size()),
                    isAhead && isKnown && byAhead == 0 && byRight >= all && stale == 0 && ahead.isAlive());
        } finally {
            ahead.stop();
        }
    }
}
