package org.ckep.trade.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ckep.trade.TradeApi.as;
import static org.ckep.trade.TradeApi.upload;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.ckep.testing.GeneratedTradeFile;
import org.ckep.testing.Tokens;
import org.ckep.trade.ComtradeFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class UploadFaultsTest {
    private static final String QUERY = "source=COMTRADE_V1";
    private static final int LIMIT = 4 * 1024 * 1024;

    @TestHTTPResource("/trade/v1/uploads?source=COMTRADE_V1")
    URI uploads;

    @Inject
    DataSource dataSource;

    @Test
    void aFileThatSaysItIsTooLargeIsRefusedBeforeItIsRead() throws IOException {
        String answer = exchange("Content-Length: " + (LIMIT + 1) + "\r\n", out -> {});
        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("urn:ckep:problem:too-large");
    }

    @Test
    void aFileThatDoesNotSayItIsCountedWhileItIsRead() throws IOException {
        String answer = exchange("Transfer-Encoding: chunked\r\n", out -> {
            chunk(out, new ComtradeFile().row("cmdCode", "020110").text());
            String rows = new ComtradeFile()
                            .row("cmdCode", "020110", "partnerCode", "842")
                            .text()
                            .lines()
                            .skip(1)
                            .findFirst()
                            .orElseThrow()
                    + "\n";
            String block = rows.repeat(100);
            for (int sent = 0; sent <= LIMIT; sent += block.length()) {
                chunk(out, block);
            }
        });
        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("urn:ckep:problem:too-large");
        assertThat(series("020110")).isEmpty();
        assertThat(newest().getString("data[0].state")).isEqualTo("REFUSED");
        assertThat(newest().getString("data[0].refusal.code")).isEqualTo("too-large");
    }

    @ParameterizedTest
    @CsvSource({"020120, Transfer-Encoding: chunked", "020121, Content-Length: 100000"})
    void aSenderThatHangsUpLeavesNothingAndIsNoFaultOfOurs(String commodity, String framing) throws IOException {
        String file = new ComtradeFile().row("cmdCode", commodity).text();
        try (LoggedErrors logged = new LoggedErrors()) {
            try (Socket socket = new Socket(uploads.getHost(), uploads.getPort())) {
                begin(socket, framing + "\r\n");
                if (framing.startsWith("Transfer")) {
                    chunk(socket.getOutputStream(), file);
                } else {
                    socket.getOutputStream().write(file.getBytes(StandardCharsets.UTF_8));
                    socket.getOutputStream().flush();
                }
                awaitReceiving();
            }
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(newest().getString("data[0].state"))
                    .isEqualTo("FAILED"));
            assertThat(newest().getString("data[0].refusal.code")).isEqualTo("connection-lost");
            assertThat(series(commodity)).isEmpty();
            assertThat(logged.records()).isEmpty();
        }
    }

    /** The file came whole: it is taken, and its sender finds the report later. */
    @Test
    void aSenderThatHangsUpWhileTheFileIsMergedLosesNothing() throws IOException, SQLException {
        try (LoggedErrors logged = new LoggedErrors();
                Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(7414, 0)");
            try (Socket socket = new Socket(uploads.getHost(), uploads.getPort())) {
                begin(socket, "Transfer-Encoding: chunked\r\n");
                chunk(
                        socket.getOutputStream(),
                        new ComtradeFile().row("cmdCode", "020122").text());
                chunk(socket.getOutputStream(), "");
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> "MERGING".equals(newest().getString("data[0].state")));
            }
            connection.rollback();
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(newest().getString("data[0].state"))
                    .isEqualTo("COMPLETED"));
            assertThat(series("020122")).hasSize(1);
            assertThat(logged.records()).isEmpty();
        }
    }

    /** What a killed process leaves: its session is gone, and with it the lock that says "this upload is being read". */
    @Test
    void anUploadWhoseSessionIsGoneShowsAsInterruptedAndLeavesNothing() throws IOException, SQLException {
        try (Socket socket = new Socket(uploads.getHost(), uploads.getPort())) {
            begin(socket, "Transfer-Encoding: chunked\r\n");
            chunk(
                    socket.getOutputStream(),
                    new ComtradeFile().row("cmdCode", "020130").text());
            awaitReceiving();
            killUploadingSessions();
            chunk(socket.getOutputStream(), "");
            assertThat(read(socket)).startsWith("HTTP/1.1 503 ");
        }
        assertThat(newest().getString("data[0].state")).isEqualTo("INTERRUPTED");
        assertThat(newest().getMap("data[0]")).doesNotContainKey("progress");
        assertThat(series("020130")).isEmpty();

        assertThat(upload(new ComtradeFile().row("cmdCode", "020130").text(), QUERY)
                        .statusCode())
                .isEqualTo(201);
        assertThat(series("020130")).hasSize(1);
    }

    @Test
    void moreUploadsAtOnceThanThereArePlacesForAreAskedToComeAgain() throws IOException {
        try (Socket one = new Socket(uploads.getHost(), uploads.getPort());
                Socket two = new Socket(uploads.getHost(), uploads.getPort())) {
            begin(one, "Transfer-Encoding: chunked\r\n");
            chunk(
                    one.getOutputStream(),
                    new ComtradeFile().row("cmdCode", "020210").text());
            awaitReceiving();
            begin(two, "Transfer-Encoding: chunked\r\n");
            chunk(
                    two.getOutputStream(),
                    new ComtradeFile().row("cmdCode", "020220").text());
            await().until(() -> newest().getList("data.state", String.class).stream()
                            .filter("RECEIVING"::equals)
                            .count()
                    >= 2);

            Response third = upload(new ComtradeFile().row("cmdCode", "020230").text(), QUERY);
            assertThat(third.statusCode()).isEqualTo(503);
            assertThat(third.header("Retry-After")).isNotNull();

            chunk(one.getOutputStream(), "");
            assertThat(read(one)).startsWith("HTTP/1.1 201 ");
            chunk(two.getOutputStream(), "");
            assertThat(read(two)).startsWith("HTTP/1.1 201 ");
        }
        assertThat(upload(new ComtradeFile().row("cmdCode", "020230").text(), QUERY)
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void aGeneratedFileOfManyChunksIsMergedAsOneAndStaysApart() throws IOException {
        int rows = 25_000;
        byte[] file = generated(rows);
        assertThat(generated(rows)).isEqualTo(file);
        JsonPath first = postGenerated(file);
        assertThat(first.getInt("totals.inserted")).isEqualTo(rows);
        JsonPath second = postGenerated(file);
        assertThat(second.getInt("totals.unchanged")).isEqualTo(rows);
        assertThat(second.getInt("totals.revised")).isZero();
        assertThat(given().get("/trade/v1/series?source=GENERATED&reporter=CN&flow=X&limit=1")
                        .jsonPath()
                        .getList("data"))
                .hasSize(1);
        assertThat(given().get("/trade/sdmx/v1/dataflow").body().asString()).doesNotContain("GENERATED");
    }

    /** Another merge takes its time, in another process. */
    @ParameterizedTest
    @CsvSource({"020321, false", "020322, true"})
    void aFileWhoseMergeTakesLongIsAnsweredBeforeAndBecomesVisibleLater(String commodity, boolean async)
            throws SQLException {
        String address;
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(7414, 0)");
            Response answer = slow(commodity, async);
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.header("Preference-Applied")).isEqualTo(async ? "respond-async" : null);
            assertThat(answer.jsonPath().getString("state")).isEqualTo("MERGING");
            assertThat(answer.jsonPath().getInt("totals.read")).isEqualTo(1);
            address = answer.header("Location");
            assertThat(series(commodity)).isEmpty();
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(
                            as(Tokens.loader()).get(address).jsonPath().getString("progress.step"))
                    .isEqualTo("WAITING"));

            Response again = slow(commodity, async);
            assertThat(again.statusCode()).isEqualTo(202);
            assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
            assertThat(again.header("Location")).isEqualTo(address);
            connection.rollback();
        }
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        as(Tokens.loader()).get(address).jsonPath().getString("state"))
                .isEqualTo("COMPLETED"));
        assertThat(series(commodity)).hasSize(1);
        Response afterwards = slow(commodity, async);
        assertThat(afterwards.statusCode()).isEqualTo(201);
        assertThat(afterwards.header("Idempotency-Replayed")).isEqualTo("true");
    }

    private static Response slow(String commodity, boolean async) {
        RequestSpecification request = as(Tokens.loader())
                .contentType("text/csv")
                .header("Idempotency-Key", "slow-" + commodity)
                .body(new ComtradeFile().row("cmdCode", commodity).text());
        return (async ? request.header("Prefer", "respond-async, wait=10") : request)
                .post("/trade/v1/uploads?" + QUERY);
    }

    @Test
    void twoUploadsOfTheSameFiguresAtOnceStoreThemOnce() throws IOException {
        String file = new ComtradeFile()
                .row("cmdCode", "020311")
                .row("cmdCode", "020312")
                .text();
        CompletableFuture<Response> other = CompletableFuture.supplyAsync(() -> upload(file, QUERY));
        Response mine = upload(file, QUERY);
        JsonPath one = mine.jsonPath();
        JsonPath two = other.join().jsonPath();
        assertThat(one.getInt("totals.inserted") + two.getInt("totals.inserted"))
                .isEqualTo(2);
        assertThat(one.getInt("totals.unchanged") + two.getInt("totals.unchanged"))
                .isEqualTo(2);
    }

    /** A restart of the database cuts every connection; the next requests get new ones. */
    @Test
    void theServiceRecoversWhenEveryDatabaseConnectionIsCut() throws SQLException {
        String file = new ComtradeFile().row("cmdCode", "020330").text();
        assertThat(upload(file, QUERY).statusCode()).isEqualTo(201);
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and usename = current_user and pid <> pg_backend_pid()");
        }
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(series("020330")).hasSize(1);
            assertThat(given().get("/trade/sdmx/v1/data/DF_BTS_COMTRADE_A/..M.HS22_020330...")
                            .statusCode())
                    .isEqualTo(200);
        });
        assertThat(upload(file, QUERY).jsonPath().getInt("totals.unchanged")).isEqualTo(1);
    }

    /** The report accounts for every row, whatever is in the file. */
    @Test
    void everyRowIsInExactlyOneOfTheTotals() {
        java.util.Random random = new java.util.Random(11);
        for (int run = 0; run < 20; run++) {
            ComtradeFile file = new ComtradeFile().row("cmdCode", "020500");
            int rows = 1 + random.nextInt(40);
            for (int i = 1; i < rows; i++) {
                file.row(
                        "cmdCode", String.format(Locale.ROOT, "0204%02d", random.nextInt(20)),
                        "primaryValue", random.nextInt(5) == 0 ? "x" : Integer.toString(random.nextInt(3)),
                        "motCode", random.nextInt(6) == 0 ? "2100" : "0",
                        "partnerCode", random.nextBoolean() ? "156" : "842");
            }
            JsonPath totals = upload(file.text(), QUERY + "&onConflict=last").jsonPath();
            assertThat(totals.getInt("totals.read")).isEqualTo(rows);
            assertThat(totals.getInt("totals.inserted")
                            + totals.getInt("totals.revised")
                            + totals.getInt("totals.unchanged")
                            + totals.getInt("totals.rejected")
                            + totals.getInt("totals.outOfScope")
                            + totals.getInt("totals.replaced")
                            + totals.getInt("totals.duplicates")
                            + totals.getInt("totals.deleted"))
                    .isEqualTo(rows);
        }
    }

    private interface Body {
        void write(OutputStream out) throws IOException;
    }

    /** Sends by hand, since an HTTP client would not tell the answer to a request that it has not sent whole. */
    private String exchange(String headers, Body body) throws IOException {
        try (Socket socket = new Socket(uploads.getHost(), uploads.getPort())) {
            begin(socket, headers);
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                try {
                    body.write(socket.getOutputStream());
                } catch (IOException closedByServer) {
                    // What was sent so far is enough.
                }
            });
            String answer = read(socket);
            sending.join();
            return answer;
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private void begin(Socket socket, String headers) throws IOException {
        String request = "POST " + uploads.getRawPath() + "?" + uploads.getRawQuery()
                + " HTTP/1.1\r\nHost: localhost\r\n" + "Authorization: Bearer " + Tokens.loader()
                + "\r\nContent-Type: text/csv\r\n" + headers + "\r\n";
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static void chunk(OutputStream out, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** What the server says up to the end of the body. */
    private static String read(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] buffer = new byte[8192];
        try {
            int read;
            while (!answer.toString().contains("}")
                    && (read = socket.getInputStream().read(buffer)) > 0) {
                answer.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
            }
        } catch (java.net.SocketException resetAfterTheAnswer) {
            // The server does not read on.
        }
        return answer.toString();
    }

    private static void awaitReceiving() {
        await().atMost(Duration.ofSeconds(20)).until(() -> "RECEIVING".equals(newest().getString("data[0].state")));
    }

    private void killUploadingSessions() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_terminate_backend(pid, 10000) from pg_locks"
                    + " where locktype = 'advisory' and classid = 7415 and pid <> pg_backend_pid()"
                    + " and database = (select oid from pg_database where datname = current_database())");
        }
    }

    private static JsonPath newest() {
        return as(Tokens.loader()).get("/trade/v1/uploads?limit=10").jsonPath();
    }

    private static java.util.List<Object> series(String commodity) {
        return given().get("/trade/v1/series?commodity=" + commodity).jsonPath().getList("data");
    }

    private static JsonPath postGenerated(byte[] file) {
        String address = as(Tokens.loader())
                .contentType("text/csv")
                .body(file)
                .post("/trade/v1/uploads?source=GENERATED")
                .header("Location");
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> as(Tokens.loader()).get(address).jsonPath(), report -> "COMPLETED"
                        .equals(report.getString("state")));
    }

    private static byte[] generated(int rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            GeneratedTradeFile.write(gzip, rows, 1);
        }
        return out.toByteArray();
    }
}
