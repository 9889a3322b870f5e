package org.ckep.trade.sdmx;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.sdmx.SubmittedMessages.JSON_2_1;
import static org.ckep.trade.sdmx.SubmittedMessages.ML_3_0;
import static org.ckep.trade.sdmx.SubmittedMessages.codeList;
import static org.ckep.trade.sdmx.SubmittedMessages.newId;
import static org.ckep.trade.sdmx.SubmittedMessages.xml;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import org.ckep.testing.Tokens;
import org.ckep.trade.TradeApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused of structures, each refusal naming the place; nothing of a refused message is stored. */
@QuarkusTest
class StructureRefusalTest {

    /** Each alters one thing of a good code list, whose artefact begins in line 5. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "<com:Name xml:lang=\"en\">A list</com:Name> | | 422 | line 5: The artefact has no name",
                "xml:lang=\"en\">A list | xml:lang=\"fr\">Une liste | 501 | line 6: Texts are kept in en, zh-Hans and ko",
                "A list | | 422 | line 6: A text is refused: a text must not be empty",
                "<com:Name xml:lang=\"en\">A list</com:Name> | <com:Annotations/><com:Name>A list</com:Name> | 501 | line 6: 'Annotations' is not kept",
                "Code B</com:Name> | Code B</com:Name><com:Annotations><com:Annotation id=\"PARENT_CODE\"><com:AnnotationTitle>A</com:AnnotationTitle><com:AnnotationURL>u</com:AnnotationURL></com:Annotation></com:Annotations> | 501 | 'Annotations' is not kept",
                "version=\"1.0.0\" | version=\"1.0.0\" validFrom=\"2026-01-01T00:00:00Z\" | 501 | line 5: 'validFrom' is not kept",
                "version=\"1.0.0\" | version=\"1.0.0\" isExternalReference=\"true\" | 422 | line 5: A stub has no content",
                "version=\"1.0.0\" | version=\"1.0\" | 409 | line 5: A version has three numbers",
                "version=\"1.0.0\" | version=\"1.0.0\" isPartial=\"true\" | 409 | line 5: There is no",
                "id=\"B\" | id=\"A\" | 422 | The id 'A' stands there twice",
                "id=\"B\" | id=\"B B\" | 422 | 'B B' cannot be the id of an item",
                "Code B</com:Name> | Code B</com:Name><str:Parent>C</str:Parent> | 422 | The parent 'C' of 'B' is not in the list",
                "Code B</com:Name> | Code B</com:Name><str:Parent>B</str:Parent> | 422 | 'B' stands above itself",
                "Code B</com:Name> | Code B</com:Name><com:Name xml:lang=\"en-GB\">Again</com:Name> | 422 | stands there twice in en",
                "Code B</com:Name> | Code B</com:Name><str:Other/> | 501 | 'Other' is not kept"
            })
    void whatIsWrongWithAnArtefactIsToldWithItsPlace(String part, String instead, int status, String text) {
        String id = newId("CL_BAD");
        String good = codeList(id, "1.0.0", "A", "B");
        assertThat(good).contains(part);
        Response answer = submit(ML_3_0, good.replace(part, instead == null ? "" : instead));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.xmlPath()
                        .getString("RegistryInterface.SubmitStructureResponse.SubmissionResult.StatusMessage.@status"))
                .isEqualTo("Failure");
        assertThat(answer.asString()).contains(text);
        assertThat(given().accept(ML_3_0)
                        .get("/trade/sdmx/v1/codelist/KCS/" + id)
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "<mes:Structure | <!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><mes:Structure | 400 | document type",
                "A list | &e; | 400 | line",
                "</mes:Structures> | | 400 | not well-formed XML: line",
                "schemas/v3_0/message | schemas/v9_0/message | 400 | no message of SDMX-ML",
                "schemas/v3_0/message | schemas/v2_1/message | 400 | Content-Type says",
                "mes:Structures> | mes:Others> | 400 | no Structure/Structures",
                "agencyID=\"KCS\" | agencyID=\"K S\" | 400 | line 5",
                "str:Codelist> | str:Hierarchy> | 400 | line"
            })
    void aMessageThatCannotBeReadIsRefusedAsAWhole(String part, String instead, int status, String text) {
        String good = codeList(newId("CL_BAD"), "1.0.0", "A");
        assertThat(good).contains(part);
        Response answer = submit(ML_3_0, good.replace(part, instead == null ? "" : instead));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.xmlPath().getString("Error.ErrorMessage.Text")).contains(text);
        assertThat(answer.asString()).doesNotContain("root:");
    }

    @Test
    void deepNestingAndManyEntitiesAreRefusedBeforeTheyCost() {
        String deep = "<str:Code id=\"A\">".repeat(10_000) + "</str:Code>".repeat(10_000);
        Response nested = submit(ML_3_0, xml("3.0", "<str:Codelists>" + deep + "</str:Codelists>"));
        assertThat(nested.statusCode()).isEqualTo(400);
        assertThat(nested.asString()).contains("nested more than 24 deep");
        String arrays = "{\"data\":{\"codelists\":" + "[".repeat(100_000);
        assertThat(submit(JSON_2_1, arrays).statusCode()).isEqualTo(400);
        String laughs = xml("3.0", "<str:Codelists>&b;</str:Codelists>")
                .replace(
                        "<mes:Structure",
                        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><mes:Structure");
        assertThat(submit(ML_3_0, laughs).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Metadataflow", "MetadataStructure", "Hierarchy", "ValueList"})
    void typesThatCannotBeSubmittedAreNamed(String type) {
        Response answer = submit(
                ML_3_0,
                xml(
                        "3.0",
                        "<str:Group><str:%s id=\"X\" agencyID=\"KCS\" version=\"1.0.0\"/></str:Group>"
                                .formatted(type)));
        assertThat(answer.statusCode()).isEqualTo(501);
        assertThat(answer.asString()).contains("'" + type + "' cannot be submitted: line");
    }

    @Test
    void theAddressMustNameWhatTheMessageHolds() {
        String list = codeList(newId("CL_ASTRAY"), "1.0.0", "A");
        assertThat(submit(ML_3_0, list, "v1/conceptscheme").statusCode()).isEqualTo(422);
        assertThat(submit(ML_3_0, list, "v2/structure/conceptscheme").statusCode())
                .isEqualTo(422);
        assertThat(submit(ML_3_0, list, "v1/nonsense").statusCode()).isEqualTo(400);
        assertThat(submit(ML_3_0, list, "v1/hierarchy").statusCode()).isEqualTo(501);
        assertThat(submit("text/csv", list, "v1/structure").statusCode()).isEqualTo(415);
        assertThat(submit("application/vnd.sdmx.structure+xml;version=9.0", list, "v1/structure")
                        .statusCode())
                .isEqualTo(415);
        assertThat(submit(ML_3_0, xml("3.0", ""), "v1/structure").statusCode()).isEqualTo(400);
    }

    @Test
    void whatIsNotThereOrNotOnesOwnIsNotDeleted() {
        assertThat(delete("v1/codelist/KCS/CL_NOWHERE/1.0.0").statusCode()).isEqualTo(404);
        assertThat(delete("v1/codelist/CKEP/CL_AREA/1.0.0").statusCode()).isEqualTo(403);
        assertThat(delete("v2/structure/codelist/GACC/CL_NOWHERE/1.0.0").statusCode())
                .isEqualTo(404);
        assertThat(delete("v2/structure/dataflow/CKEP/DF_BTS_NATIONAL_A/1.0.0").statusCode())
                .isEqualTo(403);
        assertThat(delete("v2/structure/actualconstraint/CKEP/CA_DF_BTS_NATIONAL_A/1.0.0")
                        .statusCode())
                .isEqualTo(501);
    }

    @Test
    void aLongMessageIsRefused() {
        String list = codeList(newId("CL_LONG"), "1.0.0", "A").replace("A list", "x".repeat(9_000_000));
        Response answer = submit(ML_3_0, list);
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.contentType()).startsWith("application/xml");
    }

    /** One broken artefact keeps the others from being stored, and the answer says so of each. */
    @Test
    void ofAMessageAllIsStoredOrNothing() throws IOException {
        String good = newId("CL_GOOD");
        String bad = newId("CL_BROKEN");
        String message = """
                {"meta": {"id": "T", "test": false, "prepared": "2026-01-02T03:04:05Z", "sender": {"id": "KCS"}},
                 "data": {"codelists": [
                   {"id": "%s", "agencyID": "KCS", "version": "1.0.0", "names": {"en": "Good"},
                    "codes": [{"id": "A", "names": {"en": "Code A"}}]},
                   {"id": "%s", "agencyID": "KCS", "version": "1.0.0", "names": {"en": "Bad"},
                    "codes": [{"id": "A", "names": {"en": "Code A"}, "parent": "Z"}]}]}}""".formatted(good, bad);
        Response answer = TradeApi.as(Tokens.user("kr-statistician"))
                .contentType(JSON_2_1)
                .body(message)
                .post("/trade/sdmx/v2/structure");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.contentType()).startsWith("application/json");
        JsonNode errors = SubmittedMessages.JSON.readTree(answer.asString()).path("errors");
        assertThat(errors).hasSize(2);
        assertThat(errors.at("/0/code").asInt()).isEqualTo(424);
        assertThat(errors.at("/1/code").asInt()).isEqualTo(422);
        assertThat(errors.at("/1/detail").asText()).isEqualTo("/data/codelists/1/codes/0");
        assertThat(errors.at("/1/title").asText()).contains("The parent 'Z' of 'A' is not in the list");
        assertThat(errors.at("/1/links/0/urn").asText()).contains("KCS:" + bad + "(1.0.0)");
        assertThat(given().get("/trade/sdmx/v1/codelist/KCS/" + good).statusCode())
                .isEqualTo(404);
    }

    /** A constraint of one's own agency may bound a dataflow of the platform, by codes and dimensions that exist. */
    @Test
    void constraintsNameWhatThereIs() {
        String id = newId("CR_PORT");
        String constraint = xml("3.0", """
                <str:DataConstraints><str:DataConstraint id="%s" agencyID="KCS" version="1.0.0" role="Allowed">
                  <com:Name xml:lang="en">Korea's monthly figures</com:Name>
                  <str:ConstraintAttachment>
                    <str:Dataflow>urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=CKEP:DF_BTS_NATIONAL_M(1.0.0)</str:Dataflow>
                  </str:ConstraintAttachment>
                  <str:CubeRegion include="true"><str:KeyValue id="REF_AREA"><str:Value>KR</str:Value></str:KeyValue>
                  </str:CubeRegion>
                </str:DataConstraint></str:DataConstraints>""".formatted(id));
        assertThat(submit(ML_3_0, constraint.replace(">KR<", ">XX<")).asString())
                .contains("The list of REF_AREA has no code 'XX'");
        assertThat(submit(ML_3_0, constraint.replace("REF_AREA", "PORT")).asString())
                .contains("has no coded component 'PORT'");
        assertThat(submit(ML_3_0, constraint.replace("role=\"Allowed\"", "role=\"Actual\""))
                        .statusCode())
                .isEqualTo(422);
        assertThat(submit(ML_3_0, constraint.replace("include=\"true\"", "include=\"false\""))
                        .statusCode())
                .isEqualTo(501);
        assertThat(submit(ML_3_0, constraint.replace("DF_BTS_NATIONAL_M", "DF_NONE"))
                        .statusCode())
                .isEqualTo(409);
        Response taken = submit(ML_3_0, constraint);
        assertThat(taken.statusCode()).as(taken.asString()).isEqualTo(201);
        Response served = given().get("/trade/sdmx/v1/contentconstraint/KCS/" + id);
        String region = "Structure.Structures.Constraints.ContentConstraint.CubeRegion.KeyValue.";
        assertThat(served.xmlPath().getString(region + "@id")).isEqualTo("REF_AREA");
        assertThat(served.xmlPath().getString(region + "Value")).isEqualTo("KR");
    }

    private static Response submit(String type, String message) {
        return submit(type, message, "v1/structure");
    }

    private static Response submit(String type, String message, String path) {
        return TradeApi.as(Tokens.user("kr-statistician"))
                .accept("application/xml")
                .contentType(type)
                .body(message.getBytes(UTF_8))
                .post("/trade/sdmx/" + path);
    }

    private static Response delete(String path) {
        return TradeApi.as(Tokens.user("kr-statistician")).delete("/trade/sdmx/" + path);
    }
}
