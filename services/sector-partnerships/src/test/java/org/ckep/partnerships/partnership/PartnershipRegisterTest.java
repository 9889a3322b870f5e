package org.ckep.partnerships.partnership;

import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.partnerships.Fixture;
import org.ckep.partnerships.organisation.OrganisationProblem;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Api;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is registered is answered again, to those who may know of it. */
@QuarkusTest
class PartnershipRegisterTest {
    private static final String TWO = "\"parties\": [{\"orgId\": \"${ORG-SKHYNIX}\"}, {\"orgId\": \"${ORG-YMTC}\"}]";
    private static final String EXPLORING = "\"state\": \"EXPLORING\", \"guardsNotShown\": [\"STATEMENT_OF_A_PARTY\"]";

    @BeforeEach
    void load() {
        Fixture.load(PartnershipRegisterTest.class);
    }

    /** An observed partnership of two companies that is being explored, with something else or more. */
    private static String body(String parties, String more) {
        return Fixture.resolve("""
                {"title": {"en": "A partnership"}, "kind": "SUPPLY", "sectors": ["SEMI"], %s, "sources": ["${SRC-0001}"]%s}""".formatted(parties, more.isEmpty() ? "" : ", " + more));
    }

    @Test
    void everythingThatAPartnershipSaysIsAnsweredAgain() {
        String earlier = Fixture.urn("PAR-HYNIX-YMTC");
        String project = "urn:ckep:project:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10";
        String engagement = "urn:ckep:engagement:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e11";
        String measure = "urn:ckep:measure:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e12";
        String more = """
                "state": "ACTIVE", "stateSince": "2025-03", "start": "2025-03-01", "end": "2030",
                "signature": {"on": "2025-02-14", "binding": "NON_BINDING",
                  "document": {"reference": "Memorandum 2025-7", "sha256": "%s"},
                  "signatories": [{"side": "CN", "office": "General Manager"}, {"side": "KR", "office": "CEO"}]},
                "thirdMarkets": ["VN", "ID"], "engagementId": "%s", "evolvedFrom": ["%s", "%s"],
                "technologyFlow": [{"from": "KR", "to": "CN", "technology": {"en": "hybrid bonding"}, "kind": "LICENCE",
                  "controlledBy": ["%s"], "licence": {"reference": "L-1", "validFrom": "2025"}}],
                "ipTerms": {"background": [{"en": "bonding patents"}],
                  "foreground": [{"result": {"en": "stack"}, "owners": [
                    {"orgId": "${ORG-SKHYNIX}", "share": {"exact": "50"}},
                    {"orgId": "${ORG-YMTC}", "share": {"exact": "50"}}]}],
                  "licences": [{"grantor": "${ORG-SKHYNIX}", "grantee": "${ORG-YMTC}", "field": "NAND",
                    "territory": "CN", "exclusive": true, "sublicensable": false, "from": "2025-03", "to": "2029",
                    "survives": false}], "disputeForum": "HKIAC"},
                "deliverables": [{"title": {"en": "pilot line"}, "due": "2026-Q2"}],
                "contributions": [{"orgId": "${ORG-SKHYNIX}", "class": "IP", "weight": 2},
                  {"orgId": "${ORG-YMTC}", "class": "IP", "weight": 3}],
                "guardsNotShown": ["STATEMENT_OF_A_PARTY"]""".formatted(Examples.DIGEST, engagement, earlier, project, measure);
        String urn = Api.loader().create("partnerships/register-observed", body(TWO, more));
        Api.PUBLIC
                .get("partnerships/" + urn)
                .then()
                .body("state", is("ACTIVE"))
                .body("stateSince.precision", is("MONTH"))
                .body("start.date", is("2025-03-01"))
                .body("end.precision", is("YEAR"))
                .body("signature.document.sha256", is(Examples.DIGEST))
                .body("signature.signatories.side", contains("CN", "KR"))
                .body("signature.binding", is("NON_BINDING"))
                .body("thirdMarkets", contains("VN", "ID"))
                .body("engagementId", is(engagement))
                .body("evolvedFrom", contains(earlier, project))
                .body("technologyFlow[0].controlledBy", contains(measure))
                .body("technologyFlow[0].licence.reference", is("L-1"))
                .body("ipTerms.foreground[0].owners.share.exact", contains("50", "50"))
                .body("ipTerms.licences[0].exclusive", is(true))
                .body("ipTerms.disputeForum", is("HKIAC"))
                .body("deliverables[0].due.precision", is("QUARTER"))
                .body("horizontality[0].value", is("0.67"))
                .body("unknown", is(nullValue()))
                .body("parties.name.en.text", contains("SK hynix", "Yangtze Memory Technologies"));
        Api.PUBLIC.get("partnerships?thirdMarket=VN").then().body("data.urn", contains(urn));
        Api.PUBLIC.get("partnerships?thirdMarket=ANY").then().body("data.urn", contains(urn));
        Api.PUBLIC
                .get("partnerships/" + urn + "?expand=history")
                .then()
                .body("history", hasSize(1))
                .body("history[0].to", is("ACTIVE"))
                .body("history[0].from", is(nullValue()));
    }

