package org.ckep.benchmark.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.ckep.messaging.CloudEvent;

/** PostgreSQL, Kafka, the relay and the publishing service in trouble. */
final class ServerFaults {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Where the events of these runs go. */
    private static final String TOPIC = Stage.PREFIX + ".events.side-cn.v1";

    private final Stage stage;
    private final Report report;

    ServerFaults(Stage stage, Report report) {
        this.stage = stage;
        this.report = report;
    }

    /** F3: the relay dies when Kafka has its events and the outbox still holds them. */
    void killedRelay() {
        stage.hubs(1, Stage.Pace.FAULTS);
        try (Run run = new Run(stage, "F3", 50, stage.outbox())) {
            Run.Subscription good = run.webhook("good");
            double before = stage.hub(0).metric("hub_dedupe_total");
            int hits = 0;
            for (int i = 0; i < 3; i++) {
                try (Database.Failpoint failpoint = stage.producerDatabase()
                .new Failpoint("outbox_event", "before delete on outbox_event for each statement", false)) {
                    run.publish(100, 400);
                    hits += failpoint.isHit(PATIENCE) ? 1 : 0;
                    stage.producer().kill();
                    failpoint.rollBack();
                }
                stage.producer();
            }
            run.settle(good);
            Patience.until(PATIENCE, () -> stage.hub(0).metric("hub_dedupe_total") > before);
            double again = stage.hub(0).metric("hub_dedupe_total") - before;
            report.fault(
                    "F3",
                    "kill -9 of the relay before its delete",
                    "good",
                    run.verdict(good),
                    hits,
                    "%d of 3 kills at the delete, %.0f events came again; log holds %d"
                            .formatted(hits, again, run.logged()),
                    again > 0 && run.logged() == run.acceptedAmount());
        }
    }

    /** F4: PostgreSQL, which holds outbox and hub, crashes and recovers. */
    void crashedDatabase() {
        stage.hubs(2, Stage.Pace.FAULTS);
        try (Run run = new Run(stage, "F4", 50, stage.outbox())) {
            Run.Subscription good = run.webhook("good");
            Run.Subscription flaky = run.webhook("flaky");
            Run.Load load = run.load(2000, 100);
            for (int i = 0; i < 2; i++) {
                Patience.pause(2500);
                run.interruptions().awaitHeld(PATIENCE, flaky);
                run.interruptions().awaitHeld(PATIENCE, good);
                stage.crashPostgres();
                run.interruptions().note();
            }
            load.end();
            run.settle(good, flaky);
            report.fault(
                    "F4",
                    "PostgreSQL crashes and recovers",
                    "good",
                    run.verdict(good),
                    run.interruptions().met(good),
                    "%d of 2 crashes hit held lanes of its; log holds %d"
                            .formatted(run.interruptions().met(good), run.logged()),
                    run.logged() == run.acceptedAmount());
            report.fault(
                    "F4",
                    "",
                    "flaky",
                    run.verdict(flaky),
                    run.interruptions().met(flaky),
                    "%d of 2 crashes hit held lanes of its"
                            .formatted(run.interruptions().met(flaky)),
                    true);
        }
    }

