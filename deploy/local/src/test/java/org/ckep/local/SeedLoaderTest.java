package org.ckep.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.ckep.local.SeedLoader.Outcome;
import org.ckep.local.SeedLoader.SeedFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loader against a stand-in for the gateway; the real one is used by the system tests. */
class SeedLoaderTest {

    @TempDir
    Path folder;

    private final List<String> received = new ArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer gateway;

    private record Answer(int status, String body) {}

    @BeforeEach
    void start() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", this::answer);
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
        http.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Idempotency-Key") + " "
                + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
        Answer answer =
                answers.isEmpty() ? new Answer(201, "{\"urn\":\"urn:" + received.size() + "\"}") : answers.poll();
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Retry-After", "0");
        if (answer.status() == 202) {
            exchange.getResponseHeaders().set("Location", "/trade/v1/uploads/7");
        }
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void referencesAreReplacedByWhatTheServicesAnswered() throws IOException {
        answers.add(new Answer(201, "{\"id\":\"source-1\"}"));

        Outcome outcome = load("""
                [{"key": "SRC-1", "post": "/a/v1/sources", "body": {"title": "First"}},
                 {"key": "REC-1", "post": "/a/v1/records", "body": {"sources": ["${SRC-1}"], "n": 1.50, "x": null}},
                 {"key": "REC-2", "post": "/a/v1/records/${REC-1}/parts", "body": {"of": {"urn": "see ${REC-1}"}}}]""");

        assertThat(outcome).isEqualTo(new Outcome(3, 0));
        assertThat(received)
                .containsExactly(
                        "/a/v1/sources seed:SRC-1 application/json Bearer token {\"title\":\"First\"}",
                        "/a/v1/records seed:REC-1 application/json Bearer token"
                                + " {\"sources\":[\"source-1\"],\"n\":1.50,\"x\":null}",
                        "/a/v1/records/urn:2/parts seed:REC-2 application/json Bearer token {\"of\":{\"urn\":\"see urn:2\"}}");
    }

    @Test
    void aKeyMeansTheOwnServicesRecordFirst() throws IOException {
        load("""
                [{"key": "SRC-1", "post": "/a/v1/sources", "body": {}},
                 {"key": "SRC-1", "post": "/b/v1/sources", "body": {}},
                 {"key": "ORG-1", "post": "/a/v1/organisations", "body": {}},
                 {"key": "REC-1", "post": "/b/v1/records", "body": {"source": "${SRC-1}", "by": "${ORG-1}"}}]""");

        assertThat(received.get(3)).endsWith("{\"source\":\"urn:2\",\"by\":\"urn:3\"}");
    }

    @Test
    void aFileOfValuesIsUploaded() throws IOException {
        Files.createDirectories(folder.resolve("sample"));
        Files.writeString(folder.resolve("sample/totals.csv"), "period,value\n2024,1\n");

        load("""
                [{"key": "TOTALS", "upload": "/trade/v1/uploads?source=DOTS", "file": "sample/totals.csv"}]""");

        assertThat(received)
                .containsExactly(
                        "/trade/v1/uploads?source=DOTS seed:TOTALS text/csv Bearer token period,value\n2024,1\n");
    }

    @Test
    void anUploadThatIsAnsweredBeforeItIsVisibleIsWaitedFor() throws IOException {
        Files.writeString(folder.resolve("totals.csv"), "period,value\n2024,1\n");
        String records = """
                [{"key": "TOTALS", "upload": "/trade/v1/uploads?source=DOTS", "file": "totals.csv"}]""";
        answers.add(new Answer(202, "{\"urn\":\"urn:7\",\"state\":\"RECEIVING\"}"));
        answers.add(new Answer(200, "{\"urn\":\"urn:7\",\"state\":\"MERGING\"}"));
        answers.add(new Answer(200, "{\"urn\":\"urn:7\",\"state\":\"INTERRUPTED\"}"));

        assertThatThrownBy(() -> load(records))
                .isInstanceOf(SeedException.class)
                .hasMessageContaining("/trade/v1/uploads/7 ended as INTERRUPTED");
        assertThat(received).hasSize(3);

        answers.add(new Answer(202, "{\"urn\":\"urn:7\",\"state\":\"MERGING\"}"));
        answers.add(new Answer(200, "{\"urn\":\"urn:7\",\"state\":\"COMPLETED\"}"));
        assertThat(load(records)).isEqualTo(new Outcome(1, 0));
        assertThat(received.getLast()).startsWith("/trade/v1/uploads/7 null");
    }

