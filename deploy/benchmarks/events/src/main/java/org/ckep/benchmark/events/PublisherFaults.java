package org.ckep.benchmark.events;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.ckep.infrastructure.Ports;
import org.ckep.infrastructure.PostgresServer;

/** F18: the publishing service has no connection left, or no room on its disk; what it accepted arrives. */
final class PublisherFaults {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    static final String REGISTERED = "org.ckep.investment.project.registered.v1";
    static final String COMMITTED = "select 'urn:ckep:project:' || id from project";

    private final Stage stage;
    private final Report report;

    PublisherFaults(Stage stage, Report report) {
        this.stage = stage;
        this.report = report;
    }

    void exhausted() {
        stage.hubs(1, Stage.Pace.FAULTS);
        heldConnections();
        fullDisk();
    }

    private void heldConnections() {
        App service = stage.producer();
        Database database = stage.producerDatabase();
        try (Run run = new Run(stage, "F18", 1, new Publisher.Outbox(database))) {
            Run.Subscription all = subscribe(run);
            List<String> earlier = database.column(COMMITTED);
            Answers before = register(service, 20);
            Answers meanwhile;
            try (Connection holder = database.connect();
                    Statement statement = holder.createStatement()) {
                holder.setAutoCommit(false);
                // Every writer waits in its transaction, and with it its connection.
                statement.execute("lock table outbox_event in access exclusive mode");
                meanwhile = register(service, 40);
                holder.rollback();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            Answers after = register(service, 20);
            report("connections of the publisher held", run, all, database, earlier, before, meanwhile, after);
        }
    }

    /** On a small volume of its own, which only some machines let a test mount. */
    private void fullDisk() {
        Path volume = stage.folder().resolve("small");
        try {
            Files.createDirectories(volume);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        if (!Shell.succeeds("mount", "-t", "tmpfs", "-o", "size=192m", "tmpfs", volume.toString())) {
            report.note("F18, disk full: this machine does not let the suite mount a small volume; not tried");
            return;
        }
        try {
            fullDisk(volume);
        } finally {
            Shell.succeeds("umount", "-l", volume.toString());
        }
    }

    private void fullDisk(Path volume) {
        int port = Ports.free(1).get(0);
        PostgresServer server = PostgresServer.start(volume.resolve("postgres"), port, Stage.password(), true);
        App service = null;
        try {
            Database database = Stage.database(server, "investment");
            service = stage.producerOn(database);
            try (Run run = new Run(stage, "F18", 1, new Publisher.Outbox(database))) {
                Run.Subscription all = subscribe(run);
                Answers before = register(service, 20);
                Path filler = volume.resolve("filler");
                fill(filler);
                Answers meanwhile = registerUntilRefused(service, filler);
                Files.delete(filler);
                if (!server.process().isAlive()) {
                    server = PostgresServer.start(volume.resolve("postgres"), port, Stage.password(), true);
                }
                Answers after = registerSoon(service);
                report("disk of the publisher full", run, all, database, List.of(), before, meanwhile, after);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        } finally {
            if (service != null) {
                service.close();
            }
            server.close();
        }
    }

    /** Takes all the room that there is. */
    private static void fill(Path file) {
        byte[] part = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(
                file, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND)) {
            while (true) {
                out.write(part);
            }
        } catch (IOException full) {
            // As wanted.
        }
    }

    /** PostgreSQL has some room in files that it has already: it is written to until that is used up, too. */
    private static Answers registerUntilRefused(App service, Path filler) {
        Answers all = new Answers(List.of(), 0, 0, 0);
        for (int i = 0; i < 60 && all.unavailable + all.other < 5; i++) {
            fill(filler);
            all = all.with(register(service, 20));
        }
        return all;
    }

    private static Answers registerSoon(App service) {
        Patience.until(PATIENCE, () -> register(service, 1).urns.size() == 1);
        return register(service, 20);
    }

    /** Whole projects by the service's own interface. */
    private static Run.Subscription subscribe(Run run) {
        return run.webhook("good", Map.of("filters", List.of(), "types", List.of(REGISTERED)));
    }

    private void report(
            String how,
            Run run,
            Run.Subscription all,
            Database database,
            List<String> earlier,
            Answers before,
            Answers meanwhile,
            Answers after) {
        // What was committed is told, also where its answer was lost.
        List<String> committed = database.column(COMMITTED).stream()
                .filter(urn -> !earlier.contains(urn))
                .toList();
        Patience.until(
                PATIENCE,
                () -> database.number("select count(*) from outbox_event") == 0
                        && run.numbered(all) >= committed.size()
                        && run.open(all) == 0);
        boolean kept = committed.containsAll(before.urns)
                && committed.containsAll(meanwhile.urns)
                && committed.containsAll(after.urns);
        // A project has one event here, so its subject stands for it.
        List<Received> received = run.received(all);
        List<Received> bySubject = received.stream().map(Received::bySubject).toList();
        report.fault(
                "F18",
                how,
                "good",
                Verdict.of(all.id(), committed, bySubject, run.interruptions().excuses(all, received)),
                meanwhile.unavailable,
                "%d answered 503, %d not in time, %d otherwise, %d accepted before, %d meanwhile, %d after"
                        .formatted(
                                meanwhile.unavailable,
                                meanwhile.late,
                                meanwhile.other,
                                before.urns.size(),
                                meanwhile.urns.size(),
                                after.urns.size()),
                kept && meanwhile.other == 0 && after.urns.size() == 20);
    }

    /**
     * What came of requests.
     *
     * @param late requests that wait in a transaction for longer than this client does
     */
    record Answers(List<String> urns, int unavailable, int late, int other) {
        Answers with(Answers more) {
            List<String> both = new java.util.ArrayList<>(urns);
            both.addAll(more.urns);
            return new Answers(both, unavailable + more.unavailable, late + more.late, other + more.other);
        }
    }

    /** Registers so many projects at once. */
    static Answers register(App service, int amount) {
        List<String> urns = new CopyOnWriteArrayList<>();
        AtomicInteger unavailable = new AtomicInteger();
        AtomicInteger late = new AtomicInteger();
        AtomicInteger other = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < amount; i++) {
                threads.execute(() -> {
                    try {
                        HttpResponse<String> response =
                                HubApi.send("POST", service.url() + "/investment/v1/projects", project());
                        switch (response.statusCode()) {
                            case 201 ->
                                urns.add(HubApi.json(response).get("urn").asText());
                            case 503 -> unavailable.incrementAndGet();
                            default -> other.incrementAndGet();
                        }
                    } catch (IllegalStateException failed) {
                        if (!(failed.getCause() instanceof HttpTimeoutException)) {
                            throw failed;
                        }
                        late.incrementAndGet();
                    }
                });
            }
        }
        return new Answers(List.copyOf(urns), unavailable.get(), late.get(), other.get());
    }

    private static String project() {
        return """
                {"title": {"en": "Battery plant"}, "type": "GREENFIELD", "direction": "KR_TO_CN", "modality": "PLAN",
                 "participants": [{"org": {"orgId": "urn:ckep:organisation:%s"}, "role": "INVESTOR"}]}""".formatted(UUID.randomUUID());
    }
}
