package org.ckep.investment.pairing;

import io.restassured.response.Response;
import java.util.List;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.testing.Api;

/** Records that both sides have shared, and pairings of them. Paths are those below the API's root. */
public final class Pairs {
    /** The operations that are about pairing, as the API's description names them. */
    public static final List<String> OPERATIONS = List.of(
            "get projects/{id}/pairing-candidates",
            "get projects/{id}/pair-group",
            "get pairings",
            "post pairings",
            "get pairings/{pairing}",
            "post pairings/{pairing}/{act}",
            "get projects/{id}/pairing-candidates.csv",
            "get pairings.csv");

    private Pairs() {}

    /** A side's own project that both sides may read. */
    public static String shared(Api maker, String more) {
        return "projects/"
                + Records.id(maker.create(
                        "projects", Records.project(", \"classification\": {\"level\": \"BILATERAL\"}" + more)));
    }

    public static String member(String project) {
        return "{\"project\": \"%s\"}".formatted(Records.urn(project));
    }

    static String part(String project, String part) {
        return "{\"project\": \"%s\", \"part\": {\"en\": \"%s\"}}".formatted(Records.urn(project), part);
    }

    static String pairing(String counted, String... members) {
        return """
                {"kind": "PAIR", "counted": "%s", "members": [%s], "reason": {"en": "One plant"}}""".formatted(counted, String.join(", ", members));
    }

    /** One record of each side. */
    public static String pair(String one, String other) {
        return pairing("CN", member(one), member(other));
    }

    public static String unpairing(String group) {
        return "{\"kind\": \"UNPAIR\", \"group\": \"%s\", \"reason\": {\"en\": \"Two plants\"}}".formatted(group);
    }

    /** The path of a new draft. */
    public static String draft(Api maker, String body) {
        Response answer = maker.post("pairings", body);
        answer.then().statusCode(201);
        return "pairings/" + Records.id(answer.path("urn"));
    }

    /** Links the records of both sides; the URN of the group. */
    public static String paired(String... members) {
        String pairing = draft(Api.cnMaker(), pairing("CN", members));
        Bilateral.agree(pairing);
        return Api.cnMaker().get(pairing).path("group");
    }
}
