package org.ckep.trade.release;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ckep.trade.TradeApi.upload;
import static org.ckep.trade.release.Releases.PUBLISH;
import static org.ckep.trade.release.Releases.draft;
import static org.ckep.trade.release.Releases.embargo;
import static org.ckep.trade.release.Releases.into;
import static org.ckep.trade.release.Releases.step;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.ckep.testing.Tokens;
import org.ckep.trade.ComtradeFile;
import org.ckep.trade.PublicEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that are declared full: what was known of their slices and is not in them is taken back. Each test has years of
 * its own, since a slice is shared by everything that stands in it.
 */
@QuarkusTest
class FullReleaseTest {
    private static final String FULL = "source=NATIONAL&onError=reject&coverage=full";
    private static final String PART = "source=NATIONAL&onError=reject";
    private static final String FULL_INTO_DRAFT = "&onError=reject&coverage=full";
    private static final String CSV = "application/vnd.sdmx.data+csv;version=2.0.0";

    /** Cells of a row: its action, then its key from FREQ to TIME_PERIOD, then its value. */
    private static final int ACTION = 2;

    private static final int KEY_END = 11;

    @Test
    void aFullFileTakesBackWhatIsNotInItAndNothingBesideItsSlices() {
        ComtradeFile known = new ComtradeFile()
                .row("cmdCode", "501010", "period", "1961")
                .row("cmdCode", "501020", "period", "1961")
                .row("cmdCode", "501020", "period", "1961", "partnerCode", "392")
                .row("cmdCode", "501020", "period", "1962")
                .row("cmdCode", "501020", "period", "1961", "flowCode", "X")
                .row("cmdCode", "501020", "period", "1961", "classificationCode", "H5")
                .row("cmdCode", "501020", "period", "196105", "freqCode", "M")
                .row("cmdCode", "501020", "period", "1961", "reporterCode", "156", "partnerCode", "410");
        assertThat(upload(known.text(), PART).jsonPath().getInt("totals.inserted"))
                .isEqualTo(8);
        assertThat(upload(
                                new ComtradeFile()
                                        .row("cmdCode", "501020", "period", "1961")
                                        .text(),
                                "source=GENERATED")
                        .statusCode())
                .isEqualTo(201);

        JsonPath report = upload(
                        new ComtradeFile()
                                .row("cmdCode", "501010", "period", "1961", "primaryValue", "7")
                                .row("cmdCode", "501030", "period", "1961")
                                .text(),
                        FULL)
                .jsonPath();
        assertThat(report.getString("coverage")).isEqualTo("full");
        assertThat(report.getInt("totals.read")).isEqualTo(2);
        assertThat(report.getInt("totals.inserted")).isEqualTo(1);
        assertThat(report.getInt("totals.revised")).isEqualTo(1);
        assertThat(report.getInt("totals.withdrawn")).isEqualTo(2);
        assertThat(report.getInt("totals.deleted")).isZero();
        assertThat(figures("501010")).containsExactly("NATIONAL A KR M HS22 CN 1961 7");
        assertThat(figures("501030")).containsExactly("NATIONAL A KR M HS22 CN 1961 1000");
        assertThat(figures("501020"))
                .containsExactlyInAnyOrder(
                        "NATIONAL A KR M HS22 CN 1962 1000",
                        "NATIONAL A KR X HS22 CN 1961 1000",
                        "NATIONAL A KR M HS17 CN 1961 1000",
                        "NATIONAL M KR M HS22 CN 1961-05 1000",
                        "NATIONAL A CN M HS22 KR 1961 1000",
                        "GENERATED A KR M HS22 CN 1961 1000");

        JsonPath again = upload(
                        new ComtradeFile()
                                .row("cmdCode", "501010", "period", "1961", "primaryValue", "7")
                                .row("cmdCode", "501030", "period", "1961")
                                .text(),
                        FULL)
                .jsonPath();
        assertThat(again.getInt("totals.unchanged")).isEqualTo(2);
        assertThat(again.getInt("totals.withdrawn")).isZero();
    }

