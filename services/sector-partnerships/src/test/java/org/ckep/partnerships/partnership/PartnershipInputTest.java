package org.ckep.partnerships.partnership;

import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.partnerships.Fixture;
import org.ckep.partnerships.organisation.OrganisationProblem;
import org.ckep.partnerships.sector.SectorProblem;
import org.ckep.testing.Api;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bad inputs of section 10.5 and what else a partnership may not say. */
@QuarkusTest
class PartnershipInputTest {
    private static final String TWO = "\"parties\": [{\"orgId\": \"${ORG-SKHYNIX}\"}, {\"orgId\": \"${ORG-YMTC}\"}]";

    @BeforeEach
    void load() {
        Fixture.load(PartnershipInputTest.class);
    }

    /** An observed partnership of two companies that is being explored, with something else or more. */
    private static String body(String parties, String more) {
        return Fixture.resolve("""
                {"title": {"en": "A partnership"}, "kind": "SUPPLY", "sectors": ["SEMI"], %s, "sources": ["${SRC-0001}"]%s}""".formatted(parties, more.isEmpty() ? "" : ", " + more));
    }

    private static final String EXPLORING = "\"state\": \"EXPLORING\", \"guardsNotShown\": [\"STATEMENT_OF_A_PARTY\"]";

    static Stream<Arguments> badInputs() {
        String unnamed = "\"parties\": [{\"orgId\": \"${ORG-SKHYNIX}\"}, {\"unnamed\": {\"side\": \"CN\"}}]";
        return Stream.of(
                Arguments.of(unnamed, "\"state\": \"SIGNED\"", PartnershipProblem.UNNAMED_PARTY, "/parties/1"),
                Arguments.of(
                        "\"parties\": [{\"orgId\": \"${ORG-SKHYNIX}\"}, {\"orgId\": \"${ORG-SKON}\"}]",
                        "\"state\": \"SIGNED\"",
                        PartnershipProblem.SIDE_NOT_REPRESENTED,
                        "/parties"),
                Arguments.of(
                        TWO,
                        EXPLORING + ", \"start\": \"2026-02\", \"end\": \"2026-01\"",
                        PartnershipProblem.END_BEFORE_START,
                        "/end"),
                Arguments.of(
                        "\"parties\": [{\"orgId\": \"${ORG-LG}\", \"role\": \"BUYER\"}, "
                                + "{\"orgId\": \"${ORG-LG}\", \"role\": \"SUPPLIER\"}]",
                        EXPLORING,
                        PartnershipProblem.PARTNERSHIP_WITH_ONESELF,
                        "/parties"),
                Arguments.of(
                        "\"parties\": [{\"orgId\": \"${ORG-LG}\", \"side\": \"KR\"}, "
                                + "{\"orgId\": \"${ORG-LG}\", \"side\": \"CN\"}]",
                        EXPLORING,
                        PartnershipProblem.ORGANISATION_ON_BOTH_SIDES,
                        "/parties/1/side"),
                Arguments.of(
                        "\"parties\": [{\"orgId\": \"${ORG-LG}\", \"side\": \"CN\"}, {\"orgId\": \"${ORG-BAIC}\"}]",
                        EXPLORING,
                        PartnershipProblem.PARTY_SIDE_MISMATCH,
                        "/parties/0/side"),
                Arguments.of(
                        "\"parties\": [{\"orgId\": \"${ORG-LG}\"}]",
                        EXPLORING,
                        PartnershipProblem.TOO_FEW_PARTIES,
                        "/parties"),
                Arguments.of(
                        "\"parties\": [{\"orgId\": \"${ORG-LG}\"}, {\"orgId\": \"${ORG-BAIC}\"}, "
                                + "{\"orgId\": \"${ORG-BAIC}\"}]",
                        EXPLORING,
                        PartnershipProblem.PARTY_TWICE,
                        "/parties/2"),
                Arguments.of(
                        "\"parties\": [{\"orgId\": \"${ORG-LG}\", \"from\": \"2019\"}, {\"orgId\": \"${ORG-BAIC}\"}]",
                        EXPLORING + ", \"start\": \"2020\"",
                        PartnershipProblem.PARTY_OUTSIDE_PARTNERSHIP,
                        "/parties/0"),
                Arguments.of(
                        "\"parties\": [{\"orgId\": \"urn:ckep:organisation:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10\"}, "
                                + "{\"orgId\": \"${ORG-BAIC}\"}]",
                        EXPLORING,
                        OrganisationProblem.ORGANISATION_UNKNOWN,
                        "/parties/0/orgId"),
                Arguments.of(
                        TWO,
                        EXPLORING + ", \"signature\": {\"binding\": \"BINDING\"}",
                        PartnershipProblem.BINDING_WITHOUT_DOCUMENT,
                        "/signature/document"),
                Arguments.of(
                        TWO,
                        EXPLORING + ", \"contributions\": [{\"side\": \"KR\", \"class\": \"IP\", \"weight\": 7}]",
                        PartnershipProblem.WEIGHT_OUT_OF_RANGE,
                        "/contributions/0/weight"),
                Arguments.of(
                        TWO,
                        EXPLORING
                                + ", \"contributions\": [{\"orgId\": \"${ORG-LG}\", \"class\": \"IP\", \"weight\": 1}]",
                        PartnershipProblem.NOT_A_PARTY,
                        "/contributions/0/orgId"),
                Arguments.of(
                        TWO,
                        EXPLORING + ", \"ipTerms\": {\"foreground\": [{\"result\": {\"en\": \"cell\"}, \"owners\": ["
                                + "{\"orgId\": \"${ORG-SKHYNIX}\", \"share\": {\"exact\": \"50\"}}, "
                                + "{\"orgId\": \"${ORG-YMTC}\", \"share\": {\"exact\": \"60\"}}]}]}",
                        PartnershipProblem.FOREGROUND_SHARES_NOT_100,
                        "/ipTerms/foreground/0"),
                Arguments.of(
                        TWO,
                        EXPLORING + ", \"technologyFlow\": [{\"from\": \"KR\", \"to\": \"KR\", "
                                + "\"technology\": {\"en\": \"bonding\"}}]",
                        PartnershipProblem.TECHNOLOGY_FLOWS_NOWHERE,
                        "/technologyFlow/0/to"),
                Arguments.of(
                        TWO,
                        EXPLORING + ", \"thirdMarkets\": [\"VN\", \"KR\"]",
                        PartnershipProblem.THIRD_MARKET_IS_HOME,
                        "/thirdMarkets/1"),
                Arguments.of(
                        TWO,
                        EXPLORING + ", \"thirdMarkets\": [\"XX\"]",
                        SectorProblem.COUNTRY_CODE_INVALID,
                        "/thirdMarkets/0"),
                Arguments.of(TWO, "\"state\": \"EXPLORING\"", PartnershipProblem.GUARD_NOT_SHOWN, "/guardsNotShown"),
                Arguments.of(
                        TWO,
                        EXPLORING + ", \"modality\": \"EXPECTATION\"",
                        PartnershipProblem.MODALITY_FORBIDS_STATE,
                        "/modality"),
                Arguments.of(
                        TWO,
                        "\"state\": \"EXPECTED\", \"modality\": \"ASSERTED\"",
                        PartnershipProblem.MODALITY_FORBIDS_STATE,
                        "/modality"),
                Arguments.of(
                        TWO,
                        EXPLORING
                                + ", \"evolvedFrom\": [\"urn:ckep:partnership:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10\"]",
                        PartnershipProblem.PARTNERSHIP_UNKNOWN,
                        "/evolvedFrom/0"),
                Arguments.of(
                        TWO,
                        EXPLORING + ", \"evolvedFrom\": [\"urn:ckep:site:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10\"]",
                        KernelProblem.INVALID_VALUE,
                        "/evolvedFrom/0"),
                Arguments.of(
                        TWO,
                        EXPLORING + ", \"engagementId\": \"urn:ckep:site:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10\"",
                        KernelProblem.INVALID_VALUE,
                        "/engagementId"),
                Arguments.of(TWO, "\"state\": \"DREAMT\"", KernelProblem.INVALID_VALUE, "/state"),
                Arguments.of(TWO, "\"phase\": 1", KernelProblem.UNKNOWN_PROPERTY, "/phase"),
                Arguments.of(
                        "\"parties\": [{\"orgId\": \"${ORG-LG}\", \"unnamed\": {}}, {\"orgId\": \"${ORG-BAIC}\"}]",
                        EXPLORING,
                        KernelProblem.INVALID_VALUE,
                        "/parties/0"));
    }

