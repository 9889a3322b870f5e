package org.ckep.investment.pending;

import io.restassured.response.Response;
import org.ckep.investment.Records;
import org.ckep.testing.Api;

/** What takes two persons where others read the record, for tests that are about what comes of it. */
public final class ByTwoPersons {
    private ByTwoPersons() {}

    /**
     * Has the checker of the side confirm what waits.
     *
     * @param drafted the answer to whoever drafted it
     */
    public static void confirm(Response drafted) {
        drafted.then().statusCode(202);
        String act = "pending-acts/" + Records.id(drafted.path("urn"));
        Api checker = drafted.path("side").equals("CN") ? Api.cnChecker() : Api.krChecker();
        checker.post(act + "/confirm", "{\"hash\": \"" + drafted.path("hash") + "\"}")
                .then()
                .statusCode(200);
    }
}
