package org.ckep.trade.sdmx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our own messages fulfil the schema of their context; those that say something else do not. */
class JsonSchemaWriterTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Codes that the messages of {@link GoldenMessagesTest} hold, whatever their list. */
    private static final List<String> CODES = List.of(
            "A KR M HS22_282520 CN C00 NET_WEIGHT TRADE_VALUE USD KG M2 MWH ITEM PAIR L THOUSAND_ITEMS PACK DOZEN M3 CARAT"
                    .concat(" 0 2 3 F CIF FOB UNKNOWN G S _X")
                    .split(" "));

    private static final List<String> STATUSES = List.of("A B D E F G H I J L M N O P Q S U V".split(" "));

    @ParameterizedTest
    @CsvSource({
        "SCHEMA_JSON_2_0,TIME_PERIOD,data-2.0.json",
        "SCHEMA_JSON_2_1,TIME_PERIOD,data-2.0.json",
        "SCHEMA_JSON_2_1,AllDimensions,data-2.1-flat.json"
    })
    void ourMessagesFulfilIt(SdmxFormat format, String dimension, String message) throws IOException {
        JsonNode schema = schema(format, dimension);
        assertThat(schema.path("$ref").asText()).endsWith("/" + format.version() + "/sdmx-json-data-schema.json");
        assertThat(schema.path("$id").asText()).endsWith("CKEP:DF_A(1.0.0):ObsLevelDim:" + dimension);
        assertThat(JsonSchemas.violations(schema, JSON.readTree(GoldenMessagesTest.golden(message))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // A code of no list, and one that the constraints of the dataflow do not allow.
                "\"id\":\"CN\"|\"id\":\"XX\"|/data/structures/0/dimensions/series/4",
                "\"id\":\"A\",\"name\":\"A\",\"names\":{\"en\":\"A\"}}]},|\"id\":\"M\"}]},|/data/structures/0/dimensions/series/0",
                "\"keyPosition\":2|\"keyPosition\":3|/data/structures/0/dimensions/series/2",
                "\"id\":\"REF_AREA\"|\"id\":\"COUNTRY\"|/data/structures/0/dimensions/series/1",
                "\"id\":\"OBS_VALUE\"|\"id\":\"OTHER\"|/data/structures/0/measures/observation/0",
                "\"isMandatory\":true|\"isMandatory\":false|/data/structures/0/attributes/observation/0",
                "Dataflow=CKEP:DF_A(1.0.0)|Dataflow=CKEP:DF_B(1.0.0)|/data/structures/0/links"
            })
    void whatSaysSomethingElseDoesNot(String part, String instead, String path) throws IOException {
        String message = GoldenMessagesTest.golden("data-2.0.json");
        assertThat(message).contains(part);
        assertThat(JsonSchemas.violations(
                        schema(SdmxFormat.SCHEMA_JSON_2_1, "TIME_PERIOD"),
                        JSON.readTree(message.replace(part, instead))))
                .contains(path);
    }

    /** Series along time have no place for the dimensions of a flat message, and the other way round. */
    @Test
    void dimensionsStandWhereTheyAreAskedFor() throws IOException {
        JsonNode flat = JSON.readTree(GoldenMessagesTest.golden("data-2.1-flat.json"));
        JsonNode series = JSON.readTree(GoldenMessagesTest.golden("data-2.0.json"));
        assertThat(JsonSchemas.violations(schema(SdmxFormat.SCHEMA_JSON_2_1, "TIME_PERIOD"), flat))
                .contains("/data/structures/0/dimensions/observation/0");
        assertThat(JsonSchemas.violations(schema(SdmxFormat.SCHEMA_JSON_2_1, "AllDimensions"), series))
                .contains("/data/structures/0/dimensions/series");
    }

    /** JSON demands no dimension of a message, so that of deletions says nothing else. */
    @Test
    void theSchemaOfDeletionsIsThatOfOtherMessages() throws IOException {
        assertThat(schema(SdmxFormat.SCHEMA_JSON_2_1, "TIME_PERIOD", true))
                .isEqualTo(schema(SdmxFormat.SCHEMA_JSON_2_1, "TIME_PERIOD"));
    }

    private static JsonNode schema(SdmxFormat format, String dimension) throws IOException {
        return schema(format, dimension, false);
    }

    private static JsonNode schema(SdmxFormat format, String dimension, boolean deletion) throws IOException {
        DataTarget target = Samples.data("dataflow/CKEP/DF_A").targets().getFirst();
        SchemaContents contents = new SchemaContents(
                new SchemaQuery(target, dimension, deletion, null),
                new Catalogue(List.of(), Samples.OFFERINGS).allowed(target),
                list -> list.id().equals("CL_OBS_STATUS") ? STATUSES : CODES);
        return JSON.readTree(new JsonSchemaWriter(contents, format).write());
    }
}