    @Test
    void aSidesOwnRecordBeginsAtExpectedAndIsForItsOwnMinistries() {
        String own = body(TWO, "").replaceAll(", \"sources\": \\[[^]]*]", "");
        Api.cnMaker()
                .post("partnerships", own.replace("\"SUPPLY\"", "\"SUPPLY\", \"state\": \"EXPLORING\""))
                .then()
                .spec(problemAt(KernelProblem.STATE_FORBIDS, "/state"));
        Api.cnMaker()
                .post("partnerships", own.replace("\"SUPPLY\"", "\"SUPPLY\", \"guardsNotShown\": [\"IP_TERMS\"]"))
                .then()
                .spec(problemAt(PartnershipProblem.GUARD_NOT_SHOWN, "/guardsNotShown"));
        Api.cnMaker()
                .post(
                        "partnerships",
                        own.replace("\"SUPPLY\"", "\"SUPPLY\", \"classification\": {\"level\": \"PUBLIC\"}"))
                .then()
                .spec(problem(KernelProblem.FORBIDDEN));
        String urn = Api.cnMaker().create("partnerships", own);
        Api.cnMaker()
                .get("partnerships/" + urn)
                .then()
                .body("state", is("EXPECTED"))
                .body("modality", is("EXPECTATION"))
                .body("stewardship", is("UNILATERAL"))
                .body("classification", is("SIDE"));
        Api.krMaker().get("partnerships/" + urn).then().spec(problem(KernelProblem.NOT_FOUND));
        Api.krMaker().get("partnerships?state=EXPECTED").then().body("data", hasSize(4));
        Api.cnMaker().get("partnerships?state=EXPECTED").then().body("data", hasSize(5));
    }

    @Test
    void anOldUrnOfARenamedPartyIsUnderstoodAndShownAsItsSuccessor() {
        String old = Api.loader().create("organisations/register-observed", Fixture.resolve("""
                                {"name": {"en": "Old name"}, "kind": "COMPANY", "side": "CN", "sources": ["${SRC-0001}"]}"""));
        Api.cnMaker()
                .command("organisations/" + old, "rename", Fixture.resolve("""
                                {"name": {"en": "New name"}, "since": "2025", "asNewRecord": true,
                                 "sources": ["${NEW-SOURCE}"]}"""))
                .then()
                .statusCode(200);
        String present = Api.PUBLIC.get("organisations/" + old).path("urn");
        String urn =
                Api.loader().create("partnerships/register-observed", body(TWO.replace("${ORG-YMTC}", old), EXPLORING));
        Api.PUBLIC
                .get("partnerships/" + urn)
                .then()
                .body("parties[1].orgId", is(present))
                .body("parties[1].statedAs", is(old))
                .body("parties[1].name.en.text", is("New name"));
        Api.PUBLIC.get("partnerships?party=" + present).then().body("data.urn", contains(urn));
        Api.PUBLIC.get("partnerships?party=" + old).then().body("data.urn", contains(urn));
        String both =
                "\"parties\": [{\"orgId\": \"%s\", \"role\": \"BUYER\"}, {\"orgId\": \"%s\", \"role\": \"HOST\"}]";
        Api.loader()
                .post("partnerships/register-observed", body(both.formatted(old, present), EXPLORING))
                .then()
                .spec(problemAt(PartnershipProblem.PARTNERSHIP_WITH_ONESELF, "/parties"));
    }

    @Test
    void c9_aPublicRecordNamesNoHiddenParty() {
        String hidden = Api.cnMaker()
                .create("organisations", "{\"name\": {\"en\": \"Hidden\"}, \"kind\": \"COMPANY\", \"side\": \"CN\"}");
        Api.cnMaker()
                .post("partnerships/register-observed", body(TWO.replace("${ORG-YMTC}", hidden), EXPLORING))
                .then()
                .spec(problemAt(RecordsProblem.NARROWER_THAN_ITS_READER, "/parties/1/orgId"));
        Api.krMaker()
                .post("partnerships/register-observed", body(TWO.replace("${ORG-YMTC}", hidden), EXPLORING))
                .then()
                .spec(problemAt(OrganisationProblem.ORGANISATION_UNKNOWN, "/parties/1/orgId"));
    }
}
