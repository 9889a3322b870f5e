package org.ckep.trade.sdmx;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.ckep.testing.Tokens;
import org.ckep.trade.TradeApi;

/** Structure messages as a statistical office would send them, written by hand. */
final class SubmittedMessages {
    static final ObjectMapper JSON = new ObjectMapper();
    static final String ML_2_1 = "application/vnd.sdmx.structure+xml;version=2.1";
    static final String ML_3_0 = "application/vnd.sdmx.structure+xml;version=3.0.0";
    static final String JSON_2_1 = "application/vnd.sdmx.structure+json;version=2.1.0";
    static final String RESULT = "RegistryInterface.SubmitStructureResponse.SubmissionResult";

    private SubmittedMessages() {}

    /** An id that no other test uses. */
    static String newId(String prefix) {
        return prefix + "_" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
    }

    /** A message around its artefacts. */
    static String xml(String version, String structures) {
        String base = "http://www.sdmx.org/resources/sdmxml/schemas/v" + version.replace('.', '_') + "/";
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <mes:Structure xmlns:mes="%smessage" xmlns:str="%sstructure" xmlns:com="%scommon">
                <mes:Header><mes:ID>T1</mes:ID><mes:Test>false</mes:Test><mes:Prepared>2026-01-02T03:04:05Z</mes:Prepared>
                <mes:Sender id="KCS"/></mes:Header>
                <mes:Structures>%s</mes:Structures></mes:Structure>""".formatted(base, base, base, structures);
    }

    /** A code list of Korea's customs in SDMX-ML 3.0. */
    static String codeList(String id, String version, String... codes) {
        StringBuilder items = new StringBuilder();
        for (String code : codes) {
            items.append("<str:Code id=\"%s\"><com:Name xml:lang=\"en\">Code %s</com:Name></str:Code>"
                    .formatted(code, code));
        }
        return xml("3.0", """
                <str:Codelists><str:Codelist id="%s" agencyID="KCS" version="%s">
                <com:Name xml:lang="en">A list</com:Name>%s
                </str:Codelist></str:Codelists>""".formatted(id, version, items));
    }

    /**
     * A data structure of Korea's customs in SDMX-ML 3.0, with its concepts, a code list and a dataflow: traffic of ports by
     * frequency, port and time.
     *
     * @param name part of the ids, such as CL_name
     * @param version of all of them
     */
    static String ports(String name, String version) {
        return xml("3.0", """
                <str:Dataflows><str:Dataflow id="DF_{n}" agencyID="KCS" version="{v}">
                <com:Name xml:lang="en">Traffic of ports</com:Name>
                <str:Structure>urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=KCS:DSD_{n}({v})</str:Structure>
                </str:Dataflow></str:Dataflows>
                <str:Codelists><str:Codelist id="CL_{n}" agencyID="KCS" version="{v}">
                <com:Name xml:lang="en">Ports</com:Name>
                <str:Code id="PUS"><com:Name xml:lang="en">Busan</com:Name></str:Code>
                <str:Code id="INC"><com:Name xml:lang="en">Incheon</com:Name></str:Code>
                </str:Codelist></str:Codelists>
                <str:ConceptSchemes><str:ConceptScheme id="CS_{n}" agencyID="KCS" version="{v}">
                <com:Name xml:lang="en">Concepts</com:Name>
                <str:Concept id="PORT"><com:Name xml:lang="en">Port</com:Name><com:Name xml:lang="ko">항구</com:Name></str:Concept>
                <str:Concept id="NOTE"><com:Name xml:lang="en">Note</com:Name></str:Concept>
                <str:Concept id="OPERATOR"><com:Name xml:lang="en">Operator</com:Name></str:Concept>
                </str:ConceptScheme></str:ConceptSchemes>
                <str:DataStructures><str:DataStructure id="DSD_{n}" agencyID="KCS" version="{v}">
                <com:Name xml:lang="en">Ports</com:Name>
                <str:DataStructureComponents>
                <str:DimensionList id="DimensionDescriptor">
                <str:Dimension id="FREQ" position="1"><str:ConceptIdentity>{bts}FREQ</str:ConceptIdentity>
                <str:LocalRepresentation><str:Enumeration>{list}SDMX:CL_FREQ(2.0)</str:Enumeration></str:LocalRepresentation>
                </str:Dimension>
                <str:Dimension id="PORT" position="2"><str:ConceptIdentity>{own}PORT</str:ConceptIdentity>
                <str:LocalRepresentation><str:Enumeration>{list}KCS:CL_{n}({v})</str:Enumeration></str:LocalRepresentation>
                </str:Dimension>
                <str:TimeDimension id="TIME_PERIOD"><str:ConceptIdentity>{bts}TIME_PERIOD</str:ConceptIdentity>
                <str:LocalRepresentation><str:TextFormat textType="GregorianYear"/></str:LocalRepresentation>
                </str:TimeDimension>
                </str:DimensionList>
                <str:AttributeList id="AttributeDescriptor">
                <str:Attribute id="OPERATOR" usage="mandatory"><str:ConceptIdentity>{own}OPERATOR</str:ConceptIdentity>
                <str:LocalRepresentation><str:TextFormat textType="String"/></str:LocalRepresentation>
                <str:AttributeRelationship><str:Dimension>PORT</str:Dimension></str:AttributeRelationship>
                </str:Attribute>
                <str:Attribute id="NOTE"><str:ConceptIdentity>{own}NOTE</str:ConceptIdentity>
                <str:AttributeRelationship><str:Observation/></str:AttributeRelationship>
                </str:Attribute>
                </str:AttributeList>
                <str:MeasureList id="MeasureDescriptor">
                <str:Measure id="OBS_VALUE"><str:ConceptIdentity>{bts}OBS_VALUE</str:ConceptIdentity>
                <str:LocalRepresentation><str:TextFormat textType="Long"/></str:LocalRepresentation>
                </str:Measure>
                </str:MeasureList>
                </str:DataStructureComponents>
                </str:DataStructure></str:DataStructures>""".replace("{bts}", "urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=CKEP:CS_BTS(1.0.0).")
                .replace("{own}", "urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=KCS:CS_{n}({v}).")
                .replace("{list}", "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=")
                .replace("{n}", name)
                .replace("{v}", version));
    }

    static Response korean(String type, String message) {
        return korean(type, message, "v1/structure");
    }

    static Response korean(String type, String message, String path) {
        String whole = message.startsWith("<?xml") || message.startsWith("{") ? message : xml("2.1", message);
        return as().contentType(type).body(whole.getBytes(UTF_8)).post(address(path));
    }

    static RequestSpecification as() {
        return TradeApi.as(Tokens.user("kr-statistician"))
                .urlEncodingEnabled(false)
                .accept("application/xml");
    }

    static List<String> codes(String id, String version) {
        return get("v2/structure/codelist/KCS/" + id + "/" + version, ML_3_0)
                .xmlPath()
                .getList("Structure.Structures.Codelists.Codelist.Code.@id", String.class);
    }

    static Response get(String path, String type) {
        return given().urlEncodingEnabled(false).accept(type).get(address(path));
    }

    static String address(String path) {
        return "/trade/sdmx/" + path;
    }
}
