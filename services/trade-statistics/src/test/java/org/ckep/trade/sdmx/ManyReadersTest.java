package org.ckep.trade.sdmx;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ckep.trade.TradeApi.upload;

import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.ckep.trade.ComtradeFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Readers who are many, who are slow, and who leave. */
@QuarkusTest
class ManyReadersTest {
    private static final String ALL = "/trade/sdmx/v1/data/DF_BTS_NATIONAL_A/A.KR.M...C00.";
    private static final String CSV = "application/vnd.sdmx.data+csv;version=1.0.0";
    private static final String GENERIC = "application/vnd.sdmx.genericdata+xml;version=2.1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROWS = 6_000;

    @TestHTTPResource("/")
    URI service;

    @Inject
    Readings readings;

    @Inject
    @DataSource("reading")
    javax.sql.DataSource dataSource;

    @Inject
    ReadingConfig config;

    /** Imports of as many products of one year as a file of a test may hold; the second time nothing changes. */
    @BeforeEach
    void uploadManyProducts() {
        ComtradeFile file = new ComtradeFile();
        IntStream.range(0, ROWS).forEach(i -> file.row("cmdCode", Integer.toString(300_000 + i)));
        Response answer = upload(file.text(), "source=NATIONAL");
        assertThat(answer.statusCode()).isEqualTo(201);
    }

    @Test
    void twentyExtractionsAtOnceAllFinish() {
        try (ExecutorService readers = Executors.newFixedThreadPool(20)) {
            List<CompletableFuture<Long>> answers = IntStream.range(0, 20)
                    .mapToObj(i -> CompletableFuture.supplyAsync(this::countRows, readers))
                    .toList();
            assertThat(answers.stream().map(CompletableFuture::join).distinct())
                    .singleElement()
                    .satisfies(rows -> assertThat(rows).isGreaterThanOrEqualTo(3L * ROWS));
        }
        awaitFreeTurns();
    }

    private long countRows() {
        Response answer = given().accept(CSV).get(ALL);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.asString().lines().skip(1).count();
    }

    @Test
    void aStatementOverItsLimitIsAnErrorInTheFormatAskedFor() throws SQLException {
        try (Connection owner = LockedFigures.take()) {
            CompletableFuture<Response> json =
                    CompletableFuture.supplyAsync(() -> given().accept("application/vnd.sdmx.data+json;version=2.0.0")
                            .get("/trade/sdmx/v2/data/dataflow/CKEP/DF_BTS_NATIONAL_A/*/A.KR.M"));
            Response xml = given().accept(GENERIC).get(ALL);
            assertThat(xml.statusCode()).isEqualTo(503);
            assertThat(xml.contentType()).startsWith("application/xml");
            assertThat(xml.header("Retry-After")).isEqualTo("10");
            assertThat(xml.xmlPath().getInt("Error.ErrorMessage.@code")).isEqualTo(503);
            assertThat(xml.xmlPath().getString("Error.ErrorMessage.Text")).contains("longer than this service allows");
            assertThat(json.join().statusCode()).isEqualTo(503);
            assertThat(json.join().contentType()).startsWith("application/json");
            assertThat(json.join().jsonPath().getInt("errors[0].code")).isEqualTo(503);
            owner.rollback();
        }
        awaitFreeTurns();
    }

    @Test
    void whoLeavesDuringTheFirstQueryFreesTheConnection() throws SQLException, IOException {
        try (Connection owner = LockedFigures.take();
                LoggedReadings logged = new LoggedReadings()) {
            try (Socket socket = ask(GENERIC)) {
                assertThat(socket.isConnected()).isTrue();
                await().atMost(PATIENCE).until(this::isWaiting);
            }
            awaitFreeTurns();
            assertThat(logged.texts()).singleElement().satisfies(text -> assertThat(text)
                    .contains("user request"));
            owner.rollback();
        }
    }

    @Test
    void whoReadsNothingIsCutOff() throws IOException {
        try (Socket socket = ask(GENERIC)) {
            await().atMost(PATIENCE).until(() -> readings.freeTurns() < config.maxParallel());
            // Each look is a period to the reading; nothing is read meanwhile.
            await().atMost(PATIENCE).until(() -> {
                readings.check();
                return readings.freeTurns() == config.maxParallel();
            });
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200 ")
                    .doesNotContain("</mes:GenericData>");
        } catch (IOException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    private void awaitFreeTurns() {
        await().atMost(PATIENCE).until(() -> readings.freeTurns() == config.maxParallel());
    }

    /** A client with small buffers, so that what it does not read stays with the service. */
    private Socket ask(String mediaType) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(service.getHost(), service.getPort()));
        socket.getOutputStream()
                .write(("GET " + ALL + " HTTP/1.1\r\nHost: localhost\r\nAccept: " + mediaType + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** True where a query for data waits for the lock; other work of the service may wait for it as well. */
    private boolean isWaiting() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select 1 from pg_stat_activity"
                        + " where datname = current_database() and wait_event_type = 'Lock'"
                        + " and query like 'select s.reporter, s.flow, %'")) {
            return rows.next();
        }
    }
}
