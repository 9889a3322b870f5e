package org.ckep.trade.sdmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.sdmx.SubmittedMessages.JSON_2_1;
import static org.ckep.trade.sdmx.SubmittedMessages.ML_2_1;
import static org.ckep.trade.sdmx.SubmittedMessages.ML_3_0;
import static org.ckep.trade.sdmx.SubmittedMessages.address;
import static org.ckep.trade.sdmx.SubmittedMessages.as;
import static org.ckep.trade.sdmx.SubmittedMessages.get;
import static org.ckep.trade.sdmx.SubmittedMessages.korean;
import static org.ckep.trade.sdmx.SubmittedMessages.newId;
import static org.ckep.trade.sdmx.SubmittedMessages.ports;
import static org.ckep.trade.sdmx.SubmittedMessages.xml;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.xml.XmlPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statisticians submit data structures and dataflows, which describe figures that this service does not hold. */
@QuarkusTest
class DefinitionSubmissionTest {
    private static final String SCHEMA_2_1 = "application/vnd.sdmx.schema+xml;version=2.1";
    private static final String SCHEMA_3_0 = "application/vnd.sdmx.schema+xml;version=3.0.0";
    private static final String STRUCTURE = "Structure.Structures.DataStructures.DataStructure.";
    private static final String COMPONENTS = STRUCTURE + "DataStructureComponents.";

    @Inject
    Clock clock;

    private static String submitted(String version) {
        String name = newId("P");
        Response answer = korean(ML_3_0, ports(name, version));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return name;
    }

    @Test
    void aDataStructureIsServedAsItWasWritten() throws IOException {
        String name = submitted("1.0.0");
        XmlPath ml = get("v1/datastructure/KCS/DSD_" + name, ML_2_1).xmlPath();
        assertThat(ml.getString(STRUCTURE + "@isFinal")).isEqualTo("true");
        assertThat(ml.getList(COMPONENTS + "DimensionList.Dimension.@id", String.class))
                .containsExactly("FREQ", "PORT");
        assertThat(ml.getList(COMPONENTS + "DimensionList.Dimension.ConceptIdentity.Ref.@maintainableParentID"))
                .containsExactly("CS_BTS", "CS_" + name);
        assertThat(ml.getString(COMPONENTS + "DimensionList.TimeDimension.LocalRepresentation.TextFormat.@textType"))
                .isEqualTo("GregorianYear");
        assertThat(ml.getList(COMPONENTS + "AttributeList.Attribute.@assignmentStatus", String.class))
                .containsExactly("Mandatory", "Conditional");
        assertThat(ml.getString(COMPONENTS + "AttributeList.Attribute[0].AttributeRelationship.Dimension.Ref.@id"))
                .isEqualTo("PORT");
        assertThat(ml.getString(COMPONENTS + "MeasureList.PrimaryMeasure.LocalRepresentation.TextFormat.@textType"))
                .isEqualTo("Long");

        JsonNode json =
                SubmittedMessages.JSON.readTree(get("v2/structure/datastructure/KCS/DSD_" + name + "/+", JSON_2_1)
                        .asString());
        JsonNode parts = json.at("/data/dataStructures/0/dataStructureComponents");
        assertThat(parts.at("/dimensionList/dimensions/1/localRepresentation/enumeration")
                        .asText())
                .isEqualTo("urn:sdmx:org.sdmx.infomodel.codelist.Codelist=KCS:CL_" + name + "(1.0.0)");
        assertThat(parts.at("/attributeList/attributes/0/attributeRelationship/dimensions/0")
                        .asText())
                .isEqualTo("PORT");
        assertThat(parts.at("/attributeList/attributes/1").has("localRepresentation"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "v1/dataflow/KCS/DF_%s?references=children,DF DSD",
        "v1/dataflow/KCS/DF_%s?references=descendants,CL CL_FREQ CS CS_BTS DF DSD",
        "v2/structure/datastructure/KCS/DSD_%s/+?references=children,CL CL_FREQ CS CS_BTS DSD",
        "v2/structure/datastructure/KCS/DSD_%s/~?references=parents,DF DSD",
        "v2/structure/codelist/KCS/CL_%s/*?references=ancestors,CL DF DSD",
        "v2/structure/dataflow/KCS/DF_%s/1.0+.0?detail=allstubs,DF"
    })
    void whatBelongsTogetherIsServedTogether(String path, String ids) {
        String name = submitted("1.0.0");
        XmlPath answer = get(path.formatted(name), ML_3_0).xmlPath();
        List<String> served = answer.getList("Structure.Structures.children().children().@id", String.class);
        assertThat(served.stream().map(id -> id.replace("_" + name, "")).sorted())
                .as(served.toString())
                .containsExactly(ids.split(" "));
    }

    @Test
    void aDataflowWithoutFiguresAnswersThatNothingMatches() {
        String name = submitted("1.0.0");
        String flow = "KCS,DF_" + name + ",1.0.0";
        for (String path : List.of("v1/data/" + flow + "/all", "v1/data/DF_" + name + "/A.PUS?startPeriod=2020")) {
            Response answer = get(path, "*/*");
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.xmlPath().getInt("Error.ErrorMessage.@code")).isEqualTo(100);
        }
        assertThat(get("v1/availableconstraint/" + flow + "/A.PUS?mode=available", "*/*")
                        .statusCode())
                .isEqualTo(404);
        for (String context : List.of("dataflow/KCS/DF_", "datastructure/KCS/DSD_", "*/KCS/DF_")) {
            String at = context + name + "/*/A.PUS?c%5BTIME_PERIOD%5D=ge:2020";
            assertThat(get("v2/data/" + at, "*/*").statusCode()).as(at).isEqualTo(204);
            assertThat(get("v2/availability/" + at, "*/*").statusCode()).as(at).isEqualTo(204);
        }
    }

