package org.ckep.investment.shareholding;

import io.restassured.response.Response;
import org.ckep.investment.Records;
import org.ckep.testing.Api;

/** Bodies of shareholding histories for the tests, in the form of their smallest valid request. */
public final class Shareholdings {
    private Shareholdings() {}

    /** One holder's half since March 2020. */
    public static String half(String more) {
        return shareholding(
                Records.organisation(), statement("2020-03", holding(Records.organisation(), "50"), ""), more);
    }

    public static String shareholding(String entity, String statement, String more) {
        return "{\"entity\": \"%s\", \"kind\": \"EQUITY\", \"statement\": %s%s}".formatted(entity, statement, more);
    }

    public static String statement(String from, String holdings, String more) {
        return "{\"validFrom\": \"%s\", \"complete\": false, \"holdings\": [%s]%s}".formatted(from, holdings, more);
    }

    public static String holding(String holder, String percent) {
        return "{\"holder\": {\"orgId\": \"%s\"}, \"share\": {\"exact\": \"%s\"}}".formatted(holder, percent);
    }

    /** States who holds what, on top of what the caller sees stated now. */
    public static Response state(Api who, String history, String statement) {
        String statements = history + "/statements";
        return who.post(statements, who.etag(statements), statement);
    }

    /** A history of the caller's side; the path below the API's root. */
    public static String made(Api maker, String more) {
        return "shareholdings/" + Records.id(maker.create("shareholdings", half(more)));
    }
}
