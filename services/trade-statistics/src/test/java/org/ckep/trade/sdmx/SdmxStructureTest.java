package org.ckep.trade.sdmx;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.upload;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.xml.XmlPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Random;
import org.ckep.trade.ComtradeFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SdmxStructureTest {
    private static final String STRUCTURE = "application/vnd.sdmx.structure+xml;version=2.1";

    @ParameterizedTest
    @ValueSource(strings = {"dataflow", "dataflow/all/all/latest", "dataflow/CKEP/all/LATEST/", "dataflow/CKEP"})
    void dataflowsComeAloneUnlessMoreIsAskedFor(String address) {
        Response answer = get(address);
        assertThat(answer.header("Content-Type")).isEqualTo(STRUCTURE);
        XmlPath xml = answer.xmlPath();
        // Other tests submit dataflows of other agencies, which stand behind ours.
        assertThat(xml.getList("Structure.Structures.Dataflows.Dataflow.findAll { it.@agencyID == 'CKEP' }.@id"))
                .isEqualTo(List.of(
                        "DF_BTS_COMTRADE_A",
                        "DF_BTS_COMTRADE_M",
                        "DF_BTS_NATIONAL_A",
                        "DF_BTS_NATIONAL_M",
                        "DF_IMTS_COMPACT_A"));
        assertThat(xml.getString("Structure.Structures.children().collect { it.name() }"))
                .isEqualTo("Dataflows");
        assertThat(xml.getString("Structure.Structures.Dataflows.Dataflow[0].Structure.Ref.@id"))
                .isEqualTo("DSD_BTS");
        assertThat(xml.getList("Structure.Structures.Dataflows.Dataflow[0].Name.@'xml:lang'"))
                .isEqualTo(List.of("en", "zh-Hans", "ko"));
    }

    @Test
    void theDataStructureComesWithItsConceptsAndLists() {
        XmlPath xml =
                get("datastructure/CKEP/DSD_BTS/1.0.0?references=children").xmlPath();
        String components = "Structure.Structures.DataStructures.DataStructure.DataStructureComponents.";
        assertThat(xml.getList(components + "DimensionList.Dimension.@id"))
                .isEqualTo(List.of(
                        "FREQ",
                        "REF_AREA",
                        "TRADE_FLOW",
                        "COMMODITY_1",
                        "COUNTERPART_AREA_1",
                        "CUSTOMS_PROC",
                        "MEASURE"));
        assertThat(xml.getString(components + "DimensionList.TimeDimension.@id"))
                .isEqualTo("TIME_PERIOD");
        assertThat(xml.getList(components + "AttributeList.Attribute.@id"))
                .isEqualTo(List.of(
                        "UNIT_MEASURE",
                        "UNIT_MULT",
                        "DECIMALS",
                        "OBS_STATUS",
                        "CONF_STATUS",
                        "TRADE_SYSTEM",
                        "VALUATION"));
        assertThat(xml.getList(components + "DimensionList.Dimension.LocalRepresentation.Enumeration.Ref.@id"))
                .hasSize(7);
        assertThat(xml.getList("Structure.Structures.Codelists.Codelist.@id", String.class))
                .contains("CL_AREA", "CL_FREQ", "CL_COMMODITY", "CL_MEASURE", "CL_VALUATION")
                .doesNotContain("CL_SOURCE");
        assertThat(xml.getList("Structure.Structures.Concepts.ConceptScheme.Concept.@id", String.class))
                .contains("REF_AREA", "OBS_VALUE");
    }

    /** A code that a file brings in is in the list at once, named by its heading. */
    @Test
    void codesOfAnUploadAreInTheListAtOnce() {
        String commodity = "8542" + (10 + new Random().nextInt(20));
        String before = get("codelist/CKEP/CL_COMMODITY").header("ETag");
        upload(
                new ComtradeFile()
                        .row("cmdCode", commodity, "classificationCode", "H5", "partnerCode", "276")
                        .text(),
                "source=COMTRADE_V1");

        Response answer = get("codelist/CKEP/CL_COMMODITY/latest/HS17_" + commodity);
        XmlPath xml = answer.xmlPath();
        assertThat(xml.getString("Structure.Structures.Codelists.Codelist.@isPartial"))
                .isEqualTo("true");
        assertThat(xml.getList("Structure.Structures.Codelists.Codelist.Code.@id", String.class))
                .containsExactlyInAnyOrder("HS17_TOTAL", "HS17_85", "HS17_8542", "HS17_" + commodity);
        String code = "Structure.Structures.Codelists.Codelist.Code.find { it.@id == 'HS17_" + commodity + "' }.";
        assertThat(xml.getString(code + "Name[0]")).isEqualTo(commodity + " (Electronic integrated circuits)");
        assertThat(xml.getString(code + "Name[1]")).isEqualTo(commodity + " (集成电路)");
        assertThat(xml.getString(code + "Parent.Ref.@id")).isEqualTo("HS17_8542");
        assertThat(get("codelist/CKEP/CL_COMMODITY").header("ETag")).isNotEqualTo(before);

        XmlPath germany = get("codelist/CKEP/CL_AREA/latest/DE").xmlPath();
        assertThat(germany.getList("Structure.Structures.Codelists.Codelist.Code.Name", String.class))
                .containsExactly("Germany", "德国", "독일");
    }

    @Test
    void stubsHoldIdentityAndNameOnly() {
        XmlPath xml = get("codelist/CKEP/CL_TRADE_FLOW?detail=allstubs").xmlPath();
        assertThat(xml.getString("Structure.Structures.Codelists.Codelist.@isExternalReference"))
                .isEqualTo("true");
        assertThat(xml.getList("Structure.Structures.Codelists.Codelist.Code")).isEmpty();
        assertThat(xml.getString("Structure.Structures.Codelists.Codelist.Name[0]"))
                .isEqualTo("Trade flows");
    }

    @Test
    void theAgencyIsListed() {
        XmlPath xml = get("agencyscheme").xmlPath();
        assertThat(xml.getList("Structure.Structures.OrganisationSchemes.AgencyScheme.Agency.@id", String.class))
                .contains("CKEP");
    }

    @Test
    void anUnchangedStructureIsNotSentAgain() {
        Response first = get("codelist/CKEP/CL_MEASURE");
        assertThat(given().header("If-None-Match", first.header("ETag"))
                        .get("/trade/sdmx/v1/codelist/CKEP/CL_MEASURE")
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void everyStructureTellsSinceWhenItIsAsItIs() {
        for (String address : List.of("dataflow", "codelist/CKEP/CL_MEASURE", "provisionagreement", "structure")) {
            Response answer = get(address + "?detail=allstubs");
            assertThat(answer.header("ETag")).as(address).startsWith("W/");
            assertThat(answer.header("Last-Modified")).as(address).isNotNull();
            assertThat(given().header("If-Modified-Since", answer.header("Last-Modified"))
                            .get("/trade/sdmx/v1/" + address + "?detail=allstubs")
                            .statusCode())
                    .as(address)
                    .isEqualTo(304);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schema/dataflow/CKEP/DF_BTS_NATIONAL_M",
                "schema/datastructure/CKEP/DSD_BTS/1.0.0",
                "schema/provisionagreement/CKEP/PA_NATIONAL_M_KCS"
            })
    void anUnchangedSchemaIsNotSentAgain(String address) {
        Response first = get(address);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(given().header("If-Modified-Since", first.header("Last-Modified"))
                        .get("/trade/sdmx/v1/" + address)
                        .statusCode())
                .isEqualTo(304);
        assertThat(given().header("If-Modified-Since", "Sat, 01 Jan 2000 00:00:00 GMT")
                        .get("/trade/sdmx/v1/" + address)
                        .statusCode())
                .isEqualTo(200);
        assertThat(given().header("If-None-Match", first.header("ETag"))
                        .get("/trade/sdmx/v1/" + address)
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void providersAgreementsAndCategoriesAreServed() {
        XmlPath agreements = get("provisionagreement/CKEP?references=children").xmlPath();
        String agreement = "Structure.Structures.ProvisionAgreements.ProvisionAgreement";
        assertThat(agreements.getList(agreement + ".@id", String.class))
                .startsWith("PA_NATIONAL_A_GACC", "PA_NATIONAL_A_KCS")
                .hasSize(7);
        assertThat(agreements.getString(agreement + "[0].StructureUsage.Ref.@id"))
                .isEqualTo("DF_BTS_NATIONAL_A");
        assertThat(agreements.getString(agreement + "[0].DataProvider.Ref.@id")).isEqualTo("GACC");
        assertThat(agreements.getString(
                        "Structure.Structures.OrganisationSchemes.DataProviderScheme.DataProvider[1].Name[1]"))
                .isEqualTo("韩国关税厅");
        XmlPath filed = get("categorisation/CKEP/CAT_DF_BTS_NATIONAL_M?references=children")
                .xmlPath();
        assertThat(filed.getString("Structure.Structures.Categorisations.Categorisation.Target.Ref.@id"))
                .isEqualTo("NATIONAL");
        assertThat(filed.getList("Structure.Structures.CategorySchemes.CategoryScheme.Category.@id"))
                .containsExactly("NATIONAL", "INTERNATIONAL");
        assertThat(get("organisationscheme")
                        .xmlPath()
                        .getList("Structure.Structures.OrganisationSchemes.children().@id"))
                .containsExactlyInAnyOrder("AGENCIES", "DATA_PROVIDERS");
    }

    @Test
    void constraintsSayWhatIsAllowedAndWhatThereIs() {
        upload(new ComtradeFile().row("cmdCode", "853400", "partnerCode", "392").text(), "source=COMTRADE_V1");
        XmlPath allowed = get("allowedconstraint/CKEP/CR_PA_NATIONAL_A_KCS").xmlPath();
        String constraint = "Structure.Structures.Constraints.ContentConstraint.";
        assertThat(allowed.getString(constraint + "@type")).isEqualTo("Allowed");
        assertThat(allowed.getString(constraint + "ConstraintAttachment.ProvisionAgreement.Ref.@id"))
                .isEqualTo("PA_NATIONAL_A_KCS");
        assertThat(allowed.getString(constraint + "CubeRegion.KeyValue.find { it.@id == 'REF_AREA' }.Value"))
                .isEqualTo("KR");
        assertThat(get("contentconstraint/CKEP/CR_DSD_BTS")
                        .xmlPath()
                        .getString(constraint + "CubeRegion.KeyValue[0].Value[1]"))
                .isEqualTo("M");
        XmlPath actual = get("actualconstraint/CKEP/CA_DF_BTS_COMTRADE_A").xmlPath();
        assertThat(actual.getString(constraint + "@type")).isEqualTo("Actual");
        assertThat(actual.getList(
                        constraint + "CubeRegion.KeyValue.find { it.@id == 'COMMODITY_1' }.Value", String.class))
                .contains("HS22_853400");
        assertThat(actual.getList(constraint + "Annotations.Annotation.@id"))
                .containsExactly("series_count", "obs_count");
    }

    /** Lists beside the dataflow hold what its constraint allows. */
    @Test
    void referencedListsCanBeCutToWhatIsAllowed() {
        XmlPath xml = get("dataflow/CKEP/DF_BTS_NATIONAL_M?references=descendants&detail=referencepartial")
                .xmlPath();
        String list = "Structure.Structures.Codelists.Codelist.find { it.@id == 'CL_FREQ' }.";
        assertThat(xml.getString(list + "@isPartial")).isEqualTo("true");
        assertThat(xml.getString(list + "Code.@id")).isEqualTo("M");
        assertThat(xml.getList(
                        "Structure.Structures.Codelists.Codelist.find { it.@id == 'CL_TRADE_FLOW' }.Code.@id",
                        String.class))
                .contains("M", "X");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "structure+xml;version=2.1",
                "structure+xml;version=3.0.0",
                "structure+xml;version=3.1.0",
                "structure+json;version=1.0.0",
                "structure+json;version=2.0.0",
                "structure+json;version=2.1.0"
            })
    void everyFormatIsAnsweredByItsExactType(String type) {
        String accept = "application/vnd.sdmx." + type;
        Response answer = given().accept(accept).get("/trade/sdmx/v1/datastructure/CKEP/DSD_BTS?references=all");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo(accept);
        assertThat(answer.asString())
                .contains("DSD_BTS")
                .contains("CL_TRADE_FLOW")
                .contains("DF_BTS_NATIONAL_A");
    }

    /** The first dataflow that a reader tries is one of those that hold figures from the start. */
    @Test
    void theDataflowsOfTheUnitedNationsComeFirst() {
        assertThat(get("dataflow/CKEP").xmlPath().getString("Structure.Structures.Dataflows.Dataflow[0].@id"))
                .isEqualTo("DF_BTS_COMTRADE_A");
    }

    @Test
    void theSchemaAllowsTheCodesOfItsContext() {
        Response answer = get("schema/dataflow/CKEP/DF_BTS_NATIONAL_M");
        assertThat(answer.header("Content-Type")).isEqualTo("application/vnd.sdmx.schema+xml;version=2.1");
        assertThat(answer.xmlPath()
                        .getList("schema.simpleType.find { it.@name == 'FREQType' }.restriction.enumeration.@value"))
                .containsExactly("M");
        assertThat(get("schema/provisionagreement/CKEP/PA_NATIONAL_M_KCS/latest")
                        .xmlPath()
                        .getString(
                                "schema.simpleType.find { it.@name == 'REF_AREAType' }.restriction.enumeration.@value"))
                .isEqualTo("KR");
        assertThat(get("schema/datastructure/CKEP/DSD_BTS/1.0.0")
                        .xmlPath()
                        .getList("schema.simpleType.find { it.@name == 'FREQType' }.restriction.enumeration.@value"))
                .containsExactly("A", "M");
        assertThat(get("schema/dataflow/CKEP/DF_NONE").statusCode()).isEqualTo(404);
    }

    /** What the schema says is also told as structures: the context, with lists cut to what it allows. */
    @ParameterizedTest
    @CsvSource({
        "provisionagreement/CKEP/PA_NATIONAL_M_KCS,ProvisionAgreements.ProvisionAgreement,M",
        "dataflow/CKEP/DF_BTS_NATIONAL_A,Dataflows.Dataflow,A",
        "datastructure/CKEP/DSD_BTS,DataStructures.DataStructure,A M"
    })
    void theSchemaIsServedAsStructures(String context, String element, String frequencies) {
        Response answer = get("schema/" + context + "?format=structure");
        assertThat(answer.header("Content-Type")).isEqualTo("application/vnd.sdmx.structure+xml;version=2.1");
        XmlPath xml = answer.xmlPath();
        assertThat(xml.getString("Structure.Structures." + element + ".@id")).isEqualTo(context.split("/")[2]);
        String list = "Structure.Structures.Codelists.Codelist.find { it.@id == 'CL_FREQ' }.";
        assertThat(xml.getString(list + "@isPartial")).isEqualTo("true");
        assertThat(xml.getList(list + "Code.@id", String.class)).containsExactly(frequencies.split(" "));
    }

    @Test
    void whatIsNotOfferedIsSaidInTheStandardsWords() {
        Response notBuilt = get("reportingtaxonomy/all");
        assertThat(notBuilt.statusCode()).isEqualTo(501);
        assertThat(notBuilt.xmlPath().getInt("Error.ErrorMessage.@code")).isEqualTo(501);
        Response unknown = get("codelist/CKEP/CL_NONE");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.xmlPath().getInt("Error.ErrorMessage.@code")).isEqualTo(100);
        assertThat(get("nonsense").statusCode()).isEqualTo(400);
        assertThat(given().accept("application/vnd.sdmx.data+json;version=1.0.0")
                        .get("/trade/sdmx/v1/dataflow")
                        .statusCode())
                .isEqualTo(406);
    }

    private static Response get(String address) {
        return given().urlEncodingEnabled(false).get("/trade/sdmx/v1/" + address);
    }

    /** What the United Nations' structure demands, it demands here: values are there even where the figures tell none. */
    @Test
    void theCompactStructureDemandsWhatTheUnitedNationsDemand() {
        JsonPath answer = given().accept("application/vnd.sdmx.structure+json;version=1.0.0")
                .get("/trade/sdmx/v1/datastructure/UNSD/IMTS_COMPACT/1.2")
                .jsonPath();
        String attributes = "data.dataStructures[0].dataStructureComponents.attributeList.attributes";
        assertThat(answer.getList(attributes + ".findAll { it.assignmentStatus == 'Mandatory' }.id", String.class))
                .containsExactly(
                        "UNIT_MULT",
                        "UNIT_MEASURE",
                        "OBS_STATUS",
                        "TRADE_SYSTEM",
                        "COUNTERPART_AREA_1_TYPE",
                        "COUNTERPART_AREA_2_TYPE");
        assertThat(answer.getList(
                        attributes + ".find { it.id == 'COUNTERPART_AREA_2_TYPE' }.attributeRelationship.dimensions",
                        String.class))
                .containsExactly("COUNTERPART_AREA_2");
    }
}
