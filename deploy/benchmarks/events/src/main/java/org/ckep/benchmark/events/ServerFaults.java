package org.ckep.benchmark.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.ckep.messaging.CloudEvent;

/** PostgreSQL, Kafka, the relay and the publishing service in trouble. */
final class ServerFaults {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

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
                    "%d of 3 kills at the delete, %.0f events came again; log holds %d"
                            .formatted(hits, again, run.logged()),
                    hits > 0 && again > 0 && run.logged() == run.acceptedAmount());
        }
    }

    /** F4: PostgreSQL, which holds outbox and hub, crashes and recovers. */
    void crashedDatabase() {
        stage.hubs(2, Stage.Pace.FAULTS);
        try (Run run = new Run(stage, "F4", 50, stage.outbox())) {
            Run.Subscription good = run.webhook("good");
            Run.Subscription flaky = run.webhook("flaky");
            Run.Load load = run.load(2000, 100);
            int inFlight = 0;
            for (int i = 0; i < 2; i++) {
                Patience.pause(2500);
                inFlight += run.awaitLeased(PATIENCE, good, flaky) > 0 ? 1 : 0;
                stage.crashPostgres();
            }
            load.end();
            run.settle(good, flaky);
            report.fault(
                    "F4",
                    "PostgreSQL crashes and recovers",
                    "good",
                    run.verdict(good),
                    "%d of 2 crashes hit held lanes; log holds %d".formatted(inFlight, run.logged()),
                    inFlight > 0 && run.logged() == run.acceptedAmount());
            report.fault("F4", "", "flaky", run.verdict(flaky), "", true);
        }
    }

    /** F5: Kafka is killed under load, and then its memory of the hub's consumer group goes. */
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
            stage.hub(0).stop();
            stage.hub(1).stop();
            boolean forgotten = forgetGroup();
            stage.hubs(2, Stage.Pace.FAULTS);
            run.publish(200, 100);
            run.settle(good);
            report.fault(
                    "F5",
                    "kill -9 of Kafka; group offsets wiped",
                    "good",
                    run.verdict(good),
                    "%d events waited in the outbox, group %s; log holds %d"
                            .formatted(waiting, forgotten ? "wiped" : "was never stored", run.logged()),
                    waiting > 0 && run.logged() == run.acceptedAmount());
        }
    }

    private long waiting() {
        return stage.producerDatabase().number("select count(*) from outbox_event");
    }

    private boolean forgetGroup() {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                stage.kafka().address().bootstrapServers()))) {
            admin.deleteConsumerGroups(List.of(Stage.PREFIX + "-event-hub"))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException neverStored) {
            return false;
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
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
                    "%d sent twice, %.0f dropped; log holds %d".formatted(twice, dropped, run.logged()),
                    dropped >= twice && run.logged() == run.acceptedAmount());
        }
    }
}
