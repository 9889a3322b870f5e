package org.ckep.trade.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.trade.ComtradeFile;
import org.junit.jupiter.api.Test;

/** What happens where something fails between two steps of an upload; the database is the real one. */
@QuarkusTest
class UploadServiceTest {
    static final Viewer LOADER = new Viewer("loader", "tests", null, null, Set.of(Role.LOADER), true);
    static final UploadOptions OPTIONS = UploadOptions.of("COMTRADE_V1", null, null, null, null, null);
    private static final CsvFile.Form FORM = new CsvFile.Form(false, null, 1 << 20);
    private static final int PLACES = 2;
    private static final int POOL = 8;

    @Inject
    DataSource dataSource;

    @Inject
    UploadTools tools;

    @Inject
    RandomGenerator random;

    /** Merges that wait until a test lets them run. */
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    @Test
    void aConnectionThatFailsInAnUnknownWayKeepsNoPlace() {
        Hook hook = new Hook();
        UploadService service = service(hook.dataSource(), atOnce());
        for (int i = 0; i <= PLACES; i++) {
            hook.before(2, () -> {
                throw new IllegalStateException("no connection");
            });
            assertThatThrownBy(() -> receive(service, "030111", true)).hasMessage("no connection");
        }
        assertThat(receive(service, "030111", false).upload().state()).isEqualTo(Upload.State.COMPLETED);
    }

    @Test
    void aFileForWhichThereIsNoWorkerIsToldSoAndKeepsNoPlace() {
        UploadService service = service(
                dataSource,
                with(
                        task -> {
                            throw new RejectedExecutionException("no worker");
                        },
                        tools.metrics()));
        for (int i = 0; i <= PLACES; i++) {
            ProblemException problem = refusal(() -> receive(service, "030119", false));
            assertThat(problem.type()).isEqualTo(KernelProblem.UNAVAILABLE);
            assertThat(problem.detail()).contains("no worker left");
        }
        assertThat(service.list(LOADER, null, 1).getFirst().state()).isEqualTo(Upload.State.FAILED);
    }

    @Test
    void whatFailsAfterTheCommitTakesNothingBack() throws SQLException {
        UploadMetrics broken = new UploadMetrics(new SimpleMeterRegistry()) {
            @Override
            void ended(Upload.State state, UploadTotals totals) {
                throw new IllegalStateException("cannot count");
            }
        };
        UploadService service = service(dataSource, with(Runnable::run, broken));
        Upload upload = receive(service, "030191", false).upload();
        assertThat(upload.state()).isEqualTo(Upload.State.COMPLETED);
        assertThat(service.find(LOADER, upload.urn().uuid())).isEqualTo(upload);
    }

    @Test
    void whatHasEndedStaysAsItEnded() throws SQLException {
        UploadService service = service(dataSource, tools);
        UUID id;
        try (UploadRun run = UploadRun.begin(
                tools,
                dataSource.getConnection(),
                LOADER,
                OPTIONS,
                new UploadJournal.Start("CK-UPL-TEST0-" + UUID.randomUUID(), null, null))) {
            id = run.id();
            run.read(null, body("030192"), FORM, () -> false);
            assertThat(run.merge().state()).isEqualTo(Upload.State.COMPLETED);
            run.end(new IllegalStateException("too late"));
        }
        assertThat(service.find(LOADER, id).state()).isEqualTo(Upload.State.COMPLETED);
        assertThat(service.find(LOADER, id).refusal()).isNull();
    }

    @Test
    void aMergeThatFailsAfterTheAnswerIsLoggedWithItsUpload() throws SQLException {
        UploadService service = service(dataSource, with(waiting::add, tools.metrics()));
        UUID id = receive(service, "030193", true).upload().urn().uuid();
        try (LoggedErrors logged = new LoggedErrors()) {
            endSessionOf(id);
            waiting.remove().run();
            assertThat(logged.records())
                    .anySatisfy(entry -> assertThat(entry).contains("UploadRun", id.toString(), "SQLException"));
        }
        assertThat(service.find(LOADER, id).state()).isEqualTo(Upload.State.INTERRUPTED);
    }

    /** Its time was up, and before its report was read it had been refused. */
    @Test
    void anUploadThatIsRefusedBetweenTwoLooksIsAnsweredWithItsRefusal() {
        Hook hook = new Hook();
        UploadService service = service(hook.dataSource(), with(waiting::add, tools.metrics()));
        hook.before(3, () -> waiting.remove().run());
        String twice = new ComtradeFile()
                .row("cmdCode", "030194")
                .row("cmdCode", "030194", "netWgt", "7")
                .text();
        ProblemException problem = refusal(() -> service.receive(LOADER, OPTIONS, null, sent(stream(twice)), true));
        assertThat(problem.type()).isEqualTo(UploadProblem.UPLOAD_REFUSED);
        assertThat(problem.errors().getFirst().code()).isEqualTo("duplicate-keys");
        assertThat(problem.members()).containsKey("upload");
    }

    @Test
    void ofTwoUploadsUnderOneKeyTheSecondGetsTheAnswerOfTheFirst() {
        UploadService service = service(dataSource, atOnce());
        String key = UUID.randomUUID().toString();
        List<Upload> first = new ArrayList<>();
        try (LoggedErrors logged = new LoggedErrors()) {
            UploadService.Answer second =
                    service.receive(LOADER, OPTIONS, key, sent(meanwhile(service, key, first)), false);
            assertThat(second.replayed()).isTrue();
            assertThat(second.upload()).isEqualTo(first.getFirst());
            assertThat(logged.records()).noneMatch(entry -> entry.contains("org.ckep.trade"));
        }
        assertThat(service.list(LOADER, null, 2))
                .filteredOn(upload -> upload.state() == Upload.State.REFUSED)
                .singleElement()
                .satisfies(loser -> assertThat(loser.refusal())
                        .extracting(Upload.Refusal::code)
                        .isEqualTo("idempotency-conflict"));
    }

