package org.ckep.benchmark.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures beside their targets. */
final class Measures {
    private final Stage stage;
    private final Report report;

    Measures(Stage stage, Report report) {
        this.stage = stage;
        this.report = report;
    }

    /** M1: commit to webhook, 200 events a second, six subscriptions of which one hangs and one always fails. */
    void latency() {
        stage.hubs(1, Stage.Pace.SHIPPED);
        stage.producer();
        try (Run run = new Run(stage, "M1", 500, new Publisher.Outbox(stage.producerDatabase()))) {
            List<Run.Subscription> healthy = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                healthy.add(run.webhook("good" + i));
            }
            List<Run.Subscription> failing = List.of(run.webhook("broken"), run.webhook("hanging"));
            // The first minute compiles.
            run.publish(12_000, 200);
            int warm = run.acceptedAmount();
            run.settle(healthy.toArray(Run.Subscription[]::new));
            Cpu cpu = new Cpu();
            Stages stages = new Stages();
            run.publish(6000, 200);
            String load = cpu.used();
            run.settle(healthy.toArray(Run.Subscription[]::new));
            List<Long> latencies = new ArrayList<>();
            for (Run.Subscription one : healthy) {
                run.received(one).stream()
                        .filter(received -> received.number() >= warm)
                        .forEach(received -> latencies.add(received.arrivedAt() - received.sentAt()));
            }
            latencies.sort(Long::compare);
            long p50 = Verdict.percentile(latencies, 50);
            long p99 = Verdict.percentile(latencies, 99);
            long beside = run.besideFailures(healthy.get(0), failing);
            report.fault(
                    "M1",
                    "200/s, one hangs, one fails",
                    "good",
                    run.verdict(healthy.get(0)),
                    beside,
                    beside + " deliveries while a request to a failing one was open",
                    true);
            report.measure(
                    "commit to webhook, 200 events/s, 6 subscribers of which one hangs and one always fails",
                    "p50 %d ms, p99 %d ms (%d deliveries); to the log p50 %d ms, p99 %d ms; means: %s"
                            .formatted(p50, p99, latencies.size(), toLog(run, 0.5), toLog(run, 0.99), stages.means()),
                    "p50 under 50 ms, p99 under 250 ms",
                    p50 < 50 && p99 < 250,
                    load);
        }
    }

    /** From just before the commit at the source to the beginning of the transaction that appended it. */
    private long toLog(Run run, double part) {
        return stage.hubDatabase().number("""
                select percentile_cont(?::float8) within group (order by extract(epoch from recorded) * 1000
                    - substring(convert_from(body, 'UTF8') from '"sentAt":"([0-9]+)"')::bigint)::bigint
                from event_log where audience = 'side-cn'
                  and convert_from(body, 'UTF8') like '%"correlation":"' || ? || '"%'""", part, run.name());
    }

    /** M2: deliveries a second to twenty endpoints. */
    void throughput() {
        stage.hubs(1, Stage.Pace.SHIPPED);
        int subscribers = 20;
        try (Run run = new Run(stage, "M2", 1000, stage.topics())) {
            List<Run.Subscription> all = new ArrayList<>();
            for (int i = 0; i < subscribers; i++) {
                all.add(run.webhook("good" + i));
            }
            run.publish(500, 100);
            run.settle(all.toArray(Run.Subscription[]::new));
            int warm = run.acceptedAmount();
            Cpu cpu = new Cpu();
            run.publish(4000, 100_000);
            run.settle(all.toArray(Run.Subscription[]::new));
            String load = cpu.used();
            long first = Long.MAX_VALUE;
            long last = 0;
            int deliveries = 0;
            for (Run.Subscription one : all) {
                for (Received received : run.received(one)) {
                    if (received.number() >= warm) {
                        first = Math.min(first, received.arrivedAt());
                        last = Math.max(last, received.arrivedAt());
                        deliveries++;
                    }
                }
            }
            double perSecond = deliveries * 1000.0 / Math.max(1, last - first);
            whole(run, "M2", "20 healthy subscribers", all);
            report.measure(
                    "sustained deliveries, 20 healthy sinks",
                    String.format(Locale.ROOT, "%.0f/s (%d in %.1f s)", perSecond, deliveries, (last - first) / 1000.0),
                    "at least 2,000/s",
                    perSecond >= 2000,
                    load);
        }
    }

    /** Nothing is broken here, so there is nothing to be met; but each subscriber has to get everything. */
    private void whole(Run run, String name, String how, List<Run.Subscription> all) {
        long served = all.stream().filter(one -> run.verdict(one).passes()).count();
        report.quiet(
                name,
                how,
                "good",
                run.verdict(all.get(0)),
                "%d of %d subscribers got everything".formatted(served, all.size()),
                served == all.size());
    }

    /** M3: how fast the hub appends what waits in Kafka; its first third, in which it compiles, is told apart. */
    void append() {
        // One has to have made the tables, and none may run while the events are written.
        stage.hubs(1, Stage.Pace.SHIPPED);
        stage.hubs(0, Stage.Pace.SHIPPED);
        int cold = 200_000;
        int amount = 3 * cold;
        try (Run run = new Run(stage, "M3", 5000, stage.topics())) {
            run.publish(amount, 1e9);
            long before = head();
            Cpu cpu = new Cpu();
            stage.hubs(1, Stage.Pace.SHIPPED);
            boolean whole = Patience.until(Duration.ofMinutes(3), () -> head() >= before + amount);
            String load = cpu.used();
            Appended first = appended(before, before + cold);
            Appended rest = appended(before + cold, before + amount);
            boolean gapFree = first.gapFree && rest.gapFree;
            report.measure(
                    "append with gap-free positions, in batches, after 200,000 events that compile",
                    String.format(
                            Locale.ROOT,
                            "%.0f events/s (%d events, positions %s%s); the first 200,000 after its start %.0f events/s",
                            rest.perSecond,
                            rest.amount,
                            gapFree ? "gap-free" : "WITH GAPS",
                            whole ? "" : ", not all in time",
                            first.perSecond),
                    "at least 20,000/s",
                    whole && gapFree && rest.perSecond >= 20_000,
                    load);
        }
    }

    private long head() {
        return stage.hubDatabase().number("select coalesce(max(pos), 0) from event_log where audience = 'side-cn'");
    }

    private record Appended(long amount, boolean gapFree, double perSecond) {}

    /** Of the positions after one and up to another: from the first batch's transaction to the last one's. */
    private Appended appended(long after, long upTo) {
        String[] parts = stage.hubDatabase().column("""
                        select count(*) || ' ' || coalesce(max(pos) - min(pos) + 1, 0) || ' '
                          || coalesce(extract(epoch from max(recorded) - min(recorded)), 0)
                        from event_log where audience = 'side-cn' and pos > ? and pos <= ?""", after, upTo).get(0).split(" ", -1);
        long amount = Long.parseLong(parts[0]);
        return new Appended(amount, parts[0].equals(parts[1]), amount / Math.max(0.001, Double.parseDouble(parts[2])));
    }

    /** F20: two hundred subscribers, fifty events a second. */
    void many() {
        stage.hubs(1, Stage.Pace.SHIPPED);
        int subscribers = 200;
        try (Run run = new Run(stage, "F20", 500, stage.topics())) {
            List<Run.Subscription> all = new ArrayList<>();
            for (int i = 0; i < subscribers; i++) {
                all.add(run.webhook("good" + i));
            }
            Cpu cpu = new Cpu();
            run.publish(500, 50);
            run.settle(all.toArray(Run.Subscription[]::new));
            String load = cpu.used();
            List<Long> latencies = new ArrayList<>();
            long first = Long.MAX_VALUE;
            long last = 0;
            for (Run.Subscription one : all) {
                for (Received received : run.received(one)) {
                    if (received.number() >= 0) {
                        latencies.add(received.arrivedAt() - received.sentAt());
                        first = Math.min(first, received.arrivedAt());
                        last = Math.max(last, received.arrivedAt());
                    }
                }
            }
            latencies.sort(Long::compare);
            double perSecond = latencies.size() * 1000.0 / Math.max(1, last - first);
            whole(run, "F20", "200 subscribers, 50 events/s", all);
            report.measure(
                    "200 subscribers, 50 events/s for 10 s",
                    String.format(
                            Locale.ROOT,
                            "%.0f deliveries/s, %.0f per core; p50 %d ms, p99 %d ms",
                            perSecond,
                            perSecond / Runtime.getRuntime().availableProcessors(),
                            Verdict.percentile(latencies, 50),
                            Verdict.percentile(latencies, 99)),
                    "",
                    true,
                    load);
        }
    }

    /** Where the hub says that the time of events goes. */
    private final class Stages {
        private final Map<String, double[]> before = read();

        private Map<String, double[]> read() {
            Map<String, double[]> stages = new LinkedHashMap<>();
            for (String name :
                    List.of("relayed-to-logged", "logged-to-claimed", "claimed-to-sent", "answered-to-recorded")) {
                String label = "stage=\"" + name + "\"";
                stages.put(name, new double[] {
                    stage.hub(0).metric("event_stage_seconds_sum", label),
                    stage.hub(0).metric("event_stage_seconds_count", label)
                });
            }
            return stages;
        }

        String means() {
            List<String> means = new ArrayList<>();
            read().forEach((name, now) -> {
                double[] then = before.getOrDefault(name, new double[2]);
                means.add(String.format(
                        Locale.ROOT, "%s %.1f ms", name, 1000 * (now[0] - then[0]) / Math.max(1, now[1] - then[1])));
            });
            return String.join(", ", means);
        }
    }

    /** How much of the machine the hub used, and how busy the machine was. */
    private final class Cpu {
        private final long start = System.nanoTime();
        private final double before = stage.hub(0).isAlive() ? stage.hub(0).cpuSeconds() : 0;

        String used() {
            double seconds = (System.nanoTime() - start) / 1e9;
            return String.format(
                    Locale.ROOT, "hub %.2f cores, %s", (stage.hub(0).cpuSeconds() - before) / seconds, Report.load());
        }
    }
}