    @ParameterizedTest
    @MethodSource("badInputs")
    void badInputIsRefusedWithItsPlace(String parties, String more, ProblemType type, String pointer) {
        Api.loader()
                .post("partnerships/register-observed", body(parties, more))
                .then()
                .spec(problemAt(type, pointer));
    }

    @Test
    void aBodyThatIsNotJsonIsRefused() {
        Api.loader()
                .post("partnerships/register-observed", "{\"title\": ")
                .then()
                .spec(problem(KernelProblem.MALFORMED_JSON));
        Api.loader()
                .request()
                .contentType("text/plain")
                .body("x")
                .post("/partnerships/v1/partnerships/register-observed")
                .then()
                .spec(problem(KernelProblem.UNSUPPORTED_MEDIA_TYPE));
    }

    @Test
    void dismissedNeedsADay() {
        Api.loader()
                .post("partnerships/register-observed", body(TWO, "\"state\": \"DISMISSED\""))
                .then()
                .spec(problem(PartnershipProblem.DATE_MISSING));
    }

    @Test
    void anUnknownOrRetiredSectorIsRefused() {
        Api.loader()
                .post("partnerships/register-observed", body(TWO, EXPLORING).replace("\"SEMI\"", "\"SEMI\", \"NOPE\""))
                .then()
                .spec(problemAt(SectorProblem.SECTOR_UNKNOWN, "/sectors/1"));
        Api.secretariat()
                .patch("sectors/GREEN", "{\"validTo\": \"2025-12-31\"}")
                .then()
                .statusCode(200);
        String green = body(TWO, EXPLORING).replace("SEMI", "GREEN");
        Api.loader()
                .post("partnerships/register-observed", green)
                .then()
                .spec(problemAt(SectorProblem.SECTOR_RETIRED, "/sectors/0"));
        Api.loader()
                .post(
                        "partnerships/register-observed",
                        green.replace("\"SUPPLY\"", "\"SUPPLY\", \"start\": \"2025-06\""))
                .then()
                .statusCode(201);
    }