    @Test
    void ofTwoFilesUnderOneKeyTheSecondIsAConflict() {
        UploadService service = service(dataSource, atOnce());
        String key = UUID.randomUUID().toString();
        UploadOptions other = UploadOptions.of("COMTRADE_V1", "reject", null, null, null, null);
        ProblemException problem = refusal(
                () -> service.receive(LOADER, other, key, sent(meanwhile(service, key, new ArrayList<>())), false));
        assertThat(problem.type()).isEqualTo(KernelProblem.IDEMPOTENCY_CONFLICT);
    }

    /** How far a merge has come is told without another connection. */
    @Test
    void aMergeNeedsNoMoreThanItsOwnConnection() throws SQLException {
        UploadService service = service(dataSource, atOnce());
        List<Connection> taken = new ArrayList<>();
        try {
            while (taken.size() < POOL - 1) {
                taken.add(dataSource.getConnection());
            }
            assertThat(receive(service, "030198", false).upload().state()).isEqualTo(Upload.State.COMPLETED);
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
    }

    @Test
    void anUploadThatDoesNotBeginKeepsNoLock() throws SQLException {
        try (Connection reader = dataSource.getConnection()) {
            Connection session = dataSource.getConnection();
            int pid = number(session, "select pg_backend_pid()");
            Connection broken = failing(session, "createStatement");
            assertThatThrownBy(() -> UploadRun.begin(
                            tools,
                            broken,
                            LOADER,
                            OPTIONS,
                            new UploadJournal.Start("CK-UPL-TEST1-" + UUID.randomUUID(), null, null)))
                    .isInstanceOf(SQLException.class)
                    .hasMessage("createStatement fails");
            assertThat(session.isClosed()).isTrue();
            assertThat(number(
                            reader,
                            "select count(*) from pg_locks where locktype = 'advisory' and classid = 7415 and pid = "
                                    + pid))
                    .isZero();
        }
    }

    private UploadService service(DataSource connections, UploadTools with) {
        return new UploadService(connections, with, random);
    }

    /** Merges at once, in the thread of the request: how long one takes decides nothing. */
    private UploadTools atOnce() {
        return with(Runnable::run, tools.metrics());
    }

    private UploadTools with(Executor workers, UploadMetrics metrics) {
        return new UploadTools(
                tools.journal(),
                tools.config(),
                workers,
                tools.outbox(),
                tools.outboxSignal(),
                metrics,
                tools.drafts(),
                tools.revisions(),
                tools.json(),
                tools.clock());
    }

    private static UploadService.Answer receive(UploadService service, String commodity, boolean async) {
        return service.receive(LOADER, OPTIONS, null, sent(body(commodity)), async);
    }

    static ProblemException refusal(Runnable request) {
        return catchThrowableOfType(ProblemException.class, request::run);
    }

    /** A file during which another upload of the same is completed under the same key. */
    private static InputStream meanwhile(UploadService service, String key, List<Upload> completed) {
        return during(
                "030195",
                () -> completed.add(service.receive(LOADER, OPTIONS, key, sent(body("030195")), false)
                        .upload()));
    }

    /** A file during which something else is done. */
    static InputStream during(String commodity, Runnable other) {
        return new FilterInputStream(body(commodity)) {
            private boolean done;

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                if (!done) {
                    done = true;
                    other.run();
                }
                return super.read(buffer, offset, length);
            }
        };
    }

    static UploadService.Sent sent(InputStream body) {
        return new UploadService.Sent(body, FORM, null, () -> false);
    }

    static InputStream body(String commodity) {
        return stream(new ComtradeFile().row("cmdCode", commodity).text());
    }

    static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private void endSessionOf(UUID upload) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            number(connection, "select length(set_config('app.system', 'on', true))");
            assertThat(number(
                            connection,
                            "select count(pg_terminate_backend(pid, 10000)) from pg_locks join upload on objid = number"
                                    + " where locktype = 'advisory' and classid = 7415 and id = '" + upload
                                    + "' and database = (select oid from pg_database"
                                    + " where datname = current_database())"))
                    .isEqualTo(1);
            connection.rollback();
        }
    }

    static int number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static Connection failing(Connection connection, String method) {
        return proxy(Connection.class, connection, called -> {
            if (called.equals(method)) {
                throw new SQLException(method + " fails");
            }
        });
    }

    private interface Before {
        void call(String method) throws Exception;
    }

    private static <T> T proxy(Class<T> type, T real, Before before) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            before.call(method.getName());
            try {
                return method.invoke(real, given);
            } catch (InvocationTargetException failure) {
                throw failure.getCause();
            }
        }));
    }

    /** Does something before the n-th connection from now is given out. */
    private final class Hook {
        private int countdown;
        private Runnable action = () -> {};

        void before(int connection, Runnable doing) {
            countdown = connection;
            action = doing;
        }

        DataSource dataSource() {
            return proxy(DataSource.class, dataSource, called -> {
                if (called.equals("getConnection") && --countdown == 0) {
                    action.run();
                }
            });
        }
    }
}
