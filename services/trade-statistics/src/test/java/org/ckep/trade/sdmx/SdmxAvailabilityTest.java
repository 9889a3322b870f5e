package org.ckep.trade.sdmx;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ckep.trade.TradeApi.upload;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.xml.XmlPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ckep.trade.ComtradeFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class SdmxAvailabilityTest {
    private static final String CONSTRAINT = "Structure.Structures.Constraints.ContentConstraint.";

    private String commodity = "";

    /**
     * The example of the standard, in our words: imports from China and from Japan in 2020, exports to Japan in 2021 and
     * 2022.
     */
    @BeforeEach
    void uploadAProductOfThisTest() {
        commodity = "HS22_" + FreshProduct.code();
        String code = commodity.substring(5);
        assertThat(upload(
                                new ComtradeFile()
                                        .row("cmdCode", code, "period", "2020")
                                        .row("cmdCode", code, "period", "2020", "partnerCode", "392")
                                        .row("cmdCode", code, "period", "2021", "partnerCode", "392", "flowCode", "X")
                                        .row("cmdCode", code, "period", "2022", "partnerCode", "392", "flowCode", "X")
                                        .text(),
                                "source=COMTRADE_V1")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void exactlyTheCodesOfTheResultAreTold() {
        XmlPath xml = get("A.KR.X." + commodity + "...").xmlPath();
        assertThat(xml.getString(CONSTRAINT + "@type")).isEqualTo("Actual");
        assertThat(xml.getString(CONSTRAINT + "ConstraintAttachment.Dataflow.Ref.@id"))
                .isEqualTo("DF_BTS_COMTRADE_A");
        assertThat(values(xml, "COUNTERPART_AREA_1")).containsExactly("JP");
        assertThat(values(xml, "MEASURE")).containsExactly("NET_WEIGHT", "QTY", "TRADE_VALUE");
        String time = CONSTRAINT + "CubeRegion.KeyValue.find { it.@id == 'TIME_PERIOD' }.TimeRange.";
        assertThat(xml.getString(time + "StartPeriod")).isEqualTo("2021");
        assertThat(xml.getString(time + "EndPeriod")).isEqualTo("2022");
    }

    /** These two annotations and no other, since consumers count them. */
    @Test
    void seriesAndObservationsAreCounted() {
        XmlPath xml = get("A.KR.." + commodity + "...TRADE_VALUE").xmlPath();
        String annotation = CONSTRAINT + "Annotations.Annotation";
        assertThat(xml.getList(annotation + ".@id")).containsExactly("series_count", "obs_count");
        assertThat(xml.getList(annotation + ".AnnotationType")).containsExactly("sdmx_metrics", "sdmx_metrics");
        assertThat(xml.getList(annotation + ".AnnotationTitle")).containsExactly("3", "4");
    }

    /** What may still be chosen: for each dimension the other filters apply, and its own does not. */
    @Test
    void theCodesThatMayStillBeChosenAreTold() {
        String key = "A.KR.M." + commodity + ".JP..TRADE_VALUE";
        XmlPath exact = get(key).xmlPath();
        assertThat(values(exact, "TRADE_FLOW")).containsExactly("M");
        assertThat(values(exact, "COUNTERPART_AREA_1")).containsExactly("JP");
        XmlPath available = get(key + "?mode=available").xmlPath();
        assertThat(values(available, "TRADE_FLOW")).containsExactly("M", "X");
        assertThat(values(available, "COUNTERPART_AREA_1")).containsExactly("CN", "JP");
        assertThat(values(available, "REF_AREA")).containsExactly("KR");
    }

    @Test
    void aPeriodNarrowsTheCodes() {
        XmlPath xml = get("A.KR.." + commodity + "...?startPeriod=2021&endPeriod=2021")
                .xmlPath();
        assertThat(values(xml, "TRADE_FLOW")).containsExactly("X");
    }

    @Test
    void oneDimensionIsToldAlone() {
        XmlPath xml = get("A.KR.." + commodity + ".../all/COUNTERPART_AREA_1/").xmlPath();
        assertThat(xml.getList(CONSTRAINT + "CubeRegion.KeyValue.@id")).containsExactly("COUNTERPART_AREA_1");
        assertThat(values(xml, "COUNTERPART_AREA_1")).containsExactly("CN", "JP");
    }

    /** Lists beside the constraint hold the codes that there are figures for, and those above them. */
    @Test
    void listsBesideTheConstraintArePartial() {
        XmlPath xml = get("A.KR.X." + commodity + "...?references=all").xmlPath();
        String list = "Structure.Structures.Codelists.Codelist.find { it.@id == '%s' }.";
        assertThat(xml.getString(list.formatted("CL_TRADE_FLOW") + "@isPartial"))
                .isEqualTo("true");
        assertThat(xml.getList(list.formatted("CL_TRADE_FLOW") + "Code.@id")).isEqualTo(List.of("X"));
        assertThat(xml.getList(list.formatted("CL_COMMODITY") + "Code.@id", String.class))
                .containsExactlyInAnyOrder(
                        "HS22_TOTAL", commodity.substring(0, 7), commodity.substring(0, 9), commodity);
        assertThat(xml.getList(list.formatted("CL_AREA") + "Code.@id", String.class))
                .containsExactlyInAnyOrder("KR", "JP");
        assertThat(xml.getString("Structure.Structures.DataStructures.DataStructure.@id"))
                .isEqualTo("DSD_BTS");
        assertThat(xml.getString("Structure.Structures.OrganisationSchemes.DataProviderScheme.DataProvider.@id"))
                .isEqualTo("UNSD");
    }

    /** The whole dataflow is remembered until it is revised, and then told anew; a query for data tells the same. */
    @Test
    void theWholeDataflowIsToldAsItIs() {
        XmlPath before = get("all").xmlPath();
        assertThat(values(before, "COMMODITY_1")).contains(commodity);
        String further = FreshProduct.code();
        upload(new ComtradeFile().row("cmdCode", further).text(), "source=COMTRADE_V1");
        XmlPath after = get("all").xmlPath();
        assertThat(values(after, "COMMODITY_1")).contains("HS22_" + further);

        String keys = given().urlEncodingEnabled(false)
                .accept("application/vnd.sdmx.data+csv;version=1.0.0")
                .get("/trade/sdmx/v1/data/DF_BTS_COMTRADE_A/all?detail=serieskeysonly")
                .asString();
        List<String[]> rows = Arrays.stream(keys.split("\r\n"))
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
        XmlPath again = get("all").xmlPath();
        assertThat(new TreeSet<>(values(again, "REF_AREA")))
                .containsAll(rows.stream().map(cells -> cells[2]).collect(Collectors.toSet()));
        assertThat(Integer.parseInt(again.getString(CONSTRAINT + "Annotations.Annotation[0].AnnotationTitle")))
                .isGreaterThanOrEqualTo(rows.size());
    }

    @Test
    void theSecondRootTellsTheSameInItsOwnWords() {
        Response answer = given().urlEncodingEnabled(false)
                .get("/trade/sdmx/v2/availability/dataflow/CKEP/DF_BTS_COMTRADE_A/*/A.KR.*." + commodity
                        + "/COUNTERPART_AREA_1?c[TRADE_FLOW]=M");
        assertThat(answer.header("Content-Type")).isEqualTo("application/vnd.sdmx.structure+json;version=2.1.0");
        String constraint = "data.availabilityConstraints[0].";
        assertThat(answer.jsonPath().getList(constraint + "cubeRegion.keyValues[0].values"))
                .containsExactly("CN", "JP");
        assertThat(answer.jsonPath().getInt(constraint + "seriesCount")).isEqualTo(6);
        assertThat(answer.jsonPath().getInt(constraint + "obsCount")).isEqualTo(6);
        assertThat(answer.jsonPath().getString(constraint + "constraintAttachment.dataflow"))
                .endsWith("Dataflow=CKEP:DF_BTS_COMTRADE_A(1.0.0)");
    }

    /** Its own element, which is no artefact and counts in attributes; a constraint of what may be has no role there. */
    @Test
    void version31TellsAvailability() {
        XmlPath xml = given().urlEncodingEnabled(false)
                .accept("application/vnd.sdmx.structure+xml;version=3.1.0")
                .get("/trade/sdmx/v2/availability/dataflow/CKEP/DF_BTS_COMTRADE_A/*/A.KR.M." + commodity)
                .xmlPath();
        String availability = "Structure.Structures.AvailabilityConstraints.AvailabilityConstraint.";
        assertThat(xml.getInt(availability + "@seriesCount")).isPositive();
        assertThat(xml.getInt(availability + "@obsCount")).isPositive();
        assertThat(xml.getString(availability + "@id")).isNullOrEmpty();
        assertThat(xml.getString(availability + "Name")).isNullOrEmpty();
        assertThat(xml.getString(availability + "ConstraintAttachment.Dataflow"))
                .endsWith("Dataflow=CKEP:DF_BTS_COMTRADE_A(1.0.0)");
        assertThat(xml.getList(
                        availability + "CubeRegion.KeyValue.find { it.@id == 'COMMODITY_1' }.Value", String.class))
                .containsExactly(commodity);
        String all = given().urlEncodingEnabled(false)
                .accept("application/vnd.sdmx.structure+xml;version=3.1.0")
                .get("/trade/sdmx/v2/structure/dataconstraint/CKEP/*/*")
                .asString();
        assertThat(all)
                .contains("<str:AvailabilityConstraint ")
                .contains("<str:DataConstraint id=\"CR_DF_BTS_COMTRADE_A\"");
        assertThat(all).doesNotContain("role=").doesNotContain("CA_");
    }

    /** Each dataflow has its own constraint, whatever the format; one that has nothing of the query has none. */
    @ParameterizedTest
    @CsvSource({
        "xml;version=2.1,ContentConstraint>",
        "xml;version=3.0.0,DataConstraint>",
        "xml;version=3.1.0,AvailabilityConstraint>",
        "json;version=1.0.0,constraintAttachment",
        "json;version=2.0.0,constraintAttachment",
        "json;version=2.1.0,constraintAttachment"
    })
    void eachDataflowIsConstrainedByItself(String format, String constraint) {
        String message = given().urlEncodingEnabled(false)
                .accept("application/vnd.sdmx.structure+" + format)
                .get("/trade/sdmx/v2/availability/dataflow/CKEP/*/*/A.KR.M." + commodity)
                .asString();
        assertThat(message.split(constraint, -1)).hasSize(3);
        assertThat(message)
                .contains("DF_BTS_COMTRADE_A", "DF_IMTS_COMPACT_A")
                .doesNotContain("DF_BTS_NATIONAL_A", "DF_BTS_COMTRADE_M");
    }

    @Test
    void severalDataflowsAreToldInOneMessage() {
        NationalRows.upload(List.of(
                NationalRows.value("R", commodity, "US", "2019", "5", ""),
                NationalRows.value("R", commodity, "DE", "2023", "6", "")));
        String flows =
                "/trade/sdmx/v2/availability/dataflow/CKEP/DF_BTS_NATIONAL_A,DF_BTS_COMTRADE_A/*/A.KR.M." + commodity;
        JsonPath json = available(flows + "?references=all");
        String national = "data.availabilityConstraints.find"
                + " { it.constraintAttachment.dataflow.contains('DF_BTS_NATIONAL_A') }.";
        String comtrade = national.replace("NATIONAL", "COMTRADE");
        assertThat(json.getList("data.availabilityConstraints")).hasSize(2);
        assertThat(partners(json, national)).containsExactly("DE", "US");
        assertThat(partners(json, comtrade)).containsExactly("CN", "JP");
        String period = "cubeRegion.keyValues.find { it.id == 'TIME_PERIOD' }.timeRange.";
        assertThat(json.getString(national + period + "startPeriod.period")).isEqualTo("2019");
        assertThat(json.getString(national + period + "endPeriod.period")).isEqualTo("2023");
        assertThat(json.getString(comtrade + period + "startPeriod.period")).isEqualTo("2020");
        assertThat(json.getInt(national + "seriesCount")).isEqualTo(2);
        assertThat(json.getInt(national + "obsCount")).isEqualTo(2);
        assertThat(json.getInt(comtrade + "seriesCount")).isEqualTo(6);
        // What stands beside them is that of all, each once.
        assertThat(json.getList("data.dataflows.id", String.class))
                .containsExactlyInAnyOrder("DF_BTS_COMTRADE_A", "DF_BTS_NATIONAL_A");
        assertThat(json.getList("data.dataStructures.id", String.class)).containsExactly("DSD_BTS");
        assertThat(json.getList("data.codelists.id", String.class)).doesNotHaveDuplicates();
        assertThat(json.getList("data.codelists.find { it.id == 'CL_AREA' }.codes.id", String.class))
                .containsExactlyInAnyOrder("CN", "DE", "JP", "KR", "US");
        assertThat(json.getList("data.dataProviderSchemes.dataProviders.flatten().id", String.class))
                .containsExactlyInAnyOrder("GACC", "KCS", "UNSD");
    }

    @Test
    void whatMayBeChosenIsToldOfEachDataflow() {
        NationalRows.upload(List.of(NationalRows.value("R", commodity, "US", "2019", "5", "")));
        JsonPath json =
                available("/trade/sdmx/v2/availability/dataflow/CKEP/DF_BTS_NATIONAL_A,DF_BTS_COMTRADE_A/*/A.KR.M."
                        + commodity + ".US/COUNTERPART_AREA_1?mode=available");
        assertThat(json.getList("data.availabilityConstraints.cubeRegion.keyValues.flatten().values", List.class))
                .containsExactlyInAnyOrder(List.of("US"), List.of("CN", "JP"));
        assertThat(json.getList("data.availabilityConstraints.obsCount", Integer.class))
                .containsExactlyInAnyOrder(1, 0);
    }

    /** The entity tag is that of all of them. */
    @Test
    void aRevisionOfAnyDataflowChangesTheMessage() {
        String flows =
                "/trade/sdmx/v2/availability/dataflow/CKEP/DF_BTS_NATIONAL_A,DF_BTS_COMTRADE_A/*/A.KR.M." + commodity;
        NationalRows.upload(List.of(NationalRows.value("R", commodity, "US", "2019", "5", "")));
        Response before = given().urlEncodingEnabled(false).get(flows);
        String tag = before.header("ETag");
        assertThat(unlessChanged(flows, tag)).isEqualTo(304);
        NationalRows.upload(List.of(NationalRows.value("R", commodity, "FR", "2019", "5", "")));
        assertThat(unlessChanged(flows, tag)).isEqualTo(200);
    }

    /** A dataflow that has nothing of the query any more is told no more, and its revision dates the answer still. */
    @Test
    void whatIsGoneDatesTheMessage() {
        String flows =
                "/trade/sdmx/v2/availability/dataflow/CKEP/DF_BTS_NATIONAL_A,DF_BTS_COMTRADE_A/*/A.KR.M." + commodity;
        NationalRows.upload(List.of(NationalRows.value("R", commodity, "US", "2019", "5", "")));
        Response before = given().urlEncodingEnabled(false).get(flows);
        assertThat(before.asString()).contains("DF_BTS_NATIONAL_A");
        String date = before.header("Last-Modified");
        assertThat(unlessChangedSince(flows, date).statusCode()).isEqualTo(304);
        // The date counts in seconds.
        Instant second = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
        await().until(() -> Instant.now().isAfter(second.plusSeconds(1)));
        NationalRows.upload(List.of(NationalRows.deletion(commodity, "US", "TRADE_VALUE", "2019")));
        Response after = unlessChangedSince(flows, date);
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(after.asString()).contains("DF_BTS_COMTRADE_A").doesNotContain("DF_BTS_NATIONAL_A");
    }

    private static Response unlessChangedSince(String address, String date) {
        return given().urlEncodingEnabled(false)
                .header("If-Modified-Since", date)
                .get(address);
    }

    private static int unlessChanged(String address, String tag) {
        return given().urlEncodingEnabled(false)
                .header("If-None-Match", tag)
                .get(address)
                .statusCode();
    }

    private static List<String> partners(JsonPath json, String constraint) {
        return json.getList(
                constraint + "cubeRegion.keyValues.find { it.id == 'COUNTERPART_AREA_1' }.values", String.class);
    }

    private static JsonPath available(String address) {
        Response answer = given().urlEncodingEnabled(false)
                .accept("application/vnd.sdmx.structure+json;version=2.1.0")
                .get(address);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }

    /** Each provider reports for its own side; asked for both, the dataflow's figures of both are told. */
    @Test
    void severalProvidersAreToldTogether() {
        String product = NationalRows.product();
        NationalRows.upload(List.of(
                NationalRows.value("R", product, "US", "2020", "5", ""),
                NationalRows.value("R", product, "JP", "2021", "6", "").replace("A,KR,M", "A,CN,M")));
        Map<String, List<String>> reporters =
                Map.of("GACC+KCS", List.of("CN", "KR"), "GACC", List.of("CN"), "KCS", List.of("KR"));
        reporters.forEach((providers, areas) -> {
            XmlPath xml = national(product, providers);
            assertThat(values(xml, "REF_AREA")).as(providers).isEqualTo(areas);
        });
        // A provider cannot be asked for what others deliver, so nothing of theirs may still be chosen.
        reporters.forEach(
                (providers, areas) -> assertThat(values(national(product, providers + "?mode=available"), "REF_AREA"))
                        .as(providers)
                        .isEqualTo(areas));
        XmlPath both = national(product, "GACC+KCS?mode=available");
        assertThat(values(both, "COUNTERPART_AREA_1")).containsExactly("JP", "US");
        assertThat(both.getList(CONSTRAINT + "Annotations.Annotation.AnnotationTitle"))
                .containsExactly("2", "2");
        assertThat(both.getString(CONSTRAINT + "ConstraintAttachment.Dataflow.Ref.@id"))
                .isEqualTo("DF_BTS_NATIONAL_A");
    }

    /** One dimension is one list of codes; what may be chosen of another is no answer. */
    @Test
    void aConstraintAnswersWhatWasAskedFor() {
        String key = "A.KR.M." + commodity + ".DE../all/";
        Response none = get(key + "TRADE_FLOW?mode=available");
        assertThat(none.statusCode()).as(none.asString()).isEqualTo(404);
        XmlPath partners = get(key + "COUNTERPART_AREA_1?mode=available").xmlPath();
        assertThat(partners.getList(CONSTRAINT + "CubeRegion.KeyValue.@id")).containsExactly("COUNTERPART_AREA_1");
        assertThat(values(partners, "COUNTERPART_AREA_1")).containsExactly("CN", "JP");
    }

    @Test
    void aRefusalNamesTheComponentAndTheDataflow() {
        Response one = get("all/all/SEX");
        assertThat(one.statusCode()).isEqualTo(400);
        assertThat(one.asString()).contains("The component 'SEX' is no dimension of CKEP:DF_BTS_COMTRADE_A(1.0.0).");
        Response several = given().urlEncodingEnabled(false)
                .get("/trade/sdmx/v2/availability/dataflow/CKEP/DF_BTS_COMTRADE_A,DF_BTS_NATIONAL_A/*/*/SEX");
        assertThat(several.statusCode()).isEqualTo(400);
        assertThat(several.asString())
                .contains("The component 'SEX' is no dimension of CKEP:DF_BTS_")
                .contains("nor of any other of the 2 dataflows");
    }

    @Test
    void whereThereAreNoFiguresNothingIsTold() {
        Response answer = get("A.KR.M." + commodity + ".DE..");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.xmlPath().getInt("Error.ErrorMessage.@code")).isEqualTo(100);
    }

    private static XmlPath national(String product, String providers) {
        return given().urlEncodingEnabled(false)
                .get("/trade/sdmx/v1/availableconstraint/DF_BTS_NATIONAL_A/..." + product + ".../" + providers)
                .xmlPath();
    }

    private static List<String> values(XmlPath xml, String dimension) {
        return xml.getList(
                CONSTRAINT + "CubeRegion.KeyValue.find { it.@id == '" + dimension + "' }.Value", String.class);
    }

    private static Response get(String keyAndMore) {
        return given().urlEncodingEnabled(false)
                .get("/trade/sdmx/v1/availableconstraint/DF_BTS_COMTRADE_A/" + keyAndMore);
    }
}
