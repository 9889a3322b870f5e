package org.ckep.investment;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** Names of organisations come from another service's events, per audience, and are absent until then. */
@QuarkusTest
class NamesTest {
    @Inject
    RecordTransactions transactions;

    @Test
    void aNameIsShownToTheAudienceThatWasToldIt() throws Throwable {
        String source = Records.source("PRESS");
        String org = Records.organisation();
        String project = Api.loader()
                .create(
                        "projects/register-observed",
                        Records.observed(source, "").replaceFirst("urn:ckep:organisation:[0-9a-f-]+", org));
        String site = Api.loader()
                .create(
                        "sites/register-observed",
                        Records.observedSite(source).replaceFirst("urn:ckep:organisation:[0-9a-f-]+", org));
        Api.krMaker().get("projects/" + project).then().body("participants[0].name", nullValue());

        ToldNames.learn(transactions, "side-kr", org, "en", "LG (group)");

        Api.krMaker()
                .get("projects/" + project)
                .then()
                .body("participants[0].org.orgId", equalTo(org))
                .body("participants[0].name.en.text", equalTo("LG (group)"));
        Api.krMaker()
                .get("projects?organisation=" + org)
                .then()
                .body("data[0].participants[0].name.en.text", equalTo("LG (group)"));
        Api.krMaker().get("sites/" + site).then().body("orgName.en.text", equalTo("LG (group)"));
        Api.PUBLIC.get("projects/" + project).then().body("participants[0].name", nullValue());
        Api.cnMaker().get("sites/" + site).then().body("orgName", nullValue());
    }
}