    /**
     * F5: Kafka is killed under load. Then its memory of how far the hub has read is wrong, while the hubs are down and events
     * come: half of the partitions are said to be unread, the other half to be read to the end. Then that memory goes.
     */
    void killedKafka() {
        stage.hubs(2, Stage.Pace.FAULTS);
        try (Run run = new Run(stage, "F5", 50, stage.outbox())) {
            Run.Subscription good = run.webhook("good");
            Run.Load load = run.load(1500, 100);
            Patience.pause(3000);
            stage.killKafka();
            // What is committed meanwhile waits in the outbox.
            Patience.until(PATIENCE, () -> waiting() > 50);
            long waiting = waiting();
            stage.startKafka();
            load.end();
            run.settle(good);
            Patience.within(PATIENCE, "the hub at the ends of its topic", () -> unread() == 0);
            stopHubs();
            run.publish(300, 100);
            Patience.within(PATIENCE, "an outbox that is empty", () -> waiting() == 0);
            long unread = unread();
            GroupOffsets wrong = GroupOffsets.set(stage.kafka().address().bootstrapServers(), TOPIC, taken());
            stage.hubs(2, Stage.Pace.FAULTS);
            run.settle(good);
            double again = dropped();
            report.fault(
                    "F5",
                    "kill -9 of Kafka; wrong group offsets",
                    "good",
                    run.verdict(good),
                    waiting,
                    "%d events waited in the outbox; %d were unread, %d of them said to be read, and %d taken ones said to be unread, of which %.0f were read again; log holds %d"
                            .formatted(waiting, unread, wrong.skipped(), wrong.repeated(), again, run.logged()),
                    wrong.skipped() > 0 && wrong.repeated() > 0 && again == 0 && run.logged() == run.acceptedAmount());
            Patience.within(PATIENCE, "the hub at the ends of its topic", () -> unread() == 0);
            stopHubs();
            run.publish(200, 100);
            Patience.within(PATIENCE, "an outbox that is empty", () -> waiting() == 0);
            long behind = unread();
            int wiped = GroupOffsets.wipe(stage.kafka().address().bootstrapServers());
            stage.hubs(2, Stage.Pace.FAULTS);
            run.settle(good);
            report.fault(
                    "F5",
                    "group offsets wiped",
                    "good",
                    run.verdict(good),
                    behind,
                    "%d offsets wiped with %d events unread, %.0f read again; log holds %d"
                            .formatted(wiped, behind, dropped(), run.logged()),
                    wiped > 0 && dropped() == 0 && run.logged() == run.acceptedAmount());
        }
    }

    private void stopHubs() {
        stage.hub(0).stop();
        stage.hub(1).stop();
    }

    /** Events that came again and were dropped since the hubs were started. */
    private double dropped() {
        return stage.hub(0).metric("hub_dedupe_total") + stage.hub(1).metric("hub_dedupe_total");
    }

    /** How far the hub itself says that it has read each partition. */
    private Map<Integer, Long> taken() {
        Map<Integer, Long> taken = new TreeMap<>();
        for (String row :
                stage.hubDatabase().column("select part || ' ' || next from kafka_offset where topic = ?", TOPIC)) {
            String[] parts = row.split(" ", -1);
            taken.put(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
        }
        return taken;
    }

    /** Records of the topic that the hub has not taken. */
    private long unread() {
        Map<Integer, Long> taken = taken();
        return GroupOffsets.ends(stage.kafka().address().bootstrapServers(), TOPIC).entrySet().stream()
                .mapToLong(end -> end.getValue() - taken.getOrDefault(end.getKey(), 0L))
                .sum();
    }

    private long waiting() {
        return stage.producerDatabase().number("select count(*) from outbox_event");
    }

    /** F13: a tenth of the events is published twice. */
    void publishedTwice() {
        stage.hubs(1, Stage.Pace.FAULTS);
        Publisher.Topics topics = new Publisher.Topics(stage.kafka().address().bootstrapServers());
        try (Run run = new Run(stage, "F13", 100, topics)) {
            Run.Subscription good = run.webhook("good");
            double before = stage.hub(0).metric("hub_dedupe_total");
            Random random = new Random(13);
            List<CloudEvent> sent = new ArrayList<>();
            int twice = 0;
            for (int i = 0; i < 3000; i++) {
                CloudEvent event = run.next();
                run.publish(event);
                sent.add(event);
                if (random.nextInt(10) == 0) {
                    topics.send(sent.get(random.nextInt(sent.size())));
                    twice++;
                }
                if (i % 20 == 19) {
                    Patience.pause(50);
                }
            }
            run.settle(good);
            int expected = twice;
            Patience.until(PATIENCE, () -> stage.hub(0).metric("hub_dedupe_total") - before >= expected);
            double dropped = stage.hub(0).metric("hub_dedupe_total") - before;
            report.fault(
                    "F13",
                    "10 % published twice",
                    "good",
                    run.verdict(good),
                    Math.round(dropped),
                    "%d sent twice, %.0f dropped; log holds %d".formatted(twice, dropped, run.logged()),
                    dropped >= twice && run.logged() == run.acceptedAmount());
        }
    }
}
