package org.ckep.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a newcomer finds after the first start: every indicator answers, and one flow has figures of two providers. */
class ExampleFiguresJourneyTest {
    private static final String VISITOR = "kr-statistician";
    private static final Path FAULTS =
            Path.of(System.getProperty("ckep.project.dir"), "deploy/local/src/main/resources/sample/trade-faults.csv");

    private static final Map<String, String> PARAMETERS = Map.of(
            "source", "GENERATED",
            "reporter", "KR",
            "partner", "JP",
            "period", "2023",
            "basePeriod", "2022",
            "classification", "HS22",
            "commodity", "850760",
            "flow", "M");

    private final SystemUnderTest system = SystemUnderTest.get();

    @Test
    void everyIndicatorOfTheCatalogueHasAValue() {
        List<String> without = new ArrayList<>();
        JsonNode catalogue = system.get("/trade/v1/indicators", VISITOR).path("data");
        assertThat(catalogue).hasSizeGreaterThanOrEqualTo(33);
        for (JsonNode formula : catalogue) {
            List<String> variants = new ArrayList<>();
            formula.path("variants")
                    .forEach(variant -> variants.add(variant.path("id").asText()));
            for (String variant : variants.isEmpty() ? List.of("") : variants) {
                String address = address(formula, variant);
                boolean answered = false;
                for (JsonNode row : system.get(address, VISITOR).path("data")) {
                    answered |= row.hasNonNull("value");
                }
                if (!answered) {
                    without.add(address);
                }
            }
        }
        assertThat(without).isEmpty();
    }

    private static String address(JsonNode formula, String variant) {
        List<String> needed = new ArrayList<>(List.of("source", "period"));
        formula.path("needs").forEach(need -> needed.add(need.asText()));
        if (variant.equals("counterpart")) {
            needed.add("partner");
        }
        List<String> parameters = new ArrayList<>(needed.stream()
                .distinct()
                .filter(PARAMETERS::containsKey)
                .map(name -> name + "=" + PARAMETERS.get(name))
                .toList());
        if (!variant.isEmpty()) {
            parameters.add("variant=" + variant);
        }
        return "/trade/v1/indicators/" + formula.path("id").asText() + "/values?" + String.join("&", parameters);
    }

    @Test
    void oneFlowHasFiguresOfTwoProviders() {
        for (String provider : List.of("GACC", "KCS", "GACC+KCS")) {
            HttpResponse<String> answer = SystemUnderTest.send(
                    system.request("/trade/sdmx/v1/data/DF_BTS_NATIONAL_A/all/" + provider, VISITOR)
                            .header("Accept", "application/vnd.sdmx.data+csv;version=1.0.0")
                            .GET()
                            .build());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            List<String> reporters = answer.body()
                    .lines()
                    .skip(1)
                    .map(row -> row.split(",", -1)[2])
                    .distinct()
                    .toList();
            assertThat(reporters)
                    .containsExactlyElementsOf(Stream.of("CN", "KR")
                            .filter(reporter -> provider.contains(reporter.equals("CN") ? "GACC" : "KCS"))
                            .toList());
        }
    }

    @Test
    void noTotalBetweenTheTwoSidesIsInvented() {
        JsonNode totals = system.get("/trade/v1/bilateral-totals", VISITOR).path("data");
        assertThat(sources(totals)).contains("DOTS").doesNotContain("GENERATED", "NATIONAL");
    }

    /** Invented figures stand where they are asked for, and never beside those of reporters. */
    @Test
    void theInventedWorldIsAnsweredWhereItIsNamedAlone() {
        String mirror = "/trade/v1/mirror?a=CN&b=KR&period=2023&commodity=850760";
        assertThat(sources(system.get(mirror, VISITOR).path("data"))).doesNotContain("GENERATED");
        JsonNode named = system.get(mirror + "&source=GENERATED", VISITOR).path("data");
        assertThat(sources(named)).containsExactly("GENERATED");
        assertThat(named.path(0).path("flows").path(0).path("exporter").hasNonNull("value"))
                .isTrue();
        assertThat(sources(system.get("/trade/v1/series?reporter=KR&commodity=850760&startPeriod=2023", VISITOR)
                        .path("data")))
                .doesNotContain("GENERATED");
    }

    private static List<String> sources(JsonNode rows) {
        List<String> sources = new ArrayList<>();
        rows.forEach(row -> sources.add(row.path("source").asText()));
        return sources;
    }

    /** Into a draft, so that nobody else sees anything of it. */
    @Test
    void theFaultyFileIsTakenWithItsErrors() throws IOException {
        HttpResponse<String> draft = SystemUnderTest.send(system.request("/trade/v1/releases", VISITOR)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"title\": {\"en\": \"Faults\"}, \"source\": \"NATIONAL\"}"))
                .build());
        assertThat(draft.statusCode()).as(draft.body()).isEqualTo(201);
        String release = SystemUnderTest.parse(draft.body()).path("urn").asText();
        HttpResponse<String> answer = SystemUnderTest.send(
                system.request("/trade/v1/uploads?source=NATIONAL&onError=accept&release=" + release, VISITOR)
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofString(Files.readString(FAULTS, StandardCharsets.UTF_8)))
                        .build());
        assertThat(answer.statusCode()).as(answer.body()).isIn(201, 202);
        JsonNode report = SystemUnderTest.parse(answer.body());
        assertThat(report.path("totals").path("read").asInt()).isEqualTo(28);
        assertThat(report.path("totals").path("rejected").asInt()).isEqualTo(9);
        assertThat(system.get(report.path("errors").asText(), VISITOR).path("data"))
                .hasSize(10);
    }
}
