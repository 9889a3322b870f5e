package org.ckep.trade.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.as;
import static org.ckep.trade.TradeApi.upload;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.util.List;
import org.ckep.testing.Tokens;
import org.ckep.trade.ComtradeFile;
import org.ckep.trade.PublicEvents;
import org.ckep.trade.figures.DatasetRevised;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DatasetRevisedEventTest {
    /** Figures become visible by a worker, and what that tells belongs to the request all the same. */
    @Test
    void anUploadsEventIsPartOfTheTraceOfItsRequest() throws IOException {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        String traced = sent("040130", trace);
        String untraced = sent("040140", "none");
        assertThat(PublicEvents.trace(
                        DatasetRevised.TYPE,
                        event -> event.path("upload").asText().equals(traced)))
                .isEqualTo(trace);
        assertThat(PublicEvents.trace(
                        DatasetRevised.TYPE,
                        event -> event.path("upload").asText().equals(untraced)))
                .isEmpty();
    }

    private static String sent(String commodity, String trace) {
        return as(Tokens.loader())
                .header("traceparent", trace)
                .contentType("text/csv")
                .body(new ComtradeFile().row("cmdCode", commodity).text())
                .post("/trade/v1/uploads?source=COMTRADE_V1")
                .jsonPath()
                .getString("urn");
    }

    @Test
    void anUploadThatChangesFiguresIsToldOnceAndOneThatDoesNotIsNotTold() throws IOException {
        String file = new ComtradeFile()
                .row("cmdCode", "040110", "period", "2019")
                .row("cmdCode", "040110", "period", "2021")
                .text();
        JsonPath report = upload(file, "source=COMTRADE_V1").jsonPath();
        JsonPath unchanged = upload(file, "source=COMTRADE_V1").jsonPath();
        assertThat(unchanged.getInt("totals.unchanged")).isEqualTo(2);
        JsonPath last = upload(new ComtradeFile().row("cmdCode", "040120").text(), "source=COMTRADE_V1")
                .jsonPath();

        List<JsonNode> events = PublicEvents.upTo(
                DatasetRevised.TYPE, event -> event.path("upload").asText().equals(last.getString("urn")));

        assertThat(events.stream().filter(event -> event.path("upload").asText().equals(unchanged.getString("urn"))))
                .isEmpty();
        JsonNode event = events.stream()
                .filter(candidate -> candidate.path("upload").asText().equals(report.getString("urn")))
                .collect(java.util.stream.Collectors.collectingAndThen(java.util.stream.Collectors.toList(), list -> {
                    assertThat(list).hasSize(1);
                    return list.getFirst();
                }));
        assertThat(event.path("dataflow").asText()).isEqualTo("DF_BTS_COMTRADE_A");
        assertThat(event.path("title").path("en").path("text").asText())
                .isEqualTo("Bilateral trade by commodity, annual, UN Comtrade");
        assertThat(event.path("reporters")).hasSize(1);
        assertThat(event.path("reporters").get(0).asText()).isEqualTo("KR");
        assertThat(event.path("firstPeriod").asText()).isEqualTo("2019");
        assertThat(event.path("lastPeriod").asText()).isEqualTo("2021");
        assertThat(event.path("inserted").asText()).isEqualTo("2");
        assertThat(event.path("revised").asText()).isEqualTo("0");
        String previous = event.path("previousRevisedAt").asText();
        assertThat(event.path("changes").asText())
                .isEqualTo("/trade/sdmx/v2/data/dataflow/CKEP/DF_BTS_COMTRADE_A"
                        + (previous.isEmpty() ? "" : "?updatedAfter=" + previous));
    }
}
