package org.ckep.trade.sdmx;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.upload;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import org.ckep.trade.ComtradeFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.SAXException;

/** Data that a client reads fulfil the schema that it reads: both are answers of the service. */
@QuarkusTest
class ServedSchemaTest {
    private static final String SPECIFIC = "structurespecificdata+xml;version=2.1";
    private static final String DATAFLOW = "dataflow/CKEP/DF_BTS_COMTRADE_A/1.0.0";

    private String commodity = "";

    @BeforeEach
    void uploadAProductOfThisTest() {
        commodity = UploadedProduct.uploaded().code();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                SPECIFIC + "|TIME_PERIOD|",
                SPECIFIC + "|MEASURE|",
                SPECIFIC + "|COUNTERPART_AREA_1|",
                SPECIFIC + "|AllDimensions|",
                SPECIFIC + "|TIME_PERIOD|detail=dataonly",
                SPECIFIC + "|TIME_PERIOD|detail=serieskeysonly",
                SPECIFIC + "|TIME_PERIOD|detail=nodata",
                SPECIFIC + "|TIME_PERIOD|includeHistory=true",
                "structurespecifictimeseriesdata+xml;version=2.1|TIME_PERIOD|",
                "data+xml;version=3.0.0|TIME_PERIOD|",
                "data+xml;version=3.0.0|MEASURE|",
                "data+xml;version=3.0.0|AllDimensions|",
                "data+xml;version=3.0.0|TIME_PERIOD|detail=serieskeysonly",
                "data+xml;version=3.1.0|TIME_PERIOD|",
                "data+xml;version=3.1.0|AllDimensions|"
            })
    void dataOfADataflowFulfilItsSchema(String type, String dimension, @Nullable String parameters)
            throws SAXException {
        String message = data("DF_BTS_COMTRADE_A/A.KR.M.HS22_" + commodity + "...", type, dimension, parameters);
        assertThat(schema(type, dimension, DATAFLOW).violations(message)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({SPECIFIC, "data+xml;version=3.0.0", "data+xml;version=3.1.0"})
    void dataInTheStructureOfTheUnitedNationsFulfilItsSchema(String type) throws SAXException {
        for (String dimension : List.of("TIME_PERIOD", "AllDimensions")) {
            String message = data("DF_IMTS_COMPACT_A/A.KR.M.HS22_" + commodity + "........", type, dimension, null);
            assertThat(schema(type, dimension, "dataflow/CKEP/DF_IMTS_COMPACT_A/1.0.0")
                            .violations(message))
                    .as(dimension)
                    .isEmpty();
        }
    }

    /** Each data set has the schema of its own provision agreement, which allows one reporter. */
    @ParameterizedTest
    @CsvSource({SPECIFIC, "data+xml;version=3.0.0"})
    void dataOfProvidersFulfilTheSchemasOfTheirAgreements(String type) throws SAXException {
        String product = FreshProduct.code();
        ComtradeFile file = new ComtradeFile();
        file.row("cmdCode", product);
        file.row("cmdCode", product, "reporterCode", "156", "reporterISO", "CHN", "partnerCode", "410");
        assertThat(upload(file.text(), "source=NATIONAL").statusCode()).isEqualTo(201);
        String message = data("DF_BTS_NATIONAL_A/A...HS22_" + product + ".../GACC+KCS", type, "TIME_PERIOD", null);
        String korean = "provisionagreement/CKEP/PA_NATIONAL_A_KCS/1.0.0";
        ServedSchema both = schema(type, "TIME_PERIOD", "provisionagreement/CKEP/PA_NATIONAL_A_GACC/1.0.0", korean);
        assertThat(both.violations(message)).isEmpty();
        assertThat(both.violations(message.replace("REF_AREA=\"KR\"", "REF_AREA=\"CN\"")))
                .anySatisfy(violation -> assertThat(violation).contains("'CN'", "REF_AREA"));
    }

    /** What is deleted may tell less than a whole key; the schema of deletions takes that, and no other does. */
    @ParameterizedTest
    @CsvSource({SPECIFIC, "data+xml;version=3.0.0"})
    void deletionsFulfilTheirSchema(String type) throws SAXException {
        String product = NationalRows.product();
        String before = NationalRows.upload(List.of(
                        NationalRows.value("R", product, "CN", "2020", "10", ""),
                        NationalRows.weight("R", product, "CN", "2020", "5", "")))
                .toString();
        NationalRows.upload(List.of(
                NationalRows.value("R", product, "CN", "2021", "11", ""),
                NationalRows.deletion(product, "CN", "NET_WEIGHT", "2020")));
        String message =
                data("DF_BTS_NATIONAL_A/A.KR.M." + product + "...", type, "TIME_PERIOD", "updatedAfter=" + before);
        assertThat(message).contains("\"Delete\"", "\"Replace\"");
        String dataflow = "dataflow/CKEP/DF_BTS_NATIONAL_A/1.0.0";
        assertThat(schema(type, "TIME_PERIOD", dataflow).violations(message)).isEmpty();
        String lessOfTheKey = message.replaceFirst("<Series FREQ=\"A\"", "<Series");
        assertThat(schema(type, "TIME_PERIOD", dataflow).violations(lessOfTheKey))
                .anySatisfy(violation -> assertThat(violation).contains("'FREQ' must appear"));
        String accept = "application/vnd.sdmx.schema+xml;" + type.substring(type.indexOf("version="));
        String ofDeletions = given().accept(accept)
                .get("/trade/sdmx/v2/schema/" + dataflow + "?deletion=true")
                .asString();
        assertThat(ServedSchema.of(version(type), List.of(ofDeletions)).violations(lessOfTheKey))
                .isEmpty();
    }

    /** The test finds what it is there for. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "<Obs |<Obs COLOUR=\"red\" |'COLOUR' is not allowed",
                "OBS_STATUS=\"A\"|OBS_STATUS=\"ZZ\"|'ZZ'",
                "CONF_STATUS=\"F\"|CONF_STATUS=\"\"|CONF_STATUS",
                "OBS_STATUS=|OBS_STATE=|'OBS_STATE' is not allowed",
                "<Series FREQ=\"A\"|<Series|'FREQ' must appear",
                "<Series |<Series UNIT_MEASURE=\"USD\" |'UNIT_MEASURE' is not allowed",
                "REF_AREA=\"KR\"|REF_AREA=\"QQ\"|'QQ'",
                "TIME_PERIOD=\"2021\"|TIME_PERIOD=\"later\"|'later'",
                "</Obs>|<Note/></Obs>|Note",
                "ss:action=\"Replace\"|ss:action=\"Merge\"|'Merge'"
            })
    void aPlantedFaultIsFound(String there, String planted, String violation) throws SAXException {
        for (String type : List.of(SPECIFIC, "data+xml;version=3.0.0", "data+xml;version=3.1.0")) {
            String message = data("DF_BTS_COMTRADE_A/A.KR.M.HS22_" + commodity + "...", type, "TIME_PERIOD", null)
                    .replaceAll("(<Obs [^>]*)/>", "$1></Obs>");
            ServedSchema schema = schema(type, "TIME_PERIOD", DATAFLOW);
            assertThat(schema.violations(message)).as("before").isEmpty();
            assertThat(message).contains(there);
            assertThat(schema.violations(message.replace(there, planted)))
                    .as("%s with %s", type, planted)
                    .anySatisfy(found -> assertThat(found).contains(violation));
        }
    }

    /** A message is none of another dataflow's schema, nor of the same along another dimension. */
    @Test
    void theSchemaOfAnotherContextTakesNothing() throws SAXException {
        String message = data("DF_BTS_COMTRADE_A/A.KR.M.HS22_" + commodity + "...", SPECIFIC, "TIME_PERIOD", null);
        for (ServedSchema other : List.of(
                schema(SPECIFIC, "MEASURE", DATAFLOW),
                schema(SPECIFIC, "TIME_PERIOD", "dataflow/CKEP/DF_BTS_NATIONAL_A/1.0.0"))) {
            assertThat(other.violations(message))
                    .anySatisfy(found -> assertThat(found).contains("DataSetType"));
        }
    }

    private static String data(String address, String type, String dimension, @Nullable String parameters) {
        Response answer = get(
                "data/" + address + "?dimensionAtObservation=" + dimension
                        + (parameters == null ? "" : "&" + parameters),
                type);
        assertThat(answer.asString()).contains(" TRADE_FLOW=");
        return answer.asString();
    }

    private static ServedSchema schema(String type, String dimension, String... contexts) throws SAXException {
        List<String> answered = new ArrayList<>();
        for (String context : contexts) {
            answered.add(get(
                            "schema/" + context + "?dimensionAtObservation=" + dimension,
                            "schema+xml;" + type.substring(type.indexOf("version=")))
                    .asString());
        }
        return ServedSchema.of(version(type), answered);
    }

    private static MlVersion version(String type) {
        return switch (type.substring(type.indexOf("version="))) {
            case "version=2.1" -> MlVersion.ML_2_1;
            case "version=3.0.0" -> MlVersion.ML_3_0;
            default -> MlVersion.ML_3_1;
        };
    }

    private static Response get(String address, String type) {
        Response answer = given().urlEncodingEnabled(false)
                .accept("application/vnd.sdmx." + type)
                .get("/trade/sdmx/v1/" + address);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/vnd.sdmx." + type);
        return answer;
    }
}
