package org.ckep.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A statistician uploads figures at the gateway; an agency sees the event in its stream and the public the figures. */
class UploadJourneyTest {
    private static final String COMTRADE = """
            typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,flowCode,partnerCode,partnerISO,\
            partner2Code,classificationCode,cmdCode,customsCode,mosCode,motCode,cifvalue,fobvalue,primaryValue
            C,A,20190101,2019,52,2019,410,KOR,X,156,CHN,0,H5,854232,C00,0,0,,123456789,123456789
            C,A,20190101,2019,52,2019,410,KOR,M,156,CHN,0,H5,854232,C00,0,0,23456789,,23456789
            """;

    private final SystemUnderTest system = SystemUnderTest.get();

    @Test
    void anUploadAtTheGatewayBecomesAnEventInTheStream() throws Exception {
        String cursor = SystemUnderTest.send(system.request("/events/v1/feed?after=latest", null)
                        .header("Accept", "application/json")
                        .GET()
                        .build())
                .headers()
                .firstValue("CK-Head-Cursor")
                .orElseThrow();
        HttpResponse<Stream<String>> stream = SystemUnderTest.send(
                system.request("/events/v1/feed", null)
                        .header("Accept", "text/event-stream")
                        .header("Last-Event-ID", cursor)
                        .GET()
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(stream.headers().firstValue("CK-Resumed-From")).contains(cursor);
        CompletableFuture<JsonNode> event = CompletableFuture.supplyAsync(() -> firstTradeEvent(stream.body()));

        HttpResponse<String> upload = SystemUnderTest.send(
                system.request("/trade/v1/uploads?source=COMTRADE_V1&onError=reject", "kr-statistician")
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofString(COMTRADE))
                        .build());
        assertThat(upload.statusCode()).as(upload.body()).isIn(201, 202);
        assertThat(SystemUnderTest.parse(upload.body())
                        .path("totals")
                        .path("inserted")
                        .asInt())
                .isEqualTo(2);

        JsonNode seen = event.get(30, TimeUnit.SECONDS);
        assertThat(seen.path("specversion").asText()).isEqualTo("1.0");
        assertThat(seen.path("audience").asText()).isEqualTo("public");
        assertThat(seen.path("source").asText()).isEqualTo("/trade-statistics/public");

        JsonNode series = system.get(
                "/trade/v1/series?reporter=KR&partner=CN&flow=X&commodity=854232&startPeriod=2019&endPeriod=2019");
        assertThat(series.path("data")
                        .path(0)
                        .path("observations")
                        .path(0)
                        .path("value")
                        .asText())
                .isEqualTo("123456789");
        assertThat(series.path("data").path(0).path("reporter").path("code").asText())
                .isEqualTo("KR");
    }

    @Test
    void aStatisticianOfTheOtherSideCannotReportForKorea() {
        HttpResponse<String> refused = SystemUnderTest.send(
                system.request("/trade/v1/uploads?source=COMTRADE_V1&onError=reject", "cn-statistician")
                        .header("Content-Type", "text/csv")
                        .timeout(Duration.ofSeconds(30))
                        .POST(HttpRequest.BodyPublishers.ofString(COMTRADE))
                        .build());
        assertThat(refused.statusCode()).isEqualTo(403);
    }

    private static JsonNode firstTradeEvent(Stream<String> lines) {
        Iterator<String> iterator = lines.iterator();
        while (iterator.hasNext()) {
            String line = iterator.next();
            if (line.startsWith("data:") && line.contains("\"org.ckep.trade.")) {
                return SystemUnderTest.parse(line.substring("data:".length()));
            }
        }
        throw new AssertionError("the stream ended without an event of trade-statistics");
    }
}