    @Test
    void whatIsLoadedIsNotSentAgainAndARefusalIsTakenUpThere() throws IOException {
        String records = """
                [{"key": "A", "post": "/a/v1/records", "body": {}},
                 {"key": "B", "post": "/a/v1/records", "body": {"a": "${A}"}},
                 {"key": "C", "post": "/a/v1/records", "body": {}}]""";
        answers.add(new Answer(201, "{\"urn\":\"urn:a\"}"));
        answers.add(new Answer(400, "{\"type\":\"urn:ckep:problem:unknown-property\"}"));

        assertThatThrownBy(() -> load(records))
                .isInstanceOf(SeedException.class)
                .hasMessageContaining("10-test.json, record B: POST /a/v1/records answered 400")
                .hasMessageContaining("urn:ckep:problem:unknown-property");
        assertThat(received).hasSize(2);

        assertThat(load(records)).isEqualTo(new Outcome(2, 1));
        assertThat(received.get(2)).contains("seed:B").endsWith("{\"a\":\"urn:a\"}");
        assertThat(load(records)).isEqualTo(new Outcome(0, 3));
        assertThat(received).hasSize(4);
    }

    @Test
    void aFullQuotaAndAnUnreadyServiceAreWaitedFor() throws IOException {
        answers.add(new Answer(429, "{}"));
        answers.add(new Answer(503, "{}"));

        assertThat(load("""
                [{"key": "A", "post": "/a/v1/records", "body": {}}]""")).isEqualTo(new Outcome(1, 0));
        assertThat(received).hasSize(3);
    }

    @Test
    void aReferenceToNothingIsRefusedBeforeItIsSent() {
        assertThatThrownBy(() -> load("""
                        [{"key": "A", "post": "/a/v1/records", "body": {"of": "${B}"}}]"""))
                .isInstanceOf(SeedException.class)
                .hasMessage("10-test.json, record A: refers to B, which no earlier record is called");
        assertThat(received).isEmpty();
    }

    @Test
    void anAnswerWithoutAnIdentifierIsRefused() {
        answers.add(new Answer(200, "{\"title\":\"?\"}"));

        assertThatThrownBy(() -> load("""
                        [{"key": "A", "post": "/a/v1/records", "body": {}}]"""))
                .isInstanceOf(SeedException.class)
                .hasMessageContaining("neither 'urn' nor 'id'");
    }

    /** A crash may cut the last line of the journal off. */
    @Test
    void aHalfWrittenLineOfTheJournalIsIgnored() throws IOException {
        Path file = folder.resolve("journal");
        Files.writeString(file, "{\"service\":\"a\",\"key\":\"A\",\"id\":\"urn:a\"}\n{\"service\":\"a\",\"ke");

        SeedJournal journal = new SeedJournal(file);

        assertThat(journal.find("a", "A")).contains("urn:a");
        assertThat(journal.contains("a", "B")).isFalse();
        journal.add("a", "B", "urn:b");
        assertThat(new SeedJournal(file).find("a", "B")).contains("urn:b");
    }

    private Outcome load(String records) throws IOException {
        JsonNode parsed = SeedFiles.JSON.readTree(records);
        String url = "http://127.0.0.1:" + gateway.getAddress().getPort();
        return new SeedLoader(url, () -> "token", new SeedJournal(folder.resolve("journal")), http)
                .load(List.of(new SeedFile("10-test.json", parsed, folder)));
    }
}
