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
