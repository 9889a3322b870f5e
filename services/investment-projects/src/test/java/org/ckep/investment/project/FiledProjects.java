package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ckep.investment.Records;
import org.ckep.investment.ledger.Commitments;
import org.ckep.testing.Api;

/** Projects that files of other standards show, all found by one word. */
final class FiledProjects {
    /** What IATI demands of an activity beside a country. */
    static final String EXPORTABLE = ", \"sectors\": [{\"code\": \"BATT\"}],"
            + " \"keyDates\": {\"GROUNDBREAKING\": {\"planned\": [\"2025-06-01\"]}}";

    /** Key dates that the register takes and IATI does not. */
    static final String CLOSED_BEFORE_SIGNED =
            "\"CONTRACT_SIGNED\": {\"actual\": \"2024-06-01\"}, \"CLOSED\": {\"actual\": \"2024-01-15\"}";

    private final String word =
            "w" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private final Map<String, String> names = new LinkedHashMap<>();

    String word() {
        return word;
    }

    /** What golden files call the ids that {@link #registerOfOneSide()} was given. */
    Map<String, String> names() {
        return names;
    }

    Response file(Api who, String name) {
        RequestSpecification asking = RestAssured.given();
        return (who.token() == null ? asking : asking.header("Authorization", "Bearer " + who.token()))
                .queryParam("q", word)
                .get(Api.root() + name);
    }

    /** A project that China has committed itself to, with a site, a ledger of all kinds and the unnamed prospect that it expands. */
    void registerOfOneSide() {
        Api cn = Api.cnMaker();
        String source = Records.source("COMPANY_STATEMENT");
        String investor = Records.organisation();
        String regulator = Records.organisation();
        String site = cn.create(
                "sites",
                Records.site("")
                        .replace("Plant", "Yard")
                        .replace(
                                "\"city\": \"Yancheng\"",
                                "\"city\": \"Yancheng\", \"lat\": \"33.35\", \"lon\": \"120.16\""));
        String prospect = cn.create("projects", """
                {"title": {"zh-Hans": "%s 合资企业"}, "type": "JV_FORMATION", "direction": "KR_TO_CN",
                 "modality": "STATED_INTENT",
                 "participants": [{"org": {"unnamed": {"side": "KR", "description": "A maker of cells"}},
                                   "role": "INVESTOR"}], "sources": ["%s"]}""".formatted(word, source));
        String committed = cn.create("projects", """
                {"title": {"en": "%1$s A & B plant", "zh-Hans": "电池工厂", "ko": "배터리 공장"},
                 "type": "GREENFIELD", "direction": "KR_TO_CN", "modality": "PLAN",
                 "participants": [{"org": {"orgId": "%2$s"}, "role": "INVESTOR"},
                                  {"org": {"orgId": "%2$s"}, "role": "HOST_ENTITY"},
                                  {"org": {"orgId": "%3$s"}, "role": "REGULATOR"}],
                 "sectors": [{"code": "BATT", "share": "60"}, {"code": "SEMI", "share": "40"}], "products": ["850760"],
                 "sites": ["%4$s"], "sources": ["%5$s"], "parentProject": "%6$s", "relation": "EXPANDS",
                 "totalInvestment": {"amount": "2600000000", "currency": "USD", "basis": "CONTRACTED"},
                 "keyDates": {"GROUNDBREAKING": {"planned": ["2025-06-01", "2025-Q1"]},
                              "COMPLETION": {"planned": ["2027-06-30"]}}}""".formatted(word, investor, regulator, site, source, prospect));
        step(committed, "{\"to\": \"ANNOUNCED\", \"date\": \"2024-01-10\"}");
        step(committed, """
                {"to": "COMMITTED", "date": "2024-03",
                 "filings": [{"kind": "report", "outcome": "NOT_REQUIRED"}],
                 "commitments": [{"party": {"orgId": "%s"}, "amount": {"amount": "5", "currency": "USD"},
                                  "kind": "EQUITY", "signedOn": "2024-03"}],
                 "holdings": [{"share": {"unknownReason": "UNDISCLOSED"}}]}""".formatted(investor));
        names.put("WORD", word);
        pay(committed, investor);
        names.put("COMMITTED", committed);
        names.put("PROSPECT", prospect);
        names.put("PROSPECT_ID", Records.id(prospect));
        names.put("COMMITTED_DISPLAY", cn.get("projects/" + committed).path("displayId"));
        names.put("PROSPECT_DISPLAY", cn.get("projects/" + prospect).path("displayId"));
        names.put("SITE", site);
        names.put("SOURCE", source);
        names.put("INVESTOR", investor);
        names.put("REGULATOR", regulator);
    }

