package org.ckep.trade.sdmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.sdmx.SubmittedMessages.JSON_2_1;
import static org.ckep.trade.sdmx.SubmittedMessages.ML_2_1;
import static org.ckep.trade.sdmx.SubmittedMessages.ML_3_0;
import static org.ckep.trade.sdmx.SubmittedMessages.RESULT;
import static org.ckep.trade.sdmx.SubmittedMessages.address;
import static org.ckep.trade.sdmx.SubmittedMessages.as;
import static org.ckep.trade.sdmx.SubmittedMessages.codeList;
import static org.ckep.trade.sdmx.SubmittedMessages.codes;
import static org.ckep.trade.sdmx.SubmittedMessages.get;
import static org.ckep.trade.sdmx.SubmittedMessages.korean;
import static org.ckep.trade.sdmx.SubmittedMessages.newId;
import static org.ckep.trade.sdmx.SubmittedMessages.xml;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.xml.XmlPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import javax.sql.DataSource;
import org.ckep.records.ViewerBinding;
import org.ckep.trade.PublicEvents;
import org.junit.jupiter.api.Test;

/** Statisticians submit structures of their side's agencies. */
@QuarkusTest
class StructureSubmissionTest {

    @Inject
    DataSource dataSource;

    @Test
    void aCodeListWrittenByHandIsServedAsItWasWritten() throws IOException, SQLException {
        String id = newId("CL_PORT");
        Response answer = korean(ML_2_1, """
                <str:Codelists><str:Codelist id="%s" agencyID="KCS" version="1.0.0" isFinal="true">
                  <com:Name xml:lang="en">Ports</com:Name>
                  <com:Name xml:lang="zh">港口</com:Name>
                  <com:Name xml:lang="ko">항구</com:Name>
                  <com:Description xml:lang="en">Customs ports &amp; airports</com:Description>
                  <str:Code id="KR"><com:Name xml:lang="en">All ports</com:Name></str:Code>
                  <str:Code id="PUS">
                    <com:Name xml:lang="en">Busan</com:Name><com:Name xml:lang="ko">부산</com:Name>
                    <com:Description xml:lang="en">With the new port</com:Description>
                    <str:Parent><Ref id="KR"/></str:Parent>
                  </str:Code>
                </str:Codelist></str:Codelists>""".formatted(id), "v1/codelist");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(answer.contentType()).startsWith("application/xml");
        assertThat(answer.header("Location")).isEqualTo("/trade/sdmx/v1/codelist/KCS/" + id + "/1.0.0");
        XmlPath result = answer.xmlPath();
        assertThat(result.getString(RESULT + ".SubmittedStructure.@action")).isEqualTo("Append");
        assertThat(result.getString(RESULT + ".SubmittedStructure.MaintainableObject.URN"))
                .isEqualTo("urn:sdmx:org.sdmx.infomodel.codelist.Codelist=KCS:" + id + "(1.0.0)");
        assertThat(result.getString(RESULT + ".StatusMessage.@status")).isEqualTo("Success");
        assertThat(result.getString(RESULT + ".StatusMessage.MessageText.@code"))
                .isEqualTo("201");

        XmlPath served = get("v1/codelist/KCS/" + id, ML_2_1).xmlPath();
        String list = "Structure.Structures.Codelists.Codelist.";
        assertThat(served.getString(list + "@isFinal")).isEqualTo("true");
        assertThat(served.getList(list + "Name", String.class)).containsExactly("Ports", "港口", "항구");
        assertThat(served.getString(list + "Description")).isEqualTo("Customs ports & airports");
        assertThat(served.getList(list + "Code.@id", String.class)).containsExactly("KR", "PUS");
        assertThat(served.getString(list + "Code[1].Parent.Ref.@id")).isEqualTo("KR");
        assertThat(served.getString(list + "Code[1].Description")).isEqualTo("With the new port");
        JsonNode json = SubmittedMessages.JSON.readTree(
                get("v2/structure/codelist/KCS/" + id + "/+", JSON_2_1).asString());
        assertThat(json.at("/data/codelists/0/names/zh-hans").asText()).isEqualTo("港口");
        assertThat(json.at("/data/codelists/0/codes/1/names/ko").asText()).isEqualTo("부산");

        String urn = "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=KCS:" + id + "(1.0.0)";
        JsonNode event = PublicEvents.first(
                "org.ckep.trade.structure.submitted.v1",
                data -> data.path("structure").asText().equals(urn));
        assertThat(event.path("state").asText()).isEqualTo("FINAL");
        assertThat(event.path("side").asText()).isEqualTo("KR");
        assertThat(audited(event.path("urn").asText())).isEqualTo("submit-structure OTHER");
    }

