package org.ckep.trade.sdmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.sdmx.SubmittedMessages.JSON_2_1;
import static org.ckep.trade.sdmx.SubmittedMessages.ML_3_0;
import static org.ckep.trade.sdmx.SubmittedMessages.get;
import static org.ckep.trade.sdmx.SubmittedMessages.korean;
import static org.ckep.trade.sdmx.SubmittedMessages.newId;
import static org.ckep.trade.sdmx.SubmittedMessages.ports;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused of data structures and dataflows, with its place; nothing of a refused message is stored. */
@QuarkusTest
class DefinitionRefusalTest {

    /** Each alters one thing of a good data structure. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SDMX:CL_FREQ(2.0) | SDMX:CL_FREQ(9.0) | 409 | CL_FREQ(9.0), which does not exist",
                "CS_BTS(1.0.0).FREQ | CS_BTS(1.0.0).NOTHING | 409 | CS_BTS(1.0.0).NOTHING, which does not exist",
                "DataStructure=KCS:DSD_ | DataStructure=KCS:NONE_ | 409 | which does not exist",
                "datastructure.DataStructure=KCS | codelist.Codelist=KCS | 422 | line 7: The structure is no reference",
                "codelist.Codelist=SDMX | codelist.ValueList=SDMX | 422 | line 25: The enumeration is no reference to a code list",
                "conceptscheme.Concept=CKEP:CS_BTS(1.0.0).FREQ | codelist.Code=SDMX:CL_FREQ(2.0).A | 422 | line 24: The concept is no reference to a concept",
                "<str:Dimension id=\"FREQ\" | <str:Dimension id=\"F Q\" | 422 | line 24: 'F Q' cannot be the id",
                "<str:Dimension id=\"FREQ\" | <str:Dimension id=\"PORT\" | 422 | line 27: The component 'PORT' stands there twice",
                "position=\"2\" | position=\"1\" | 422 | line 27: Dimensions stand in the order of their positions",
                "<str:Dimension>PORT | <str:Dimension>AREA | 422 | line 35: There is no dimension 'AREA'",
                "<str:AttributeRelationship><str:Observation/></str:AttributeRelationship> | | 422 | It is not said to what the attribute 'NOTE' belongs",
                "<str:Observation/> | <str:Group>G</str:Group> | 501 | 'Group' is not kept",
                "</str:DimensionList> | </str:DimensionList><str:Group id=\"G\"/> | 501 | line 33: 'Group' is not kept",
                "<str:TextFormat textType=\"String\"/> | <str:TextFormat textType=\"String\" maxLength=\"10\"/> | 501 | line 36: 'maxLength' is not kept",
                "<str:TextFormat textType=\"String\"/> | <str:TextFormat textType=\"XHTML\"/> | 501 | line 35: The type 'XHTML' is not kept",
                "<str:TextFormat textType=\"GregorianYear\"/> | <str:TextFormat textType=\"String\"/> | 501 | line 30: The type 'String' is not kept",
                "<str:Measure id=\"OBS_VALUE\"> | <str:Measure id=\"OTHER\"> | 501 | whose measure is called OBS_VALUE",
                "<str:Measure id=\"OBS_VALUE\"> | <str:Measure id=\"OBS_VALUE\" usage=\"mandatory\"> | 501 | mandatory is not kept",
                "<str:Attribute id=\"NOTE\"> | <str:Attribute id=\"NOTE\"><str:ConceptRole>urn</str:ConceptRole> | 501 | 'ConceptRole' is not kept",
                "<str:Structure> | <str:Other/><str:Structure> | 501 | line 7: 'Other' is not kept"
            })
    void whatIsWrongWithADataStructureIsToldWithItsPlace(String part, String instead, int status, String text) {
        String name = newId("B");
        String good = ports(name, "1.0.0");
        assertThat(good).contains(part);
        Response answer = korean(ML_3_0, good.replace(part, instead == null ? "" : instead));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.asString()).contains(text);
        assertThat(get("v1/codelist/KCS/CL_" + name, ML_3_0).statusCode()).isEqualTo(404);
    }

    /** In JSON the place is a path. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"position\": 0 | \"position\": 0, \"conceptRoles\": [\"x\"] | 501 | /data/dataStructures/0/dataStructureComponents/dimensionList/dimensions/0/conceptRoles",
                "\"timeDimension\" | \"measureDimension\" | 501 | /data/dataStructures/0/dataStructureComponents/dimensionList/measureDimension",
                "\"timeDimension\": | \"annotations\": [], \"timeDimension2\": | 501 | with exactly one time dimension",
                "{\"dataType\": \"Double\"} | {\"dataType\": \"Double\", \"decimals\": 2} | 501 | /measureList/measures/0/localRepresentation/format/decimals",
                "\"measures\": [ | \"measures\": [{\"id\": \"SECOND\", \"conceptIdentity\": \"urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=CKEP:CS_BTS(1.0.0).MEASURE\"}, | 501 | with exactly one measure",
                "\"structure\": \"urn | \"structure\": \"arn | 422 | /data/dataflows/0/structure"
            })
    void whatIsWrongInJsonIsToldWithItsPath(String part, String instead, int status, String text) {
        String name = newId("J");
        String good = json(name);
        assertThat(good).contains(part);
        Response answer = korean(JSON_2_1, good.replace(part, instead), "v2/structure");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.asString()).contains(text);
        assertThat(get("v1/dataflow/KCS/DF_" + name, ML_3_0).statusCode()).isEqualTo(404);
        assertThat(korean(JSON_2_1, good, "v2/structure").statusCode()).isEqualTo(201);
    }

    @Test
    void aDataStructureHasADimensionAndNotTooManyComponents() {
        String good = json(newId("N"));
        String none = good.replaceAll("(?s)\"dimensions\": \\[.*?\\],", "");
        assertThat(korean(JSON_2_1, none, "v2/structure").asString()).contains("at least one dimension beside time");
        String dimension =
                good.substring(good.indexOf("{\"id\": \"FREQ\""), good.indexOf("],\n      \"timeDimension\""));
        String many = good.replace(dimension, (dimension + ",").repeat(300) + dimension);
        Response answer = korean(JSON_2_1, many, "v2/structure");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.asString()).contains("at most 300 components");
    }

    private static String json(String name) {
        return """
                {"meta": {"id": "T", "test": false, "prepared": "2026-01-02T03:04:05Z", "sender": {"id": "KCS"}},
                 "data": {
                  "dataflows": [{"id": "DF_{n}", "agencyID": "KCS", "version": "1.0.0", "names": {"en": "Flow"},
                    "structure": "urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=KCS:DSD_{n}(1.0.0)"}],
                  "dataStructures": [{"id": "DSD_{n}", "agencyID": "KCS", "version": "1.0.0", "names": {"en": "Structure"},
                    "dataStructureComponents": {
                     "dimensionList": {"id": "DimensionDescriptor", "dimensions": [
                       {"id": "FREQ", "position": 0, "conceptIdentity": "{c}FREQ", "localRepresentation":
                         {"enumeration": "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=SDMX:CL_FREQ(2.0)"}}],
                      "timeDimension": {"id": "TIME_PERIOD", "conceptIdentity": "{c}TIME_PERIOD",
                        "localRepresentation": {"format": {"dataType": "ObservationalTimePeriod"}}}},
                     "measureList": {"id": "MeasureDescriptor", "measures": [
                       {"id": "OBS_VALUE", "conceptIdentity": "{c}OBS_VALUE",
                        "localRepresentation": {"format": {"dataType": "Double"}}}]}}}]}}""".replace("{n}", name)
                .replace("{c}", "urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=CKEP:CS_BTS(1.0.0).");
    }
}
