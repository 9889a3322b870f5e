package org.ckep.partnerships.partnership;

import org.ckep.partnerships.Fixture;
import org.ckep.testing.Api;

/** Partnerships for the tests, in the form of their smallest valid request. */
final class Examples {
    static final String DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private Examples() {}

    /** A partnership of SK hynix and Yangtze Memory that a side itself registers, with more members. */
    static String own(String more) {
        return Fixture.resolve("""
                {"title": {"en": "Own record"}, "kind": "SUPPLY", "sectors": ["SEMI"],
                 "parties": [{"orgId": "${ORG-SKHYNIX}"}, {"orgId": "${ORG-YMTC}"}]%s}""".formatted(more.isEmpty() ? "" : ", " + more));
    }

    /** The same as an observed record that is being explored. */
    static String observed(String more) {
        return own(
                "\"state\": \"EXPLORING\", \"guardsNotShown\": [\"STATEMENT_OF_A_PARTY\"], \"sources\": [\"${SRC-0001}\"]"
                        + (more.isEmpty() ? "" : ", " + more));
    }

    static String signature(String on, String binding) {
        return """
                "signature": {"on": "%s", "binding": "%s",
                  "document": {"reference": "Memorandum", "sha256": "%s"},
                  "signatories": [{"side": "CN", "office": "General Manager"}, {"side": "KR", "office": "CEO"}]}""".formatted(on, binding, DIGEST);
    }

    /** A step taken by this person from what it sees now. */
    static io.restassured.response.Response step(Api api, String urn, String to, String more) {
        return api.command(
                "partnerships/" + urn,
                "transitions",
                "{\"to\": \"%s\"%s}".formatted(to, more.isEmpty() ? "" : ", " + more));
    }

    /** A Chinese record that is signed with that document. */
    static String signed(String more, String on, String binding) {
        String urn = Api.cnMaker().create("partnerships", own(more));
        String statement = "\"sources\": [\"%s\"]".formatted(Fixture.source("COMPANY_STATEMENT"));
        step(Api.cnChecker(), urn, "EXPLORING", statement).then().statusCode(200);
        step(Api.cnChecker(), urn, "SIGNED", signature(on, binding)).then().statusCode(200);
        return urn;
    }
}
