package org.ckep.benchmark.investment;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.ckep.benchmark.MeasuredService;
import org.ckep.benchmark.Report;
import org.ckep.testing.Tokens;

/**
 * Steps of the Chinese side's own projects, each by one request with its tag, many at a time. Counted is the time until the
 * last one is answered; afterwards each must have its entry in the audit, its step and its event on the side's topic.
 */
final class TransitionMeasure {
    private static final int AT_ONCE = 16;
    private static final int WARM_UP = 500;
    private static final int MOST = 10_000;
    private static final int TARGET = 500;
    // A service that has just begun compiles while it serves: the first part tells of that, the last of what it comes
    // to.
    private static final int PARTS = 4;
    private static final String STEP =
            "{\"to\": \"WITHDRAWN\", \"date\": \"2024-05\", \"reason\": {\"en\": \"The market changed\"}}";

    private final MeasuredService service;
    private final Report report;
    private final int steps;
    private final Asking asking;

    TransitionMeasure(MeasuredService service, Report report, int projects) {
        this.service = service;
        this.report = report;
        // One of ten is the Chinese side's own.
        this.steps = Math.min(MOST, projects / 10 - projects / 100);
        this.asking = new Asking(service);
    }

    private record Due(String project, String tag) {}

    void take() {
        List<Due> due = due();
        int warm = Math.min(WARM_UP, due.size() / 10);
        run(due.subList(0, warm));
        List<Due> measured = due.subList(warm, due.size());
        long events = events();
        double seconds = 0;
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < PARTS; i++) {
            List<Due> part = measured.subList(measured.size() * i / PARTS, measured.size() * (i + 1) / PARTS);
            ProcessorTime before = ProcessorTime.now(service);
            double took = run(part);
            seconds += took;
            parts.add(String.format(
                    Locale.ROOT,
                    "%.0f/s, %s",
                    part.size() / took,
                    ProcessorTime.now(service).since(before, part.size())));
        }
        awaitNothingWaits();
        long told = events() - events;
        long audited = count("select count(*) from audit_entry where urn like 'urn:ckep:project:%'");
        long recorded = count("select count(*) from project_step where to_state = 'WITHDRAWN'");
        boolean whole = told == measured.size() && audited >= due.size() && recorded == due.size();
        double perSecond = measured.size() / seconds;
        report.add(
                "steps of one side's projects with event and audit, " + AT_ONCE + " at a time",
                String.format(Locale.ROOT, "%.0f/s (%d in %.1f s)", perSecond, measured.size(), seconds),
                told + " events, " + audited + " audit entries and " + recorded + " steps for " + measured.size()
                        + " + " + warm,
                "at least " + TARGET + "/s, no lost event",
                perSecond >= TARGET && whole);
        report.add("the same, the first of " + PARTS + " equal parts of it", parts.getFirst(), "", "", true);
        report.add("the same, the last of them", parts.getLast(), "", "", true);
        if (!whole) {
            throw new IllegalStateException("a step, its event or its entry in the audit was lost");
        }
    }

    private List<Due> due() {
        List<String> projects = new ArrayList<>();
        try (Connection connection = service.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select id from project where classification_level = 'SIDE' and owner_side = 'CN' "
                                + "and state = 'PROSPECT' order by id limit " + steps)) {
            while (rows.next()) {
                projects.add("projects/" + rows.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return inParallel(projects.stream()
                .map(project -> (Callable<Due>) () -> new Due(
                        project,
                        asking.get(project, token())
                                .headers()
                                .firstValue("ETag")
                                .orElseThrow()))
                .toList());
    }

    private double run(List<Due> due) {
        long begun = System.nanoTime();
        inParallel(due.stream()
                .map(one ->
                        (Callable<Integer>) () -> asking.post(one.project() + "/transitions", token(), one.tag(), STEP)
                                .statusCode())
                .toList());
        return (System.nanoTime() - begun) / 1e9;
    }

    /** A slow run takes longer than a token lasts; it is fetched anew when it is about to expire. */
    private static String token() {
        return Tokens.user("cn-maker");
    }

    private static <T> List<T> inParallel(List<? extends Callable<T>> work) {
        try (ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE)) {
            List<T> done = new ArrayList<>();
            for (Future<T> one : clients.invokeAll(work)) {
                done.add(one.get());
            }
            return done;
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void awaitNothingWaits() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> count("select count(*) from outbox_event") == 0);
    }

    private long count(String sql) {
        return Long.parseLong(service.text(sql));
    }

    /** Events on the topic of the Chinese side. */
    private long events() {
        String topic = service.platform().topicPrefix() + ".events.side-cn.v1";
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", service.platform().servers().kafka().bootstrapServers(), "group.id", "benchmark");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Stream<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()));
            return consumer.endOffsets(partitions.toList()).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }
}
