package org.ckep.trade.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ckep.trade.ingest.UploadServiceTest.LOADER;
import static org.ckep.trade.ingest.UploadServiceTest.OPTIONS;
import static org.ckep.trade.ingest.UploadServiceTest.body;
import static org.ckep.trade.ingest.UploadServiceTest.during;
import static org.ckep.trade.ingest.UploadServiceTest.number;
import static org.ckep.trade.ingest.UploadServiceTest.refusal;
import static org.ckep.trade.ingest.UploadServiceTest.sent;
import static org.ckep.trade.ingest.UploadServiceTest.stream;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.trade.ComtradeFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are sent or read slowly. */
@QuarkusTest
class SlowUploadTest {
    @Inject
    DataSource dataSource;

    @Inject
    UploadTools tools;

    @Inject
    RandomGenerator random;

    /** What one sender does slowly, or often, keeps the others out of nothing that is theirs. */
    @Test
    void eachSideFindsAPlaceWhateverTheLoaderSends() {
        UploadService service = service(tools.config());
        List<Upload.State> taken = new ArrayList<>();
        Runnable sides = () -> {
            assertThat(refusal(() -> service.receive(LOADER, OPTIONS, null, sent(body("030197")), false))
                            .type())
                    .isEqualTo(KernelProblem.UNAVAILABLE);
            for (Side side : Side.values()) {
                String own = new ComtradeFile()
                        .row("cmdCode", "030197", "reporterCode", side == Side.CN ? "156" : "410", "partnerCode", "842")
                        .text();
                Viewer statistician = new Viewer("statistician", "tests", side, null, Set.of(Role.STATISTICIAN), true);
                taken.add(service.receive(statistician, OPTIONS, null, sent(stream(own)), false)
                        .upload()
                        .state());
            }
        };
        Runnable second = () -> service.receive(LOADER, OPTIONS, null, sent(during("030196", sides)), false);
        service.receive(LOADER, OPTIONS, null, sent(during("030196", second)), false);
        assertThat(taken).containsExactly(Upload.State.COMPLETED, Upload.State.COMPLETED);
    }

    /** Its sender need not wait until it is read, only until it has come. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFileThatIsReadSlowlyIsAnsweredOnceItHasCome(boolean async) throws Exception {
        UploadService service = service(answeringAfter(tools.config(), Duration.ofMillis(500)));
        try (Connection other = dataSource.getConnection()) {
            InputStream file = during("030199", () -> holdReading(service, other));
            UploadService.Answer answer = CompletableFuture.supplyAsync(
                            () -> service.receive(LOADER, OPTIONS, null, sent(file), async))
                    .get(20, TimeUnit.SECONDS);
            assertThat(answer.upload().state()).isEqualTo(Upload.State.RECEIVING);
            other.rollback();
            UUID id = answer.upload().urn().uuid();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> service.find(LOADER, id).state() == Upload.State.COMPLETED);
        }
    }

    /** Whatever is still to be read, nobody waits for it. */
    @Test
    void aFileWhoseSenderHasGoneIsNotReadOn() {
        UploadService service = service(tools.config());
        String file = new ComtradeFile().row("cmdCode", "030181").text();
        byte[] rows = (file.lines().skip(1).findFirst().orElseThrow() + "\n").getBytes(StandardCharsets.UTF_8);
        InputStream endless = new SequenceInputStream(stream(file), new InputStream() {
            private long next;

            @Override
            public int read() {
                return rows[(int) (next++ % rows.length)];
            }
        });
        CsvFile.Form form = new CsvFile.Form(false, null, 1L << 30);
        ProblemException problem = refusal(() ->
                service.receive(LOADER, OPTIONS, null, new UploadService.Sent(endless, form, null, () -> true), false));
        assertThat(problem.detail()).isEqualTo("The connection broke before the file was read to its end.");
        assertThat(service.list(LOADER, null, 1).getFirst().refusal().code()).isEqualTo("connection-lost");
    }

    /** One that merges at once, in the thread that has read the file. */
    private UploadService service(UploadConfig config) {
        UploadTools atOnce = new UploadTools(
                tools.journal(),
                config,
                Runnable::run,
                tools.outbox(),
                tools.outboxSignal(),
                tools.metrics(),
                tools.drafts(),
                tools.revisions(),
                tools.json(),
                tools.clock());
        return new UploadService(dataSource, atOnce, random);
    }

    /** Keeps the newest upload from telling that it was read, until the other connection ends its transaction. */
    private static void holdReading(UploadService service, Connection other) {
        UUID id = service.list(LOADER, null, 1).getFirst().urn().uuid();
        try {
            other.setAutoCommit(false);
            number(other, "select length(set_config('app.system', 'on', true))");
            number(other, "select number from upload where id = '" + id + "' for update");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static UploadConfig answeringAfter(UploadConfig config, Duration period) {
        return (UploadConfig) Proxy.newProxyInstance(
                UploadConfig.class.getClassLoader(),
                new Class<?>[] {UploadConfig.class},
                (self, method, given) ->
                        method.getName().equals("answerPeriod") ? period : method.invoke(config, given));
    }
}