    @Test
    void whatWasTakenBackStandsInThePastAndInTheChanges() {
        ComtradeFile both = new ComtradeFile()
                .row("cmdCode", "501110", "period", "1963")
                .row("cmdCode", "501120", "period", "1963");
        Instant known = finished(upload(both.text(), PART));
        Response full = upload(
                new ComtradeFile().row("cmdCode", "501110", "period", "1963").text(), FULL);
        assertThat(full.jsonPath().getInt("totals.withdrawn")).isEqualTo(1);
        String key = "A.KR.M.HS22_501120.CN.C00.TRADE_VALUE";
        assertThat(rows("v2/data/dataflow/CKEP/DF_BTS_NATIONAL_A/*/" + key + "?asOf=" + known))
                .hasSize(1);
        assertThat(rows("v2/data/dataflow/CKEP/DF_BTS_NATIONAL_A/*/" + key)).isEmpty();
        assertThat(rows("v2/data/dataflow/CKEP/DF_BTS_NATIONAL_A/*/" + key + "?updatedAfter=" + known))
                .singleElement()
                .asString()
                .contains(",D,A,KR,M,HS22_501120,CN,C00,TRADE_VALUE,1963,");
        assertThat(finished(upload(both.text(), PART))).isAfter(known);
        assertThat(rows("v2/data/dataflow/CKEP/DF_BTS_NATIONAL_A/*/" + key)).hasSize(1);
    }

