package org.ckep.benchmark.events;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.ckep.benchmark.Log;

/** The command: runs the faults and measures that are named, or all of them. Its answer is what it prints. */
public final class Main {
    private static final System.Logger LOG = System.getLogger(Main.class.getName());

    private Main() {}

    /** A fault or a measure. */
    private record Scenario(String title, BiConsumer<Stage, Report> body) {}

    private static final Map<String, Scenario> SCENARIOS = scenarios();

    /** Ends with 1 where a fault was not survived, with 2 where the arguments name nothing. */
    public static void main(String[] arguments) throws Exception {
        Set<String> wanted = new TreeSet<>();
        for (String argument : arguments) {
            wanted.add(argument.toUpperCase(Locale.ROOT));
        }
        if (wanted.contains("LIST")) {
            SCENARIOS.forEach((name, scenario) -> System.out.println(name + "  " + scenario.title));
            return;
        }
        Set<String> known = SCENARIOS.keySet();
        if (!known.containsAll(wanted)) {
            System.err.println("There is only " + String.join(" ", known) + ", and 'list'.");
            System.exit(2);
        }
        Log.toStderr();
        Report report = new Report(System.out);
        Path folder = Path.of(System.getProperty("ckep.build.dir", "target"), "report");
        try (Stage stage = new Stage()) {
            System.out.println("data and logs in " + stage.folder() + ", " + Report.load());
            for (Map.Entry<String, Scenario> one : SCENARIOS.entrySet()) {
                if (wanted.isEmpty() || wanted.contains(one.getKey())) {
                    run(one.getKey(), one.getValue(), stage, report);
                    report.write(folder);
                }
            }
        }
        System.out.println((report.passes() ? "PASSED" : "FAILED") + ", report in " + folder);
        System.exit(report.passes() ? 0 : 1);
    }

    private static void run(String name, Scenario scenario, Stage stage, Report report) {
        long start = System.nanoTime();
        try {
            scenario.body.accept(stage, report);
        } catch (RuntimeException failure) {
            LOG.log(Level.ERROR, name + " broke off", failure);
            report.broken(name, failure);
        }
        LOG.log(
                Level.INFO,
                "{0} took {1} s",
                name,
                Duration.ofNanos(System.nanoTime() - start).toSeconds());
    }

    private static Map<String, Scenario> scenarios() {
        Map<String, Scenario> all = new LinkedHashMap<>();
        all.put("F1", new Scenario("hubs are killed twenty times", (stage, report) -> new ProcessFaults(stage, report)
                .killedHubs()));
        all.put(
                "F2",
                new Scenario(
                        "the appender is killed before and at its commit",
                        (stage, report) -> new ProcessFaults(stage, report).killedAppender()));
        all.put("F3", new Scenario("the relay is killed before its delete", (stage, report) -> new ServerFaults(
                        stage, report)
                .killedRelay()));
        all.put("F4", new Scenario("PostgreSQL crashes", (stage, report) -> new ServerFaults(stage, report)
                .crashedDatabase()));
        all.put("F5", new Scenario("Kafka is killed, group offsets are wiped", (stage, report) -> new ServerFaults(
                        stage, report)
                .killedKafka()));
        all.put("F6", new Scenario("hubs are stopped for two leases", (stage, report) -> new ProcessFaults(
                        stage, report)
                .pausedHub()));
        all.put("F7", new Scenario("one hub, three, one", (stage, report) -> new ProcessFaults(stage, report)
                .scaledHubs()));
        all.put("F8", new Scenario("bad endpoints of every kind", (stage, report) -> new EndpointFaults(stage, report)
                .hostileEndpoints()));
        all.put("F10", new Scenario("one subject is always refused", (stage, report) -> new EndpointFaults(
                        stage, report)
                .poisonSubject()));
        all.put("F11", new Scenario("keys are rotated at full rate", (stage, report) -> new EndpointFaults(
                        stage, report)
                .rotatedKeys()));
        all.put("F12", new Scenario("a hub's clock is ten minutes ahead", (stage, report) -> new ProcessFaults(
                        stage, report)
                .shiftedClock()));
        all.put("F13", new Scenario("a tenth is published twice", (stage, report) -> new ServerFaults(stage, report)
                .publishedTwice()));
        all.put("F14", new Scenario("a filter changes under load", (stage, report) -> new SubscriberFaults(
                        stage, report)
                .changedFilter()));
        all.put("F16", new Scenario("fetching from three hubs in turn", (stage, report) -> new SubscriberFaults(
                        stage, report)
                .fetchedAnywhere()));
        all.put("F17", new Scenario("from webhook to fetching and back", (stage, report) -> new SubscriberFaults(
                        stage, report)
                .fellOver()));
        all.put("F18", new Scenario("the publisher has no connection, no disk", (stage, report) -> new PublisherFaults(
                        stage, report)
                .exhausted()));
        all.put("F9", new Scenario("a dead endpoint with 10,000 subjects", (stage, report) -> new EndpointFaults(
                        stage, report)
                .deadEndpoint()));
        all.put("F15", new Scenario("1,000 SSE clients are cut every 5 events", (stage, report) -> new SubscriberFaults(
                        stage, report)
                .cutStreams()));
        all.put(
                "F19",
                new Scenario(
                        "10,000 events are replayed beside live ones",
                        (stage, report) -> new SubscriberFaults(stage, report).replayed()));
        all.put("F20", new Scenario("200 subscribers, 50 events a second", (stage, report) -> new Measures(
                        stage, report)
                .many()));
        all.put("P18", new Scenario("a million claims of lanes", (stage, report) -> new LaneClaims(stage, report)
                .bounded()));
        all.put("M1", new Scenario("commit to webhook", (stage, report) -> new Measures(stage, report).latency()));
        all.put("M2", new Scenario("deliveries a second", (stage, report) -> new Measures(stage, report).throughput()));
        all.put("M3", new Scenario("appended events a second", (stage, report) -> new Measures(stage, report)
                .append()));
        return all;
    }
}
