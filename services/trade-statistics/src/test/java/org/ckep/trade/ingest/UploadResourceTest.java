package org.ckep.trade.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ckep.trade.TradeApi.as;
import static org.ckep.trade.TradeApi.upload;
import static org.ckep.trade.ingest.Reports.assertRefused;
import static org.ckep.trade.ingest.Reports.assertTotals;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.ckep.testing.Tokens;
import org.ckep.trade.ComtradeFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test uses commodities of its own, so that the tests need no order and no cleaning. */
@QuarkusTest
class UploadResourceTest {
    private static final String COMTRADE = "source=COMTRADE_V1";

    @Inject
    MeterRegistry registry;

    @Test
    void figuresAreInsertedOnceAndTheirSourceTold() {
        String file = new ComtradeFile()
                .row("cmdCode", "010121", "primaryValue", "500.5", "cifvalue", "500.5")
                .row("cmdCode", "010121", "partnerCode", "842", "partnerISO", "USA")
                .text();

        Response first = upload(file, COMTRADE);

        assertThat(first.statusCode()).isEqualTo(201);
        JsonPath report = first.jsonPath();
        assertThat(report.getString("state")).isEqualTo("COMPLETED");
        assertThat(report.getString("source")).isEqualTo("COMTRADE_V1");
        assertThat(report.getString("urn")).startsWith("urn:ckep:upload:");
        assertThat(report.getString("displayId")).startsWith("CK-UPL-");
        assertTotals(report, 2, 2, 0, 0, 0, 0, 0);
        String id = report.getString("urn").substring("urn:ckep:upload:".length());
        assertThat(first.header("Location")).isEqualTo("/trade/v1/uploads/" + id);
        assertThat(report.getString("sha256")).hasSize(64);

        JsonPath series = get("reporter=KR&partner=CN&commodity=010121");
        assertThat(series.getList("data")).hasSize(1);
        assertThat(series.getString("data[0].reporter.code")).isEqualTo("KR");
        assertThat(series.getString("data[0].reporter.names.ko.text")).isEqualTo("대한민국");
        assertThat(series.getString("data[0].partner.code")).isEqualTo("CN");
        assertThat(series.getString("data[0].flow.names.en.text")).isEqualTo("Imports");
        assertThat(series.getString("data[0].commodity.classification")).isEqualTo("HS22");
        assertThat(series.getString("data[0].commodity.names.en.text")).isEqualTo("010121 (Live animals)");
        assertThat(series.getString("data[0].source")).isEqualTo("COMTRADE_V1");
        assertThat(series.getString("data[0].valuation")).isEqualTo("CIF");
        assertThat(series.getString("data[0].unit")).isEqualTo("USD");
        assertThat(series.getString("data[0].observations[0].period")).isEqualTo("2023");
        assertThat(series.getString("data[0].observations[0].value")).isEqualTo("500.5");
        assertThat(series.getString("data[0].observations[0].netWeight")).isEqualTo("1200.5");

        assertTotals(upload(file, COMTRADE).jsonPath(), 2, 0, 0, 2, 0, 0, 0);
    }

    /** Figures are merged apart from the request; the loader acts for no side. */
    @Test
    void theCommonAuditTrailSaysWhoSentAFileAndFromWhichNetworks() {
        String query = "/trade/v1/audit?chain=COMMON&record="
                + upload(new ComtradeFile().row("cmdCode", "010632").text(), COMTRADE)
                        .jsonPath()
                        .getString("urn");
        for (String auditor : List.of("cn-auditor", "kr-auditor")) {
            await().atMost(Duration.ofSeconds(30)).until(() -> !as(Tokens.user(auditor))
                    .get(query)
                    .jsonPath()
                    .getList("data")
                    .isEmpty());
            assertThat(as(Tokens.user(auditor)).get(query).jsonPath().getMap("data[0]"))
                    .containsEntry("action", "upload-figures")
                    .containsEntry("client", "ckep-loader")
                    .containsEntry("network", "OTHER");
        }
    }

    @Test
    void anotherValueIsARevisionAndTheEarlierOneStaysReadable() {
        upload(
                new ComtradeFile()
                        .row("cmdCode", "010129", "primaryValue", "100", "cifvalue", "100")
                        .text(),
                COMTRADE);
        JsonPath before = get("reporter=KR&commodity=010129");
        Instant between = Instant.parse(before.getString("data[0].observations[0].knownSince"));

        Response second = upload(
                new ComtradeFile()
                        .row("cmdCode", "010129", "primaryValue", "130", "cifvalue", "130")
                        .text(),
                COMTRADE);

        assertTotals(second.jsonPath(), 1, 0, 1, 0, 0, 0, 0);
        assertThat(get("reporter=KR&commodity=010129").getString("data[0].observations[0].value"))
                .isEqualTo("130");
        assertThat(get("reporter=KR&commodity=010129&knownAt=" + between).getString("data[0].observations[0].value"))
                .isEqualTo("100");
        assertThat(get("reporter=KR&commodity=010129&knownAt=" + between.minusMillis(1))
                        .getList("data"))
                .isEmpty();
    }

    /** Fault 3: exact duplicates, in one file and in two. */
    @Test
    void f03_exactDuplicatesAreCountedAndStoredOnce() {
        String file = new ComtradeFile()
                .row("cmdCode", "440310")
                .row("cmdCode", "440320")
                .row("cmdCode", "440310")
                .row("cmdCode", "440310")
                .text();
        JsonPath first = upload(file, COMTRADE).jsonPath();
        assertThat(first.getInt("totals.read")).isEqualTo(4);
        assertThat(first.getInt("totals.inserted")).isEqualTo(2);
        assertThat(first.getInt("totals.duplicates")).isEqualTo(2);
        JsonPath second = upload(file, COMTRADE).jsonPath();
        assertThat(second.getInt("totals.unchanged")).isEqualTo(2);
        assertThat(second.getInt("totals.duplicates")).isEqualTo(2);
        assertThat(get("commodity=440310").getList("data.observations.flatten()"))
                .hasSize(1);
    }