    @Test
    void aFullFileIsTakenWholeOrNotAtAll() {
        upload(new ComtradeFile().row("cmdCode", "501210", "period", "1964").text(), PART);
        String broken = new ComtradeFile()
                .row("cmdCode", "501220", "period", "1964")
                .row("cmdCode", "501210", "period", "1964", "primaryValue", "1 000")
                .text();
        Response refused = upload(broken, FULL);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.jsonPath().getString("upload.refusal.code")).isEqualTo("broken-rows");
        for (String query : List.of(
                "source=NATIONAL&coverage=full",
                "source=NATIONAL&coverage=full&onError=accept",
                PART + "&coverage=all")) {
            assertThat(upload(broken, query).statusCode()).as(query).isEqualTo(400);
        }
        assertThat(figures("501210")).hasSize(1);
        assertThat(figures("501220")).isEmpty();
    }

    @Test
    void aFileOfMeasuresIsNeverFull() {
        String file =
                "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,TRADE_FLOW,COMMODITY_1,COUNTERPART_AREA_1,CUSTOMS_PROC,"
                        + "MEASURE,TIME_PERIOD,OBS_VALUE\n"
                        + "dataflow,CKEP:DF_BTS_NATIONAL_A(1.0.0),R,A,KR,M,HS22_501230,CN,C00,TRADE_VALUE,1964,5\n";
        Response refused = upload(file, FULL);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.jsonPath().getString("upload.refusal.code")).isEqualTo("full-of-measures");
        assertThat(figures("501230")).isEmpty();
    }

    /** What an own file leaves out is taken back; another side's figures stay out of reach. */
    @Test
    void aSideTakesBackFiguresOfItsOwnReporterAlone() {
        upload(
                new ComtradeFile()
                        .row("cmdCode", "501310", "period", "1965")
                        .row("cmdCode", "501320", "period", "1965")
                        .text(),
                PART);
        ComtradeFile one = new ComtradeFile().row("cmdCode", "501310", "period", "1965");
        assertThat(upload(Tokens.user("cn-statistician"), one.text(), FULL).statusCode())
                .isEqualTo(403);
        assertThat(figures("501320")).hasSize(1);
        assertThat(upload(Tokens.user("kr-statistician"), one.text(), FULL)
                        .jsonPath()
                        .getInt("totals.withdrawn"))
                .isEqualTo(1);
        assertThat(figures("501320")).isEmpty();
    }

    @Test
    void aFullReleaseTakesBackWhenItIsPublished() throws IOException {
        upload(
                new ComtradeFile()
                        .row("cmdCode", "501410", "period", "1966")
                        .row("cmdCode", "501420", "period", "1966")
                        .row("cmdCode", "501430", "period", "1967")
                        .text(),
                PART);
        JsonPath draft = draft();
        assertThat(into(
                                draft,
                                new ComtradeFile()
                                        .row("cmdCode", "501440", "period", "1966")
                                        .row("cmdCode", "501450", "period", "1967")
                                        .text())
                        .statusCode())
                .isEqualTo(201);
        JsonPath report = into(
                        draft,
                        new ComtradeFile()
                                .row("cmdCode", "501410", "period", "1966", "primaryValue", "8")
                                .text(),
                        FULL_INTO_DRAFT)
                .jsonPath();
        assertThat(report.getInt("totals.withdrawn"))
                .as("taken out of the draft")
                .isEqualTo(1);
        // What comes after a full file is added to it.
        into(
                draft,
                new ComtradeFile().row("cmdCode", "501460", "period", "1966").text());
        assertThat(Releases.own(Releases.address(draft)).jsonPath().getInt("figures"))
                .isEqualTo(3);
        assertThat(figures("501420")).hasSize(1);

        assertThat(step(draft, PUBLISH).statusCode()).isEqualTo(200);
        assertThat(figures("501410")).containsExactly("NATIONAL A KR M HS22 CN 1966 8");
        assertThat(figures("501420")).isEmpty();
        assertThat(figures("501430")).hasSize(1);
        assertThat(figures("501440")).isEmpty();
        assertThat(figures("501450")).hasSize(1);
        assertThat(figures("501460")).hasSize(1);
        assertThat(PublicEvents.first(
                                "org.ckep.trade.dataset.revised.v1",
                                data -> data.path("release").asText().equals(draft.getString("urn")))
                        .path("deleted")
                        .asText())
                .isEqualTo("1");
    }

    /** A draft that holds a slice whole holds it without what was deleted from it. */
    @Test
    void aFigureDeletedFromAFullDraftIsTakenBackAtItsPublication() {
        String both = new ComtradeFile()
                .row("cmdCode", "501470", "period", "1969")
                .row("cmdCode", "501480", "period", "1969")
                .text();
        upload(both, PART);
        JsonPath draft = draft();
        into(draft, both, FULL_INTO_DRAFT);
        Response deletion = DraftByMeasuresTest.send(
                draft, DraftByMeasuresTest.row("D", "501480", "", "").replace(",2021,", ",1969,"));
        assertThat(deletion.jsonPath().getInt("totals.deleted"))
                .as(deletion.asString())
                .isEqualTo(1);
        assertThat(DraftByMeasuresTest.figures(draft).getList("data")).hasSize(1);
        assertThat(figures("501480")).hasSize(1);

        assertThat(step(draft, PUBLISH).statusCode()).isEqualTo(200);
        assertThat(figures("501480")).isEmpty();
        assertThat(figures("501470")).hasSize(1);
    }

    @Test
    void anEmbargoedFullReleaseTakesBackAtItsVeryInstant() {
        upload(
                new ComtradeFile()
                        .row("cmdCode", "501510", "period", "1968")
                        .row("cmdCode", "501520", "period", "1968")
                        .text(),
                PART);
        JsonPath draft = draft();
        into(
                draft,
                new ComtradeFile().row("cmdCode", "501510", "period", "1968").text(),
                FULL_INTO_DRAFT);
        Instant end = Instant.now().plusSeconds(6).truncatedTo(ChronoUnit.SECONDS);
        assertThat(step(draft, embargo(end)).statusCode()).isEqualTo(200);
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(40))
                .until(() -> {
                    boolean gone = figures("501520").isEmpty();
                    assertThat(gone && Instant.now().isBefore(end)).isFalse();
                    return gone;
                });
        String address = "v2/data/dataflow/CKEP/DF_BTS_NATIONAL_A/*/A.KR.M.HS22_501520.CN.C00.TRADE_VALUE?asOf=";
        assertThat(rows(address + end.minusMillis(1))).hasSize(1);
        assertThat(rows(address + end)).isEmpty();
    }

    /** After any sequence of full and partial files the figures are what a plain map says, at each instant. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyStateIsKeptAndEveryChangeCanBeReplayed(long seed) {
        Random random = new Random(seed);
        List<String> years = List.of(Long.toString(1970 + 3 * seed), Long.toString(1971 + 3 * seed));
        Map<String, String> model = new TreeMap<>();
        List<Instant> instants = new ArrayList<>();
        List<Map<String, String>> states = new ArrayList<>();
        for (int message = 0; message < 7; message++) {
            boolean full = random.nextInt(3) > 0;
            ComtradeFile file = new ComtradeFile();
            Map<String, String> sent = new TreeMap<>();
            for (String year : years) {
                for (String product : List.of("501610", "501620", "501630")) {
                    for (Map.Entry<String, String> partner :
                            Map.of("CN", "156", "US", "842").entrySet()) {
                        if (random.nextInt(3) == 0) {
                            String value = Integer.toString(1 + random.nextInt(3));
                            file.row(
                                    "cmdCode",
                                    product,
                                    "period",
                                    year,
                                    "partnerCode",
                                    partner.getValue(),
                                    "primaryValue",
                                    value);
                            sent.put(
                                    "A,KR,M,HS22_" + product + "," + partner.getKey() + ",C00,TRADE_VALUE," + year,
                                    value);
                        }
                    }
                }
            }
            if (sent.isEmpty()) {
                continue;
            }
            int before = model.size();
            if (full) {
                model.keySet()
                        .removeIf(key -> !sent.containsKey(key)
                                && sent.keySet().stream().anyMatch(of -> of.endsWith(key.substring(key.length() - 5))));
            }
            int withdrawn = before - model.size();
            model.putAll(sent);
            Response report = upload(file.text(), full ? FULL : PART);
            assertThat(report.jsonPath().getInt("totals.withdrawn")).isEqualTo(withdrawn);
            instants.add(finished(report));
            states.add(new TreeMap<>(model));
            assertThat(replay(Map.of(), rows(address(years, "")))).isEqualTo(model);
        }
        assertThat(states.size()).isGreaterThan(3);
        for (int i = 0; i < states.size(); i++) {
            assertThat(replay(Map.of(), rows(address(years, "&asOf=" + instants.get(i)))))
                    .as("state %d", i)
                    .isEqualTo(states.get(i));
            for (int j = i; j < states.size(); j++) {
                assertThat(replay(
                                states.get(i),
                                rows(address(years, "&updatedAfter=" + instants.get(i) + "&asOf=" + instants.get(j)))))
                        .as("changes from %d to %d", i, j)
                        .isEqualTo(states.get(j));
            }
        }
    }

    private static String address(List<String> years, String parameters) {
        String products = String.join(
                ",",
                List.of("501610", "501620", "501630").stream()
                        .map(product -> "A.KR.M.HS22_" + product + ".*.C00.TRADE_VALUE")
                        .toList());
        return "v2/data/dataflow/CKEP/DF_BTS_NATIONAL_A/*/" + products + "?c[TIME_PERIOD]=ge:" + years.getFirst()
                + "+le:" + years.getLast() + parameters;
    }

    private static Map<String, String> replay(Map<String, String> copy, List<String> rows) {
        Map<String, String> replayed = new TreeMap<>(copy);
        for (String row : rows) {
            List<String> cells = Arrays.asList(row.split(",", -1));
            String key = String.join(",", cells.subList(ACTION + 1, KEY_END));
            if (cells.get(ACTION).equals("D")) {
                replayed.remove(key);
            } else {
                replayed.put(key, cells.get(KEY_END));
            }
        }
        return replayed;
    }

    private static Instant finished(Response report) {
        assertThat(report.statusCode()).as(report.asString()).isEqualTo(201);
        return Instant.parse(report.jsonPath().getString("finishedAt"));
    }

    /** None where nothing matches. */
    private static List<String> rows(String address) {
        Response answer = given().urlEncodingEnabled(false).accept(CSV).get("/trade/sdmx/" + address);
        assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 204);
        return answer.statusCode() == 200 ? answer.asString().lines().skip(1).toList() : List.of();
    }

    /** Every current figure of a commodity, with its slice and partner. */
    private static List<String> figures(String commodity) {
        List<String> figures = new ArrayList<>();
        List<Map<String, Object>> found = new ArrayList<>();
        for (String source : List.of("", "&source=GENERATED")) {
            found.addAll(given().get("/trade/v1/series?commodity=" + commodity + source)
                    .jsonPath()
                    .getList("data"));
        }
        for (Map<String, Object> series : found) {
            for (Object observation : (List<?>) series.get("observations")) {
                Map<?, ?> figure = (Map<?, ?>) observation;
                figures.add(String.join(
                        " ",
                        String.valueOf(series.get("source")),
                        String.valueOf(series.get("frequency")),
                        code(series.get("reporter")),
                        code(series.get("flow")),
                        String.valueOf(((Map<?, ?>) series.get("commodity")).get("classification")),
                        code(series.get("partner")),
                        String.valueOf(figure.get("period")),
                        String.valueOf(figure.get("value"))));
            }
        }
        return figures;
    }

    private static String code(Object named) {
        return named instanceof Map<?, ?> map ? String.valueOf(map.get("code")) : String.valueOf(named);
    }
}