    /** The ledger of the side whose record it is, with one transaction of every kind. */
    private void pay(String project, String investor) {
        String commitment = Api.cnMaker().create("commitments", """
                {"project": "%s", "party": {"orgId": "%s"}, "amount": {"amount": "5", "currency": "USD"},
                 "kind": "EQUITY", "basis": "CONTRACTED", "signedOn": "2024-03-01"}""".formatted(project, investor));
        String transactions = "commitments/" + Records.id(commitment) + "/transactions";
        String paid = entered(transactions, Commitments.transaction("DISBURSEMENT", "2", "2024-04-01", ""));
        names.put("COMMITMENT", commitment);
        names.put("BOUND", Api.cnMaker().get(transactions).path("data[0].urn"));
        names.put("DISBURSED", paid);
        names.put("SPENT", entered(transactions, Commitments.transaction("EXPENDITURE", "0.5", "2024-05-01", "")));
        names.put(
                "BOUGHT", entered(transactions, Commitments.transaction("EQUITY_PURCHASE", "1.25", "2024-06-01", "")));
        names.put("SOLD", entered(transactions, Commitments.transaction("EQUITY_SALE", "0.75", "2024-07-01", "")));
        names.put("TAKEN_BACK", entered(transactions, Commitments.reversal(paid, "1", "2024-08-01")));
    }

    private static String entered(String transactions, String body) {
        Response answer = Api.cnMaker().post(transactions, body);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return answer.path("urn");
    }

    static void step(String project, String body) {
        Response answer = Api.cnChecker().step("projects/" + project, body);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    }

    /** A project of which the record itself says that 90 dollars are bound, by somebody who is no participant; its URN. */
    String bind() {
        String source = Records.source("COMPANY_STATEMENT");
        String urn = Api.cnMaker()
                .create(
                        "projects",
                        Records.project(EXPORTABLE + ", \"sources\": [\"" + source + "\"]")
                                .replace("Battery plant", word));
        step(urn, "{\"to\": \"ANNOUNCED\", \"date\": \"2024-01-10\"}");
        step(urn, """
                {"to": "COMMITTED", "date": "2024-03", "filings": [{"kind": "report", "outcome": "NOT_REQUIRED"}],
                 "commitments": [{"party": {"orgId": "%s"}, "amount": {"amount": "90", "currency": "USD"},
                                  "kind": "LOAN", "signedOn": "2024-03"}],
                 "holdings": [{"share": {"unknownReason": "UNDISCLOSED"}}]}""".formatted(Records.organisation()));
        return urn;
    }

    /** A project that public sources tell of, in any state; what they leave unshown is named. */
    String observe(ProjectType type, ProjectStatus state, String source) {
        String start = type.profile() == Profile.PHYSICAL ? "GROUNDBREAKING" : "CONTRACT_SIGNED";
        return observe(type, state, source, "\"" + start + "\": {\"planned\": [\"2024\"]}");
    }

    String observe(ProjectType type, ProjectStatus state, String source, String keyDates) {
        String body = Records.observed(
                        source,
                        ", \"guardsNotShown\": [%s], \"sectors\": [{\"code\": \"BATT\"}]"
                                + (state == ProjectStatus.SUSPENDED ? ", \"resumeTo\": \"COMMITTED\"" : "")
                                + ", \"keyDates\": {" + keyDates + "}")
                .replace("Observed plant", word + " " + type + " " + state)
                .replace("GREENFIELD", type.name())
                .replace("PROSPECT", state.name());
        Response unnamed = Api.loader().post("projects/register-observed", body.formatted(""));
        if (unnamed.statusCode() == 201) {
            return unnamed.path("urn");
        }
        assertThat(unnamed.statusCode()).as(unnamed.asString()).isEqualTo(422);
        unnamed.then().spec(problem(ProjectProblem.PROJECT_GUARDS_NOT_NAMED));
        String guards = unnamed.<List<String>>path("guardsNotShown").stream()
                .map(guard -> "\"" + guard + "\"")
                .collect(Collectors.joining(", "));
        return Api.loader().create("projects/register-observed", body.formatted(guards));
    }
}