    @Test
    void aliasesByteOrderMarkCarriageReturnsAndGzipAreRead() throws IOException {
        String header = "\uFEFF"
                + new ComtradeFile()
                        .text()
                        .lines()
                        .findFirst()
                        .orElseThrow()
                        .replace("netWgt", "Netweight (kg)")
                        .replace("primaryValue", "PRIMARY_VALUE")
                        .replace("isNetWgtEstimated", "isnetWgtEstimated")
                        .replace("cmdCode", "Commodity Code")
                        .replace("motDesc", "our remark");
        String file = new ComtradeFile()
                .header(header)
                .lineEnd("\r\n")
                .row("cmdCode", "010229")
                .text();

        Response plain = upload(file, COMTRADE);
        assertTotals(plain.jsonPath(), 1, 1, 0, 0, 0, 0, 0);
        assertThat(plain.jsonPath().getList("unknownColumns", String.class)).containsExactly("our remark");

        byte[] compressed = gzip(file);
        Response byMagic =
                as(Tokens.loader()).contentType("text/csv").body(compressed).post("/trade/v1/uploads?" + COMTRADE);
        assertTotals(byMagic.jsonPath(), 1, 0, 0, 1, 0, 0, 0);
        Response declared = as(Tokens.loader())
                .contentType("text/csv")
                .header("Content-Encoding", "gzip")
                .body(compressed)
                .post("/trade/v1/uploads?" + COMTRADE);
        assertTotals(declared.jsonPath(), 1, 0, 0, 1, 0, 0, 0);
    }

    @Test
    void whatCannotBeReadIsRefusedWithItsReason() {
        assertRefused(upload("reporterCode,flowCode\n410,M\n", COMTRADE), "column-missing");
        assertRefused(upload(new ComtradeFile().text(), COMTRADE), "empty");
        assertRefused(
                as(Tokens.loader())
                        .contentType("text/csv")
                        .header("Content-Encoding", "gzip")
                        .body("a,b\n")
                        .post("/trade/v1/uploads?" + COMTRADE),
                "not-gzip");
        assertRefused(
                as(Tokens.loader())
                        .contentType("text/csv")
                        .body(new byte[] {'a', ',', (byte) 0xff, '\n'})
                        .post("/trade/v1/uploads?" + COMTRADE),
                "unknown-charset");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "source=",
                "source=COMTRADE",
                "source=COMTRADE_V1&onError=maybe",
                "source=COMTRADE_V1&onConflict=x"
            })
    void aParameterThatIsNotUnderstoodIsNamed(String query) {
        Response answer = upload(new ComtradeFile().row().text(), query);
        assertThat(answer.statusCode()).isEqualTo(400);
        String[] parameters = query.split("[&=]");
        String wrong = query.endsWith("=") ? "source" : parameters[parameters.length - 2];
        assertThat(answer.jsonPath().getString("errors[0].parameter")).isEqualTo(wrong);
    }

    @Test
    void unknownParametersAndMediaTypesAreRefused() {
        Response unknown = upload(new ComtradeFile().row().text(), COMTRADE + "&dryRun=true");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.jsonPath().getString("errors[0].parameter")).isEqualTo("dryRun");
        Response json =
                as(Tokens.loader()).contentType("application/json").body("{}").post("/trade/v1/uploads?" + COMTRADE);
        assertThat(json.statusCode()).isEqualTo(415);
        assertThat(json.contentType()).isEqualTo("application/problem+json");
        Response brotli = as(Tokens.loader())
                .contentType("text/csv")
                .header("Content-Encoding", "br")
                .body("x")
                .post("/trade/v1/uploads?" + COMTRADE);
        assertThat(brotli.statusCode()).isEqualTo(415);
    }

    @Test
    void repeatingARequestWithItsKeyGivesTheFirstAnswer() {
        String key = UUID.randomUUID().toString();
        String file = new ComtradeFile().row("cmdCode", "010310").text();

        Response first = withKey(key, file);
        Response again = withKey(key, file);
        Response other =
                withKey(key, new ComtradeFile().row("cmdCode", "010391").text());

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.header("Idempotency-Replayed")).isNull();
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.body().asString()).isEqualTo(first.body().asString());
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.jsonPath().getString("type")).isEqualTo("urn:ckep:problem:idempotency-conflict");
    }

    @Test
    void uploadsAndTheirRowsAreCounted() {
        double before =
                registry.counter("trade.upload.rows", "outcome", "inserted").count();
        double uploads = registry.counter("trade.uploads", "state", "completed").count();
        upload(
                new ComtradeFile()
                        .row("cmdCode", "010420")
                        .row("cmdCode", "010511")
                        .text(),
                COMTRADE);
        assertThat(registry.counter("trade.upload.rows", "outcome", "inserted").count())
                .isEqualTo(before + 2);
        assertThat(registry.counter("trade.uploads", "state", "completed").count())
                .isEqualTo(uploads + 1);
    }

    private static Response withKey(String key, String file) {
        return as(Tokens.loader())
                .header("Idempotency-Key", key)
                .contentType("text/csv")
                .body(file)
                .post("/trade/v1/uploads?" + COMTRADE);
    }

    private static JsonPath get(String query) {
        return given().get("/trade/v1/series?" + query).jsonPath();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }
}