    /** The key and the filters are compared with the structure, although there are no figures. */
    @ParameterizedTest
    @CsvSource({
        "v1/data/DF_%s/A.PUS.X,has 3 parts",
        "v2/data/dataflow/KCS/DF_%s/*/A.PUS.X,more parts",
        "v2/data/dataflow/KCS/DF_%s/*/A?c%%5BREF_AREA%%5D=KR,no component 'REF_AREA'",
        "v1/data/DF_%s/all?dimensionAtObservation=REF_AREA,dimensionAtObservation"
    })
    void aQueryMustFitTheStructure(String path, String text) {
        String name = submitted("1.0.0");
        Response answer = get(path.formatted(name), "application/xml");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.asString()).contains(text);
    }

    @Test
    void whatHasNoFiguresStandsInNobodysWay() {
        String both = "v2/data/dataflow/*/DF_BTS_COMTRADE_A,DF_" + submitted("1.0.0") + "?limit=1";
        Response all = get(both, "application/vnd.sdmx.data+csv;version=2.0.0");
        assertThat(all.statusCode()).isIn(200, 204);
        assertThat(get("v1/dataflow/CKEP/all", ML_2_1).asString()).doesNotContain("agencyID=\"KCS\"");
    }

    @Test
    void aSchemaNamesTheComponentsWhereTheyStand() {
        String name = submitted("1.0.0");
        for (String context : List.of("dataflow/KCS/DF_", "datastructure/KCS/DSD_")) {
            String schema = get("v1/schema/" + context + name, SCHEMA_2_1).asString();
            assertThat(schema)
                    .contains("<xs:simpleType name=\"PORTType\">")
                    .contains("<xs:enumeration value=\"PUS\"/><xs:enumeration value=\"INC\"/>")
                    .contains("name=\"OBS_VALUE\" type=\"xs:long\"");
            String series = schema.substring(schema.indexOf("name=\"SeriesType\""), schema.indexOf("name=\"ObsType\""));
            assertThat(series).contains("name=\"OPERATOR\"").doesNotContain("name=\"NOTE\"");
        }
        String unused = newId("U");
        String alone = ports(unused, "1.0.0").replaceAll("(?s)<str:Dataflows>.*</str:Dataflows>", "");
        assertThat(korean(ML_3_0, alone).statusCode()).isEqualTo(201);
        assertThat(get("v2/schema/datastructure/KCS/DSD_" + unused, SCHEMA_3_0).asString())
                .contains("KCS:DSD_" + unused + "(1.0.0)")
                .contains("value=\"INC\"");
        assertThat(get("v2/data/datastructure/KCS/DSD_" + unused, "*/*").statusCode())
                .isEqualTo(204);
    }

    /** Whose agency it is may bound what it holds; the schema then has no other codes. */
    @Test
    void constraintsOfTheOwnAgencyBoundTheSchema() {
        String name = submitted("1.0.0");
        Response taken = korean(ML_3_0, bound(name, "1.0.0", "PORT", "PUS"));
        assertThat(taken.statusCode()).as(taken.asString()).isEqualTo(201);
        assertThat(get("v1/schema/dataflow/KCS/DF_" + name, SCHEMA_2_1).asString())
                .contains("value=\"PUS\"")
                .doesNotContain("value=\"INC\"");
        assertThat(get("v1/schema/datastructure/KCS/DSD_" + name, SCHEMA_2_1).asString())
                .contains("value=\"INC\"");
        assertThat(korean(ML_3_0, bound(name, "1.1.0", "PORT", "NOWHERE")).asString())
                .contains("The list of PORT has no code 'NOWHERE'");
        assertThat(korean(ML_3_0, bound(name, "1.1.0", "OPERATOR", "PUS")).asString())
                .contains("has no coded component 'OPERATOR'");
    }

    /** What bounds a data structure bounds its dataflows too; what bounds a dataflow leaves the data structure alone. */
    @Test
    void constraintsOfADataStructureBoundItsDataflows() {
        String name = submitted("1.0.0");
        assertThat(korean(ML_3_0, bound(name, "1.0.0", "FREQ", "A")).statusCode())
                .isEqualTo(201);
        Response taken = korean(
                ML_3_0,
                bound(name, "1.0.0", "PORT", "PUS")
                        .replace("id=\"CR_", "id=\"CR_OF_")
                        .replace("str:Dataflow>", "str:DataStructure>")
                        .replace("datastructure.Dataflow=KCS:DF_", "datastructure.DataStructure=KCS:DSD_"));
        assertThat(taken.statusCode()).as(taken.asString()).isEqualTo(201);
        assertThat(get("v1/schema/datastructure/KCS/DSD_" + name, SCHEMA_2_1).asString())
                .contains("value=\"PUS\"", "value=\"M\"")
                .doesNotContain("value=\"INC\"");
        assertThat(get("v1/schema/dataflow/KCS/DF_" + name, SCHEMA_2_1).asString())
                .contains("value=\"PUS\"", "value=\"A\"")
                .doesNotContain("value=\"INC\"", "value=\"M\"");
    }

    private static String bound(String name, String version, String component, String code) {
        return xml("3.0", """
                <str:DataConstraints><str:DataConstraint id="CR_%1$s" agencyID="KCS" version="%2$s" role="Allowed">
                <com:Name xml:lang="en">One port</com:Name>
                <str:ConstraintAttachment><str:Dataflow>%3$sKCS:DF_%1$s(%4$s)</str:Dataflow></str:ConstraintAttachment>
                <str:CubeRegion><str:KeyValue id="%5$s"><str:Value>%6$s</str:Value></str:KeyValue></str:CubeRegion>
                </str:DataConstraint></str:DataConstraints>""".formatted(
                        name,
                        version,
                        "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=",
                        version.endsWith("draft") ? version : "1.0.0",
                        component,
                        code));
    }

    @Test
    void whatADataStructureNeedsIsNotDeletedOrEmptied() {
        String version = "1.0.0-draft";
        String name = submitted(version);
        assertThat(korean(ML_3_0, bound(name, version, "PORT", "PUS")).statusCode())
                .isEqualTo(201);
        assertRefused("datastructure/KCS/DSD_" + name, version, "KCS:DF_" + name);
        assertRefused("codelist/KCS/CL_" + name, version, "KCS:DSD_" + name);
        assertRefused("conceptscheme/KCS/CS_" + name, version, "KCS:DSD_" + name);
        assertRefused("dataflow/KCS/DF_" + name, version, "KCS:CR_" + name);

        String all = ports(name, version);
        Response withoutConcept = korean(
                ML_3_0, part(all, "ConceptSchemes").replaceAll("(?s)<str:Concept id=\"PORT\">.*?</str:Concept>", ""));
        assertThat(withoutConcept.statusCode()).isEqualTo(409);
        assertThat(withoutConcept.asString()).contains("'PORT' is still needed by KCS:DSD_" + name);
        Response withoutCode =
                korean(ML_3_0, part(all, "Codelists").replaceAll("(?s)<str:Code id=\"PUS\">.*?</str:Code>", ""));
        assertThat(withoutCode.statusCode()).isEqualTo(409);
        assertThat(withoutCode.asString()).contains("'PUS' is still needed by KCS:CR_" + name);
        Response withoutDimension = korean(
                ML_3_0,
                part(all, "DataStructures")
                        .replace("id=\"PORT\"", "id=\"HARBOUR\"")
                        .replace("<str:Dimension>PORT", "<str:Dimension>HARBOUR"));
        assertThat(withoutDimension.statusCode()).isEqualTo(409);
        assertThat(withoutDimension.asString()).contains("'PORT' is still needed by KCS:CR_" + name);

        for (String gone : List.of(
                "allowedconstraint/KCS/CR_",
                "dataflow/KCS/DF_",
                "datastructure/KCS/DSD_",
                "codelist/KCS/CL_",
                "conceptscheme/KCS/CS_")) {
            assertThat(as().delete(address("v2/structure/" + gone + name + "/" + version))
                            .statusCode())
                    .as(gone)
                    .isEqualTo(200);
        }
    }

    private static String part(String message, String group) {
        int begin = message.indexOf("<str:" + group + ">");
        int end = message.indexOf("</str:" + group + ">");
        return xml("3.0", message.substring(begin, end) + "</str:" + group + ">");
    }

    private static void assertRefused(String path, String version, String referrer) {
        Response answer = as().delete(address("v2/structure/" + path + "/" + version));
        assertThat(answer.statusCode()).as(path).isEqualTo(409);
        assertThat(answer.asString()).contains(referrer + "(" + version + ")");
    }

    @Test
    void aDraftIsReplacedAndToldAsItWas() {
        String version = "1.0.0-draft";
        String name = submitted(version);
        String path = "v2/structure/datastructure/KCS/DSD_" + name + "/" + version;
        Instant then = clock.instant();
        Response replaced = as().contentType(ML_3_0)
                .body(part(ports(name, version), "DataStructures").replace("id=\"NOTE\"", "id=\"REMARK\""))
                .put(address(path));
        assertThat(replaced.statusCode()).as(replaced.asString()).isEqualTo(200);
        String attributes = COMPONENTS + "AttributeList.Attribute.@id";
        assertThat(get(path, ML_3_0).xmlPath().getList(attributes, String.class))
                .containsExactly("OPERATOR", "REMARK");
        assertThat(get(path + "?asOf=" + then, ML_3_0).xmlPath().getList(attributes, String.class))
                .containsExactly("OPERATOR", "NOTE");
        String schema = "v2/schema/datastructure/KCS/DSD_" + name + "/" + version;
        assertThat(get(schema, SCHEMA_3_0).asString()).contains("\"REMARK\"").doesNotContain("\"NOTE\"");
        assertThat(get(schema + "?asOf=" + then, SCHEMA_3_0).asString())
                .contains("\"NOTE\"")
                .doesNotContain("\"REMARK\"");
        assertThat(get(path, ML_2_1).statusCode()).isEqualTo(406);
    }

    @Test
    void aVersionOfADataStructureKeepsWhatItsNumberPromises() {
        String name = submitted("1.0.0");
        String structure = part(ports(name, "1.0.0"), "DataStructures");
        String next = "id=\"DSD_" + name + "\" agencyID=\"KCS\" version=\"";
        String renamed = structure.replace("id=\"NOTE\"", "id=\"REMARK\"");
        assertThat(korean(ML_3_0, renamed).asString()).contains("is final and says something else");
        assertThat(korean(ML_3_0, renamed.replace(next + "1.0.0", next + "1.1.0"))
                        .asString())
                .contains("needs a higher first number");
        String more = structure.replace("<str:Attribute id=\"NOTE\"", """
                <str:Attribute id="REMARK"><str:ConceptIdentity>urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=KCS:CS_%s(1.0.0).NOTE</str:ConceptIdentity>
                <str:AttributeRelationship><str:Dataflow/></str:AttributeRelationship></str:Attribute>
                <str:Attribute id="NOTE\"""".formatted(name));
        assertThat(korean(ML_3_0, more.replace(next + "1.0.0", next + "1.0.1")).asString())
                .contains("needs a higher second number");
        assertThat(korean(ML_3_0, more.replace(next + "1.0.0", next + "1.1.0")).statusCode())
                .isEqualTo(201);
        assertThat(korean(ML_3_0, renamed.replace(next + "1.0.0", next + "2.0.0"))
                        .statusCode())
                .isEqualTo(201);
        assertThat(get("v1/datastructure/KCS/DSD_" + name, ML_2_1).xmlPath().getString(STRUCTURE + "@version"))
                .isEqualTo("2.0.0");
    }

    /** A dataflow may also be one over a structure of the platform; the platform's own stay as they are. */
    @Test
    void aDataflowOverAStructureOfThePlatformHasNoneOfItsFigures() {
        String id = newId("DF_BTS_OTHER");
        Response taken = korean(ML_2_1, """
                <str:Dataflows><str:Dataflow id="%s" agencyID="KCS" version="1.0.0">
                  <com:Name xml:lang="en">Other figures</com:Name>
                  <str:Structure><Ref id="DSD_BTS" agencyID="CKEP" version="1.0.0" package="datastructure" class="DataStructure"/></str:Structure>
                </str:Dataflow></str:Dataflows>""".formatted(id));
        assertThat(taken.statusCode()).as(taken.asString()).isEqualTo(201);
        assertThat(get("v1/data/" + id + "/A.KR.M....", "*/*").statusCode()).isEqualTo(404);
        assertThat(get("v1/schema/dataflow/KCS/" + id, SCHEMA_2_1).asString())
                .contains("KCS:" + id + "(1.0.0)")
                .contains("value=\"TRADE_VALUE\"");
        assertThat(get("v1/dataflow/KCS/" + id + "?references=descendants", ML_2_1)
                        .asString())
                .contains("id=\"DSD_BTS\"");
        String ours = ports("X", "1.0.0").replace("agencyID=\"KCS\"", "agencyID=\"CKEP\"");
        assertThat(korean(ML_3_0, part(ours, "DataStructures")).statusCode()).isEqualTo(403);
        assertThat(as().delete(address("v1/dataflow/CKEP/DF_BTS_COMTRADE_A/1.0.0"))
                        .statusCode())
                .isEqualTo(403);
    }

    /** The annotation that names the map of our structure says nothing of a copy, which is served without it. */
    @ParameterizedTest
    @CsvSource({"STRUCTURE_XML_2_1", "STRUCTURE_JSON_1_0", "STRUCTURE_XML_3_0", "STRUCTURE_JSON_2_1"})
    void aCopyOfOurStructureIsTakenAsItWasServed(SdmxFormat format) throws IOException {
        String id = newId("DSD_COPY");
        String ours = get("v1/datastructure/CKEP/DSD_BTS", format.mediaType()).asString();
        assertThat(ours.contains(Structure.StructureMap.ANNOTATION)).isEqualTo(format.family() == SdmxRoot.V1);
        Response taken = korean(format.mediaType(), copied(ours, id));
        assertThat(taken.statusCode()).as(taken.asString()).isEqualTo(201);
        String served = get("v1/datastructure/KCS/" + id, format.mediaType()).asString();
        assertThat(served).doesNotContain(Structure.StructureMap.ANNOTATION);
        assertThat(body(served)).isEqualTo(body(copied(ours, id)));
    }

    /** Whoever writes another map there, or more, or of something else, would lose it. */
    @ParameterizedTest
    @CsvSource({
        "STRUCTURE_XML_2_1,ACTIVITY=_Z,ACTIVITY=_T",
        "STRUCTURE_XML_2_1,UNSD:IMTS(1.2)</,UNSD:IMTS(1.3)</",
        "STRUCTURE_XML_2_1,</com:Annotation>,</com:Annotation><com:Annotation id='X'/>",
        "STRUCTURE_XML_2_1,<com:AnnotationText>,<com:AnnotationText xml:lang='ko'>",
        "STRUCTURE_JSON_1_0,ACTIVITY=_Z,ACTIVITY=_T",
        "STRUCTURE_JSON_1_0,UNSD:IMTS(1.2),UNSD:IMTS(1.3)",
        "STRUCTURE_JSON_1_0,sdmx_structure_map,other"
    })
    void anotherAnnotationIsRefused(SdmxFormat format, String part, String changed) {
        String ours = get("v1/datastructure/CKEP/DSD_BTS", format.mediaType()).asString();
        assertThat(ours).contains(part);
        String id = newId("DSD_COPY");
        Response refused = korean(format.mediaType(), copied(ours, id).replace(part, changed));
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(501);
        assertThat(refused.asString()).containsIgnoringCase("annotations' is not kept");
        assertThat(get("v1/datastructure/KCS/" + id, format.mediaType()).statusCode())
                .isEqualTo(404);
    }

    private static String copied(String ours, String id) {
        return ours.replace("CKEP:DSD_BTS(1.0.0)", "KCS:" + id + "(1.0.0)")
                .replaceFirst("(id=\"|\"id\":\")DSD_BTS\"", "$1" + id + "\"")
                .replaceFirst("(<str:DataStructure [^>]*agencyID=\")CKEP", "$1KCS")
                .replaceFirst("(\"dataStructures\":\\[\\{\"id\":\"[^\"]*\",\"agencyID\":\")CKEP", "$1KCS");
    }

    /** A message without its header and without annotations. */
    private static String body(String message) {
        int begin = message.startsWith("{") ? message.indexOf("\"data\":") : message.indexOf("<mes:Structures>");
        return message.substring(begin)
                .replaceFirst("<com:Annotations>.*?</com:Annotations>", "")
                .replaceFirst("\"annotations\":\\[\\{.*?\\]\\}\\],", "");
    }

    @Test
    void anAgreementSaysWhoDeliversASubmittedDataflow() {
        String name = submitted("1.0.0");
        Response taken = korean(ML_3_0, xml("3.0", """
                <str:ProvisionAgreements><str:ProvisionAgreement id="PA_%1$s" agencyID="KCS" version="1.0.0">
                  <com:Name xml:lang="en">By the customs service</com:Name>
                  <str:Dataflow>urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=KCS:DF_%1$s(1.0.0)</str:Dataflow>
                  <str:DataProvider>urn:sdmx:org.sdmx.infomodel.base.DataProvider=CKEP:DATA_PROVIDERS(1.0).KCS</str:DataProvider>
                </str:ProvisionAgreement></str:ProvisionAgreements>""".formatted(name)));
        assertThat(taken.statusCode()).as(taken.asString()).isEqualTo(201);
        assertThat(get("v1/dataflow/KCS/DF_" + name + "?references=parents", ML_2_1)
                        .xmlPath()
                        .getString("Structure.Structures.ProvisionAgreements.ProvisionAgreement.@id"))
                .isEqualTo("PA_" + name);
    }
}