    @Test
    void anObservedRecordNeedsASourceAndExpectedNoStatementOfAParty() {
        Api.loader()
                .post(
                        "partnerships/register-observed",
                        body(TWO, EXPLORING).replaceAll("\"sources\": \\[[^]]*]", "\"sources\": []"))
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/sources"));
        String statement = Fixture.source("COMPANY_STATEMENT");
        Api.loader()
                .post(
                        "partnerships/register-observed",
                        body(TWO, "\"state\": \"EXPECTED\"").replace(Fixture.urn("SRC-0001"), statement))
                .then()
                .spec(problemAt(PartnershipProblem.EXPECTED_BUT_STATED, "/state"));
        Api.loader()
                .post(
                        "partnerships/register-observed",
                        body(TWO, "\"state\": \"EXPLORING\"").replace(Fixture.urn("SRC-0001"), statement))
                .then()
                .statusCode(201)
                .body("modality", is("STATED_INTENT"));
    }

    @Test
    void anActiveGroupIsNamedAmongWhatIsNotShown() {
        String group = TWO.replace("ORG-SKHYNIX", "ORG-LG");
        Api.loader()
                .post("partnerships/register-observed", body(group, "\"state\": \"ACTIVE\""))
                .then()
                .spec(problem(PartnershipProblem.GUARD_NOT_SHOWN))
                .body(
                        "unproven",
                        containsInAnyOrder(
                                "STATEMENT_OF_A_PARTY",
                                "SIGNED_DOCUMENT",
                                "SIGNATORIES",
                                "SIGNING_DATE",
                                "BINDING_KNOWN",
                                "START_REACHED",
                                "NO_GROUP_PARTY"));
    }
}