    private String audited(String urn) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select action || ' ' || network from audit_entry where urn = ?")) {
            connection.setAutoCommit(false);
            ViewerBinding.bindSystem(connection);
            select.setString(1, urn);
            try (ResultSet row = select.executeQuery()) {
                assertThat(row.next()).isTrue();
                return row.getString(1);
            }
        }
    }

    @Test
    void aFinalVersionStaysAsItIs() {
        String id = newId("CL_FINAL");
        assertThat(korean(ML_3_0, codeList(id, "1.0.0", "A", "B")).statusCode()).isEqualTo(201);
        Response again = korean(ML_3_0, codeList(id, "1.0.0", "A", "B"));
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.xmlPath().getString(RESULT + ".StatusMessage.MessageText.Text"))
                .contains("known like this already");
        Response other = korean(ML_3_0, codeList(id, "1.0.0", "A", "C"));
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.xmlPath().getString(RESULT + ".StatusMessage.MessageText.Text"))
                .contains("is final and says something else");
        assertThat(as().delete(address("v1/codelist/KCS/" + id + "/1.0.0")).statusCode())
                .isEqualTo(409);
        assertThat(codes(id, "1.0.0")).containsExactly("A", "B");
    }

    @Test
    void ofTheVersionsThoseAreServedThatAreAskedFor() {
        String id = newId("CL_VERSIONS");
        for (String version : List.of("1.0.0", "1.1.0", "1.10.0", "2.0.0-draft")) {
            assertThat(korean(ML_3_0, codeList(id, version, "A", "B")).statusCode())
                    .as(version)
                    .isEqualTo(201);
        }
        String v1 = "v1/codelist/KCS/" + id;
        assertThat(versions(v1, ML_2_1)).containsExactly("1.10.0");
        assertThat(versions(v1 + "/latest", ML_3_0)).containsExactly("1.10.0");
        assertThat(versions(v1 + "/all", ML_2_1)).containsExactly("1.0.0", "1.1.0", "1.10.0");
        assertThat(versions(v1 + "/all", ML_3_0)).containsExactly("1.0.0", "1.1.0", "1.10.0", "2.0.0-draft");
        assertThat(versions(v1 + "/1.1.0", ML_2_1)).containsExactly("1.1.0");
        String v2 = "v2/structure/codelist/KCS/" + id;
        assertThat(versions(v2 + "/+", ML_3_0)).containsExactly("1.10.0");
        assertThat(versions(v2 + "/~", ML_3_0)).containsExactly("2.0.0-draft");
        assertThat(versions(v2, ML_3_0)).containsExactly("2.0.0-draft");
        assertThat(versions(v2 + "/*", ML_3_0)).containsExactly("1.0.0", "1.1.0", "1.10.0", "2.0.0-draft");
        assertThat(versions(v2 + "/1.0+.0", ML_3_0)).containsExactly("1.10.0");
        Response draft = get(v1 + "/2.0.0-draft", ML_2_1);
        assertThat(draft.statusCode()).isEqualTo(406);
        assertThat(draft.asString()).contains(ML_3_0);
        assertThat(get(v1 + "/3.0.0", ML_2_1).statusCode()).isEqualTo(404);
    }

    /** A client that holds an answer with a draft is told that it has changed, also when the draft is gone. */
    @Test
    void aDeletionIsAChange() {
        String id = newId("CL_GONE");
        assertThat(korean(ML_3_0, codeList(id, "1.0.0", "A")).statusCode()).isEqualTo(201);
        assertThat(korean(ML_3_0, codeList(id, "2.0.0-draft", "A")).statusCode())
                .isEqualTo(201);
        String all = "v2/structure/codelist/KCS/" + id + "/*";
        Response before = get(all, ML_3_0);
        assertThat(as().delete(address("v1/codelist/KCS/" + id + "/2.0.0-draft"))
                        .statusCode())
                .isEqualTo(200);
        Response after = get(all, ML_3_0);
        assertThat(versions(all, ML_3_0)).containsExactly("1.0.0");
        assertThat(after.header("ETag")).isNotEqualTo(before.header("ETag"));
        assertThat(ZonedDateTime.parse(after.header("Last-Modified"), DateTimeFormatter.RFC_1123_DATE_TIME))
                .isAfterOrEqualTo(
                        ZonedDateTime.parse(before.header("Last-Modified"), DateTimeFormatter.RFC_1123_DATE_TIME));
    }

    @Test
    void aVersionKeepsWhatItsNumberPromises() {
        String id = newId("CL_SEMANTIC");
        assertThat(korean(ML_3_0, codeList(id, "1.0.0", "A", "B")).statusCode()).isEqualTo(201);
        Response removed = korean(ML_3_0, codeList(id, "1.1.0", "A", "C"));
        assertThat(removed.statusCode()).isEqualTo(409);
        assertThat(removed.asString()).contains("needs a higher first number: B");
        Response added = korean(ML_3_0, codeList(id, "1.0.1", "A", "B", "C"));
        assertThat(added.statusCode()).isEqualTo(409);
        assertThat(added.asString()).contains("needs a higher second number: C");
        assertThat(korean(ML_3_0, codeList(id, "1.1.0", "A", "B", "C")).statusCode())
                .isEqualTo(201);
        assertThat(korean(ML_3_0, codeList(id, "2.0.0", "C")).statusCode()).isEqualTo(201);
        assertThat(korean(ML_3_0, codeList(id, "1.2", "A", "B", "C")).statusCode())
                .isEqualTo(409);
    }

    @Test
    void aDraftIsReplacedCompletedAndDeleted() {
        String id = newId("CL_DRAFT");
        String at = "v2/structure/codelist/KCS/" + id + "/1.0.0-draft";
        Response absent =
                as().contentType(ML_3_0).body(codeList(id, "1.0.0-draft", "A")).put(address(at));
        assertThat(absent.statusCode()).isEqualTo(404);
        assertThat(korean(ML_3_0, codeList(id, "1.0.0-draft", "A", "B")).statusCode())
                .isEqualTo(201);
        assertThat(as().contentType(ML_3_0)
                        .body(codeList(id, "1.0.0-draft", "B", "C"))
                        .put(address(at))
                        .statusCode())
                .isEqualTo(200);
        assertThat(codes(id, "1.0.0-draft")).containsExactly("B", "C");
        String more = codeList(id, "1.0.0-draft", "D").replace("<str:Codelist ", "<str:Codelist isPartial=\"true\" ");
        assertThat(korean(ML_3_0, more).statusCode()).isEqualTo(200);
        assertThat(codes(id, "1.0.0-draft")).containsExactly("B", "C", "D");
        assertThat(as().contentType(ML_3_0)
                        .body(codeList(id, "1.0.0-other", "B"))
                        .put(address(at))
                        .statusCode())
                .isEqualTo(422);
        assertThat(as().delete(address(at)).statusCode()).isEqualTo(200);
        assertThat(get(at, ML_3_0).statusCode()).isEqualTo(404);
        assertThat(as().delete(address(at)).statusCode()).isEqualTo(404);
    }

    @Test
    void whatOthersReferToStays() {
        String scheme = newId("CAT_PORTS");
        String filing = newId("FILED");
        String categories = xml("3.0", """
                <str:CategorySchemes><str:CategoryScheme id="%s" agencyID="KCS" version="1.0.0-draft">
                  <com:Name xml:lang="en">Ports</com:Name>
                  <str:Category id="SEA"><com:Name xml:lang="en">Sea</com:Name>
                    <str:Category id="DEEP"><com:Name xml:lang="en">Deep</com:Name></str:Category></str:Category>
                  <str:Category id="AIR"><com:Name xml:lang="en">Air</com:Name></str:Category>
                </str:CategoryScheme></str:CategorySchemes>""".formatted(scheme));
        String filed = xml("3.0", """
                <str:Categorisations><str:Categorisation id="%s" agencyID="KCS" version="1.0.0-draft">
                  <com:Name xml:lang="en">Filed</com:Name>
                  <str:Source>urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=CKEP:DF_BTS_NATIONAL_M(1.0.0)</str:Source>
                  <str:Target>urn:sdmx:org.sdmx.infomodel.categoryscheme.Category=KCS:%s(1.0.0-draft).SEA.DEEP</str:Target>
                </str:Categorisation></str:Categorisations>""".formatted(filing, scheme));
        Response early = korean(ML_3_0, filed);
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(early.asString()).contains("which does not exist");
        assertThat(korean(ML_3_0, categories).statusCode()).isEqualTo(201);
        assertThat(korean(ML_3_0, filed).statusCode()).isEqualTo(201);
        Response isFinal = korean(ML_3_0, filed.replace("version=\"1.0.0-draft\"", "version=\"1.0.0\""));
        assertThat(isFinal.statusCode()).isEqualTo(409);
        assertThat(isFinal.asString()).contains("cannot refer to the draft KCS:" + scheme);
        assertThat(get("v1/categorisation/KCS/" + filing + "/all?references=children", ML_3_0)
                        .asString())
                .contains("id=\"DEEP\"")
                .contains(scheme + "(1.0.0-draft).SEA.DEEP");

        String at = address("v2/structure/categoryscheme/KCS/" + scheme + "/1.0.0-draft");
        Response needed = as().delete(at);
        assertThat(needed.statusCode()).isEqualTo(409);
        assertThat(needed.asString()).contains("KCS:" + filing + "(1.0.0-draft)");
        Response without = korean(ML_3_0, categories.replace("DEEP", "SHALLOW"));
        assertThat(without.statusCode()).isEqualTo(409);
        assertThat(without.asString()).contains("'DEEP' is still needed by KCS:" + filing);
        assertThat(as().delete(address("v1/categorisation/KCS/" + filing + "/1.0.0-draft"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(as().delete(at).statusCode()).isEqualTo(200);
    }

    @Test
    void agenciesBelowOnesOwnAreListedFirstAndStayWhileTheyAreNeeded() {
        String id = newId("CL_SEOUL");
        String list = codeList(id, "1.0.0-draft", "A").replace("agencyID=\"KCS\"", "agencyID=\"KCS.SEOUL\"");
        Response early = korean(ML_3_0, list);
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(early.asString()).contains("not listed in KCS:AGENCIES(1.0)");
        String agencies = xml("3.0", """
                <str:AgencySchemes><str:AgencyScheme id="AGENCIES" agencyID="KCS">
                  <com:Name xml:lang="en">Below the customs service</com:Name>
                  <str:Agency id="SEOUL"><com:Name xml:lang="en">Seoul customs</com:Name></str:Agency>
                </str:AgencyScheme></str:AgencySchemes>""");
        assertThat(korean(ML_3_0, agencies.replace("id=\"AGENCIES\"", "id=\"OTHERS\""))
                        .statusCode())
                .isEqualTo(422);
        assertThat(korean(ML_3_0, agencies).statusCode()).isEqualTo(201);
        assertThat(korean(ML_3_0, list).statusCode()).isEqualTo(201);
        assertThat(get("v1/codelist/KCS.SEOUL/" + id + "/all", ML_3_0).statusCode())
                .isEqualTo(200);
        Response renamed = korean(ML_3_0, agencies.replace("id=\"SEOUL\"", "id=\"BUSAN\""));
        assertThat(renamed.statusCode()).isEqualTo(409);
        assertThat(renamed.asString()).contains("'SEOUL' is still needed by KCS.SEOUL:" + id);
        String scheme = address("v1/agencyscheme/KCS/AGENCIES/1.0");
        assertThat(as().delete(scheme).statusCode()).isEqualTo(409);
        assertThat(as().delete(address("v1/codelist/KCS.SEOUL/" + id + "/1.0.0-draft"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(as().delete(scheme).statusCode()).isEqualTo(200);
    }

    private static List<String> versions(String path, String type) {
        return get(path, type).xmlPath().getList("Structure.Structures.Codelists.Codelist.@version", String.class);
    }
}
